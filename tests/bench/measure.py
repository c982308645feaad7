"""What a bot uses: CPU and wall time per message with any number of people at once, and memory."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Protocol, Sequence

import aiohttp

TICKS = os.sysconf("SC_CLK_TCK")


class Bot(Protocol):
    """What can be measured."""

    rasa: str

    def processes(self) -> Dict[str, int]:
        """Name and process id."""


@dataclass(frozen=True)
class Times:
    """Of the messages of one run: milliseconds of CPU a message over all processes, of wall time, messages a second."""

    cpu: float
    median: float
    p95: float
    rate: float


def cpu_seconds(bot: Bot) -> float:
    """CPU time that the processes of a bot have used."""
    return sum(_ticks(pid) for pid in bot.processes().values()) / TICKS


def memory(bot: Bot) -> Dict[str, float]:
    """Proportional memory of each process, in megabytes (shared pages are divided over who shares them)."""
    return {name: _megabytes(pid) for name, pid in bot.processes().items()}


def run(bot: Bot, talks: Sequence[Sequence[str]], opening: Sequence[str] = ()) -> Times:
    """Let somebody for each of `talks` say the opening, which does not count, and then their messages, all at the same time."""
    return asyncio.run(_run(bot, talks, opening))


async def _run(bot: Bot, talks: Sequence[Sequence[str]], opening: Sequence[str]) -> Times:
    # Not httpx: with 50 people it took as much of the two cores as the bots. A server ends what was idle for five seconds.
    connections = aiohttp.TCPConnector(limit=len(talks), keepalive_timeout=3)
    patience = aiohttp.ClientTimeout(total=300)
    async with aiohttp.ClientSession(bot.rasa, connector=connections, timeout=patience) as client:
        senders = [f"bench-{uuid.uuid4().hex}" for _ in talks]
        await asyncio.gather(*(_talk(client, sender, opening) for sender in senders))
        before, start = cpu_seconds(bot), time.perf_counter()
        pairs = zip(senders, talks, strict=True)
        taken = await asyncio.gather(*(_talk(client, sender, messages) for sender, messages in pairs))
        took, used = time.perf_counter() - start, cpu_seconds(bot) - before
    times = sorted(t for talk in taken for t in talk)
    return Times(
        cpu=used / len(times) * 1000,
        median=statistics.median(times) * 1000,
        p95=times[int(len(times) * 0.95)] * 1000,
        rate=len(times) / took,
    )


async def _talk(client: aiohttp.ClientSession, sender: str, messages: Sequence[str]) -> List[float]:
    times = []
    for number, message in enumerate(messages):
        start = time.perf_counter()
        async with client.post("/webhooks/rest/webhook", json={"sender": sender, "message": message}) as response:
            said = await response.json() if response.status == 200 else []
        if not said or said[-1].get("failed"):
            raise RuntimeError(f"no answer to message {number} of {sender}: status {response.status}, {said}")
        times.append(time.perf_counter() - start)
    return times


def _ticks(pid: int) -> int:
    values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(values[11]) + int(values[12])


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
