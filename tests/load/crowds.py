"""Starting a crowd in a process of its own (Locust changes how Python waits), and its figures as rows of a table."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Sequence, Tuple

from bot.settings import ROOT
from tests.evaluation.report import percentile_95

HEAD = (
    "",
    "messages",
    "a second",
    "median",
    "95th percentile",
    "answers to the intake",
    "at another device",
    "no answer at first",
)


@dataclass(frozen=True)
class Crowd:
    """What the clients of one run saw; `ms`: how long each answer took; `refused`: what was no answer, by kind; `problems`: anything
    lost, doubled, out of order or broken."""

    ms: List[float]
    refused: Dict[str, int]
    problems: List[str]
    answers: int
    finished: int
    resumed: int
    checked: int
    seconds: float
    clients: int

    @property
    def p95(self) -> float:
        """The 95th percentile, in milliseconds."""
        return percentile_95(self.ms)

    @property
    def rate(self) -> float:
        """Messages a second."""
        return len(self.ms) / self.seconds

    def row(self, title: str) -> Sequence[str]:
        """A row under HEAD."""
        median = f"{statistics.median(self.ms):.0f} ms"
        counts = (str(self.answers), str(self.resumed), str(sum(self.refused.values())))
        return (title, str(len(self.ms)), f"{self.rate:.1f}", median, f"{self.p95:.0f} ms", *counts)


class Running:
    """A crowd that is talking."""

    def __init__(self, address: str, clients: int, seconds: float, pause: Tuple[float, float]) -> None:
        self._out = Path(tempfile.mkdtemp(prefix="crowd-")) / "seen.json"
        options = ["--address", address, "--clients", str(clients), "--seconds", str(seconds), "--out", str(self._out)]
        command = [sys.executable, "-m", "tests.load.crowd", *options, "--pause", *map(str, pause)]
        self._process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)

    def stop(self) -> None:
        """Ask it to come to an end."""
        self._process.terminate()

    def result(self) -> Crowd:
        """Wait until it is done. Raises RuntimeError when it broke down."""
        if self._process.wait() or not self._out.exists():
            raise RuntimeError("the crowd broke down: run python -m tests.load.crowd to see why")
        values = json.loads(self._out.read_text(encoding="utf-8"))
        return Crowd(**{name: values[name] for name in Crowd.__dataclass_fields__})


def talk(address: str, clients: int, seconds: float, pause: Tuple[float, float]) -> Crowd:
    """Let a crowd talk and return what it saw."""
    return Running(address, clients, seconds, pause).result()


def verdict(*crowds: Crowd) -> str:
    """What went wrong, as text for the page."""
    problems = [problem for crowd in crowds for problem in crowd.problems]
    checked, answers = sum(c.checked for c in crowds), sum(c.answers for c in crowds)
    if not problems:
        return (
            f"Every client looked at what is stored of it ({checked} looks, {answers} answers): nothing was lost, doubled or out "
            "of order."
        )
    return f"{len(problems)} problems among {answers} answers, for example: {problems[0]}"
