"""Cross-origin requests (CORS): pages of which other sites may read answers in a browser. None, unless some are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzeug.wrappers import Request, Response


@dataclass(frozen=True, slots=True)
class Sharing:
    """With whom answers are shared."""

    origins: Sequence[str]
    """Origins as browsers write them, `https://example.org`; `*` is any."""

    def mark(self, request: Request, response: Response) -> None:
        """Tell the browser whether the page that asked may read this; to a question beforehand also what it may do."""
        if not self.origins:
            return
        response.headers.add("Vary", "Origin")
        origin = request.headers.get("Origin")
        if origin is None or ("*" not in self.origins and origin not in self.origins):
            return
        response.headers["Access-Control-Allow-Origin"] = "*" if "*" in self.origins else origin
        response.headers["Access-Control-Expose-Headers"] = "Location"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = response.headers["Allow"]
            response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type"
            response.headers["Access-Control-Max-Age"] = "3600"
