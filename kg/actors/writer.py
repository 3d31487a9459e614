"""Entities turned into the frozen values of the model: actors, mentions, speakers, mandates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg import iris
from kg.actors import chief, representation, roles, several
from kg.actors.entities import Entity
from kg.actors.register import Register
from kg.actors.roles import RoleFact
from kg.actors.words import listed
from kg.gazetteer import key
from kg.model import Actor, Cast, Mandate, Mention, Representation, Role, Speaker


class Writer:
    """Turns entities into the frozen values of the model; one article's worth."""

    def __init__(self, walk: Register, base: str) -> None:
        self.walk, self.base = walk, base
        self.page, self.gazetteer, self.day, self.home = walk.page, walk.gazetteer, walk.scene.day, walk.scene.home
        self._actors: dict[str, Actor] = {}
        self._by_name: dict[str, Entity] = {}
        self._iris: dict[Entity, str] = {}

    def cast(self, sources: Sequence[Entity | None]) -> Cast:
        """All of it."""
        entities = dict.fromkeys([*self.walk.of.values(), *(e for e in sources if e)])
        for entity in entities:
            for name in (entity.name, *entity.aliases):
                self._by_name.setdefault(key(name), entity)
        for entity in entities:
            self._write(entity)
        spans = [
            Mention(first=f.first, end=f.end, actor=self.iri(e), kind=f.kind)
            for f, e in sorted(self.walk.of.items(), key=lambda p: (p[0].first, -p[0].end, p[0].head))
        ]
        made = tuple(self._speaker(e) if e else None for e in sources)
        mandates = tuple(m for e in entities for m in self._mandates(e))
        actors = tuple(sorted(self._actors.values(), key=lambda a: a.iri))
        return Cast(actors=actors, mentions=tuple(dict.fromkeys(spans)), speakers=made, mandates=tuple(dict.fromkeys(mandates)))

    # --- actors -----------------------------------------------------------------------

    def iri(self, entity: Entity) -> str:
        """An actor's IRI: by its name, or by its place in this article where it has none."""
        if entity not in self._iris:
            if entity.sort in ("unnamed", "document") or (entity.sort == "group" and not entity.name[:1].isupper()):
                others = sum(1 for e in self._iris if e.sort == entity.sort and e.name == entity.name)
                label = f"{entity.name} {others + 1}" if others else entity.name
                self._iris[entity] = iris.unnamed(self.page.article.id, label, self.base)
            elif entity.sort == "author" and entity.name == "unnamed author":
                self._iris[entity] = iris.unnamed(self.page.article.id, entity.name, self.base)
            else:
                name = iris.person if entity.sort in ("person", "author") else iris.actor
                self._iris[entity] = name(entity.name, self.base)
        return self._iris[entity]

    def _write(self, entity: Entity) -> None:
        iri = self.iri(entity)
        fact = self._fact(entity)
        stands = tuple(Representation(body=self._body(name), ground=ground) for name, ground in self._stands_for(entity, fact))
        stands += tuple(Representation(body=self.iri(e), ground="member") for e in entity.members)
        aliases = {a for a in entity.aliases if a and a != entity.name}
        types = representation.TYPES.get(entity.kind if entity.sort == "body" and entity.kind else entity.sort, ("Body",))
        old = self._actors.get(iri)
        if old:
            aliases |= set(old.aliases)
            stands = tuple(dict.fromkeys((*old.represents, *stands)))
            types = old.types
        self._actors[iri] = Actor(iri=iri, name=entity.name, types=types, aliases=tuple(sorted(aliases)), represents=stands)

    def _stands_for(self, entity: Entity, fact: RoleFact | None) -> list[tuple[str, str]]:
        """Bodies that an actor can stand for; a spokesperson also for those that the principal stands for."""
        owner = self._owner(entity, fact)
        world = representation.World(gazetteer=self.gazetteer, home=self.home, fact=fact, of=owner)
        found = list(representation.stands_for(entity, world))
        if fact and fact.role_class == "spokesperson" and owner and owner is not entity:
            theirs = representation.World(gazetteer=self.gazetteer, home=self.home, fact=self._fact(owner), of=None)
            found += [(name, "spokesperson") for name, _ in representation.stands_for(owner, theirs)]
        elif fact and fact.role_class == "spokesperson" and fact.of:
            country = representation.behind(fact.of, self.gazetteer)
            found += [(country.government, "spokesperson")] if country else []
        return list(dict.fromkeys(found))

    def _body(self, name: str) -> str:
        """IRI of a body that is stood for, which becomes an actor even where the article does not name it."""
        entity = self._by_name.get(key(name))
        if entity:
            return self.iri(entity)
        iri = iris.actor(name, self.base)
        if iri not in self._actors:
            self._actors[iri] = Actor(iri=iri, name=name, types=representation.TYPES["government"])
        return iri

    # --- roles ------------------------------------------------------------------------

    def _fact(self, entity: Entity) -> RoleFact | None:
        """The most telling thing that the article says an actor is, else what the gazetteer knows of that day."""
        if entity.sort == "author":
            return RoleFact(label="reporter", word="reporter", of=self.page.article.outlet or None, role_class="journalist")
        if entity.sort == "body" and entity.kind == "company":
            return RoleFact(label="company", word="company", of=None, role_class="business")
        if entity.sort == "body" and entity.kind == "court":
            return RoleFact(label="court", word="court", of=None, role_class="judge")
        if entity.members:
            return several.common_fact(entity)
        if entity.sort == "people":
            return RoleFact(label=entity.name, word="people", of=None, role_class="citizen")
        return chief.choose(entity.facts)

    def _owner(self, entity: Entity, fact: RoleFact | None) -> Entity | None:
        """The actor that a role belongs to."""
        if entity.sort == "unnamed" and entity.owner:
            return entity.owner
        if fact is None:
            return None
        if fact.of_pronoun >= 0:
            mention = self.walk.at.get(fact.of_pronoun)
            owner = self.walk.of.get(mention) if mention else None
            if owner and owner is not entity:
                return owner
        if not fact.of:
            return entity.owner if entity.sort == "unnamed" or fact.role_class == "spokesperson" else None
        exact = self._by_name.get(key(fact.of))
        if exact and exact is not entity:
            return exact
        body = self.gazetteer.body(fact.of)
        named = self._by_name.get(key(body.name)) if body else None
        return named or (entity.owner if fact.role_class == "spokesperson" and entity.owner is not entity else None)

    def _role(self, entity: Entity, fact: RoleFact) -> Role:
        owner = self._owner(entity, fact)
        of = owner.name if owner and (not fact.of or _names(owner, fact.of)) else fact.of
        if owner is None and of is None and fact.role_class in representation.STATE_CLASSES:
            country = representation.country_of(entity, fact, self.gazetteer, self.home)
            if country:
                return Role(
                    label=fact.label, of=country.government, role_class=fact.role_class, of_actor=self._body(country.government)
                )
        # "Its director" is of a kind that only the owner tells.
        told = owner.kind if owner and not fact.of and owner.sort == "body" else ""
        role_class = roles.classify(fact.word, told) if told and fact.word else fact.role_class
        return Role(label=fact.label, of=of, role_class=role_class, of_actor=self.iri(owner) if owner else None)

    def _speaker(self, entity: Entity) -> Speaker:
        fact = self._fact(entity)
        role = self._role(entity, fact) if fact and (fact.word or fact.how == "party") else None
        behalf: str | None = None
        if role and role.role_class == "spokesperson":
            behalf = role.of_actor or (self._principal(role.of) if role.of else None)
        elif (entity.kind in ("campaign", "office") or (fact and fact.word in listed("agents"))) and entity.owner:
            behalf = self.iri(entity.owner)
        elif role and fact and fact.word in listed("agents"):
            behalf = role.of_actor
        return Speaker(actor=self.iri(entity), role=role, on_behalf_of=behalf)

    def _principal(self, name: str) -> str:
        """IRI of whom a spokesperson speaks for, where the article does not speak of them otherwise."""
        known = self.gazetteer.body(name)
        country = self.gazetteer.country(name)
        called = known.name if known else country.government if country else name
        iri = iris.actor(called, self.base)
        if iri not in self._actors:
            kind = known.kind if known else "government" if country else self.gazetteer.kind(name)
            types = representation.TYPES.get(kind, ("Actor",))
            self._actors[iri] = Actor(iri=iri, name=called, types=types, aliases=(name,) if name != called else ())
        return iri

    def _mandates(self, entity: Entity) -> list[Mandate]:
        if entity.sort not in ("person", "unnamed"):
            return []
        made = []
        best: dict[tuple[str, bool], RoleFact] = {}
        kept = [f for f in entity.facts if f.word and f.word not in listed("relatives") and f.role_class != "citizen"]
        said = [f for f in kept if f.how != "gazetteer"]
        for fact in said or [f for f in kept if not f.former]:
            old = best.get((fact.word, fact.former))
            if old is None or roles.weight(fact) > roles.weight(old):
                best[fact.word, fact.former] = fact
        for fact in best.values():
            term = next(
                (h for h in entity.known if _same_office(h.office, fact) and (fact.former or h.on(self.day)) and not fact.future),
                None,
            )
            made.append(
                Mandate(
                    holder=self.iri(entity),
                    role=self._role(entity, fact),
                    article=self.page.article.id,
                    on=None if fact.former or fact.future else self.page.article.published,
                    former=fact.former,
                    valid_from=term.since if term else None,
                    valid_until=term.until if term and term.until != date.max else None,
                )
            )
        return made


def _names(owner: Entity, of: str) -> bool:
    """Whether the words that say whose a role is are a name of the owner, and not of an office that he holds."""
    words = {key(w) for name in (owner.name, *owner.aliases) for w in name.split()}
    return key(of.rsplit(maxsplit=1)[-1]) in words


def _same_office(office: str, fact: RoleFact) -> bool:
    found = roles.find(office.casefold().split())
    return found is not None and found.word == fact.word
