"""The action server, started as rasa_sdk starts it: it answers to Rasa alone, and its errors repeat nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Dict, Iterator, Tuple

import pytest

from bot.settings import ROOT
from tests.product import free_ports

TOKEN = "a-token-of-at-least-32-characters"
FIGURES = "another-token-of-at-least-32-characters"
WORDS = "zilverdraad"
CALL = {"next_action": "action_answer", "sender_id": "x", "tracker": {"latest_message": {"text": WORDS}}, "domain": {}}


@pytest.fixture(scope="module", params=["guarded", "by hand"])
def server(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tuple[str, bool, Path]]:
    """Address, whether it has a token, and log."""
    (port,), guarded = free_ports(1), request.param == "guarded"
    folder = tmp_path_factory.mktemp("actions")
    environ = {**os.environ, "LOOPBAANBOT_DATA_DIR": str(folder), "LOOPBAANBOT_ACTIONS_TOKEN": TOKEN if guarded else ""}
    environ["LOOPBAANBOT_METRICS_TOKEN"] = FIGURES if guarded else ""
    environ.pop("SANIC_HOST", None)
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port), "--debug"]
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        yield address, guarded, folder / "log"
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the action server does not start")


def call(address: str, path: str, content: object = None, **headers: str) -> Tuple[int, str]:
    """Status and text of the answer."""
    body = None if content is None else json.dumps(content).encode()
    sent: Dict[str, str] = {"Content-Type": "application/json", **headers}
    try:
        with urllib.request.urlopen(urllib.request.Request(address + path, body, sent), timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize("shown", ["", "Bearer wrong", "Bearer ", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x"])
@pytest.mark.parametrize("path, content", [("/webhook", CALL), ("/actions", None)])
def test_without_the_token_nothing_is_told_or_done(server: Any, shown: str, path: str, content: object) -> None:
    address, guarded, _ = server
    status, text = call(address, path, content, Authorization=shown)
    assert (status == 401) == guarded
    assert not guarded or text == '{"error":"refused"}'


def test_whoever_shows_the_token_is_served(server: Any) -> None:
    address, _, _ = server
    status, text = call(address, "/actions", Authorization=f"Bearer {TOKEN}")
    assert status == 200 and {"name": "action_answer"} in json.loads(text)


def test_a_page_in_a_browser_is_refused_with_and_without_token(server: Any) -> None:
    address, _, _ = server
    assert call(address, "/webhook", CALL, Origin="https://evil.example", Authorization=f"Bearer {TOKEN}")[0] == 403


def test_an_error_repeats_nothing_in_its_answer_nor_in_the_log(server: Any) -> None:
    address, _, log = server
    broken = {**CALL, "tracker": {"slots": WORDS, "latest_message": {"text": WORDS}, "events": WORDS}}
    status, text = call(address, "/webhook", broken, Authorization=f"Bearer {TOKEN}")
    assert status == 500 and WORDS not in text
    content = log.read_text(encoding="utf-8")
    assert "an action failed" in content and WORDS not in content


def test_it_listens_on_this_machine_only(server: Any) -> None:
    port = int(server[0].rpartition(":")[2])
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    hosts = {
        line.split()[1].split(":")[0] for line in listening.splitlines() if f":{port:04X} " in line and " 0A " in line
    }
    assert hosts == {"0100007F"}


def test_without_a_knowledge_base_it_is_not_ready(server: Tuple[str, bool, Path]) -> None:
    address, _, _ = server
    assert call(address, "/ready") == (503, '{"knowledge":"missing"}')


def test_its_figures_are_for_who_shows_their_token(server: Tuple[str, bool, Path]) -> None:
    address, guarded, _ = server
    for token in ("", TOKEN):
        assert call(address, "/metrics", Authorization=f"Bearer {token}")[0] == 401
    status, text = call(address, "/metrics", Authorization=f"Bearer {FIGURES}")
    assert (status == 200 and "process_resident_memory_bytes" in text) if guarded else status == 401
