"""How long the pages for everyone take, in milliseconds: for the first visitor, and later."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Dict, List

import httpx

from bot.settings import ROOT
from knowledge.build import build
from tests.product import free_ports

TIMES = 50
WARMING = 15  # seconds in which the process works out what it keeps
PATHS = (
    "/beroepen",
    "/beroepen?land=NL",
    "/beroepen?zoek=conflicten",
    "/beroepen?zoek=werken%20met%20jongeren&niveau=6",
    "/beroepen/loopbaanbegeleider",
    "/beroepen/gemeenschapswerker",
    "/beroepen/vergelijk",
    "/beroepen/vergelijk?a=loopbaanbegeleider&b=supported-employment-coach",
    "/beroepen/kaart",
    "/beroepen/bestaat-niet",
    "/",
)


def measure() -> Dict[str, List[float]]:
    """Milliseconds of TIMES + 1 requests for every page, the first visitor's first, to a web process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        build(ROOT / "knowledge", f"sqlite:///{folder}/knowledge.db")
        (port,) = free_ports(1)
        environ = {**os.environ, "LOOPBAANBOT_DATA_DIR": folder, "LOOPBAANBOT_WEB_PORT": str(port)}
        process = subprocess.Popen([sys.executable, "-m", "bot.cli", "web"], cwd=ROOT, env=environ)
        try:
            time.sleep(WARMING)
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                return {path: [_timed(client, path) for _ in range(TIMES + 1)] for path in PATHS}
        finally:
            process.terminate()
            process.wait(20)


def report(taken: Dict[str, List[float]]) -> List[List[str]]:
    """A row for each page: first, median and slowest of the later ones."""
    return [
        [path, f"{first:.1f}", f"{statistics.median(later):.1f}", f"{max(later):.1f}"]
        for path, (first, *later) in taken.items()
    ]


def _timed(client: httpx.Client, path: str) -> float:
    start = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - start) * 1000
