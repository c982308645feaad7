"""Erasing leaves nothing in any file, tells no tales, and survives being interrupted."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

import bot.accounts.models  # noqa: F401 (its tables stand in the same database)
from bot.intake import erasure
from bot.intake.coach_desk import CoachDesk
from bot.intake.models import Base, Erasure, Intake, Step
from tests.intake.client import Client
from tests.intake.conftest import open_service

WORDS = ("Zonnebloemke", "Kwikstaartlaan", "vogelpikclub")


# Tables that keep their rows when a person is erased: nothing in them is about a client.
ABOUT_NOBODY = {"questionnaire_versions", "erasures", "counts"}
OF_COACHES = {"members", "accounts", "account_sessions", "attempts", "account_events"}


def fill(service, sender="sender-van-sofie"):
    """Everything that can be stored of a person: their own words, and what a coach wrote about them."""
    client = Client(service, sender)
    finished = client.go({"request": f"Bij de {WORDS[2]} werken", "work": f"{WORDS[0]}, {WORDS[1]} 12"})
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", " ".join(finished.messages))[0]
    desk = CoachDesk(service.store, service.library)
    share = desk.open(code, "coach-1", client.now, label=WORDS[0], shown="An Peeters")
    assert desk.add_note(share, "coach-1", "note", f"Belde vanuit de {WORDS[1]}", None, client.now)
    client.say("bekijk mijn acties")
    client.say("gedaan")
    client.say(f"Veel geleerd bij {WORDS[0]}")
    client.say("pauze")
    service.note_signal(sender, "money", client.now)
    return client


def rows(service):
    """All rows of all tables that hold something about a client."""
    with service.store.reading() as records:
        tables = [t for t in Base.metadata.sorted_tables if t.name not in ABOUT_NOBODY | OF_COACHES]
        return [tuple(row) for table in tables for row in records.session.execute(select(table))]


def test_no_table_is_forgotten(light):
    """A new table fails here until `fill` puts something of a person in it, or it is listed as holding nothing about one."""
    fill(light)
    with light.store.reading() as records:
        tables = Base.metadata.sorted_tables
        filled = {t.name for t in tables if records.session.scalar(select(func.count()).select_from(t))}
    assert {t.name for t in tables} - ABOUT_NOBODY - OF_COACHES == filled - ABOUT_NOBODY - OF_COACHES
    personal = {t.name for t in tables if "person_id" in t.columns}
    assert personal - {"erasures"} == {table.__tablename__ for table in (*erasure.TABLES, Intake)}


def test_an_erased_person_is_in_no_row_and_no_file(service, tmp_path):
    client = fill(service)
    person = service.everything(client.sender, client.now)["person"]
    with service.store.reading() as records:
        secrets = [step.content for step in records.session.scalars(select(Step)) if step.content]
    (tmp_path / "exports" / person).mkdir(parents=True)
    (tmp_path / "exports" / person / "dossier.json").write_text(WORDS[0])
    service.folder = tmp_path / "exports"
    client.say("verwijder mijn gegevens")
    turn = client.say("ja")
    assert turn.receipt and turn.receipt in turn.messages[0] and not turn.active
    assert rows(service) == []
    traces = [word.encode() for word in (*WORDS, person, client.sender, *(secret[:40] for secret in secrets))]
    for path in [path for path in tmp_path.rglob("*") if path.is_file()]:
        content = path.read_bytes()
        assert not [trace for trace in traces if trace in content], path


def test_the_search_of_files_would_find_what_was_not_erased(light, tmp_path):
    client = fill(light)
    light.store.scrub()
    person = light.everything(client.sender, client.now)["person"].encode()
    assert any(person in path.read_bytes() for path in tmp_path.rglob("people.db*"))


def test_the_receipt_names_nobody(service):
    client = fill(service)
    receipt = service.erase(client.sender, client.now).receipt
    with service.store.reading() as records:
        found = erasure.receipt(records, receipt)
        stone = records.session.scalars(select(Erasure)).one()
    assert (stone.person_id, stone.senders) == (None, None)
    assert found["erased"]["intakes"] == 2 and found["erased"]["people"] == 1 and found["finished_at"]


def test_others_keep_everything(service):
    client, other = fill(service), fill(service, "sender-2")
    before = other.answers()
    service.erase(client.sender, client.now)
    assert other.answers() == before


@pytest.mark.parametrize("said", ["nee", "toch niet", "nee, toch niet"])
def test_a_no_erases_nothing(light, said):
    client = fill(light)
    client.say("verwijder mijn gegevens")
    client.say(said)
    assert len(client.answers()) > 30


def test_something_else_is_no_yes(light):
    client = fill(light)
    client.say("verwijder mijn gegevens")
    client.say("overzicht")
    client.say("ja")
    assert len(client.answers()) > 30


def test_somebody_without_a_dossier_can_have_the_conversation_erased(library, tmp_path):
    erased = []
    service = open_service(library, f"sqlite:///{tmp_path / 'people.db'}", tmp_path, outside=[erased.extend])
    client = Client(service, "bare")
    client.say("verwijder mijn gegevens")
    assert client.say("Ja, verwijder alles").receipt
    assert erased == ["bare"]


def test_what_crashed_halfway_is_finished_at_the_next_start(library, people_url, tmp_path):
    calls = []

    def fails_once(senders):
        calls.append(list(senders))
        if len(calls) == 1:
            raise ConnectionError("the tracker store is away")

    service = open_service(library, people_url, tmp_path, outside=[fails_once])
    client = fill(service)
    with pytest.raises(ConnectionError):
        service.erase(client.sender, client.now)
    assert service.status(client.sender) == {"consent": False}  # already gone for everybody who asks
    restarted = open_service(library, people_url, tmp_path, outside=[fails_once])
    assert len(restarted.finish_erasures(client.now)) == 1
    assert calls == [[client.sender], [client.sender]]
    assert rows(restarted) == []
    assert restarted.finish_erasures(client.now) == []


def test_all_devices_are_erased(library, tmp_path):
    erased = []
    service = open_service(library, f"sqlite:///{tmp_path / 'people.db'}", tmp_path, outside=[erased.extend])
    laptop = Client(service, "laptop")
    laptop.go(until="qualities_know")
    code = laptop.say("pauze").messages[1].split("**verder ")[1].split("**")[0]
    Client(service, "phone", laptop.now).say(code)
    service.erase("phone", laptop.now)
    assert sorted(erased) == ["laptop", "phone"]
    assert service.status("laptop") == {"consent": False}
