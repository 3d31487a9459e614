"""Gazetteer facts as Turtle of our ontology, and back.

A holding is a ps:Mandate of a ps:Person for a ps:Office; a country's people and capital are actors that stand for its
government, with the ground. A reader of the file so needs no key beside the ontology.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox

from kg import codes, iris
from kg.errors import InputError
from kg.gazetteer.facts import Country, Facts, Holding, KnownBody, together
from kg.terms import PS

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ALT = "http://www.w3.org/2004/02/skos/core#altLabel"
_GENDER = "https://schema.org/gender"
_AREA = "https://schema.org/areaServed"
_KIND = "http://purl.org/dc/terms/type"
_GENDERS = {"https://schema.org/Male": "m", "https://schema.org/Female": "f"}
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_DATE = "http://www.w3.org/2001/XMLSchema#date"
_CLASSES = {
    "government": PS.Government,
    "ministry": PS.Ministry,
    "party": PS.Party,
    "legislature": PS.Legislature,
    "court": PS.Court,
    "company": PS.Company,
    "media": PS.Media,
    "campaign": PS.Campaign,
}
"""Kinds of bodies that the ontology has a class for; the others are a ps:Body with their kind beside it."""
_PREFIXES = {
    "ps": PS.NAMESPACE,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wd": "http://www.wikidata.org/entity/",
}

# --- writing ------------------------------------------------------------------------


def written(facts: Facts, *, source: str) -> str:
    """Facts as Turtle, the same bytes for the same facts; `source` says in its first line where they are from."""
    out = _Triples()
    for country in facts.countries:
        _write_country(out, country)
    for body in facts.bodies:
        _write_body(out, body)
    for holding in facts.holdings:
        _write_holding(out, holding, facts)
    text = ox.serialize(sorted(out.made, key=str), format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES)
    return f"# {' '.join(source.split())}\n{text.decode() if text else ''}"


class _Triples:
    def __init__(self) -> None:
        self.made: set[ox.Triple] = set()

    def add(self, subject: str, predicate: str, *values: str | ox.Literal) -> str:
        for value in values:
            target = value if isinstance(value, ox.Literal) else ox.NamedNode(value)
            self.made.add(ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), target))
        return subject

    def named(self, subject: str, kind: str, name: str, others: tuple[str, ...] = ()) -> str:
        self.add(subject, _RDF_TYPE, kind)
        self.add(subject, _LABEL, ox.Literal(name))
        return self.add(subject, _ALT, *(ox.Literal(other) for other in others))


def _write_country(out: _Triples, country: Country) -> None:
    node = out.named(iris.actor(country.name), PS.Country, country.name, country.aliases)
    government = out.named(iris.actor(country.government), PS.Government, country.government)
    out.add(government, _AREA, node)
    _stands(out, node, government, "country")
    for people in country.people:
        group = out.named(iris.actor(f"people {people}"), PS.Group, people, country.adjectives)
        _stands(out, group, government, "demonym")
    for capital in country.capitals:
        _stands(out, out.named(iris.actor(f"capital {capital}"), PS.Actor, capital), government, "capital")


def _stands(out: _Triples, actor: str, body: str, ground: str) -> None:
    node = out.add(iris.thing("representation", actor, body, ground), _RDF_TYPE, PS.Representation)
    out.add(node, PS.representative, actor)
    out.add(node, PS.represented, body)
    out.add(node, PS.ground, codes.GROUND.term(ground))


def _write_body(out: _Triples, body: KnownBody) -> str:
    node = iris.actor(f"{body.name} {body.country}".strip())
    out.named(node, _CLASSES.get(body.kind, PS.Body), body.name, body.aliases)
    if body.kind not in _CLASSES:
        out.add(node, _KIND, ox.Literal(body.kind))
    if body.country:
        place = out.named(iris.actor(body.country), PS.Country, body.country)
        out.add(node, _AREA, place)
    return node


def _write_holding(out: _Triples, holding: Holding, facts: Facts) -> None:
    person = out.named(holding.iri or iris.person(holding.person), PS.Person, holding.person, holding.aliases)
    out.add(person, _GENDER, *(iri for iri, letter in _GENDERS.items() if letter == holding.gender))
    role = holding.role_class or "other"
    office = out.named(iris.thing("office", holding.office, holding.of, role), codes.OFFICE.term(role), holding.office)
    if holding.of:
        out.add(office, PS.officeOf, _of(out, holding.of, facts))
    mandate = iris.thing("mandate", person, office, holding.since, holding.until)
    out.add(mandate, _RDF_TYPE, PS.Mandate)
    out.add(mandate, PS.holder, person)
    out.add(mandate, PS.office, office)
    out.add(mandate, PS.roleLabel, ox.Literal(holding.office))
    out.add(mandate, PS.former, ox.Literal("false", datatype=ox.NamedNode(_BOOLEAN)))
    for predicate, day, unknown in ((PS.validFrom, holding.since, date.min), (PS.validUntil, holding.until, date.max)):
        if day != unknown:
            out.add(mandate, predicate, ox.Literal(day.isoformat(), datatype=ox.NamedNode(_DATE)))


def _of(out: _Triples, name: str, facts: Facts) -> str:
    """The node of what an office belongs to: a country or a body of the file, else just an actor of that name."""
    if any(c.name == name for c in facts.countries):
        return iris.actor(name)
    body = next((b for b in facts.bodies if b.name == name), None)
    return _write_body(out, body) if body else out.named(iris.actor(name), PS.Actor, name)


# --- reading ------------------------------------------------------------------------


def read(origin: str, text: str) -> Facts:
    """The facts of a Turtle file. InputError, naming line or thing and the reason, where it is none of ours."""
    try:
        triples = list(ox.parse(text, ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise InputError(f"{origin}:{error.lineno or 1}", f"not Turtle: {error.msg}") from error
    graph = _Graph(origin, triples)
    facts = together([Facts(countries=tuple(graph.countries()), bodies=tuple(graph.bodies()), holdings=tuple(graph.holdings()))])
    if not facts:
        raise InputError(origin, "holds no ps:Mandate, no body and no ps:Country that stands for a government")
    return facts


class _Graph:
    """Triples by subject and property."""

    def __init__(self, origin: str, triples: list[ox.Quad]) -> None:
        self._origin = origin
        self._values: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._typed: dict[str, list[str]] = defaultdict(list)
        for triple in triples:
            if isinstance(triple.object, ox.NamedNode | ox.Literal | ox.BlankNode):
                subject, value = _name(triple.subject), _name(triple.object)
                self._values[subject, triple.predicate.value].append(value)
                if triple.predicate.value == _RDF_TYPE:
                    self._typed[value].append(subject)

    def holdings(self) -> Iterator[Holding]:
        for mandate in sorted(set(self._typed[PS.Mandate])):
            person, office = self._one(mandate, PS.holder), self._one(mandate, PS.office)
            belongs = self._one(office, PS.officeOf, needed=False)
            classes = [codes.OFFICE.code(c) for c in self._values[office, _RDF_TYPE] if c in codes.OFFICE]
            since, until = self._day(mandate, PS.validFrom, date.min), self._day(mandate, PS.validUntil, date.max)
            if since > until:
                raise InputError(self._origin, f"{mandate} begins on {since}, after its end on {until}")
            yield Holding(
                person=self._label(person), office=self._label(office), of=self._label(belongs) if belongs else "",
                since=since, until=until, gender=_GENDERS.get(self._one(person, _GENDER, needed=False), ""),
                aliases=self._others(person), role_class=classes[0] if classes and classes[0] != "other" else "", iri=person,
            )  # fmt: skip

    def bodies(self) -> Iterator[KnownBody]:
        for kind, term in [*_CLASSES.items(), ("", PS.Body)]:
            for body in sorted(set(self._typed[term])):
                if kind == "government" and self._standing(body):
                    continue  # the government of a country of this file, which the country names
                area = self._one(body, _AREA, needed=False)
                yield KnownBody(
                    name=self._label(body), kind=kind or self._one(body, _KIND, needed=False) or "organization",
                    country=self._label(area) if area else "", aliases=self._others(body),
                )  # fmt: skip

    def countries(self) -> Iterator[Country]:
        for node in sorted(set(self._typed[PS.Country])):
            government = next((b for b in self._typed[PS.Government] if node in self._standing(b).get("country", ())), None)
            if government is None:
                continue  # only named, as what a body belongs to
            standing = self._standing(government)
            groups = standing.get("demonym", [])
            yield Country(
                name=self._label(node), government=self._label(government), aliases=self._others(node),
                adjectives=tuple(dict.fromkeys(a for g in groups for a in self._others(g))),
                people=tuple(self._label(g) for g in groups), capitals=tuple(self._label(c) for c in standing.get("capital", [])),
            )  # fmt: skip

    def _standing(self, body: str) -> dict[str, list[str]]:
        """Who stands for a body, by the ground."""
        made: dict[str, list[str]] = defaultdict(list)
        for node in sorted(set(self._typed[PS.Representation])):
            if self._one(node, PS.represented) == body:
                ground = self._one(node, PS.ground)
                if ground not in codes.GROUND:
                    raise InputError(self._origin, f"{node} has a ps:ground that the ontology does not know: {ground}")
                made[codes.GROUND.code(ground)].append(self._one(node, PS.representative))
        return made

    def _one(self, node: str, term: str, *, needed: bool = True) -> str:
        found = self._values.get((node, term), [])
        if needed and not found:
            raise InputError(self._origin, f"{node} has no {_short(term)}")
        return min(found, default="")

    def _label(self, node: str) -> str:
        return self._one(node, _LABEL)

    def _others(self, node: str) -> tuple[str, ...]:
        return tuple(sorted(set(self._values.get((node, _ALT), []))))

    def _day(self, node: str, term: str, unknown: date) -> date:
        said = self._one(node, term, needed=False)
        try:
            return date.fromisoformat(said) if said else unknown
        except ValueError:
            raise InputError(self._origin, f"{node} has a {_short(term)} that is no day (YYYY-MM-DD): {said}") from None


def _name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term.value) if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _short(term: str) -> str:
    return next((f"{p}:{term.removeprefix(ns)}" for p, ns in _PREFIXES.items() if term.startswith(ns)), term)
