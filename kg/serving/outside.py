"""Whether a text would make this machine call another: SERVICE in a query, LOAD in an update.

The look is at the raw text, since no reading of it can be trusted to be the engine's: `1SERVICE <…>` calls out, and so may
`p:SERVICE <…>` where `p:` stands for an IRI that nothing can be added to. The price is that a text such as "service: " within a
string is refused too. A variable may be called ?service, which every engine reads as long as it can.
"""

from __future__ import annotations

import re
from typing import Final

_GAP: Final = r"(?:\s|#[^\n\r]*)*"
_TARGET: Final = r"(?:<|[?$]\w|[\w.-]*:)"
_SERVICE: Final = re.compile(rf"(?P<before>[?$]\w*)?service(?={_GAP}(?:silent{_GAP})?{_TARGET})", re.IGNORECASE)
_LOAD: Final = re.compile(rf"(?<![\w?$:.-])load(?={_GAP}(?:silent{_GAP})?{_TARGET})", re.IGNORECASE)


def calls_service(text: str) -> bool:
    """Whether a query or an update may ask another endpoint."""
    return any(
        not re.fullmatch(r"[?$](?:[A-Za-z_]\w*)?", found["before"] or "")
        for seen in (text, unescaped(text))
        for found in _SERVICE.finditer(seen)
    )


def loads(update: str) -> bool:
    """Whether an update may fetch a document."""
    return any(_LOAD.search(seen) for seen in (update, unescaped(update)))


def unescaped(text: str) -> str:
    """The text with escaped letters as the letters they stand for, which they do anywhere in SPARQL."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _letter, text)


def _letter(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else ""
