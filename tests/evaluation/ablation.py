"""`make ablation`: what each part of the understanding brings. Every variant is the whole product, trained anew from a copy of
the project with another config.yml, and plays the questions of the evaluation; the figures go to docs/evaluation.md. Time is that of
the processor, which other work on the machine hardly changes."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

import yaml

from bot.settings import ROOT
from tests.bench.bots import Ours
from tests.bench.measure import cpu_seconds, memory
from tests.bench.report import table
from tests.product import copy_project

from .items import load_items
from .play import connect, play
from .report import place, share
from .world import load_world

PAGE = ROOT / "docs" / "evaluation.md"
VARIANTS: List[Dict[str, Any]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
VECTORS = "vectors-use.npz"  # vectors of sentences, made at the first training and kept for all
ROOM = "1000000/minute"  # messages that one may send
HEAD = (
    "variant",
    "open",
    "held out",
    "training, CPU s",
    "training, MB",
    "all processes, MB",
    "CPU ms a message",
)


def main() -> int:
    """Measure the variants one after the other, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.ablation", description=__doc__)
    parser.add_argument("--only", type=int, action="append", metavar="NUMBER", help="only this variant, from 0")
    parser.add_argument("--limit", type=int, help="only so many questions, to try it out")
    parser.add_argument("--diet", default=sys.executable, metavar="PYTHON", help="a Python that has DIET's TensorFlow")
    parser.add_argument("--write", action="store_true", help=f"put the figures in {PAGE.relative_to(ROOT)}")
    parser.add_argument("--row", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    chosen = options.only or range(len(VARIANTS))
    if options.row:
        print(json.dumps(measured(VARIANTS[chosen[0]], options.limit)))
        return 0
    rows = []
    for number in chosen:
        print(f"  {VARIANTS[number]['name']} …", file=sys.stderr, flush=True)
        rows.append(_row(number, options))
    found = table(HEAD, rows)
    print(found)
    if options.write:
        text = f"Last run: {date.today().isoformat()}, {os.cpu_count()} cores.\n\n{found}"
        PAGE.write_text(place(PAGE.read_text(encoding="utf-8"), "ablation", text), encoding="utf-8")
    return 0


def _row(number: int, options: argparse.Namespace) -> List[str]:
    python = options.diet if "needs" in VARIANTS[number] else sys.executable
    command = [python, "-m", __spec__.name, "--row", "--only", str(number)]
    command += ["--limit", str(options.limit)] if options.limit else []
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1])


def measured(variant: Dict[str, Any], limit: Optional[int]) -> List[str]:
    """The row of a variant; says so when a package that it needs is not installed."""
    if "needs" in variant and not installed(variant["needs"]):
        return [variant["name"], "not installed", *[""] * (len(HEAD) - 2)]
    with tempfile.TemporaryDirectory(prefix="ablation-") as folder:
        root, data = Path(folder) / "project", Path(folder) / "data"
        data.mkdir()
        copy_project(root)
        config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
        (root / "config.yml").write_text(yaml.safe_dump(changed(config, variant), sort_keys=False), encoding="utf-8")
        if (ROOT / "var" / VECTORS).exists():
            shutil.copy(ROOT / "var" / VECTORS, data)
        seconds, megabytes = train(root, data)
        return [variant["name"], *_played(root, data, variant, limit, [f"{seconds:.0f}", f"{megabytes:.0f}"])]


def installed(package: str) -> bool:
    """Whether a package is there."""
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


def changed(config: Dict[str, Any], variant: Dict[str, Any]) -> Dict[str, Any]:
    """The configuration with what the variant changes.

    Raises KeyError when the variant names a component that is not in it.
    """
    wanted = {**variant.get("options", {}), **variant.get("instead", {})}
    missing = set(wanted) - {component["name"] for component in config["pipeline"]}
    if missing:
        raise KeyError(f"not in config.yml: {', '.join(sorted(missing))}")
    pipeline: List[Dict[str, Any]] = []
    for component in config["pipeline"]:
        instead = variant.get("instead", {}).get(component["name"])
        pipeline += instead or [{**component, **variant.get("options", {}).get(component["name"], {})}]
    return {**config, "pipeline": pipeline}


def train(root: Path, data: Path) -> Tuple[float, float]:
    """Train the project in `root`; return how many seconds of a processor and megabytes it needed. Raises RuntimeError."""
    environ = {**os.environ, "LOOPBAANBOT_DATA_DIR": str(data), "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "bot.cli", "train"]
    process = subprocess.Popen(command, cwd=root, env=environ, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError("a variant cannot be trained")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _played(root: Path, data: Path, variant: Dict[str, Any], limit: Optional[int], trained: List[str]) -> Iterator[str]:
    """The cells of the table after the name."""
    world = load_world()
    items = load_items("questions", world)[:limit]
    bot = Ours(data, root, conversation_rate=ROOM, **variant.get("settings", {}))
    try:
        bot.wait_until_ready()
        before = cpu_seconds(bot)
        with connect(int(bot.rasa.rpartition(":")[2])) as client:
            outcomes = list(play(items, world, client))
        used, megabytes = cpu_seconds(bot) - before, sum(memory(bot).values())
    finally:
        bot.stop()
    messages = sum(len(outcome.ms) for outcome in outcomes)
    yield share([outcome for outcome in outcomes if not outcome.item.held_out])
    yield share([outcome for outcome in outcomes if outcome.item.held_out])
    yield from trained
    yield from (f"{megabytes:.0f}", f"{used / messages * 1000:.0f}")


if __name__ == "__main__":
    sys.exit(main())
