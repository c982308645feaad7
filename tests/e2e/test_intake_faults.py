"""Processes are killed while somebody answers, and two tabs send at once: no answer is lost, none is stored twice.

The many runs are in tests/intake/test_kill.py; here each process of the whole product is killed in turn.
"""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from typing import Iterator, List, Tuple

import pytest
import yaml
from sqlalchemy import select

from bot.intake.installation import open_service
from bot.intake.models import Sender
from bot.intake.service import IntakeService
from bot.settings import load_settings
from tests.e2e.browser import Browser
from tests.product import Product, say

ANSWERS = yaml.safe_load(Path(__file__).with_name("clients.yml").read_text(encoding="utf-8"))["answers"]
# What is killed, in the order of the answers after which that happens; the Rasa server takes longest to come back.
PARTS = ("rasa_sdk", "bot.cli web", "rasa_sdk", "bot.cli web", "rasa run", "rasa_sdk", "bot.cli web", "rasa_sdk")


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
    """Somebody answers on the website while each of the three processes is killed; the browser sends again what got no answer."""
    product, service = fragile
    chance, browser, given = random.Random(14), Browser(product), [("consent", ANSWERS["consent"])]
    browser.say("start intake")
    browser.say(ANSWERS["consent"])
    sender = only_sender(service)
    moments = dict(zip(chance.sample(range(2, 28), len(PARTS)), PARTS, strict=True))
    while (question := open_question(service, sender)) and len(given) < 60:
        part = moments.pop(len(given), None)
        if part:
            threading.Timer(chance.uniform(0, 0.3), kill, (product, part)).start()
        given.append((question, ANSWERS[question]))
        browser.say(ANSWERS[question])
    assert not moments
    assert stored(service, sender) == given
    assert not open_question(service, sender)


def test_two_tabs_at_once_lose_nothing(fragile: Tuple[Product, IntakeService]) -> None:
    product, service = fragile
    say(product, "tabs", "start intake")
    while open_question(service, "tabs") != "why_now":
        say(product, "tabs", ANSWERS[open_question(service, "tabs")])
    before = stored(service, "tabs")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda text: say(product, "tabs", text), ["eerste tabblad", "tweede tabblad"]))
    new = stored(service, "tabs")[len(before) :]
    assert [question for question, _ in new] == ["why_now", "good_result"]
    assert {text for _, text in new} == {"eerste tabblad", "tweede tabblad"}


def kill(product: Product, part: str) -> None:
    """Kill one process of the product, if it is there just now."""
    try:
        product.kill(part)
    except (ValueError, ProcessLookupError):
        pass  # killed a moment ago: the supervisor has not started it again yet


def only_sender(service: IntakeService) -> str:
    """The conversation id of the one person who gave consent so far."""
    with service.store.reading() as records:
        return str(records.session.scalars(select(Sender.sender)).one())


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
