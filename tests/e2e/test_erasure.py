"""Somebody fills everything in and erases it in the chat: afterwards no file under the data folder holds a word of theirs."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import Dict, Iterator, List

import pytest
import yaml

from bot.intake.installation import open_service
from bot.settings import load_settings
from tests.e2e.simulated import Person
from tests.product import Product, say

CLIENTS = yaml.safe_load(Path(__file__).with_name("clients.yml").read_text(encoding="utf-8"))
MARK = f"zilverdraad{uuid.uuid4().hex}"  # in every answer in own words; nobody else has it
OPEN = "request why_now good_result work qualities_example energy networking_example market_example "
OPEN += "direction_example obstacle_story goal action.1 measure.1 adjust.1"


@pytest.fixture(scope="module")
def client(product: Product) -> Iterator[Person]:
    """Somebody with a finished intake, a scan, codes and a second device."""
    service = open_service(load_settings({"LOOPBAANBOT_DATA_DIR": str(product.data_dir)}))
    says = {question: f"{question} {MARK}" for question in OPEN.split()}
    clients = {**CLIENTS, "manners": {"marked": {"says": says, "before": {"goal": [f"{MARK}, wat bedoel je?"]}}}}
    person = Person(product, service, "marked-employee", clients)
    person.play(60)
    service.store.engine.dispose()  # an open reader would keep the write-ahead log
    assert not person.problem
    yield person


def test_logs_hold_no_word_and_the_conversation_does(product: Product, client: Person) -> None:
    logs = [product.data_dir / "output.txt", *(product.data_dir / "log").rglob("*")]
    assert found([path for path in logs if path.is_file()], MARK) == []
    assert found(files(product.data_dir), MARK) != []  # so that the search below can find something


def test_after_erasing_no_file_holds_a_word(product: Product, client: Person) -> None:
    phone = f"telefoon-{uuid.uuid4().hex}"
    paused = told(product, client.sender, "wijzig mijn doel", "pauze")
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", paused)
    assert code
    told(product, phone, f"verder {code[0]}", f"{MARK} op een ander toestel")
    answer = told(product, phone, "verwijder mijn gegevens", "Ja, verwijder alles")
    receipt = re.search(r"\*\*([0-9A-F]{12})\*\*", answer)
    assert receipt
    for word in (MARK, client.sender, phone, code[0]):
        assert found(files(product.data_dir), word) == [], word
    assert found(files(product.data_dir), receipt[1]) != []


def test_the_erased_person_is_a_stranger(product: Product, client: Person) -> None:
    text = told(product, client.sender, "welke gegevens heb je van mij?")
    assert MARK not in text
    assert "geen intake of dossier" in text


def told(product: Product, sender: str, *texts: str) -> str:
    """The replies to the last of `texts`."""
    replies: List[Dict[str, str]] = []
    for text in texts:
        replies = say(product, sender, text)
    return "\n".join(reply["text"] for reply in replies)


def files(folder: Path) -> List[Path]:
    """Every file: databases, their journals and logs, exports, keys."""
    return [path for path in folder.rglob("*") if path.is_file()]


def found(paths: List[Path], word: str) -> List[str]:
    """The files that hold `word`, in any of the encodings that a database or a program writes."""
    forms = (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), word[::-1].encode())
    return [path.name for path in paths if any(form in path.read_bytes() for form in forms)]
