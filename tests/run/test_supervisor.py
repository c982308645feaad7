"""What dies is started again, but not when it may not: with another model than ours. A long log is set aside."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Callable, List

import pytest

from bot.run import supervisor
from bot.run.supervisor import Service, Supervisor

PATIENCE = 20.0


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE", 0.1)


def service(folder: Path, refusal: Callable[[], str] = str) -> Service:
    """A process that notes its start and ends at once."""
    command = (sys.executable, "-c", f"open({str(folder / 'starts')!r}, 'a').write('x'); print('started')")
    return Service("sample", command, "", folder / "log" / "sample.log", refusal=refusal)


def starts(folder: Path) -> int:
    path = folder / "starts"
    return len(path.read_text()) if path.exists() else 0


def tick_until(keeper: Supervisor, done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not done():
        keeper.tick()
        time.sleep(0.01)
    return done()


def test_what_may_not_be_started_again_waits_until_it_may(tmp_path: Path) -> None:
    refusals: List[str] = ["this is not the model that training made"]
    asked: List[int] = []

    def refusal() -> str:
        asked.append(1)
        return refusals[0] if refusals else ""

    keeper = Supervisor([service(tmp_path, refusal)])
    keeper.start()
    try:
        assert tick_until(keeper, lambda: len(asked) > 4)  # asked again and again
        assert starts(tmp_path) == 1
        refusals.clear()
        assert tick_until(keeper, lambda: starts(tmp_path) > 1)
    finally:
        keeper.stop()


def test_a_long_log_is_set_aside_and_takes_the_place_of_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LOG_LIMIT", 100)
    one = service(tmp_path)
    one.log.parent.mkdir()
    one.log.write_text("a" * 101)
    one.log.with_suffix(".old.log").write_text("older")
    keeper = Supervisor([one])
    keeper.start()
    try:
        assert tick_until(keeper, lambda: starts(tmp_path) > 0 and "started" in one.log.read_text())
    finally:
        keeper.stop()
    assert one.log.with_suffix(".old.log").read_text() == "a" * 101
