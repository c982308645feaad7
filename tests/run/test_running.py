"""Supervisor, health and ports with real processes and real sockets."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Callable, Iterator

import pytest

from bot.run import supervisor as module
from bot.run.health import StartError, wait_until_healthy
from bot.run.ports import taken_ports
from bot.run.supervisor import Service, Supervisor
from bot.settings import load_settings

PARENT_AND_CHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def service(tmp_path: Path, *command: str, health: str = "") -> Service:
    return Service("sample", (sys.executable, *command), health, tmp_path / "log" / "sample.log")


def until(condition: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "this took too long"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Supervisor]:
    supervisor = Supervisor([service(tmp_path, "-c", PARENT_AND_CHILD)], grace=5)
    supervisor.start()
    yield supervisor
    supervisor.stop()


def test_stopping_ends_the_children_of_a_service_too(running: Supervisor) -> None:
    log = running.services[0].log
    until(lambda: log.read_text().strip())
    pids = [running.pids()["sample"], int(log.read_text())]
    assert all(alive(pid) for pid in pids)
    running.stop()
    until(lambda: not any(alive(pid) for pid in pids))


def test_what_was_started_last_ends_before_the_others_are_stopped(tmp_path: Path) -> None:
    script = (
        "import signal, sys, time; signal.signal(15, lambda *_: (time.sleep(0.3), print(time.time()), sys.exit()));"
    )
    script += "print('up', flush=True); time.sleep(60)"
    names = ("actions", "rasa", "web")
    services = [Service(name, (sys.executable, "-c", script), "", tmp_path / f"{name}.log") for name in names]
    supervisor = Supervisor(services)
    supervisor.start()
    until(lambda: all(s.log.exists() and "up" in s.log.read_text() for s in services))
    supervisor.stop()
    ended = [float(service.log.read_text().split()[-1]) for service in services]
    assert ended == sorted(ended, reverse=True) and ended[0] - ended[2] > 0.5


def test_a_killed_service_is_started_again_after_a_pause_and_named(
    running: Supervisor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "STEADY_AFTER", 0.0)
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.2)
    first = running.pids()["sample"]
    os.kill(first, signal.SIGKILL)
    until(lambda: running.tick() or running.pids()["sample"] != first)
    assert alive(running.pids()["sample"])
    assert "sample ended (signal SIGKILL)" in caplog.text


def test_a_service_whose_files_were_changed_is_not_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.1)
    starts = tmp_path / "starts"
    script = f"open({str(starts)!r}, 'a').write('x')"
    once = Service("sample", (sys.executable, "-c", script), "", tmp_path / "log", refusal=lambda: "not our model")
    supervisor = Supervisor([once])
    supervisor.start()
    until(lambda: supervisor.tick() or "sample is not started again: not our model" in caplog.text)
    supervisor.stop()
    assert starts.read_text() == "x"


def test_waiting_ends_when_the_service_answers(tmp_path: Path) -> None:
    port = free_port()
    server = service(
        tmp_path, "-m", "http.server", str(port), "--bind", "127.0.0.1", health=f"http://127.0.0.1:{port}/"
    )
    supervisor, lines = Supervisor([server]), []
    supervisor.start()
    try:
        wait_until_healthy(supervisor, lines.append)
    finally:
        supervisor.stop()
    assert lines[0].startswith("  sample is up")


def test_a_service_that_never_answers_is_named_with_its_log(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}/"
    supervisor = Supervisor([service(tmp_path, "-c", "import time; time.sleep(60)", health=url)])
    supervisor.start()
    try:
        with pytest.raises(StartError, match="sample .*sample.log"):
            wait_until_healthy(supervisor, lambda text: None, patience=0.5)
    finally:
        supervisor.stop()


def test_a_service_that_keeps_dying_ends_the_start_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STEADY_AFTER", 0.0)
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.1)
    url = f"http://127.0.0.1:{free_port()}/"
    supervisor = Supervisor([service(tmp_path, "-c", "raise SystemExit('no such model')", health=url)])
    supervisor.start()
    with pytest.raises(StartError, match="The sample does not start(.|\\n)*no such model"):
        wait_until_healthy(supervisor, lambda text: None)
    supervisor.stop()


def test_a_taken_port_is_reported_with_the_setting_that_changes_it() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        settings = load_settings(
            {
                "LOOPBAANBOT_RASA_PORT": str(port),
                "LOOPBAANBOT_WEB_PORT": str(free_port()),
                "LOOPBAANBOT_ACTIONS_PORT": str(free_port()),
            }
        )
        (message,) = taken_ports(settings)
    assert f"LOOPBAANBOT_RASA_PORT={port + 1}" in message
