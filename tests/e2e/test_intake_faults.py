"""Processes are killed while somebody answers, and two tabs send at once: no answer is lost, none is stored twice."""

from __future__ import annotations

import random
import threading
import time
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

import pytest
import yaml

from bot.intake.installation import open_service
from bot.intake.service import IntakeService
from bot.settings import load_settings
from tests.e2e.simulated import NO_ANSWER
from tests.product import Product, say

ANSWERS = yaml.safe_load(Path(__file__).with_name("clients.yml").read_text(encoding="utf-8"))["answers"]
SECONDS = 90  # for all killing together
PATIENCE = 120  # seconds in which a killed process is back, on a busy machine
PARTS = ("rasa_sdk", "rasa_sdk", "rasa_sdk", "rasa run")  # the Rasa server takes longer to come back


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tuple[Product, IntakeService]]:
    """A product of its own, and the intake service on its database."""
    product = Product(tmp_path_factory.mktemp("data"))
    try:
        product.wait_until_ready()
        service = open_service(load_settings({"LOOPBAANBOT_DATA_DIR": str(product.data_dir)}))
        yield product, service
        service.store.engine.dispose()
    finally:
        product.stop()


def test_killed_at_any_moment_nothing_is_lost_or_doubled(fragile: Tuple[Product, IntakeService]) -> None:
    product, service = fragile
    chance, end, kills, given = random.Random(14), time.monotonic() + SECONDS, 0, []
    insist(product, "killed", "start intake")
    while (question := open_question(service, "killed")) and len(given) < 60:
        if time.monotonic() < end and chance.random() < 0.3:
            kills += 1
            threading.Timer(chance.uniform(0, 0.4), kill, (product, chance.choice(PARTS))).start()
        given.append((question, ANSWERS[question]))
        insist(product, "killed", ANSWERS[question])
    print(f"\nIntake: {kills} processes killed during {len(given)} answers")
    assert kills >= 3
    assert stored(service, "killed") == given
    assert not open_question(service, "killed")


def test_two_tabs_at_once_lose_nothing(fragile: Tuple[Product, IntakeService]) -> None:
    product, service = fragile
    insist(product, "tabs", "start intake")
    while open_question(service, "tabs") != "why_now":
        insist(product, "tabs", ANSWERS[open_question(service, "tabs")])
    before = stored(service, "tabs")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda text: insist(product, "tabs", text), ["eerste tabblad", "tweede tabblad"]))
    new = stored(service, "tabs")[len(before) :]
    assert [question for question, _ in new] == ["why_now", "good_result"]
    assert {text for _, text in new} == {"eerste tabblad", "tweede tabblad"}


def kill(product: Product, part: str) -> None:
    """Kill one process of the product, if it is there just now."""
    try:
        product.kill(part)
    except (ValueError, ProcessLookupError):
        pass  # killed a moment ago: the supervisor has not started it again yet


def insist(product: Product, sender: str, text: str) -> List[Dict[str, str]]:
    """Say something, and say it again until there is an answer, as a person does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            replies = say(product, sender, text)
        except (urllib.error.URLError, OSError):
            replies = []
        if replies and replies[-1]["text"] != NO_ANSWER:
            return replies
        time.sleep(0.5)
    raise AssertionError(f"no answer to {text!r} within {PATIENCE} s")


def open_question(service: IntakeService, sender: str) -> str:
    """The id of the open question; "" when the intake is closed."""
    status = service.status(sender)
    if not status["consent"]:
        return "consent"
    return "" if status["status"] == "closed" else str(status["question"])


def stored(service: IntakeService, sender: str) -> List[Tuple[str, str]]:
    """Each stored answer: the question and what was said, in order."""
    (run,) = service.everything(sender, datetime.now(timezone.utc))["questionnaires"]
    return [(answer["question"], answer["text"]) for answer in run["answers"]]
