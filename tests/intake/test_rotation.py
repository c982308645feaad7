"""A new key by one command: everything stays readable, nothing is left for the old key, and an interruption costs nothing."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken

from bot import rotation
from bot.accounts.models import Account
from bot.cli import main
from bot.intake.conversations import EVENTS
from bot.intake.crypto import Cipher, key_file, load_cipher, load_keys
from bot.intake.installation import open_service
from bot.intake.models import Erasure
from bot.settings import load_settings
from tests.intake.client import Client
from tests.product import free_ports

NOW = datetime.now(timezone.utc)


@pytest.fixture
def environ(tmp_path, kb_url, monkeypatch):
    """The variables of an installation of its own, on ports that are free."""
    names = ("WEB_PORT", "RASA_PORT", "ACTIONS_PORT")
    ports = {f"LOOPBAANBOT_{name}": str(port) for name, port in zip(names, free_ports(3))}
    values = {"LOOPBAANBOT_DATA_DIR": str(tmp_path), "LOOPBAANBOT_KNOWLEDGE_URL": kb_url, **ports}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return values


@pytest.fixture
def filled(environ):
    """An installation with answers, an unfinished erasure, and conversations: one encrypted, one from before encryption."""
    settings = load_settings(environ)
    service = open_service(settings)
    client = Client(service, "somebody", NOW)
    client.go(until="qualities_know")
    with service.store.writing() as records:
        tombstone = dict(receipt="AB12", person_id=None, requested_at=NOW)
        records.session.add(Erasure(**tombstone, senders=records.cipher.encrypt('["somebody-else"]')))
        coach = dict(id="c1", name="coach", shown="Coach", role="coach", password="", must_change=False, active=True)
        records.session.add(Account(**coach, secret=records.cipher.encrypt("BASE32"), created_at=NOW))
    engine = sa.create_engine(settings.conversations_url, future=True)
    with engine.begin() as connection:
        EVENTS.metadata.create_all(connection)
        new = load_cipher(settings).encrypt('{"text": "nieuw"}')
        rows = [{"sender_id": "new", "data": new}, {"sender_id": "old", "data": '{"text": "oud"}'}]
        connection.execute(sa.insert(EVENTS), rows)
    return settings, client


def values(settings):
    """Every encrypted value: the text of it with the present key."""
    cipher = Cipher(load_keys(settings)[:1], b"")
    found = []
    stored = [(open_service(settings).store.engine, column) for column in rotation.encrypted_columns()]
    for engine, column in [*stored, (sa.create_engine(settings.conversations_url, future=True), EVENTS.c.data)]:
        with engine.connect() as connection:
            found += [
                cipher.decrypt(v) for v in connection.execute(sa.select(column).where(column.is_not(None))).scalars()
            ]
    return found


def test_the_command_changes_the_key_and_every_answer_stays(filled, capsys, tmp_path):
    settings, client = filled
    answers, (old,) = client.answers(), load_keys(settings)
    assert main(["rotate-key"]) == 0
    (new,) = load_keys(settings)
    assert new != old and key_file(settings).stat().st_mode & 0o077 == 0
    texts = values(settings)
    assert capsys.readouterr().out == f"Encrypted again: {len(texts)}\n"
    assert {"BASE32", '["somebody-else"]', '{"text": "nieuw"}', '{"text": "oud"}'} <= set(texts)
    client.service = open_service(settings)
    assert client.answers() == answers
    assert b'"oud"' not in (tmp_path / "conversations.db").read_bytes()


def test_the_old_key_opens_nothing_any_more(filled):
    settings, _ = filled
    old = Cipher(load_keys(settings), b"")
    rotation.rotate_key(settings)
    for engine, column in [(open_service(settings).store.engine, c) for c in rotation.encrypted_columns()]:
        with engine.connect() as connection:
            for token in connection.execute(sa.select(column).where(column.is_not(None))).scalars():
                with pytest.raises(InvalidToken):
                    old.decrypt(token)


@pytest.mark.parametrize("step", ["add_key", "reencrypt", "drop_old_keys"])
def test_interrupted_anywhere_everything_can_be_read_and_the_next_run_finishes(filled, monkeypatch, step):
    settings, client = filled
    answers, real, calls = client.answers(), getattr(rotation, step), []

    def breaks(*arguments):
        calls.append(arguments)
        if step != "reencrypt" or len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(rotation, step, breaks)
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate_key(settings)
    client.service = open_service(settings)
    assert client.answers() == answers
    monkeypatch.setattr(rotation, step, real)
    rotation.rotate_key(settings)
    assert len(load_keys(settings)) == 1
    client.service = open_service(settings)
    assert client.answers() == answers
    assert len(values(settings)) == len(answers) + 4


def test_keys_of_the_environment_are_changed_by_whoever_sets_them(environ, monkeypatch, capsys):
    one, two = (Fernet.generate_key().decode() for _ in range(2))
    monkeypatch.setenv("LOOPBAANBOT_DATA_KEY", one)
    assert main(["rotate-key"]) == 1
    assert "in front of the old one in LOOPBAANBOT_DATA_KEY" in capsys.readouterr().err
    monkeypatch.setenv("LOOPBAANBOT_DATA_KEY", f"{two},{one}")
    assert main(["rotate-key"]) == 0
    assert "remove the old keys" in capsys.readouterr().out


def test_a_running_product_is_not_left_with_the_old_key(environ, capsys):
    import socket

    with socket.socket() as running:
        running.bind(("127.0.0.1", int(environ["LOOPBAANBOT_WEB_PORT"])))
        running.listen()
        assert main(["rotate-key"]) == 1
    assert "Stop the product first" in capsys.readouterr().err
