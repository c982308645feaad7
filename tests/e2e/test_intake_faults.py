"""Processes are killed while people answer, and two tabs send at once: no answer is lost, none is stored twice.

The many runs inside one process are in tests/intake/test_kill.py; here each process of the whole product is killed in turn.
`--whole` makes it fifty runs: ten times five people at once.
"""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.intake import Client
from tests.product import Product

# What is killed; the Rasa server takes longest to come back.
PARTS = ("rasa_sdk", "bot.cli web", "rasa run")
AGAIN = ("rasa_sdk", "bot.cli web") * 2
ROUNDS = 10


def test_killed_at_any_moment_nothing_is_lost_or_doubled(fragile: Product, pytestconfig: pytest.Config) -> None:
    """Each process is killed at a random moment of a few intakes that go on at once; a browser sends again what got no answer."""
    whole = pytestconfig.getoption("--whole")
    for number in range(ROUNDS if whole else 1):
        play_and_kill(fragile, random.Random(number), people=5 if whole else 2, answers=20 if whole else 60)


def play_and_kill(fragile: Product, chance: random.Random, people: int, answers: int) -> None:
    """Let so many people give so many answers, or all there are, while processes are killed."""
    moments = dict(zip(chance.sample(range(2, 18), 7), chance.sample([*PARTS, *AGAIN], 7), strict=True))
    clients = [Client(fragile) for _ in range(people)]
    with ThreadPoolExecutor(people) as pool:
        list(pool.map(Client.begin, clients))
        while any(list(pool.map(Client.go_on, clients))) and len(clients[0].given) < answers:
            part = moments.pop(len(clients[0].given), None)
            if part:
                threading.Timer(chance.uniform(0, 0.5), kill, (fragile, part)).start()
    assert not moments
    for client in clients:
        client.check()


def kill(product: Product, part: str) -> None:
    """Kill one process of the product, if it is there just now."""
    try:
        product.kill(part)
    except (ValueError, ProcessLookupError):
        pass  # killed a moment ago: the supervisor has not started it again yet


def test_two_tabs_at_once_lose_nothing(fragile: Product) -> None:
    client = Client(fragile).begin()
    while client.question() != "why_now":
        client.go_on()
    texts = ["eerste tabblad", "tweede tabblad"]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(client.say, texts))
    new = client.stored()[len(client.given) :]
    assert [question for question, _ in new] == ["why_now", "good_result"]
    assert sorted(text for _, text in new) == texts
