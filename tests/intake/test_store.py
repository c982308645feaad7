"""The people's database on real SQLite and PostgreSQL: migrations, doubles, concurrency, codes, retention."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.accounts import attempts
from bot.intake import codes, counts
from bot.intake.answer import GIVEN, Answer
from bot.intake.engine import ANSWER, Event
from bot.intake.models import Base, Intake, Step
from bot.intake.store import MigrationMissing, open_store
from bot.run.tables import migrate
from bot.settings import load_settings
from tests.intake.client import START, USUAL, Client


def test_the_migrations_make_the_tables_of_the_models(service):
    with service.store.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        own = set(Base.metadata.tables)
        differences = [d for d in compare_metadata(context, Base.metadata) if _table(d) in own]
    assert differences == []


def _table(difference):
    subject = difference[0] if isinstance(difference, list) else difference
    return getattr(getattr(subject[-1], "table", subject[-1]), "name", None) if subject[0] != "remove_table" else None


def test_migrating_twice_is_harmless(service):
    service.store.migrate()
    assert Client(service).go(until="employment").question == "employment"


def test_one_message_is_stored_once(service):
    client = Client(service)
    client.go(until="why_now")
    event = Event(ANSWER, "why_now", Answer(GIVEN, "x", "x", "2026-11-23"))
    with pytest.raises(IntegrityError):
        with service.store.writing() as records:
            intake = records.running(records.person("sender-1").id)
            records.add_step(intake, event, "m", START)
            records.add_step(intake, event, "m", START)
    assert "why_now" not in client.answers()


def test_the_same_message_from_eight_threads_counts_once(service):
    client = Client(service)
    client.go(until="why_now")
    failures = []

    def deliver():
        try:
            service.handle("sender-1", "Een nieuwe chef", "same", client.now)
        except Exception as error:  # noqa: BLE001 (any failure fails the test)
            failures.append(error)

    threads = [threading.Thread(target=deliver) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert failures == []
    with service.store.reading() as records:
        steps = records.session.scalars(select(Step).where(Step.message_id == "same")).all()
    assert [step.question for step in steps] == ["why_now"]


def test_attempts_and_counts_of_eight_threads_at_once_all_count(service):
    start, waits = threading.Barrier(8), []

    def knock():
        start.wait()
        with service.store.writing() as records:
            waits.append(attempts.claim(records, "login:an", START))
            counts.count(records, counts.CRISIS, "suicide", START)

    threads = [threading.Thread(target=knock) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (waits.count(0), len(waits)) == (attempts.FREE + 1, 8)
    with service.store.reading() as records:
        assert counts.totals(records, counts.CRISIS, counts.monday(START)) == {"suicide": 8}


def test_what_people_say_is_encrypted(service):
    client = Client(service)
    client.go()
    with service.store.reading() as records:
        contents = [step.content for step in records.session.scalars(select(Step)) if step.content]
    stored = "\n".join(contents)
    for words in ("buurthuis", "avondschool", "employee", "bediende"):
        assert words not in stored


def test_a_share_code_opens_for_one_coach_only(service):
    client = Client(service)
    code = _code(client.go().messages)
    with service.store.writing() as records:
        share = codes.open_share(records, code, "coach-1", client.now)
        assert share and codes.open_share(records, code, "coach-1", client.now) == share
        assert codes.open_share(records, code, "coach-2", client.now) is None
        assert codes.shared_person(records, share, "coach-1", client.now) == records.person("sender-1").id
        assert codes.shared_person(records, share, "coach-2", client.now) is None
        assert codes.shared_person(records, share, "coach-1", client.now + timedelta(days=91)) is None
        assert [found.id for found in codes.shares_of(records, "coach-1", client.now)] == [share]
    actions = [line["action"] for line in service.everything("sender-1", client.now)["audit"]]
    assert actions.count("share_opened") == 2


def test_a_withdrawn_share_opens_nothing_any_more(service):
    client = Client(service)
    code = _code(client.go().messages)
    with service.store.writing() as records:
        share = codes.open_share(records, code, "coach-1", client.now)
    client.say("deelcode intrekken")
    with service.store.writing() as records:
        assert codes.open_share(records, code, "coach-1", client.now) is None
        assert codes.shared_person(records, share, "coach-1", client.now) is None


def _code(messages):
    return next(text for text in messages if "deze code" in text).split("**")[1]


@pytest.mark.parametrize("wrong", ["AAAA-BBBB-CCC2", "", "' OR 1=1 --"])
def test_a_made_up_code_opens_nothing(light, wrong):
    with light.store.writing() as records:
        assert codes.open_share(records, wrong, "coach-1", START) is None
        assert codes.redeem(records, wrong, START) is None


def test_a_newer_resume_code_replaces_the_older(light):
    client = Client(light)
    client.go(until="why_now")
    first = client.say("pauze").messages[1].split("**verder ")[1].split("**")[0]
    client.say("verder")
    client.say("pauze")
    with light.store.writing() as records:
        assert codes.redeem(records, first, client.now) is None


@pytest.mark.parametrize(
    "text, code",
    [
        ("verder K7PM-4WQX-9T3D", "K7PM-4WQX-9T3D"),
        ("k7pm 4wqx 9t3d", "K7PM-4WQX-9T3D"),
        ("ga verder met k7pm4wqx9t3d.", "K7PM-4WQX-9T3D"),
        ("de code is K7PM-4WQX-9T3D en ik wil nu graag weten wat er daarna gebeurt", None),
        ("ik vertrek morgen", None),
        ("verder", None),
    ],
)
def test_a_code_is_read_from_a_message_that_holds_little_else(text, code):
    assert codes.typed_code(text) == code


def test_what_was_kept_long_enough_goes(service):
    unfinished, finished = Client(service, "unfinished"), Client(service, "finished")
    unfinished.go(until="qualities_know")
    finished.go()
    assert service.expire(START + timedelta(days=29)) == 0
    assert service.expire(START + timedelta(days=31)) == 2  # the run and the person
    assert service.status("unfinished") == {"consent": False}
    assert service.status("finished")["status"] == "closed"
    assert service.expire(START + timedelta(days=367)) == 2
    assert service.status("finished") == {"consent": False}
    with service.store.reading() as records:
        assert records.session.scalars(select(Intake)).all() == []


def test_somebody_who_comes_back_starts_a_new_period(light):
    client = Client(light)
    client.go(until="qualities_know")
    client.now += timedelta(days=20)
    client.say("weet ik niet")
    assert light.expire(START + timedelta(days=40)) == 0


def test_everything_shows_every_answer_and_who_saw_what(service):
    client = Client(service)
    client.go()
    client.say("wijzig mijn doel")
    client.say("Minder uren")
    data = service.everything("sender-1", client.now)
    goals = [a["text"] for a in data["questionnaires"][0]["answers"] if a["question"] == "goal"]
    assert goals == [USUAL["goal"], "Minder uren"]
    assert data["conversations"] == ["sender-1"]
    assert {line["action"] for line in data["audit"]} == {"consent", "intake_closed", "share_code", "exported"}


def test_a_signal_is_noted_once_and_only_with_consent(light):
    assert light.note_signal("nobody", "money", START) is False
    client = Client(light)
    client.go(until="why_now")
    assert light.note_signal("sender-1", "money", client.now) and light.note_signal("sender-1", "money", client.now)
    assert light.everything("sender-1", client.now)["referral_signals"] == ["money"]


def test_without_leave_to_migrate_a_process_refuses_tables_of_another_version(people_url, tmp_path):
    environ = {
        "LOOPBAANBOT_DATA_DIR": str(tmp_path),
        "LOOPBAANBOT_PEOPLE_URL": people_url,
        "LOOPBAANBOT_MIGRATE": "off",
    }
    settings = load_settings(environ)
    with pytest.raises(MigrationMissing, match="python -m bot.cli migrate"):
        open_store(settings)
    migrate(settings)
    assert not open_store(settings).is_behind()
