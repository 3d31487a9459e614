"""An invented country as Wikidata would hold it: items, statements with qualifiers and ranks, times with their precision."""

from __future__ import annotations

from collections.abc import Iterator

MEMBERS = 1_203
"""Seats in the chamber: more terms than one page of the query holds, twice over."""

PREFIXES = """\
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX st: <http://www.wikidata.org/prop/statement/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX s: <http://www.wikidata.org/entity/statement/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

COUNTRY = """\
wd:Q900001 rdfs:label "Ostrava Bay"@en , "Ostravabucht"@de ; skos:altLabel "Bay Republic"@en , "🏴"@en ;
  wdt:P297 "QX" ; wdt:P1549 "Ostravan"@en , "ostravien"@fr ; wdt:P36 wd:Q900002 ; wdt:P1906 wd:Q900010 ; wdt:P1313 wd:Q900011 .
wd:Q900003 rdfs:label "Old Ostrava"@en ; wdt:P297 "QX" ; wdt:P576 "1950-01-01T00:00:00Z"^^xsd:dateTime .
wd:Q900002 rdfs:label "Lindhaven"@en .
wd:Q900010 rdfs:label "President of Ostrava Bay"@en ; wdt:P1001 wd:Q900001 ; wdt:P279 wd:Q48352 .
wd:Q900011 rdfs:label "Prime Minister of Ostrava Bay"@en ; wdt:P1001 wd:Q900001 ; wdt:P279 wd:Q2285706 , wd:Q83307 .
wd:Q900012 rdfs:label "Ostravan Minister of Fisheries"@en ; wdt:P1001 wd:Q900001 ; wdt:P279 wd:Q900013 .
wd:Q900013 wdt:P279 wd:Q83307 .
wd:Q900014 rdfs:label "member of the Storthus"@en ; wdt:P1001 wd:Q900001 ; wdt:P279 wd:Q4175034 .
wd:Q900015 rdfs:label "Lighthouse keeper of Ostrava Bay"@en ; wdt:P1001 wd:Q900001 ; wdt:P279 wd:Q900016 .
wd:Q900017 rdfs:label "member of the Island Council"@en ; wdt:P17 wd:Q900001 ; wdt:P1001 wd:Q900018 ; wdt:P279 wd:Q4175034 .
wd:Q900020 rdfs:label "Harbour Party"@en ; wdt:P31 wd:Q7278 ; wdt:P17 wd:Q900001 ;
  skos:altLabel "Harbourites"@en ; wdt:P1813 "HP"@en .
wd:Q900021 rdfs:label "Ministry of Fisheries"@en ; wdt:P31 wd:Q900022 ; wdt:P17 wd:Q900001 . wd:Q900022 wdt:P279 wd:Q192350 .
wd:Q900023 rdfs:label "Storthus"@en ; wdt:P31 wd:Q11204 ; wdt:P17 wd:Q900001 .
wd:Q900024 rdfs:label "Lindhaven Rowing Club"@en ; wdt:P31 wd:Q900025 ; wdt:P17 wd:Q900001 .
wd:Q900100 rdfs:label "Signe Aldermoor"@en ; skos:altLabel "Signe Maria Aldermoor"@en , "1st lady of fish"@en ;
  wdt:P21 wd:Q6581072 .
wd:Q900101 rdfs:label "Tove Brask"@mul ; wdt:P21 wd:Q6581072 .
wd:Q900102 rdfs:label "Henrik Osterlund"@en ; wdt:P21 wd:Q6581097 ; wdt:P570 "2021-05-06T00:00:00Z"^^xsd:dateTime .
wd:Q900103 rdfs:label "Nils Gammel"@en .
"""


def data() -> str:
    """The whole as SPARQL Update."""
    held = [
        *term("a1", "Q900100", "P39", "Q900011", start=("2014-03-05", 11), end=("2018-00-00", 9)),
        *term("a2", "Q900100", "P39", "Q900010", start=("2019-06-00", 10)),
        *term("a3", "Q900100", "P39", "Q900012", start=("2012-01-01", 11), rank="Deprecated"),
        *term("a4", "Q900100", "P102", "Q900020", start=("2010-00-00", 9)),
        *term("b1", "Q900101", "P39", "Q900012", start=("2015-02-01", 11), end=("2017-08-00", 10)),
        *term("b2", "Q900101", "P39", "Q900015", start=("2000-01-01", 11)),
        *term("b4", "Q900101", "P39", "Q900017", start=("2005-01-01", 11)),
        *term("b3", "Q900101", "P39", "Q900012"),
        *term("c1", "Q900102", "P39", "Q900011", start=("2018-01-01", 11)),
        *term("d1", "Q900103", "P39", "Q900011", start=("1961-01-01", 11), end=("1964-01-01", 11)),
    ]
    for n in range(MEMBERS):
        held.append(f'wd:Q91{n:04} rdfs:label "Member Number{_letters(n)}"@en .')
        held += term(f"m{n:04}", f"Q91{n:04}", "P39", "Q900014", start=("2016-09-01", 11))
    return PREFIXES + "INSERT DATA {\n" + COUNTRY + "\n".join(held) + "\n}"


def term(name: str, person: str, prop: str, of: str, *, start: tuple[str, int] | None = None, end: tuple[str, int] | None = None,
         rank: str = "Normal") -> Iterator[str]:  # fmt: skip
    """A statement with its qualifiers; a day is (ISO, with 00 for what is unknown, precision)."""
    yield f"wd:{person} p:{prop} s:{name} . s:{name} st:{prop} wd:{of} ; wikibase:rank wikibase:{rank}Rank ."
    for qualifier, day in (("P580", start), ("P582", end)):
        if day:
            moment = day[0].replace("-00", "-01")
            yield (
                f"s:{name} pqv:{qualifier} s:{name}-{qualifier} . s:{name}-{qualifier} wikibase:timePrecision {day[1]} ; "
                f'wikibase:timeValue "{moment}T00:00:00Z"^^xsd:dateTime .'
            )


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))
