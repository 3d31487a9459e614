"""The walk through an article that gives every mention its entity, in text order."""

from __future__ import annotations

from collections.abc import Sequence

from kg.actors import coreference, nominals, pronoun_scorer, roles, several
from kg.actors.entities import Entity
from kg.actors.evidence import Candidate, Row, Verdict, decide
from kg.actors.mentions import Found
from kg.actors.register import Register
from kg.actors.scene import Scene

_REACH = 12
"""Sentences back that a pronoun's antecedent may lie."""

_NEAR = 4
"""Sentences back that a country or several people may have been named that "the country" or "the senators" mean."""

_ANYWHERE = 10**6
_LEAD = 3
"""Paragraphs that may speak of somebody before naming them."""

_FEW = ("judge", "spokesperson", "official", "minister", "governor_or_mayor", "diplomat", "party_leader", "head_of_government")
"""Classes of roles of which an article seldom has two: its one is the one that the lead speaks of."""

_LIKELY = 0.3
"""Sum that suffices where the article names only one person of such a class."""

_SURE = 2.0
"""Sum from which the article's own antecedent goes before the holder that the gazetteer knows."""


class Walk(Register):
    """A register that fills itself."""

    def __init__(self, scene: Scene, found: Sequence[Found], named: dict[Found, Entity]) -> None:
        super().__init__(scene, found, named)
        self.explained: dict[Found, Verdict] = {}
        """The evidence behind every choice that a table made."""
        self._last: dict[Entity, Found] = {}
        self._told: dict[Entity, Found] = {}
        """The same in the writer's own words, outside all quotations."""
        self._sources = self._source_heads()
        self._says = self._quotations()
        self._speaking: Entity | None = None
        self._spoke: set[Entity] = set()
        self.several = several.runs(self.page, found)
        self._ends = {run.members[-1]: run for run in self.several}

    def run(self) -> None:
        """Resolve every mention that names alone did not."""
        for mention in sorted(self.found, key=lambda f: (f.head, f.first)):
            entity = self._settle(mention)
            if entity is None:
                continue
            self._last[entity] = mention
            if not self.page.quoted[mention.head]:
                self._told[entity] = mention
            if mention.head in self._sources and not self.page.quoted[mention.head]:
                self._speaking = entity
                self._spoke.add(entity)
            if mention in self._ends:
                self._together(self._ends[mention])

    def _together(self, run: several.Run) -> None:
        """Several names in a row are also one that "they" and "both" can mean."""
        group = several.together(self, [self.of[m] for m in run.members if m in self.of])
        if group is None:
            return
        lead = run.members[0].fact
        if lead is not None and roles.singular(lead.office.casefold()) != lead.office.casefold():
            for member in group.members:  # "Senators Doe and Roe"
                if all(f.word != lead.word for f in member.facts):
                    member.facts.append(lead)
        self._last[group] = run.mention()
        if not self.page.quoted[run.first]:
            self._told[group] = run.mention()
        if any(m.head in self._sources for m in run.members) and not self.page.quoted[run.first]:
            self._speaking = group
            self._spoke.add(group)

    def pair(self, i: int, fact: roles.RoleFact | None = None) -> Entity | None:
        """Whom "both" or "the two" at a token mean."""
        recent = [(e, last) for e, last in self._last.items() if last.head < i]
        return several.pair(self, i, recent, fact)

    def owner(self, mention: Found) -> Entity | None:
        """Whose a mention is; an owner that comes later in the phrase is settled first."""
        if mention.owner is not None:
            behind = self.at.get(self.page.span_head(*mention.owner))
            if behind and behind.kind == "nominal" and behind.head > mention.head:
                entity = self._settle(behind)
                if entity:
                    return entity
        return super().owner(mention)

    def _settle(self, mention: Found) -> Entity | None:
        if mention not in self.of:
            entity = self._resolve(mention)
            if entity is None:
                return None
            self.of[mention] = entity
            entity.found.append(mention)
            if mention.fact and mention.fact.word and mention.kind == "nominal" and self._fits(mention):
                entity.facts.append(mention.fact)
        return self.of[mention]

    def _fits(self, mention: Found) -> bool:
        """Whether what a noun phrase says is worth keeping: not when the entity was chosen against its known roles."""
        verdict = self.explained.get(mention)
        return verdict is None or all(name != "known for another role" for name, _ in verdict.evidence)

    def _source_heads(self) -> set[int]:
        spans = (self.page.inside(a.source) for a in self.page.reading.attributions if a.source)
        return {self.page.span_head(s.start, s.stop) for s in spans if s}

    def _quotations(self) -> dict[int, int]:
        """For each token in a quotation, the head of its source."""
        made: dict[int, int] = {}
        quoted = self.page.quoted
        for attribution in self.page.reading.attributions:
            inside = self.page.inside(attribution.source) if attribution.source else range(0)
            if inside:
                head = self.page.span_head(inside.start, inside.stop)
                said = (i for content in attribution.content for i in self.page.inside(content))
                made.update({i: head for i in said if quoted[i] and not quoted[head]})
        return made

    # --- one mention ----------------------------------------------------------------

    def _resolve(self, mention: Found) -> Entity | None:
        if mention.kind == "pronoun":
            return self._pronoun(mention)
        if mention.sort == "role":
            return self._role(mention)
        if mention.sort in ("body", "document"):
            return self._thing(mention)
        return None

    def _decide(self, table: Sequence[Row], mention: Found, reach: int, least: float) -> Verdict | None:
        sentence = self.page.sentence[mention.head]
        says = self.around(self._says[mention.head]) if mention.head in self._says else None
        candidates = [
            Candidate(entity=e, last=last, speaks=e is self._speaking, spoke=e in self._spoke, says_this=e is says)
            for e in self._last
            if (last := self._seen(e, mention)) and sentence - self.page.sentence[last.head] <= reach
        ]
        verdict = decide(table, self.page, mention, candidates, least)
        if verdict:
            self.explained[mention] = verdict
        return verdict

    def _seen(self, entity: Entity, mention: Found) -> Found | None:
        """Where a mention's reader last met an entity: outside a quotation by the writer's words, where there were any.

        What somebody is quoted to speak of is no antecedent of the "he" that says it.
        """
        last = self._last[entity]
        if self.page.quoted[mention.head] or not self.page.quoted[last.head]:
            return last
        told = self._told.get(entity)
        return told or (None if self._says.get(last.head) == mention.head else last)

    def _pronoun(self, mention: Found) -> Entity | None:
        if mention.sort == "r":
            return self._relative(mention)
        if mention.sort in ("1", "1p"):
            return None  # the speaker's own words; see the speakers
        if mention.sort == "two":
            return self.pair(mention.head)
        verdict = self._decide(pronoun_scorer.learnt(), mention, _REACH, -1e6)
        return verdict.entity if verdict else self._later(mention)

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
        """What "who", "which" and "that" stand for: the noun of their clause, else the words before them."""
        tokens, i = self.page.tokens, mention.head
        human = self.page.lower(i) in ("who", "whom")
        no_people = ("body", "place", "country") if human else ()
        verb = tokens[i].head if not tokens[i].relation.startswith("nmod:poss") else tokens[tokens[i].head].head
        for _ in range(3):
            if tokens[verb].relation.startswith("acl") and tokens[verb].head < i:
                entity = self.around(tokens[verb].head)
                if entity and entity.sort not in no_people:
                    return entity
            verb = tokens[verb].head
        back, (low, _) = i - 1, self.page.bounds(i)
        while back >= low and tokens[back].upos in ("PUNCT", "ADP"):
            back -= 1
        entity = self.around(back) if back >= low else None
        if human and (entity is None or entity.sort in no_people):
            return self.person_before(i)
        return entity

    def _role(self, mention: Found) -> Entity | None:
        if mention.fact is None:
            return None
        if mention.plural:
            return self._together_by_role(mention, mention.fact) or nominals.group(self, mention)
        known = nominals.named_beside(self, mention) or nominals.kin(self, mention)
        if known is None and (mention.definite or nominals.is_title(self, mention)):
            known = self._holder(mention, mention.fact)
        elif known is None and self.page.lower(mention.first) in ("a", "an"):
            verdict = self._named_later(mention)
            known = verdict.entity if verdict else None
        return known or nominals.unnamed(self, mention)

    def _holder(self, mention: Found, fact: roles.RoleFact) -> Entity | None:
        """Who holds the role: by the article where it is sure, else by the gazetteer, else by the article after all."""
        verdict = self._decide(coreference.NOMINAL, mention, _ANYWHERE, 0.6)
        holder = nominals.holder(self, fact) if verdict is None or verdict.score < _SURE else None
        if holder:
            self.explained.pop(mention, None)
            return holder
        verdict = verdict or self._named_later(mention)
        return verdict.entity if verdict else None

    def _together_by_role(self, mention: Found, fact: roles.RoleFact) -> Entity | None:
        """Several who were named together and are what a plural says ("both candidates", "the senators")."""
        page, i = self.page, mention.head
        two = page.lower(mention.first) == "both" or page.lower(i - 1) == "two"
        if mention.owner is not None or not (two or page.lower(mention.first) in ("the", "these")):
            return None
        both = self.pair(i, fact) if two else None
        recent = [(e, at) for e, at in self._last.items() if 0 <= page.sentence[i] - page.sentence[at.head] <= _NEAR]
        return both or (several.known_together(recent, fact) if fact.word else None)

    def _named_later(self, mention: Found) -> Verdict | None:
        """Headlines and leads speak of a role whose holder the text names after them ("Mayor rejects plan")."""
        if self.page.paragraph[mention.head] > _LEAD:
            return None
        people = [e for e in dict.fromkeys(self.of.values()) if e.sort == "person" and e.facts]
        later = [e for e in people if all(f.first > mention.head for f in e.found if f.kind == "name")]
        candidates = [
            Candidate(entity=e, last=min(e.found, key=lambda f: f.first), speaks=False, spoke=False) for e in later if e.found
        ]
        fact = mention.fact
        alike = [
            c
            for c in candidates
            if fact and any(f.role_class == fact.role_class and f.how != "gazetteer" for f in c.entity.facts)
        ]
        only = len(alike) == 1 and fact is not None and fact.role_class in _FEW
        verdict = decide(coreference.NOMINAL, self.page, mention, alike if only else candidates, _LIKELY if only else _SURE)
        if verdict:
            self.explained[mention] = verdict
        return verdict

    def _country(self, mention: Found) -> Entity | None:
        """ "The kingdom", "the country": the one that was spoken of last."""
        if (
            self.page.lower(mention.head) not in ("kingdom", "country", "nation", "republic", "emirate")
            or mention.end > mention.head + 1
        ):
            return None
        if not mention.definite or mention.head != mention.first + 1:
            return None
        sentence = self.page.sentence[mention.head]
        near = [(last.head, e) for e, last in self._last.items() if e.sort == "country"]
        near = [(at, e) for at, e in near if sentence - self.page.sentence[at] <= _NEAR]
        return max(near, key=lambda p: p[0])[1] if near else None

    def _thing(self, mention: Found) -> Entity:
        body = nominals.led(self, mention) or self._country(mention)
        if body:
            return body
        if mention.definite or mention.first == mention.head:
            verdict = self._decide(coreference.THING, mention, _ANYWHERE, 0.5)
            if verdict:
                return verdict.entity
        return nominals.thing(self, mention)
