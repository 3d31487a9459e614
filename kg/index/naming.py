"""Names in the notes: where each stands, what is told of it, where it is found, and whom it was taken for."""

from __future__ import annotations

from collections.abc import Iterable

from kg.compare.groups import asked, offered
from kg.compare.identity import Likeness
from kg.compare.namesakes import plain as plain_of
from kg.compare.nearby import number
from kg.compare.profiles import Profile, singles
from kg.index.notes import Notes
from kg.index.packing import packed, packed_profile, unpacked_profile
from kg.model import Extraction, Namesake, SameActor


def put_names(notes: Notes, plain: Iterable[Extraction], people: Iterable[Extraction]) -> None:
    """Writes down who is named where, and what each article tells of each person of a name."""
    for before, after in zip(plain, people, strict=True):
        article = number(before.article.id)
        told = [one for one in singles(before) if "Person" in one.types]
        notes.put("told", [(one.iri, article, packed_profile(one)) for one in told])
        pairs = zip(sorted(singles(before), key=_by_name), sorted(singles(after), key=_by_name), strict=True)
        notes.put("named", [(new.iri, article, old.iri) for old, new in pairs if new.named])


def _by_name(one: Profile) -> tuple[str, str]:
    return plain_of(one.iri), one.iri


def put_profile(notes: Notes, one: Profile) -> None:
    """Writes down all that the articles tell of an IRI, and where the name is found."""
    for old in notes.column("SELECT value FROM profile WHERE iri = ?", one.iri):
        before = unpacked_profile(old)
        notes.drop_rows("place", "name, asks, iri", [(name, 0, one.iri) for name in offered(before)])
        notes.drop_rows("place", "name, asks, iri", [(name, 1, one.iri) for name in asked(before)])
    notes.put("profile", [(one.iri, packed_profile(one))])
    notes.put("place", [(name, 0, one.iri) for name in offered(one)])
    notes.put("place", [(name, 1, one.iri) for name in asked(one)])


def put_alike(notes: Notes, found: Iterable[Likeness]) -> None:
    """Writes down which names are alike."""
    notes.put("alike", [(one.short, one.full, packed(one)) for one in found])


def put_same(notes: Notes, same: Iterable[SameActor]) -> None:
    """Writes down who is one."""
    notes.put("same", [(one.actor, one.same_as, packed(one)) for one in same])


def put_namesakes(notes: Notes, namesakes: Iterable[Namesake]) -> None:
    """Writes down who was told apart."""
    notes.put("namesake", [(one.namesake, packed(one)) for one in namesakes])
