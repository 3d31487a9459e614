"""Reviewing contradictions: decisions are data of their own, survive every re-build, are exported, and can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import kg
from kg import corpus, iris, query, rdf
from kg.errors import QueryError, UsageError
from kg.exporting import to_text
from kg.model import Extraction
from kg.reviews import desk, explaining
from kg.reviews.examples import examples
from kg.store import Store, open_store
from tests.compare_cases import Case

TEXT = """== one 2020-06-01 The Lantern
Anna Brook | Norland | said | Sorland asked us for more troops in the delta
  + Request | Sorland > us | more troops delta | ask
Anna Brook | Norland | said | the harbour stays open all winter
== two 2020-06-03 The Courier
Karl Weiss | Sorland | said | Norland asked Sorland for more troops in the delta
  + Request | Norland > Sorland | more troops delta | ask
Mara Tull | - | said | no ship has left the harbour since May
== three 2020-06-04 The Wire
Ivo Senn | - | said | 40 teachers were hired
  + Hire | the town > teachers | teachers | hire | q=40 teachers
Lea Korn | - | denied [deny] | 40 teachers were hired
  + Hire | the town > teachers | teachers | hire | q=40 teachers"""
CASE = Case(TEXT)
AT = datetime(2031, 4, 1, 12, 0, tzinfo=UTC)


def put(store: Store, extractions: Iterable[Extraction]) -> None:
    """Writes articles as a build does; linking is left to the caller."""
    store.replace({rdf.article_graph(e.article.id): rdf.article_quads(e, fingerprint=iris.digest(e)) for e in extractions})


def relink(store: Store) -> Store:
    corpus.relink(store)
    return store


@pytest.fixture
def store() -> Store:
    """The three articles, linked and compared."""
    opened = open_store("memory:")
    put(opened, CASE.extractions)
    return relink(opened)


def the(store: Store, type_: str) -> desk.Case:
    """The one case of a type."""
    (found,) = [c for c in desk.cases(store) if c.record["type"] == type_]
    return found


def shown(store: Store) -> set[str]:
    """IRIs of what `kg contradictions` shows."""
    return {r["id"] for r in query.contradictions(store)}


def short_forms(store: Store) -> int:
    return len(kg.ask(store, "SELECT ?a ?b { ?a ps:contradicts ?b }"))


def rebuilt(store: Store, extractions: Iterable[Extraction] = CASE.extractions) -> Store:
    """A new store of the same decisions and articles, linked from nothing."""
    fresh = open_store("memory:")
    fresh.replace({rdf.human_graph(): rdf.graph_quads(store, rdf.human_graph())})
    put(fresh, extractions)
    return relink(fresh)


def moved(extraction: Extraction, by: str) -> Extraction:
    """The article with a sentence put in at its top: every place moves, and with it every statement's IRI."""
    lines = TEXT.split("\n== ")
    at = next(n for n, part in enumerate(lines) if part.removeprefix("== ").startswith(extraction.article.id))
    head, _, body = lines[at].partition("\n")
    lines[at] = f"{head}\nTom Rask | - | said | {by}\n{body}"
    return next(e for e in Case("\n== ".join(lines)).extractions if e.article.id == extraction.article.id)


# --- verdicts ---------------------------------------------------------------------------


def test_a_confirmed_one_says_so(store: Store) -> None:
    """Basis HumanAsserted, status confirmed, who, when and why; what the machine went by is kept beside."""
    case = the(store, "role_reversal")
    desk.decide(store, case, "confirmed", by="Ann Lee", note="both letters are public", at=AT)
    after = the(store, "role_reversal")
    assert (after.number, after.state, after.record["basis"]) == (case.number, "confirmed", "HumanAsserted")
    assert after.record["confidence"] == case.record["confidence"]
    (said,) = after.reviews
    assert (said.by, said.note, said.at, said.verdict) == ("Ann Lee", "both letters are public", AT, "confirmed")
    found = rdf.read_relations(rdf.graph_quads(store, rdf.links_graph()))
    assert {r.found for r in found if r.review == "confirmed"} == {"RuleInferred"}


def test_a_rejected_one_is_hidden(store: Store) -> None:
    """Neither in the answers nor in the short forms nor in the counts; still in the graph, and shown on demand."""
    case, before = the(store, "role_reversal"), short_forms(store)
    counted = rdf.counts(store)["contradictions"]
    desk.decide(store, case, "rejected", by="Ann Lee", at=AT)
    assert case.record["id"] not in shown(store)
    assert case.record["id"] in {r["id"] for r in query.contradictions(store, rejected=True)}
    assert short_forms(store) == before - 2
    assert rdf.counts(store)["contradictions"] == counted - 1
    assert case.number not in {c.number for c in desk.cases(store) if c.state == "candidate"}


def test_the_last_verdict_counts_and_nothing_is_overwritten(store: Store) -> None:
    """Rejected, confirmed, opened again: the state follows, the history stays, and in the end the machine's word stands."""
    before = the(store, "role_reversal").record
    for day, said in enumerate(("rejected", "confirmed", "candidate"), start=1):
        desk.decide(store, the(store, "role_reversal"), said, by=f"reader {day}", at=AT.replace(day=day))
        assert the(store, "role_reversal").state == said
    after = the(store, "role_reversal")
    assert after.record == before
    assert [r.by for r in after.reviews] == ["reader 1", "reader 2", "reader 3"]


def test_an_outlet_that_is_spelled_in_two_ways_doubles_nothing(store: Store) -> None:
    """An outlet's name in other letters is another label of one outlet; each contradiction is still one case."""
    shouted = [
        replace(e, article=replace(e.article, outlet=e.article.outlet.upper(), id=f"{e.article.id}-2")) for e in CASE.extractions
    ]
    put(store, [replace(e, statements=()) for e in shouted])
    relink(store)
    ids = [c.record["id"] for c in desk.cases(store)]
    assert len(ids) == len(set(ids)) > 0


def test_a_note_changes_no_verdict(store: Store) -> None:
    """An annotation stands beside the verdict."""
    desk.decide(store, the(store, "role_reversal"), "confirmed", by="Ann", at=AT)
    desk.decide(store, the(store, "role_reversal"), None, by="Bo", note="see the minutes", at=AT.replace(day=2))
    case = the(store, "role_reversal")
    assert case.state == "confirmed"
    assert [(r.verdict, r.note) for r in case.reviews] == [("confirmed", ""), (None, "see the minutes")]


def test_what_is_no_conflict_is_left_alone(store: Store) -> None:
    """Decisions bear on contradictions and disputes; other relations stay as they are."""
    kinds = {r.relation for r in rdf.read_relations(rdf.graph_quads(store, rdf.links_graph()))}
    assert {c.record["relation"] for c in desk.cases(store)} <= {"contradicts", "disputes"} & kinds


# --- re-builds --------------------------------------------------------------------------


def _confirm(store: Store) -> None:
    desk.decide(store, the(store, "role_reversal"), "confirmed", by="Ann", note="yes", at=AT)


def _reject(store: Store) -> None:
    desk.decide(store, the(store, "role_reversal"), "rejected", by="Ann", at=AT)


def _note(store: Store) -> None:
    desk.decide(store, the(store, "role_reversal"), None, by="Ann", note="hm", at=AT)


def _reopen(store: Store) -> None:
    _confirm(store)
    desk.decide(store, the(store, "role_reversal"), "candidate", by="Ann", at=AT.replace(day=2))


def _add(store: Store) -> None:
    desk.add(store, CASE.statements[1], CASE.statements[3], type="negation", point="whether ships sail", by="Ann", at=AT)


def _add_and_reject(store: Store) -> None:
    _add(store)
    desk.decide(store, next(c for c in desk.cases(store) if c.reviews), "rejected", by="Bo", at=AT.replace(day=2))


@pytest.mark.parametrize("decide", [_confirm, _reject, _note, _reopen, _add, _add_and_reject])
def test_at_once_and_by_a_build_is_the_same(store: Store, decide: Callable[[Store], None]) -> None:
    """What a decision leaves in the store is, byte for byte, what a build from nothing makes of it; and it breaks no shape."""
    decide(store)
    assert to_text(rebuilt(store), ".nq") == to_text(store, ".nq")
    assert not corpus.relink(store), "the next build finds nothing to do"
    assert kg.validate(store) == []


def test_in_each_kind_of_store(tmp_path: Path, server: str) -> None:
    """A folder and a server hold decisions as memory does."""
    texts = []
    for where in ("memory:", tmp_path / "graph", server):
        with open_store(where) as opened:
            if where == server:
                opened.update("DROP ALL")
            put(opened, CASE.extractions)
            _confirm(relink(opened))
            texts.append(to_text(opened, ".nq"))
    assert texts[0] == texts[1] == texts[2]


@pytest.mark.parametrize("decide", [_confirm, _reject, _add])
def test_a_decision_survives_a_changed_article(store: Store, decide: Callable[[Store], None]) -> None:
    """A sentence put in at the top renames all statements of the article; the decision finds them by their words."""
    decide(store)
    before = {(c.record["type"], c.state, tuple(r.iri for r in c.reviews)) for c in desk.cases(store) if c.reviews}
    old = {c.record[s]["statement"] for c in desk.cases(store) if c.reviews for s in ("earlier", "later")}
    put(store, [moved(e, "the fog has lifted") for e in CASE.extractions[:2]])
    relink(store)
    now = {c.record[s]["statement"] for c in desk.cases(store) if c.reviews for s in ("earlier", "later")}
    assert not old & now
    assert {(c.record["type"], c.state, tuple(r.iri for r in c.reviews)) for c in desk.cases(store) if c.reviews} == before


def test_an_orphan_is_kept_and_comes_back(store: Store) -> None:
    """Where the statement is gone, the decision is listed as orphaned, with what it was about; once it is back, it counts."""
    case = the(store, "role_reversal")
    _confirm(store)
    store.replace({rdf.article_graph("two"): []})
    relink(store)
    (orphan,) = [c for c in desk.cases(store) if c.state == desk.ORPHANED]
    assert orphan.reason == "the statement is no longer in two"
    assert orphan.record["point"] == case.record["point"]
    assert orphan.record["later"]["text"] == case.record["later"]["text"]
    assert kg.validate(store) == []
    desk.decide(store, desk.chosen(desk.cases(store), orphan.number), None, by="Bo", note="where is it?", at=AT.replace(day=3))
    assert to_text(rebuilt(store, CASE.extractions[::2]), ".nq") == to_text(store, ".nq")
    put(store, CASE.extractions)
    back = the(relink(store), "role_reversal")
    assert (back.number, back.state, len(back.reviews)) == (case.number, "confirmed", 2)


def test_what_a_person_vouches_for_stays_without_the_machine(store: Store) -> None:
    """Claims that the machine no longer sees are no contradiction to it; to the person who confirmed it, they are."""
    _confirm(store)
    bare = [replace(e, statements=tuple(replace(s, propositions=()) for s in e.statements)) for e in CASE.extractions]
    put(store, bare)
    case = the(relink(store), "role_reversal")
    assert (case.state, case.record["basis"], case.record["confidence"]) == ("confirmed", "HumanAsserted", 1.0)
    desk.decide(store, case, "rejected", by="Bo", at=AT.replace(day=2))
    (orphan,) = [c for c in desk.cases(store) if c.reviews]
    assert (orphan.state, orphan.reason) == (desk.ORPHANED, "no longer found")


def test_no_order_of_arrival_shows(store: Store) -> None:
    """Three orders, article by article, and one batch, with decisions there from the start: the same Turtle."""
    _confirm(store)
    _add(store)
    expected = to_text(store)
    human = rdf.graph_quads(store, rdf.human_graph())
    one, two, three = CASE.extractions
    for order in ((one, two, three), (three, two, one), (two, three, one)):
        grown = open_store("memory:")
        grown.replace({rdf.human_graph(): human})
        for extraction in order:
            put(grown, [extraction])
            relink(grown)
        assert to_text(grown) == expected


# --- adding --------------------------------------------------------------------------------


def test_a_person_adds_one(store: Store) -> None:
    """A contradiction that the machine did not find stands among the others, surest of all, with the person's reason."""
    made = desk.add(
        store, CASE.statements[3], CASE.statements[1].rsplit("/", 1)[1][:8], type="negation", point="whether the harbour is open",
        by="Ann Lee", note="no ship, no harbour", at=AT,
    )  # fmt: skip
    (record,) = [r for r in query.contradictions(store) if r["point"] == "whether the harbour is open"]
    assert (record["basis"], record["confidence"], record["review"]) == ("HumanAsserted", 1.0, "confirmed")
    assert (record["earlier"]["statement"], record["later"]["statement"]) == (CASE.statements[1], CASE.statements[3]), "by day"
    assert record["rationale"] == "Ann Lee says that the two contradict each other: no ship, no harbour"
    assert made.added
    assert explaining.as_text(explaining.explanations(store).get(record["id"])).startswith("found by a person")


@pytest.mark.parametrize(
    ("changes", "error", "part"),
    [
        ({"later": "1"}, UsageError, "does not contradict itself"),
        ({"type": "quarrel"}, UsageError, "“quarrel” is no way of contradicting; there are denial"),
        ({"type": "same_claim"}, UsageError, "same_claim"),
        ({"point": " "}, UsageError, "--point"),
        ({"by": ""}, UsageError, "--by"),
        ({"relation": "agrees"}, UsageError, "agrees"),
        ({"later": "https://example.org/nothing"}, QueryError, "no statement “https://example.org/nothing”"),
        ({"later": ""}, QueryError, "no statement “”"),
        ({"later": "machine"}, UsageError, "already (candidate)"),
    ],
)
def test_adding_nonsense_is_refused(store: Store, changes: dict[str, str], error: type[Exception], part: str) -> None:
    """Each mistake is named, and nothing is written."""
    places = {"1": CASE.statements[1], "machine": CASE.statements[2]}
    given = {"later": CASE.statements[3], "type": "negation", "point": "ships", "by": "Ann", **changes}
    earlier = CASE.statements[0 if changes.get("later") == "machine" else 1]
    later = places.get(given.pop("later"), given.get("later", changes.get("later", CASE.statements[3])))
    with pytest.raises(error) as raised:
        desk.add(store, earlier, later, **given)  # type: ignore[arg-type]
    assert part in str(raised.value)
    assert rdf.read_decisions(store).reviews == ()


# --- numbers, examples, explanations ---------------------------------------------------------


def test_a_number_is_enough(store: Store) -> None:
    """The number, its first digits where they tell, or the IRI; anything else is said to be none."""
    found = desk.cases(store)
    for case in found:
        for name in (case.number, f"#{case.number}", case.record["id"], f"<{case.record['id']}>"):
            assert desk.chosen(found, name) == case
    with pytest.raises(QueryError, match=r"no contradiction “zzz”; `kg review list`"):
        desk.chosen(found, "zzz")
    with pytest.raises(QueryError, match="no contradiction “”"):
        desk.chosen(found, "")
    twins = [replace(found[0], number=n, record={**found[0].record, "id": f"x/{n}0"}) for n in ("abc1", "abc2")]
    with pytest.raises(QueryError, match="any of abc1, abc2; give more digits"):
        desk.chosen(twins, "abc")


def test_examples_for_the_next_model(store: Store) -> None:
    """Both texts, the features and the verdict of what was confirmed or rejected; neither notes nor what nobody looked at."""
    assert list(examples(store)) == []
    desk.decide(store, the(store, "role_reversal"), None, by="Ann", note="hm", at=AT)
    assert list(examples(store)) == []
    desk.decide(store, the(store, "role_reversal"), "rejected", by="Ann", note="two requests", at=AT.replace(day=2))
    _add(store)
    first, second = sorted(examples(store), key=lambda e: str(e["found_by"]))
    assert (first["verdict"], first["found_by"]) == ("rejected", "machine")
    assert first["earlier"]["text"] == "Sorland asked us for more troops in the delta"
    assert first["features"][0]["name"] == "bias"
    assert "roles_swapped" in {f["name"] for f in first["features"]}
    assert [n["note"] for n in first["notes"]] == ["hm", "two requests"]
    assert (second["verdict"], second["found_by"], second["features"]) == ("confirmed", "person", [])


def test_the_table_behind_each(store: Store) -> None:
    """Bias and contributions add up to the confidence; each contribution is the weight times the value."""
    for record in query.contradictions(store):
        found = explaining.explanations(store)[record["id"]]
        assert found.current
        assert found.bias is not None
        total = found.bias + sum(r.contribution for r in found.rows)
        assert 1 / (1 + 2.718281828**-total) == pytest.approx(record["confidence"], abs=0.01)
        for row in found.rows:
            assert row.weight is not None
            assert row.value is not None
            assert row.weight * row.value == pytest.approx(row.contribution, abs=0.01)
        text = explaining.as_text(found)
        assert text.splitlines()[1].startswith("(bias)")
        assert all(row.name in text for row in found.rows)


def test_another_version_of_the_table_is_said_so() -> None:
    """Rows that are not in the table, or that cannot add up, get no weights: a wrong explanation is worse than a short one."""
    for rows, confidence in (([("no_such_row", 1.0)], 0.5), ([("denies", 99.0)], 0.99), ([("denies", 0.5)], 0.99)):
        found = explaining.explain(rows, confidence)
        assert not found.current
        assert "another version of the table" in explaining.as_text(found)
        assert explaining.as_json(found)[0]["weight"] is None


def test_decisions_read_back_as_written(store: Store) -> None:
    """Everything that a decision says comes back from the graph."""
    made = [
        desk.decide(store, the(store, "role_reversal"), "rejected", by="Ann “A.” Lee", note="line one\nline two", at=AT),
        desk.decide(store, the(store, "role_reversal"), None, by="Bo", note="é", at=AT.replace(day=2)),
    ]
    assert rdf.read_decisions(store).reviews == tuple(made)
    assert json.dumps([e["by"] for e in examples(store)]) == json.dumps(["Ann “A.” Lee"])


def test_the_last_of_decisions_made_within_a_second_counts(store: Store) -> None:
    """A script decides faster than a clock of whole seconds ticks."""
    for said in ("rejected", "candidate", "confirmed") * 3:
        desk.decide(store, the(store, "role_reversal"), said, by="Ann")
        assert the(store, "role_reversal").state == said
