"""How long the pages take: the median and the slowest of some requests, in milliseconds, first and later.

`.venv/bin/python scripts/page_times.py` starts the web process with a knowledge base of its own.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from knowledge.build import build  # noqa: E402
from tests.product import free_ports  # noqa: E402

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
    "/beroepen/imker",
    "/",
)


def main() -> None:
    """Measure every page once as the first visitor and TIMES more."""
    with tempfile.TemporaryDirectory() as folder:
        build(ROOT / "knowledge", f"sqlite:///{folder}/knowledge.db")
        (port,) = free_ports(1)
        environ = {**os.environ, "LOOPBAANBOT_DATA_DIR": folder, "LOOPBAANBOT_WEB_PORT": str(port)}
        process = subprocess.Popen([sys.executable, "-m", "bot.cli", "web"], cwd=ROOT, env=environ)
        try:
            time.sleep(WARMING)
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                print(f"{'first':>7} {'median':>7} {'slowest':>7}  page")
                for path in PATHS:
                    report(client, path)
        finally:
            process.terminate()
            process.wait(20)


def report(client: httpx.Client, path: str) -> None:
    """Print the times of one page."""
    first, *later = (timed(client, path) for _ in range(TIMES + 1))
    print(f"{first:7.1f} {statistics.median(later):7.1f} {max(later):7.1f}  {path}")


def timed(client: httpx.Client, path: str) -> float:
    """Return the milliseconds from a request to the last byte of its answer."""
    start = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
