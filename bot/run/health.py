"""Waiting until the started services answer."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Callable, List

from bot.run.supervisor import Service, Supervisor

HOPELESS = 3  # deaths of a service that never answered


class StartError(Exception):
    """The product did not come up; the message says which service and where its log is."""


def answers(url: str) -> bool:
    """Return whether an HTTP request to `url` gives a good answer within a second."""
    try:
        with urllib.request.urlopen(url, timeout=1) as response:
            return response.status == 200
    except (OSError, urllib.error.URLError):
        return False


def tail(log: Path, lines: int = 15) -> str:
    """Return the end of a log."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def wait_until_healthy(supervisor: Supervisor, say: Callable[[str], None], patience: float = 180) -> None:
    """Wait until each service answers, saying which are up.

    Raises StartError when a service keeps dying or does not answer within `patience` seconds.
    """
    waiting: List[Service] = list(supervisor.services)
    start = last_word = time.monotonic()
    while waiting:
        supervisor.tick()
        for service in [service for service in waiting if answers(service.health)]:
            waiting.remove(service)
            last_word = time.monotonic()
            say(f"  {service.title} is up ({last_word - start:.0f} s)")
        for service in waiting:
            if supervisor.deaths[service.title] >= HOPELESS:
                raise StartError(f"The {service.title} does not start; the end of {service.log}:\n{tail(service.log)}")
        now = time.monotonic()
        if waiting and now - start > patience:
            names = ", ".join(f"{service.title} (see {service.log})" for service in waiting)
            raise StartError(f"No answer after {patience:.0f} s from: {names}")
        if waiting and now - last_word > 10:
            last_word = now
            say(f"  waiting for {', '.join(service.title for service in waiting)} ({now - start:.0f} s)")
        time.sleep(0.2)
