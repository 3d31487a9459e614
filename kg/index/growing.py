"""Some more articles linked with the help of the notes: what they touch is decided anew, all else stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kg import rdf
from kg.compare.claims import Claim
from kg.compare.namesakes import together
from kg.compare.nearby import Spot, number, spot
from kg.compare.ready import Ready, ready
from kg.index.accounts import event_changes
from kg.index.careers import put_careers, role_changes
from kg.index.filling import Held, put_articles
from kg.index.judging import Questions, without_reviews
from kg.index.neighbourhood import Pairs, changes
from kg.index.notes import Notes, NotesError, Wider
from kg.index.people import Names
from kg.index.standing import Standing, bodies_of, put_standing
from kg.model import Decisions, Event, Extraction, Links, StatementRelation
from kg.rdf.read import Select, extractions_of
from kg.stages.compare import judged

if TYPE_CHECKING:
    from kg.store.base import Store

_SHARE = 10
"""Where more than one in so many articles is touched, linking all of them costs little more."""
_FEW = 20
"""So many articles are few, whatever their share."""

T = TypeVar("T")
Both = tuple[list[T], list[T]]
"""What was before and what is after, of what changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """What new articles changed between articles."""

    gone: tuple[Links, Sequence[StatementRelation]]
    come: tuple[Links, Sequence[StatementRelation]]
    articles: Held
    """The new articles."""
    renamed: tuple[Extraction, ...]
    """New articles in which somebody has another IRI than before, since namesakes were told apart."""


def come(notes: Notes, store: Store, before: str) -> Held:
    """The articles of a store that are not in the notes yet. Wider where others were changed or removed.

    Where the store knows what was written to, that alone is looked at, and counted; else the fingerprints of all articles are.
    `before` is the state of the links.
    """
    written = store.written()
    if written is not None:
        known = {graph: (key, state) for graph, key, state in notes.each(f"{_HELD} WHERE graph = ?", written)}
        found = rdf.held(store, graphs=written) if written else {}
        if known.items() - found.items():
            raise Wider("articles were changed or removed")
        new = {graph: one for graph, one in found.items() if graph not in known}
        if rdf.print_count(store) == notes.articles()[0] + len(new) + 1:
            return new
    prints, noted = rdf.prints(store) - Counter([before]), Counter(notes.column("SELECT fingerprint FROM article"))
    if noted - prints:
        raise Wider("articles were changed or removed")
    fresh = prints - noted
    found = rdf.held(store, fresh) if fresh else {}
    new = {g: a for g, a in found.items() if not notes.rows("SELECT 1 FROM article WHERE number = ?", number(a[0]))}
    if len(new) != fresh.total():
        raise Wider("articles that are not told apart by their fingerprints")
    return new


_HELD = "SELECT graph, id, fingerprint FROM article"


def grow(notes: Notes, select: Select, new: Held, base: str, decisions: Decisions) -> Grown:
    """What new articles change; they are written down, and not kept yet.

    Wider where the notes do not help, since more is touched than they can tell. NotesError where they make no sense.
    """
    try:
        return _Growing(notes, select, base, decisions).grown(new)
    except (LookupError, ValueError, TypeError) as error:
        raise NotesError(f"the notes make no sense: {error!r}") from error


class _Growing:
    def __init__(self, notes: Notes, select: Select, base: str, decisions: Decisions) -> None:
        self._notes = notes
        self._select = select
        self._most = max(_FEW, notes.articles()[0] // _SHARE)
        self._base = base
        self._decisions = decisions

    def grown(self, new: Held) -> Grown:
        self._limit(len(new))
        ids = {article for article, _ in new.values()}
        if any({r.earlier.article, r.later.article} & ids for r in self._decisions.reviews):
            raise Wider("a person decided about a statement of a new article")
        plain, had = together(sorted(extractions_of(self._select, new), key=lambda e: e.article.id))
        names = Names(self._notes, plain, self._decisions.identities).changes()
        standing = Standing(self._notes, names.people, names.same)
        put_articles(self._notes, new)
        put_standing(self._notes, names.people)
        put_careers(self._notes, names.people)
        roles = role_changes(self._notes, names.people, names.same)
        affected = standing.affected()
        self._limit(len(affected))
        events, relations = self._compared(names.people, affected)
        gone, come = (
            Links(same=tuple(same), events=tuple(some), namesakes=tuple(told), roles=tuple(held))
            for same, some, told, held in zip(names.same, events, names.namesakes, roles, strict=True)
        )
        return Grown(
            gone=(gone, relations[0]),
            come=(come, relations[1]),
            articles=new,
            renamed=tuple(e for e in names.people if e.article.id in names.renamed or had[e.article.id]),
        )

    def _limit(self, articles: int) -> None:
        if articles > self._most:
            raise Wider(f"{articles} articles are touched")

    def _compared(self, people: Sequence[Extraction], affected: Sequence[int]) -> tuple[Both[Event], Both[StatementRelation]]:
        """Events and relations, before and after, of those that changed."""
        read = _Reader(self._notes, self._select, people)
        own = read.ready([*(number(e.article.id) for e in people), *affected])
        touched = {number(view.article.id) for view in own.said} | set(affected)
        said, told = changes(self._notes, own.said, own.claims, affected)
        read.add(told)
        events = event_changes(self._notes, told, read.claim, affected, self._base)
        asked = Questions(self._notes, touched)
        asked.next_to(said)
        asked.of_events(*events)
        made = read.ready(*asked.needed())
        found = judged(asked.answers(made), made, asked.events(), base=self._base)
        relations = asked.settle(found)
        if not without_reviews(self._notes, [*relations[0], *relations[1]]):
            raise Wider("a person decided about statements between which something changed")
        return events, relations


class _Reader:
    """Articles as they are needed, each read once."""

    def __init__(self, notes: Notes, select: Select, people: Iterable[Extraction]) -> None:
        self._notes = notes
        self._select = select
        self._known = {number(e.article.id): e for e in people}
        self._claims: Mapping[Spot, Claim] = {}

    def ready(self, articles: Iterable[int], wanted: Collection[str] | None = None) -> Ready:
        """The statements of these articles, made ready: those that are wanted, or all."""
        some = set(articles)
        missing = some - self._known.keys()
        graphs = [graph for (graph,) in self._notes.each("SELECT graph FROM article WHERE number = ?", missing)]
        self._known |= {number(e.article.id): e for e in extractions_of(self._select, graphs)}
        found = sorted((self._known[n] for n in some), key=lambda e: e.article.id)
        return ready(found, Links(), bodies_of(self._notes, found), wanted)

    def add(self, told: Pairs) -> None:
        """Makes the claims of these pairs ready."""
        spots = {place[1:3] for pair in told.come for place in pair}
        wanted = {iri for (iri,) in self._notes.each("SELECT iri FROM statement WHERE article = ? AND rank = ?", spots)}
        made = self.ready({article for article, _ in spots}, wanted)
        self._claims = {spot(c.view, c.index): c for claims in made.claims.values() for c in claims}

    def claim(self, place: Spot) -> Claim:
        """One of the claims that were added."""
        return self._claims[place]
