"""`python -m benchmarks.scores`: accuracy on the development articles, end to end, by the measuring tools beside the data."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.corpus import DATA, TOOLS, WORK, polnear_dev, unpacked


def tool(name: str, *arguments: Path) -> None:
    print(f"\n== {name}", flush=True)
    subprocess.run([sys.executable, TOOLS / name, *arguments], check=True)


def kg(*arguments: str | Path, out: Path | None = None) -> None:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    if out is None:
        subprocess.run(command, check=False)
        return
    with open(out, "w", encoding="utf8") as file:
        subprocess.run(command, check=True, stdout=file)


def polnear(data: Path) -> None:
    """Attributions, and who, in what role, how, when, and which contradict."""
    folder, records, found = polnear_dev(data), WORK / "dev.jsonl", WORK / "dev.contradictions.json"
    gold = unpacked(data, "polnear") / "gold.dev.jsonl"
    kg("extract", folder, "-o", records, "--workers", "2")
    tool("score_attribution.py", gold, records)
    subprocess.run(["rm", "-rf", WORK / "dev-store"], check=True)
    kg("build", folder, "--store", WORK / "dev-store", "--workers", "2")
    kg("contradictions", "--store", WORK / "dev-store", "--format", "json", out=found)
    tool("score_annotations.py", data / "annotations" / "dev.jsonl", gold, records, found)


def basil(data: Path) -> None:
    """Contradictions across outlets."""
    folder, records, found = unpacked(data, "articles") / "basil", WORK / "basil.jsonl", WORK / "basil.contradictions.json"
    kg("extract", folder, "-o", records, "--workers", "2")
    subprocess.run(["rm", "-rf", WORK / "basil-store"], check=True)
    kg("build", folder, "--store", WORK / "basil-store", "--workers", "2")
    kg("contradictions", "--store", WORK / "basil-store", "--format", "json", out=found)
    tool("score_cross.py", data / "annotations" / "cross.jsonl", folder, records, found)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, default=DATA)
    ask.add_argument("parts", nargs="*", default=["polnear", "basil"])
    args = ask.parse_args()
    if not args.data.exists():
        sys.exit(f"{args.data}: the development data is not here")
    WORK.mkdir(parents=True, exist_ok=True)
    for part in args.parts:
        {"polnear": polnear, "basil": basil}[part](args.data)


if __name__ == "__main__":
    main()
