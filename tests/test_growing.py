"""Articles that come one by one are linked with the help of notes: it gives what linking them all from nothing gives."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from pyoxigraph import Quad

from kg import corpus, iris, rdf
from kg.compare import candidates, events
from kg.compare.ready import ready
from kg.index import growing
from kg.index.packing import packed, unpacked
from kg.index.people import Names
from kg.index.standing import Standing
from kg.model import Extraction
from kg.reviews import desk, people
from kg.store import Store, open_store
from tests.arrivals import article, put

AT = datetime(2031, 4, 1, 12, 0, tzinfo=UTC)


class Watch:
    """Counts how often a store was linked in full, and how often with the help of notes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = self.grown = 0
        for name, where in (("_link_all", "full"), ("_patch", "grown")):
            monkeypatch.setattr(corpus, name, self._counting(getattr(corpus, name), where))

    def _counting(self, done: Callable[..., object], where: str) -> Callable[..., object]:
        def counted(*given: Any) -> object:
            setattr(self, where, getattr(self, where) + 1)
            return done(*given)

        return counted

    def of(self, work: Callable[[], object]) -> tuple[int, int]:
        """How often each was done by some work."""
        before = (self.full, self.grown)
        work()
        return self.full - before[0], self.grown - before[1]


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


def articles(seed: int, count: int) -> list[Extraction]:
    """Articles at random, in an order that is not that of their ids."""
    dice = random.Random(seed)
    keys = [f"k{n:02}" for n in range(count)]
    dice.shuffle(keys)
    return [article(key, dice) for key in keys]


def from_nothing(extractions: Iterable[Extraction], decided: Iterable[Quad] = ()) -> set[Quad]:
    """All that a store holds of these articles when they are linked for the first time."""
    with open_store("memory:") as fresh:
        fresh.replace({rdf.human_graph(): list(decided)})
        put(fresh, extractions)
        corpus.relink(fresh)
        return set(fresh.quads())


def linked(extractions: Iterable[Extraction], where: str | Path = "memory:") -> Store:
    """A store of these articles, linked."""
    store = open_store(where)
    put(store, extractions)
    corpus.relink(store)
    return store


def differs(store: Store, extractions: Iterable[Extraction]) -> bool:
    """Whether a store holds anything else than one that is linked from nothing, with the same decisions of people."""
    assert corpus.counts(store) == rdf.counts(store), "the notes count right"
    return set(store.quads()) != from_nothing(extractions, rdf.graph_quads(store, rdf.human_graph()))


def grow_one_by_one(seed: int, count: int) -> Iterable[int]:
    """The steps after which a store that articles come to one by one is not what it should be."""
    some = articles(seed, count)
    store = linked(some[:1])
    for n, one in enumerate(some[1:], start=2):
        put(store, [one])
        corpus.relink(store)
        if differs(store, some[:n]):
            yield n


@pytest.mark.parametrize("seed", [0, 5, 11, 20, 32])
def test_each_arrival_gives_what_linking_from_nothing_gives(seed: int, watch: Watch) -> None:
    """Quad by quad, after each article: names that join and part, roles, bodies, events, contradictions."""
    assert not list(grow_one_by_one(seed, 11))
    assert watch.grown >= 6, "most articles come with the help of notes"


def test_so_it_is_where_many_things_share_a_block(monkeypatch: pytest.MonkeyPatch, watch: Watch) -> None:
    """Where each is compared with one other alone, a newcomer parts two that stood next to each other."""
    for module in (candidates, events):
        monkeypatch.setattr(module, "REACH", module.REACH._replace(most=1))
    assert not list(grow_one_by_one(101, 14))
    assert watch.grown >= 8


@pytest.mark.parametrize(
    ("where", "name", "put_in"),
    [
        (Standing, "affected", lambda _: []),
        (Names, "_flipped", lambda *_, **__: []),
        (growing, "changes", lambda notes, *given: (growing.Pairs(), changes(notes, *given)[1])),
        (growing, "ready", lambda *given: replace(ready(*given), unsaid=())),
    ],
    ids=["who stands for whom", "rare company", "neighbours", "what was not said"],
)
def test_the_comparison_sees_a_step_that_forgets_something(
    where: Any, name: str, put_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests above are no decoration: with one step taken out, some article gives another graph."""
    monkeypatch.setattr(where, name, put_in)
    assert any(True for seed in (5, 6, 7, 12, 20, 31, 32, 34) for _ in grow_one_by_one(seed, 14))


changes = growing.changes


def test_in_batches_and_in_any_order_it_is_the_same(watch: Watch) -> None:
    """One by one, in parts, all at once, backwards."""
    some = articles(3, 12)
    wanted = from_nothing(some)
    for parts in ([some[:5], some[5:8], some[8:]], [some[7:], some[2:7], some[:2]]):
        store = linked(parts[0])
        for part in parts[1:]:
            put(store, part)
            corpus.relink(store)
        assert set(store.quads()) == wanted
    assert watch.grown >= 3


def test_changed_and_removed_articles_are_linked_in_full(watch: Watch) -> None:
    """And what comes after them goes by notes again."""
    some = articles(7, 8)
    store = linked(some[:6])
    other = replace(some[0], article=replace(some[0].article, title="Corrected"), statements=some[0].statements[:1])
    put(store, [other])
    assert watch.of(lambda: corpus.relink(store)) == (1, 0)
    store.replace({rdf.article_graph(some[1].article.id): []})
    assert watch.of(lambda: corpus.relink(store)) == (1, 0)
    put(store, [some[6]])
    assert watch.of(lambda: corpus.relink(store)) == (0, 1)
    assert not corpus.relink(store)
    assert not differs(store, [other, *some[2:7]])


def test_decisions_of_people_stay_in_force(watch: Watch) -> None:
    """A verdict and a join in between: linked in full once, then with the help of notes, and never undone."""
    some = articles(20, 12)
    store = linked(some[:8])
    case = next(c for c in desk.cases(store) if c.state == "candidate")
    desk.decide(store, case, "rejected", by="Ann Lee", at=AT)
    names = sorted({a.iri for e in some[:8] for a in e.actors if "Person" in a.types and a.name[0].isupper()})
    people.merge(store, names[0], names[-1], by="Ann Lee", at=AT)
    corpus.relink(store)
    for n, one in enumerate(some[8:], start=9):
        put(store, [one])
        corpus.relink(store)
        assert not differs(store, some[:n])
    assert watch.grown >= 2


def test_a_verdict_on_an_article_that_comes_back_is_found(watch: Watch) -> None:
    """A decision about a statement of an article that was away is in force when the article is there again."""
    some = articles(3, 8)
    store = linked(some)
    case = next(c for c in desk.cases(store) if c.state == "candidate")
    desk.decide(store, case, "confirmed", by="Ann Lee", at=AT)
    gone = next(e for e in some if any(s.id == case.record["later"]["statement"] for s in e.statements))
    store.replace({rdf.article_graph(gone.article.id): []})
    corpus.relink(store)
    put(store, [gone])
    corpus.relink(store)
    assert not differs(store, some)


def _overwrite(notes: Path) -> None:
    notes.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)


def _mix_up(notes: Path) -> None:
    with sqlite3.connect(notes) as file:
        file.execute("UPDATE statement SET article = article + 1")
        file.execute("UPDATE profile SET value = '[1]'")


def _outdate(notes: Path) -> None:
    with sqlite3.connect(notes) as file:
        file.execute("UPDATE about SET value = 'another' WHERE name IN ('state', 'form')")


def _empty(notes: Path) -> None:
    with sqlite3.connect(notes) as file:
        file.execute("DROP TABLE member")


@pytest.mark.parametrize("spoil", [Path.unlink, _overwrite, _mix_up, _outdate, _empty])
def test_without_good_notes_all_is_linked_and_they_are_made_anew(
    spoil: Callable[[Path], None], tmp_path: Path, watch: Watch
) -> None:
    """Missing, damaged, of another state or another version: the graph is right, and so are the notes for the next."""
    some = articles(0, 6)
    linked(some[:4], tmp_path / "store").close()
    spoil(tmp_path / "store" / "links.sqlite")
    with open_store(tmp_path / "store") as store:
        put(store, [some[4]])
        assert watch.of(lambda: corpus.relink(store)) == (1, 0)
        put(store, [some[5]])
        assert watch.of(lambda: corpus.relink(store))[1] == 1
        assert not differs(store, some)


def test_a_store_that_can_keep_no_notes_is_linked_all_the_same(tmp_path: Path, watch: Watch) -> None:
    """Where no file can be written, articles are linked in full each time."""
    some = articles(12, 5)
    store = linked(some[:3], tmp_path / "store")
    store.notes = tmp_path / "missing" / "links.sqlite"
    for one in some[3:]:
        put(store, [one])
        assert watch.of(lambda: corpus.relink(store)) == (1, 0)
    assert not differs(store, some)


@pytest.mark.parametrize("name", ["links_quads", "materialise_some"])
def test_a_build_that_stops_in_between_is_mended_by_the_next(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stopped before or after the links are written: the next linking is in full."""
    some = articles(0, 6)

    class Stop(Exception):
        pass

    def stop(*_: object, **__: object) -> None:
        raise Stop

    with linked(some[:5], tmp_path / "store") as store:
        put(store, some[5:])
        with monkeypatch.context() as broken:
            broken.setattr(rdf, name, stop)
            with pytest.raises(Stop):
                corpus.relink(store)
    with open_store(tmp_path / "store") as store:
        corpus.relink(store)
        assert not differs(store, some)


def test_notes_go_with_the_folder_and_not_with_a_copy(tmp_path: Path) -> None:
    """A copy of a store is without notes and is linked in full when something comes to it."""
    some = articles(12, 4)
    store = linked(some[:3], tmp_path / "store")
    assert store.notes == tmp_path / "store" / "links.sqlite"
    assert store.notes.is_file()
    store.copy_to(tmp_path / "copy")  # type: ignore[attr-defined]
    with open_store(tmp_path / "copy") as copy:
        assert not corpus.relink(copy)
        put(copy, some[3:])
        assert corpus.relink(copy)
        assert not differs(copy, some)


def test_packed_values_come_back() -> None:
    """What the notes hold of links and relations is what was found."""
    found = corpus.over_corpus(sorted(articles(20, 12), key=lambda e: e.article.id), iris.BASE)
    links = found.links
    values = [*links.same, *links.events, *links.roles, *links.namesakes, *found.machine, *found.linked.alike]
    assert len({type(one) for one in values}) == 6
    assert all(unpacked(type(one), packed(one)) == one for one in values)
    with pytest.raises((TypeError, ValueError, LookupError)):
        unpacked(type(values[0]), "[[]]")


def test_what_was_written_is_known_to_another_process(tmp_path: Path, watch: Watch) -> None:
    """Articles that a build stored before it was stopped are found, and so is an update that named no graph."""
    some = articles(0, 6)
    linked(some[:4], tmp_path / "store").close()
    with open_store(tmp_path / "store") as store:
        assert store.written() == frozenset()
        put(store, some[4:5])
    with open_store(tmp_path / "store") as store:
        assert store.written() == {rdf.article_graph(some[4].article.id)}
        assert watch.of(lambda: corpus.relink(store)) == (0, 1)
        store.update(f"DROP GRAPH <{rdf.article_graph(some[4].article.id)}>")
        assert store.written() is None
        put(store, some[5:])
        assert watch.of(lambda: corpus.relink(store)) == (1, 0)
        assert not differs(store, [*some[:4], *some[5:]])


def test_what_others_wrote_past_the_store_is_counted(tmp_path: Path, watch: Watch) -> None:
    """An article that another program put into the folder is linked all the same."""
    some = articles(0, 5)
    linked(some[:4], tmp_path / "store").close()
    raw = ox.Store(str(tmp_path / "store"))
    quads = rdf.article_quads(some[4], fingerprint=iris.digest(some[4]))
    raw.extend([*quads, *(Quad(*quad.triple) for quad in quads)])
    raw.flush()
    del raw
    with open_store(tmp_path / "store") as store:
        assert watch.of(lambda: corpus.relink(store)) == (0, 1)
        assert not differs(store, some)
