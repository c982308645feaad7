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
from typing import Callable, Dict

from bot.settings import ROOT, variable
from scripts.setup import find_uv
from tests.bench import growth, pages, portal, report, scenarios, search
from tests.bench.bots import Bare, Ours
from tests.bench.measure import memory, run
from tests.evaluation.report import place

PAGE, CHART = ROOT / "docs" / "performance.md", ROOT / "docs" / "performance.svg"
FOUND = ("find median ms", "find p95 ms", "fit median ms", "fit p95 ms")
BEGUN = time.perf_counter()


def say(text: str) -> None:
    """Show progress."""
    print(f"  {time.perf_counter() - BEGUN:4.0f} s  {text}", flush=True)


def main() -> int:
    """Measure, show, and with --write put the figures in the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"put the figures in {PAGE.relative_to(ROOT)}")
    parser.add_argument("--only", choices=PARTS, help="measure one part, and leave the figures of the others")
    options = parser.parse_args()
    for name in [options.only] if options.only else PARTS:
        figures = PARTS[name]()
        print(figures, flush=True)
        if options.write:
            figures = f"Measured on {date.today().isoformat()}, {os.cpu_count()} cores.\n\n{figures}"
            PAGE.write_text(place(PAGE.read_text(encoding="utf-8"), name, figures), encoding="utf-8")
    return 0


def _bots() -> str:
    """Both bots side by side; draws the chart too."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        return _compared(Path(folder))


def _compared(folder: Path) -> str:
    single: Dict[str, str] = {}
    say("training the bare bot")
    (folder / "bare").mkdir(), (folder / "ours").mkdir()
    bare = Bare(folder / "bare")
    bare.wait_until_ready()
    single["training the bare bot"] = f"{bare.training:.0f} s"
    single["training our model"] = f"{_train():.0f} s"
    say("starting ours")
    _prepare(folder / "ours")
    start = time.perf_counter()
    ours = Ours(folder / "ours")
    try:
        ours.wait_until_ready()
        run(ours, [["hallo"]])
        single["from start to the first answer (installed and trained)"] = f"{time.perf_counter() - start:.0f} s"
        single["the environment on disk, as `make run` installs it"] = f"{_environment(folder / 'environment'):.2f} GB"
        return _figures(ours, bare, single)
    finally:
        ours.stop()
        bare.stop()


def _figures(ours: Ours, bare: Bare, single: Dict[str, str]) -> str:
    rows = list(scenarios.compare(ours, bare, say))
    CHART.write_text(report.chart(rows), encoding="utf-8")
    lengths = scenarios.length(ours, say), scenarios.length(bare, say)
    used = memory(ours), memory(bare)
    stored = growth.stored_conversations(ours, say)
    single |= {f"a knowledge answer with {n:,} stored conversations": f"{t.cpu:.0f} ms CPU" for n, t in stored.items()}
    return "\n\n".join(
        (report.scenarios(rows), "![CPU a message](performance.svg)", report.length(*lengths), report.memory(*used))
        + (report.facts(single),)
    )


def _search() -> str:
    """Search among the real professions and among a thousand."""
    rows = []
    for count in (9, 1000):
        say(f"search in {count} professions")
        found = search.measure(count)
        rows.append([f"{count:,}", f"{found['statements']:,}", *(f"{found[key]:.1f}" for key in FOUND)])
    return report.table(["professions", "statements", *FOUND], rows)


def _pages() -> str:
    """The pages for everyone."""
    say("pages for everyone")
    return report.table(["page", "first, ms", "median, ms", "slowest, ms"], pages.report(pages.measure()))


def _portal() -> str:
    """The coach portal with one dossier and with many."""
    say(f"coach portal with {portal.DOSSIERS:,} dossiers")
    many = f"{portal.DOSSIERS:,} dossiers"
    head = ["page", "1 dossier, ms", "CPU ms", f"{many}, ms", "CPU ms"]
    return report.table(head, portal.measure())


def _train() -> float:
    """Seconds that training takes; the model that is in use stays."""
    say("training our model")
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        command = [sys.executable, "-m", "rasa", "train", "--force", "--out", out]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return time.perf_counter() - start


def _prepare(folder: Path) -> None:
    """Build the knowledge base of a data folder with its vectors, as `make train` does."""
    environ = {**os.environ, variable("data_dir"): str(folder)}
    subprocess.run([sys.executable, "-m", "bot.cli", "train"], cwd=ROOT, env=environ, check=True, capture_output=True)


def _environment(folder: Path) -> float:
    """Gigabytes of the environment without what only tests need, made in a folder of its own."""
    command = [find_uv(), "sync", "--frozen", "--no-default-groups", "--no-python-downloads", "--quiet"]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder)})
    return _size(folder)


def _size(folder: Path) -> float:
    """Gigabytes of the files under a folder, links not followed."""
    return sum(f.lstat().st_size for f in folder.rglob("*") if f.is_file() and not f.is_symlink()) / 1e9


PARTS: Dict[str, Callable[[], str]] = {"bots": _bots, "search": _search, "pages": _pages, "portal": _portal}

if __name__ == "__main__":
    sys.exit(main())
