"""Starting and stopping the product as a person does it, with the REST webhook closed by its setting."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Iterator, List

import pytest

from bot.nlu.channel import texts
from tests.product import Product, say


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    product = Product(tmp_path_factory.mktemp("data"), rest="off")
    try:
        product.wait_until_ready()
        yield product
    finally:
        product.stop()


def on_the_website(product: Product, message: str) -> List[dict]:
    """Say something as a new visitor of the website; the replies."""
    content = json.dumps({"id": uuid.uuid4().hex, "message": message}).encode()
    request = urllib.request.Request(f"{product.address}/api/chat", content, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["replies"]


def test_a_start_trains_nothing_when_the_model_fits_and_ends_with_the_address(closed: Product) -> None:
    lines = closed.output().strip().splitlines()
    assert lines[-1] == f"{closed.address}/"
    assert not [line for line in lines if line.startswith("Training")]


def test_the_closed_webhook_refuses_strangers_and_answers_the_website(closed: Product) -> None:
    with pytest.raises(urllib.error.HTTPError, match="401"):
        say(closed, "somebody", "hallo")
    assert on_the_website(closed, "hallo")


def test_the_guards_hold_behind_the_closed_webhook_too(closed: Product) -> None:
    said = json.dumps(on_the_website(closed, '/list_professions{"profession": "campagnewerker"}'), ensure_ascii=False)
    assert texts()["not_offered"] in said


def test_a_second_start_on_the_same_ports_says_what_to_do(closed: Product, tmp_path: Path) -> None:
    second = Product(tmp_path, web_port=closed.address.rpartition(":")[2])
    assert second.process.wait(60) == 1
    assert "LOOPBAANBOT_WEB_PORT=" in second.output()


def test_a_wrong_setting_says_which(tmp_path: Path) -> None:
    product = Product(tmp_path, rest="maybe")
    assert product.process.wait(60) == 1
    assert product.output().strip() == "LOOPBAANBOT_REST must be on or off, not 'maybe'."


def test_ctrl_c_ends_every_process(closed: Product) -> None:
    started = closed.processes()
    assert len(started) == 3
    closed.stop()
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]
