"""What a linked store remembers of how it was linked, so that one more article costs what it touches and not what is there.

`notes` is the file, `filling` writes down a full linking, `growing` links more articles with its help: `people`, `standing`,
`neighbourhood`, `accounts`, `judging` and `careers` are its steps. It is a cache: whoever loses it links in full once.
"""

from kg.index.filling import Held, fill, put_articles
from kg.index.growing import Grown, come, grow
from kg.index.notes import Notes, NotesError, Wider, discard, fresh, opened

__all__ = ["Grown", "Held", "Notes", "NotesError", "Wider", "come", "discard", "fill", "fresh", "grow", "opened", "put_articles"]
