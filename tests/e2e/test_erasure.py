"""Somebody fills everything in and erases it in the chat: afterwards no file under the data folder holds a word of theirs, not
even encrypted. And no log ever held one, at the level that says most."""

from __future__ import annotations

import re
import sqlite3
import uuid
from contextlib import closing
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Dict, Iterator, List

import pytest
import yaml

from bot.intake.crypto import load_cipher
from bot.intake.installation import open_service
from bot.settings import Settings, load_settings
from tests.e2e.simulated import NO_ANSWER, Person
from tests.product import Product, say

CLIENTS = yaml.safe_load(Path(__file__).with_name("clients.yml").read_text(encoding="utf-8"))
MARK = f"zilverdraad{uuid.uuid4().hex}"  # in every answer in own words; nobody else has it
OPEN = "request why_now good_result work qualities_example energy networking_example market_example "
OPEN += "direction_example obstacle_story goal action.1 measure.1 adjust.1"


@pytest.fixture(scope="module")
def settings(product: Product) -> Settings:
    """The settings of the running product."""
    return load_settings({"LOOPBAANBOT_DATA_DIR": str(product.data_dir)})


@pytest.fixture(scope="module")
def client(product: Product, settings: Settings) -> Iterator[Person]:
    """Somebody with a finished intake, a scan, codes and a second device."""
    service = open_service(settings)
    says = {question: f"{question} {MARK}" for question in OPEN.split()}
    clients = {**CLIENTS, "manners": {"marked": {"says": says, "before": {"goal": [f"{MARK}, wat bedoel je?"]}}}}
    person = Person(partial(say, product), service, "marked-employee", clients)
    person.play(60)
    service.store.engine.dispose()  # an open reader would keep the write-ahead log
    assert not person.problem
    yield person


def test_no_file_holds_a_word_though_the_words_are_kept(product: Product, client: Person, settings: Settings) -> None:
    assert found(files(product.data_dir), MARK) == []
    told_to = [load_cipher(settings).decrypt(token) for token in stored(product, client.sender)]
    assert sum(MARK in text for text in told_to) > 2 * len(OPEN.split())  # as an answer, and in the conversation


def test_the_file_with_everything_holds_the_answers_and_the_conversation(client: Person) -> None:
    everything = client.service.everything(client.sender, datetime.now(timezone.utc))
    client.service.store.engine.dispose()
    mine = {text["text"] for text in everything["conversation"] if text["who"] == "you"}
    assert [text for text in client.said if MARK in text and text not in mine] == [] and any(MARK in t for t in mine)
    assert MARK in str(everything["questionnaires"]) and everything["codes"]


def test_when_everything_goes_wrong_no_log_repeats_what_was_said(product: Product) -> None:
    sender = f"unlucky-{uuid.uuid4().hex}"
    told(product, sender, "start intake")
    with closing(sqlite3.connect(product.data_dir / "people.db", isolation_level=None)) as database:
        database.execute("ALTER TABLE senders RENAME TO senders_away")
        try:
            assert told(product, sender, f"ja {MARK}") == NO_ANSWER
        finally:
            database.execute("ALTER TABLE senders_away RENAME TO senders")
    assert "an action failed" in (product.data_dir / "log" / "actions.log").read_text(encoding="utf-8")
    assert found(files(product.data_dir), MARK) == []
    assert told(product, sender, "ja") != NO_ANSWER


def test_after_erasing_no_file_holds_a_trace(product: Product, client: Person) -> None:
    phone = f"telefoon-{uuid.uuid4().hex}"
    paused = told(product, client.sender, "wijzig mijn doel", "pauze")
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", paused)
    assert code
    told(product, phone, f"verder {code[0]}", f"{MARK} op een ander toestel")
    traces = [token[20:60] for sender in (client.sender, phone) for token in stored(product, sender)]
    assert len(traces) > 300 and all(found(files(product.data_dir), trace) for trace in traces[:10])
    answer = told(product, phone, "verwijder mijn gegevens", "Ja, verwijder alles")
    receipt = re.search(r"\*\*([0-9A-F]{12})\*\*", answer)
    assert receipt
    content = b"".join(path.read_bytes() for path in files(product.data_dir))
    assert [trace for trace in traces if trace.encode() in content] == []
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


def stored(product: Product, sender: str) -> List[str]:
    """Every encrypted value that belongs to a conversation: its events, and the answers of its person."""
    answers = "SELECT content FROM steps JOIN intakes ON intakes.id = intake_id JOIN senders USING (person_id) "
    queries = {"conversations.db": "SELECT data FROM events WHERE ", "people.db": f"{answers} WHERE content > '' AND "}
    column = {"conversations.db": "sender_id", "people.db": "sender"}
    tokens: List[str] = []
    for name, query in queries.items():
        with closing(sqlite3.connect(product.data_dir / name)) as database:
            tokens += [row[0] for row in database.execute(f"{query} {column[name]} = ?", (sender,))]
    return tokens


def files(folder: Path) -> List[Path]:
    """Every file: databases, their journals and logs, exports, keys."""
    return [path for path in folder.rglob("*") if path.is_file()]


def found(paths: List[Path], word: str) -> List[str]:
    """The files that hold `word`, in any of the encodings that a database or a program writes."""
    forms = (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), word[::-1].encode())
    return [path.name for path in paths if any(form in path.read_bytes() for form in forms)]
