"""What was kept long enough goes: dossiers, unfinished questionnaires, conversations; by the command and once a day."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from bot.cli import main
from bot.intake.conversations import EVENTS, Conversations
from bot.intake.crypto import load_cipher
from bot.intake.installation import expire, open_service
from bot.settings import load_settings
from bot.web import retention
from tests.intake.client import Client

NOW = datetime.now(timezone.utc)
RASA_EVENTS = (
    "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255), type_name VARCHAR(255), timestamp FLOAT, "
    "intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT)"
)


@pytest.fixture
def settings(tmp_path, kb_url):
    """An installation in a folder of its own."""
    environ = {"LOOPBAANBOT_DATA_DIR": str(tmp_path), "LOOPBAANBOT_KNOWLEDGE_URL": kb_url}
    return load_settings(environ)


def fill(settings, ages):
    """A conversation for each sender, last spoken in so many days ago."""
    engine = sa.create_engine(settings.conversations_url, future=True)
    with engine.begin() as connection:
        connection.execute(sa.text(RASA_EVENTS))
        for sender, days in ages.items():
            for age in (days + 40, days):
                moment = (NOW - timedelta(days=age)).timestamp()
                row = dict(s=sender, t=moment, d=json.dumps({"text": f"woorden-van-{sender}"}))
                insert = "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (:s, 'user', :t, :d)"
                connection.execute(sa.text(insert), row)


def talking(settings):
    """The conversations that are left."""
    with sa.create_engine(settings.conversations_url, future=True).connect() as connection:
        return set(connection.execute(sa.text("SELECT DISTINCT sender_id FROM events")).scalars())


def test_each_thing_goes_after_its_own_period(settings):
    service = open_service(settings)
    people = {"finished-old": 366, "finished": 364, "unfinished-old": 31, "unfinished": 29}
    for sender, days in people.items():
        client = Client(service, sender, NOW - timedelta(days=days))
        client.go(until="" if sender.startswith("finished") else "why_now")
    fill(settings, {"bare-old": 31, "bare": 29})
    expire(settings, NOW + timedelta(hours=1))
    expire(settings, NOW + timedelta(hours=2))  # who has nothing left after the first time
    left = {sender for sender in people if service.status(sender)["consent"]}
    assert left == {"finished", "unfinished"}
    assert talking(settings) == {"bare"}


def test_an_erased_conversation_leaves_no_word_in_the_file(settings, tmp_path):
    fill(settings, {"erased": 1, "kept": 1})
    Conversations(settings.conversations_url).erase(["erased"])
    content = (tmp_path / "conversations.db").read_bytes()
    assert b"woorden-van-kept" in content
    assert b"woorden-van-erased" not in content


def test_erasing_one_person_erases_the_conversations_of_all_their_devices(settings):
    service = open_service(settings)
    client = Client(service, "laptop", NOW)
    client.go(until="why_now")
    code = next(text.split("**")[1] for text in client.say("pauze").messages if "**" in text)
    Client(service, "phone", NOW).say(code)
    fill(settings, {"laptop": 0, "phone": 0, "other": 0})
    service.erase("phone", NOW)
    assert talking(settings) == {"other"}


def test_the_command_expires(settings, tmp_path, kb_url, monkeypatch, capsys):
    monkeypatch.setenv("LOOPBAANBOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LOOPBAANBOT_KNOWLEDGE_URL", kb_url)
    fill(settings, {"bare-old": 31, "bare": 29})
    assert main(["expire"]) == 0
    assert capsys.readouterr().out == "Erased: 2\n"
    assert talking(settings) == {"bare"}


def test_the_command_needs_no_knowledge_base(settings, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LOOPBAANBOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LOOPBAANBOT_KNOWLEDGE_URL", f"sqlite:///{tmp_path / 'never-built.db'}")
    fill(settings, {"bare-old": 31})
    assert main(["expire"]) == 0
    assert capsys.readouterr().out == "Erased: 2\n"


def test_what_is_written_is_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.setenv("LOOPBAANBOT_DATA_DIR", str(tmp_path / "new"))
    assert main(["expire"]) == 0
    assert {path.stat().st_mode & 0o077 for path in [tmp_path / "new", *(tmp_path / "new").rglob("*")]} == {0}


def test_the_running_service_expires_by_itself_and_goes_on_after_a_failure(settings, monkeypatch):
    fill(settings, {"bare-old": 31, "bare": 29})
    calls = []

    def failing_once(*arguments):
        calls.append(time.monotonic())
        if len(calls) == 1:
            raise sa.exc.OperationalError("locked", {}, Exception())
        return expire(*arguments)

    monkeypatch.setattr(retention, "expire", failing_once)

    async def run():
        task = asyncio.create_task(retention.daily(settings, first=0, pause=0.01))
        while len(calls) < 3:
            await asyncio.sleep(0.05)
        task.cancel()

    asyncio.run(run())
    assert talking(settings) == {"bare"}


def test_what_was_said_can_be_read_in_order_and_only_ones_own(settings):
    conversations, cipher = Conversations(settings.conversations_url), load_cipher(settings)
    assert conversations.told(["own"], cipher) == []
    fill(settings, {"own": 1, "other": 1})
    said = [("user", {"text": "ik werk in een bakkerij"}), ("bot", {"text": "Dank je."}), ("action", {"name": "x"})]
    with conversations.engine.begin() as connection:
        for place, (kind, data) in enumerate(said):
            at = NOW.timestamp() + place
            row = dict(sender_id="own", type_name=kind, timestamp=at, data=cipher.encrypt(json.dumps(data)))
            connection.execute(sa.insert(EVENTS).values(**row))
    told = conversations.told(["own"], cipher)
    words = ["woorden-van-own", "woorden-van-own", "ik werk in een bakkerij", "Dank je."]
    assert [row["text"] for row in told] == words
    assert [row["who"] for row in told] == ["you", "you", "you", "program"]
    assert [row["at"] for row in told] == sorted(row["at"] for row in told)
