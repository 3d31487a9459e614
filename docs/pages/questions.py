"""docs/questions.md: the named questions, as `kg query --list` shows them, for reading at leisure."""

from __future__ import annotations

import shlex

from kg import query

HEAD = """# The named questions

<!-- Made by `python -m docs.generate` from the headers of kg/queries/*.rq; edit those. -->

`kg query --name NAME` asks one, `--set PARAMETER=VALUE` narrows it down; of an actor or an event a part of the name is enough. In
Python: `kg.ask(store, "NAME", parameter="value")`. The SPARQL is in `kg/queries/NAME.rq`.

"""


def page() -> str:
    """The page."""
    found = sorted(query.queries(), key=lambda q: (q.question is None, q.question or 0, q.name))
    return HEAD + "\n".join(_told(q) for q in found)


def _told(asked: query.NamedQuery) -> str:
    number = f" (competency question {asked.question})" if asked.question else ""
    lines = [f"## {asked.name}\n", f"{asked.title}{number}. {asked.description}".rstrip() + "\n"]
    if asked.parameters:
        lines += ["| parameter | type | | meaning | such as |", "|" + " --- |" * 5]
        for p in asked.parameters:
            need = "required" if p.required else f"otherwise {p.default}" if p.default else ""
            lines.append(f"| `{p.name}` | {p.type} | {need} | {p.meaning} | `{p.name}={shlex.quote(p.example)}` |")
        lines.append("")
    return "\n".join(lines)
