"""The walk through an article that gives every mention its entity, in text order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg.actors import coreference, roles
from kg.actors.coreference import Candidate
from kg.actors.entities import Entity
from kg.actors.mentions import Found
from kg.actors.names import parse
from kg.actors.page import Page
from kg.gazetteer import Country, Gazetteer, key

_REACH = 12
"""Sentences back that a pronoun's antecedent may lie."""


class Walk:
    """Entities by mention, filled in text order; `of` answers for one mention."""

    def __init__(self, page: Page, found: Sequence[Found], named: dict[Found, Entity], gazetteer: Gazetteer, day: date, home: Country | None) -> None:
        self.page, self.gazetteer, self.day, self.home = page, gazetteer, day, home
        self.found = tuple(found)
        self.of: dict[Found, Entity] = dict(named)
        self.at: dict[int, Found] = {}
        for mention in self.found:
            for i in range(*mention.core):
                self.at.setdefault(i, mention)
        self._last: dict[Entity, Found] = {}
        self._named = tuple(dict.fromkeys(named.values()))
        self._sources = self._source_heads()
        self._says = self._quotations()
        self._speaking: Entity | None = None
        self._spoke: set[Entity] = set()
        self._made: dict[str, Entity] = {}
        self.explained: dict[Found, coreference.Verdict] = {}

    def run(self) -> None:
        """Resolve every mention that names alone did not."""
        for mention in sorted(self.found, key=lambda f: (f.head, f.first)):
            entity = self._settle(mention)
            if entity is None:
                continue
            self._last[entity] = mention
            if mention.head in self._sources and not self.page.quoted[mention.head]:
                self._speaking = entity
                self._spoke.add(entity)

    def _settle(self, mention: Found) -> Entity | None:
        if mention not in self.of:
            entity = self._resolve(mention, self._speaking, self._spoke)
            if entity is None:
                return None
            self.of[mention] = entity
            entity.found.append(mention)
            if mention.fact and mention.fact.word and mention.kind == "nominal" and self._fits(mention, entity):
                entity.facts.append(mention.fact)
        return self.of[mention]

    def _fits(self, mention: Found, entity: Entity) -> bool:
        """Whether what a noun phrase says is worth keeping: not when the entity was chosen against its known roles."""
        verdict = self.explained.get(mention)
        return verdict is None or all(name != "known for another role" for name, _ in verdict.evidence)

    def _source_heads(self) -> set[int]:
        heads = set()
        for attribution in self.page.reading.attributions:
            if attribution.source is not None:
                inside = self.page.inside(attribution.source)
                if inside:
                    heads.add(self.page.span_head(inside.start, inside.stop))
        return heads

    def _quotations(self) -> dict[int, int]:
        """For each token in a quotation, the head of its source."""
        made = {}
        for attribution in self.page.reading.attributions:
            inside = self.page.inside(attribution.source) if attribution.source else range(0)
            if inside:
                head = self.page.span_head(inside.start, inside.stop)
                for content in attribution.content:
                    made.update({i: head for i in self.page.inside(content) if self.page.quoted[i] and not self.page.quoted[head]})
        return made

    # --- one mention ----------------------------------------------------------------

    def _resolve(self, mention: Found, speaking: Entity | None, spoke: set[Entity]) -> Entity | None:
        if mention.kind == "pronoun":
            return self._pronoun(mention, speaking, spoke)
        if mention.sort == "role":
            return self._role(mention, speaking, spoke)
        if mention.sort in ("body", "document"):
            return self._thing(mention, speaking, spoke)
        return None

    def _candidates(self, mention: Found, speaking: Entity | None, spoke: set[Entity], reach: int) -> list[Candidate]:
        sentence = self.page.sentence[mention.head]
        says = self._around(self._says[mention.head]) if mention.head in self._says else None
        return [
            Candidate(entity=e, last=last, speaks=e is speaking, spoke=e in spoke, says_this=e is says)
            for e, last in self._last.items()
            if sentence - self.page.sentence[last.head] <= reach
        ]

    def _pronoun(self, mention: Found, speaking: Entity | None, spoke: set[Entity]) -> Entity | None:
        if mention.sort == "r":
            return self._relative(mention)
        if mention.sort in ("1", "1p"):
            return None  # the speaker's own words; see the speakers
        candidates = self._candidates(mention, speaking, spoke, _REACH)
        verdict = coreference.decide(coreference.PRONOUN, self.page, mention, candidates, -6.0)
        if verdict is None:
            return self._later(mention)
        self.explained[mention] = verdict
        return verdict.entity

    def _later(self, mention: Found) -> Entity | None:
        """A pronoun before any name that fits ("In his speech, Doe said …"): the next person of the sentence."""
        if mention.sort not in ("m", "f"):
            return None
        for other in self.found:
            if other.first > mention.first and self.page.sentence[other.head] == self.page.sentence[mention.head]:
                entity = self.of.get(other)
                if entity and entity.sort == "person" and entity.gender in ("", mention.sort):
                    return entity
        return None

    def _relative(self, mention: Found) -> Entity | None:
        tokens, i = self.page.tokens, mention.head
        human = self.page.lower(i) in ("who", "whom")
        verb = tokens[i].head if not tokens[i].relation.startswith("nmod:poss") else tokens[tokens[i].head].head
        for _ in range(3):
            if tokens[verb].relation.startswith("acl") and tokens[verb].head < i:
                entity = self._around(tokens[verb].head)
                if entity and not (human and entity.sort in ("body", "place", "country")):
                    return entity
            verb = tokens[verb].head
        back = i - 1
        low, _ = self.page.bounds(i)
        while back >= low and tokens[back].upos in ("PUNCT", "ADP"):
            back -= 1
        entity = self._around(back) if back >= low else None
        if human and (entity is None or entity.sort in ("body", "place", "country")):
            return self._person_before(i)
        return entity

    def _person_before(self, i: int) -> Entity | None:
        """The nearest person before a token of its sentence."""
        low, _ = self.page.bounds(i)
        for back in range(i - 1, low - 1, -1):
            entity = self._around(back)
            if entity and entity.sort in ("person", "unnamed", "group", "people"):
                return entity
        return None

    def _around(self, i: int) -> Entity | None:
        """The entity of the mention whose name or head holds a token."""
        mention = self.at.get(i)
        return self.of.get(mention) if mention else None

    def _role(self, mention: Found, speaking: Entity | None, spoke: set[Entity]) -> Entity | None:
        fact = mention.fact
        if fact is None:
            return None
        if mention.plural:
            return self._group(mention)
        if self._before_name(mention) is not None:
            return self._before_name(mention)
        if mention.definite or self._bare_title(mention):
            candidates = self._candidates(mention, speaking, spoke, 10**6)
            verdict = coreference.decide(coreference.NOMINAL, self.page, mention, candidates, 0.6)
            holder = self._holder(fact)
            if holder and (verdict is None or verdict.score < 2.0):
                return holder
            if verdict:
                self.explained[mention] = verdict
                return verdict.entity
        return self._unnamed(mention)

    def _before_name(self, mention: Found) -> Entity | None:
        """A role that stands in apposition to a name ("his spokesman, John Doe", "Doe, the senator")."""
        for c in (*self.page.children[mention.head], self.page.tokens[mention.head].head):
            other = self.at.get(c)
            linked = self.page.tokens[c].relation == "appos" or (self.page.tokens[mention.head].relation == "appos" and c == self.page.tokens[mention.head].head)
            if other and linked and other.kind == "name" and other.sort == "person":
                return self.of.get(other)
        after = self.at.get(mention.end + 1)
        if after and self.page.lower(mention.end) == "," and after.kind == "name" and after.sort == "person" and mention.definite:
            closing = self.page.lower(after.core[1])
            return self.of.get(after) if closing in (",", ".") and after.first == mention.end + 1 else None
        return None

    def _bare_title(self, mention: Found) -> bool:
        """A role without an article, as headlines have it ("Senator blasts plan")."""
        opening = self.page.tokens[mention.first]
        starts = self.page.sentence_start(mention.first) or self.page.paragraph[mention.first] == 0
        return starts and opening.upos not in ("DET", "NUM", "ADV", "ADP") and opening.xpos != "JJS"

    def _holder(self, fact: roles.RoleFact) -> Entity | None:
        """Who held the office on the article's day, where the gazetteer knows."""
        if fact.former:
            return None
        country = self.gazetteer.country(fact.of or "") or self.gazetteer.adjective(fact.of or "")
        if fact.of and country is None and key(fact.of) not in roles.regions():
            return None
        place = country.name if country else roles.regions()[key(fact.of)][0] if fact.of else self.home.name if self.home else ""
        if not place:
            return None
        for office in (fact.office, fact.word, fact.label):
            holdings = self.gazetteer.holders(office, place, self.day)
            if len(holdings) == 1:
                return self._known_person(holdings[0].person)
        return None

    def _known_person(self, name: str) -> Entity:
        for entity in self.of.values():
            if entity.sort == "person" and entity.name == name:
                return entity
        known = self.gazetteer.person(name)
        fresh = Entity(sort="person", name=name, person=parse(name), known=known, gender=known[0].gender if known else "")
        return self._made.setdefault(f"person {name}", fresh)

    # --- what no name stands behind -----------------------------------------------------

    def owner(self, mention: Found) -> Entity | None:
        """Whose a mention is: the entity of its possessor or of the words after "for"."""
        if mention.owner_pronoun is not None:
            return self._around(mention.owner_pronoun)
        if mention.owner is None:
            return None
        head = self.page.span_head(*mention.owner)
        behind = self.at.get(head)
        direct = self._settle(behind) if behind and behind.kind == "nominal" and behind.head > mention.head else self._around(head)
        if direct:
            return direct
        return next((e for i in range(*mention.owner) if (e := self._around(i))), None)

    def _unnamed(self, mention: Found) -> Entity:
        fact = mention.fact
        owner = self.owner(mention)
        label = fact.label if fact else self.page.words(mention.first, mention.end)
        of = owner.name if owner else fact.of if fact else None
        name = f"unnamed {label}" + (f" for {of}" if of and of.casefold() not in label.casefold() else "")
        return Entity(sort="unnamed", name=name, gender=fact.gender if fact else "", owner=owner)

    def _group(self, mention: Found) -> Entity:
        first = mention.first
        while first < mention.head and (self.page.tokens[first].upos in ("DET",) or self.page.lower(first) in ("these", "those", "such")):
            first += 1
        owner = self.owner(mention)
        if owner and mention.owner_pronoun == mention.first:
            name = f"{self.page.words(mention.first + 1, mention.head + 1)} of {owner.name}"
        else:
            name = self.page.words(first, mention.end)
        return self.once("group", name, plural=True, owner=owner)

    def once(
        self, sort: str, name: str, *, plural: bool = False, kind: str = "", owner: Entity | None = None, country: Country | None = None
    ) -> Entity:
        """One entity a name: what is said twice in the same words is one."""
        made = self._made.get(f"{sort} {key(name)}") or next((e for e in self._named if e.sort == sort and key(e.name) == key(name)), None)
        if made is None:
            made = self._made[f"{sort} {key(name)}"] = Entity(sort=sort, name=name, plural=plural, kind=kind, owner=owner, country=country)
        return made

    def _thing(self, mention: Found, speaking: Entity | None, spoke: set[Entity]) -> Entity | None:
        noun = roles.singular(self.page.lower(mention.head))
        owner = self.owner(mention)
        if noun in ("campaign", "camp", "administration", "government", "team", "regime") and (owner or self._modifier(mention)):
            return self._following(mention, noun, owner)
        if noun == "government" and self.home and owner is None:
            country = self._country_of(mention) or self.home
            return self.once("body", country.government, kind="government", country=country)
        candidates = self._candidates(mention, speaking, spoke, 10**6)
        if mention.definite or mention.first == mention.head:
            verdict = coreference.decide(coreference.THING, self.page, mention, candidates, 0.5)
            if verdict:
                self.explained[mention] = verdict
                return verdict.entity
        first = mention.first + 1 if self.page.tokens[mention.first].upos == "DET" and mention.first < mention.head else mention.first
        if mention.sort == "body" and mention.plural:
            return self.once("group", self.page.words(first, mention.end), plural=True)
        name = self.page.words(first, mention.end if mention.sort == "body" else mention.head + 1)
        if owner and mention.owner_pronoun == mention.first:
            name = f"{owner.name}'s {self.page.words(mention.first + 1, mention.head + 1)}"
        kind = self.gazetteer.kind(self.page.words(mention.head, mention.head + 1)) if mention.sort == "body" else "document"
        return self.once(mention.sort, name, kind=kind)

    def _country_of(self, mention: Found) -> Country | None:
        words = [self.page.words(i, i + 1) for i in range(mention.first, mention.end)]
        joined = [self.page.words(i, mention.head) for i in range(mention.first, mention.head)]
        return next((c for w in (*joined, *words) if (c := self.gazetteer.country(w) or self.gazetteer.adjective(w) or self.gazetteer.capital(w))), None)

    def _modifier(self, mention: Found) -> Entity | None:
        """The name right before the noun ("the Doe campaign")."""
        for i in range(mention.head - 1, mention.first - 1, -1):
            entity = self._around(i)
            if entity:
                return entity
        return None

    def _following(self, mention: Found, noun: str, owner: Entity | None) -> Entity | None:
        """A campaign, an administration or a government by whose it is."""
        owner = owner or self._modifier(mention)
        country = self._country_of(mention) or (owner.country if owner else None)
        if country and noun in ("government", "administration", "regime"):
            return self.once("body", country.government, kind="government", country=country)
        if owner is None or owner.sort not in ("person", "body", "unnamed"):
            return self.once("body", self.page.words(mention.first, mention.head + 1).removeprefix("the "), kind=self.gazetteer.kind(noun))
        last = owner.person.family[-1] if owner.person else owner.name
        noun = "campaign" if noun in ("camp", "team") else noun
        kind = "campaign" if noun == "campaign" else "government"
        return self.once("body", f"{last} {noun}", kind=kind, owner=owner)
