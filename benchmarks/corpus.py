"""The articles that benchmarks read: the development articles where the data is at hand, else the bundled ones."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import kg

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
TOOLS = ROOT.parent / "shared" / "tools"
WORK = ROOT / "build" / "benchmarks"


def unpacked(data: Path, name: str) -> Path:
    """The folder of a data set, unpacked once below build/."""
    target = WORK / "data" / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tarfile.open(data / f"{name}.tar.xz") as archive:
            archive.extractall(target.parent, filter="data")
    return target


def polnear_dev(data: Path) -> Path:
    """Folder of the PolNeAR development articles as NAME.txt with NAME.meta.json, as a user would have them."""
    folder = WORK / "polnear-dev"
    if not folder.exists():
        folder.mkdir(parents=True)
        with open(unpacked(data, "polnear") / "dev.jsonl", encoding="utf8") as lines:
            for line in lines:
                row = json.loads(line)
                (folder / f"{row['article']}.txt").write_text(row["text"], encoding="utf8", newline="")
                meta = {"title": row["title"], "published": row["published"], "outlet": row["publisher"], "author": row["author"]}
                (folder / f"{row['article']}.meta.json").write_text(json.dumps(meta), encoding="utf8")
    return folder


def articles() -> Path:
    """Something to read: the development articles if the data is there, else the bundled corpus."""
    return polnear_dev(DATA) if DATA.exists() else kg.examples()
