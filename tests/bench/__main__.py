"""`make bench`: our bot and a bare Rasa bot measured side by side; the figures go to docs/performance.md."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Dict, List

from bot.settings import ROOT
from tests.bench import growth, report, scenarios
from tests.bench.bots import Bare, Ours
from tests.bench.measure import memory
from tests.evaluation.report import place
from tests.knowledge.bench_search import bench as bench_search

PAGE, CHART = ROOT / "docs" / "performance.md", ROOT / "docs" / "performance.svg"
BEGUN = time.perf_counter()


def say(text: str) -> None:
    """Show progress."""
    print(f"  {time.perf_counter() - BEGUN:4.0f} s  {text}", flush=True)


def main() -> int:
    """Measure, show, and with --write put the figures in the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"put the figures in {PAGE.relative_to(ROOT)}")
    parser.add_argument("--training", action="store_true", help="train our model anew too, to see how long it takes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        figures = _measure(Path(folder), options.training)
    print(figures["figures"])
    if options.write:
        PAGE.write_text(place(PAGE.read_text(encoding="utf-8"), "bench", figures["figures"]), encoding="utf-8")
        CHART.write_text(figures["chart"], encoding="utf-8")
    return 0


def _measure(folder: Path, training: bool) -> Dict[str, str]:
    single: Dict[str, str] = {}
    say("training the bare bot")
    (folder / "bare").mkdir(), (folder / "ours").mkdir()
    bare = Bare(folder / "bare")
    bare.wait_until_ready()
    single["training the bare bot"] = f"{bare.training:.0f} s"
    if training:
        single["training our model"] = f"{_train():.0f} s"
    say("starting ours")
    start = time.perf_counter()
    ours = Ours(folder / "ours")
    try:
        ours.wait_until_ready()
        single["from start to the first answer (installed and trained)"] = f"{time.perf_counter() - start:.0f} s"
        return _figures(ours, bare, single)
    finally:
        ours.stop()
        bare.stop()


def _figures(ours: Ours, bare: Bare, single: Dict[str, str]) -> Dict[str, str]:
    rows = list(scenarios.compare(ours, bare, say))
    lengths = scenarios.length(ours, say), scenarios.length(bare, say)
    used = memory(ours), memory(bare)
    stored = growth.stored_conversations(ours, say)
    single |= {f"a knowledge answer with {n:,} stored conversations": f"{t.cpu:.0f} ms CPU" for n, t in stored.items()}
    for count in (9, 1000):
        say(f"search in {count} professions")
        found = bench_search(count)
        single[f"search in {count:,} professions, without the sentence vector"] = (
            f"median {found['find median ms']:.1f} ms, 95th percentile {found['find p95 ms']:.1f} ms"
        )
    single["the environment on disk"] = f"{_size(Path(sys.prefix)):.2f} GB"
    parts: List[str] = [
        f"Last run: {date.today().isoformat()}, {os.cpu_count()} cores.",
        report.scenarios(rows),
        "![CPU a message](performance.svg)",
        report.length(*lengths),
        report.memory(*used),
        report.facts(single),
    ]
    return {"figures": "\n\n".join(parts), "chart": report.chart(rows)}


def _train() -> float:
    """Seconds that training takes; the model that is in use stays."""
    say("training our model")
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        command = [sys.executable, "-m", "rasa", "train", "--force", "--out", out]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return time.perf_counter() - start


def _size(folder: Path) -> float:
    """Gigabytes of the files under a folder, links not followed."""
    return sum(f.lstat().st_size for f in folder.rglob("*") if f.is_file() and not f.is_symlink()) / 1e9


if __name__ == "__main__":
    sys.exit(main())
