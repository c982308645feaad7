"""Keeps the processes of the product running: starts them, restarts what dies, ends them all."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Callable, Dict, Mapping, Sequence, Tuple

logger = logging.getLogger(__name__)

FIRST_PAUSE = 1.0  # seconds before the first restart; doubled at each further one
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0  # seconds of running after which a service starts again with the first pause
GRACE = 25.0  # seconds in which a service finishes what it is busy with: longer than an answer takes
LOG_LIMIT = 5_000_000  # bytes after which a log is set aside at the next start


@dataclass(frozen=True)
class Service:
    """A process of the product: what starts it, where it answers, where its output goes; `refusal` says why it may not be started
    again just now, "" when it may."""

    title: str
    command: Tuple[str, ...]
    health: str
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    refusal: Callable[[], str] = str


@dataclass
class _Run:
    process: subprocess.Popen
    started: float
    pause: float = FIRST_PAUSE
    restart_at: float = 0.0


class Supervisor:
    """Runs services, each in a process group of its own so that its children end with it; counts their deaths by title."""

    def __init__(self, services: Sequence[Service], grace: float = GRACE) -> None:
        self.services = tuple(services)
        self.grace = grace
        self.deaths: Dict[str, int] = {service.title: 0 for service in services}
        self._runs: Dict[str, _Run] = {}

    def start(self) -> None:
        """Start every service."""
        for service in self.services:
            self._runs[service.title] = _Run(_launch(service), time.monotonic())

    def tick(self) -> None:
        """Restart what has died, when its pause is over. Call it a few times a second."""
        for service in self.services:
            self._look_after(service, self._runs[service.title], time.monotonic())

    def stop(self) -> None:
        """End every process with its children, the last started first: politely, and by force when its grace is over.

        Whoever passes messages on finishes those on their way before whoever answers them is stopped.
        """
        for run in reversed(list(self._runs.values())):
            _signal_group(run.process.pid, signal.SIGTERM)
            try:
                run.process.wait(self.grace)
            except subprocess.TimeoutExpired:
                pass
            _signal_group(run.process.pid, signal.SIGKILL)
            run.process.wait()

    def pids(self) -> Dict[str, int]:
        """Return the process id of each service by its title."""
        return {title: run.process.pid for title, run in self._runs.items()}

    def _look_after(self, service: Service, run: _Run, now: float) -> None:
        code = run.process.poll()
        if code is None:
            return
        if not run.restart_at:
            if now - run.started > STEADY_AFTER:
                run.pause = FIRST_PAUSE
            run.restart_at = now + run.pause
            self.deaths[service.title] += 1
            logger.error(
                "%s ended (%s); restart in %.0f s, log: %s", service.title, _cause(code), run.pause, service.log
            )
            _signal_group(run.process.pid, signal.SIGKILL)
        elif now >= run.restart_at and service.refusal():
            run.restart_at = now + LONGEST_PAUSE
            logger.error("%s is not started again: %s", service.title, service.refusal())
        elif now >= run.restart_at:
            pause = min(run.pause * 2, LONGEST_PAUSE)
            self._runs[service.title] = _Run(_launch(service), now, pause)
            logger.error("%s started again", service.title)


def _launch(service: Service) -> subprocess.Popen:
    with _log(service) as log:
        return subprocess.Popen(
            service.command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **service.environment},
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )


def _log(service: Service) -> IO[bytes]:
    """The log of a service; our own output when it cannot be written, for a service that runs is worth more than its log."""
    try:
        service.log.parent.mkdir(parents=True, exist_ok=True)
        if service.log.exists() and service.log.stat().st_size > LOG_LIMIT:
            service.log.replace(service.log.with_suffix(".old.log"))
        return open(service.log, "ab")
    except OSError as error:
        logger.error("the log of the %s cannot be written: %s", service.title, error.strerror)
        return os.fdopen(os.dup(sys.stderr.fileno()), "wb")


def _end_with_parent() -> None:
    # Even a killed supervisor leaves no process behind that holds a port: PR_SET_PDEATHSIG (1) of prctl(2).
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _signal_group(pid: int, number: int) -> None:
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        pass


def _cause(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
