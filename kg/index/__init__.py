"""What a linked store remembers of how it was linked, so that one more article costs what it touches and not what is there.

`notes` is the file, `packing` its values, `filling` writes down a full linking. `growing` links more articles with its help:
`naming` and `people` see to names, `standing` to who stands for whom, `careers` to roles, `neighbourhood` to what is compared,
`accounts` to events, `judging` to relations; `reaching` finds what hangs together.
It is a cache: whoever loses it links in full once.
"""

from kg.index.filling import Held, fill, put_articles
from kg.index.growing import Grown, come, grow
from kg.index.notes import Notes, NotesError, Wider, discard, fresh, opened

__all__ = ["Grown", "Held", "Notes", "NotesError", "Wider", "come", "discard", "fill", "fresh", "grow", "opened", "put_articles"]
