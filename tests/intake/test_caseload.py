"""The list of a coach: search, sort, filter, paging, and that it follows what clients do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.intake.caseload import PAGE, Choice
from bot.intake.coach_desk import CoachDesk
from bot.intake.models import Card, Code, Person
from tests.intake.client import START, Client
from tests.intake.test_coach_desk import finished

AN = "coach-1"


def listed(desk, now=START, **choice):
    return desk.list(AN, Choice(**choice), now)


def names(desk, now=START, **choice):
    return [line.label for line in listed(desk, now, **choice).lines]


@pytest.fixture
def crowd(light, library):
    """A coach with sixty dossiers, stored straight in the tables."""
    with light.store.writing() as records:
        for number in range(60):
            person = f"{number:032d}"
            records.session.add(Person(id=person, created_at=START, seen_at=START))
            records.session.flush()
            label = records.cipher.encrypt(f"Klant {chr(97 + number % 26)}{number:02d}")
            code = dict(purpose="share", digest=f"{number:064d}", created_at=START, used_at=START)
            records.session.add(Code(person_id=person, holder=AN, label=label, expires_at=START + timedelta(days=90), **code))  # fmt: skip
            due = date(2027, 1, 1) + timedelta(days=number) if number % 2 else None
            shown = dict(status=("done", "changing", "running")[number % 3], phase=("plan", "aftercare")[number % 2])
            card = dict(signals=number % 5 == 0, due=due, changed_at=START - timedelta(hours=number), made_of="")
            records.session.add(Card(person_id=person, **shown, **card))
    return CoachDesk(light.store, library)


def test_pages_hold_everything_once_and_a_page_too_far_is_the_last(crowd):
    pages = [listed(crowd, page=number) for number in (1, 2, 3)]
    assert [len(page.lines) for page in pages] == [PAGE, PAGE, 60 - 2 * PAGE]
    assert len({line.share for page in pages for line in page.lines}) == 60
    assert (pages[0].found, pages[0].total, pages[0].pages) == (60, 60, 3)
    assert listed(crowd, page=99).page == 3 and listed(crowd, page=-1).page == 1


def test_sorting(crowd):
    assert names(crowd)[:2] == ["Klant a00", "Klant b01"]
    assert names(crowd, sort="name")[:3] == ["Klant a00", "Klant a26", "Klant a52"]
    due = [line.due for line in listed(crowd, sort="due").lines]
    assert due == sorted(due) and None not in due


def test_searching_and_filtering_together(crowd):
    assert names(crowd, search="KLANT B") == ["Klant b01", "Klant b27", "Klant b53"]
    assert names(crowd, search="b01", sort="due") == ["Klant b01"]
    assert names(crowd, search="%") == names(crowd)
    assert {line.status for line in listed(crowd, status="changing").lines} == {"changing"}
    assert listed(crowd, phase="plan").found == 30 and listed(crowd, signals=True).found == 12
    assert listed(crowd, status="there is no such status").found == 60
    assert listed(crowd, search="zzz").lines == ()


def test_the_list_follows_what_the_client_does(light, library):
    client, code = finished(light)
    desk = CoachDesk(light.store, library)
    desk.open(code, AN, client.now, label="  Nora   V. ")
    (line,) = listed(desk, client.now).lines
    assert (line.label, line.status, line.phase, line.due) == ("Nora V.", "done", "plan", date(2027, 1, 15))
    client.say("wijzig mijn doel")
    assert listed(desk, client.now).lines[0].status == "changing"
    client.say("Minder uren")
    client.say("ja")
    assert listed(desk, client.now).lines[0].status == "done"
    client.say("bekijk mijn acties")
    for typed in ("gedaan", "Veel", "nee"):
        client.say(typed)
    assert (listed(desk, client.now).lines[0].phase, listed(desk, client.now).lines[0].due) == ("completed", None)
    light.note_signal(client.sender, "burnout", client.now)
    assert listed(desk, client.now, signals=True).found == 1
    light.erase(client.sender, client.now)
    assert listed(desk, client.now).total == 0


def test_a_new_code_of_the_same_client_takes_the_place_of_the_old_one_and_keeps_its_name(light, library):
    client, code = finished(light)
    desk = CoachDesk(light.store, library)
    desk.open(code, AN, client.now, label="Nora")
    newer = next(text for text in client.say("deel mijn dossier").messages if "code" in text).split("**")[1]
    share = desk.open(newer, AN, client.now)
    assert [(line.share, line.label) for line in listed(desk, client.now).lines] == [(share, "Nora")]


def test_another_coach_sees_an_empty_list(crowd):
    assert crowd.list("coach-2", Choice(), START).total == 0


def test_names_are_not_readable_in_the_database(light, library, tmp_path):
    client, code = finished(light)
    CoachDesk(light.store, library).open(code, AN, client.now, label="Heel Herkenbaar")
    light.store.scrub()
    assert all(b"Herkenbaar" not in path.read_bytes() for path in tmp_path.glob("people.db*"))


def test_a_client_who_only_did_a_scan_is_listed(light, library):
    client = Client(light)
    turn = client.say("competentiescan loopbaanbegeleider", kind="scan", profession="loopbaanbegeleider")
    for _ in range(60):
        if not turn.active:
            break
        said = {"consent": "ja", "scope": "alles"}.get(turn.question, "3" if turn.question[:3] == "lbb" else "nee")
        turn = client.say(said, kind="scan", profession="loopbaanbegeleider")
    assert turn.closed
    code = next(text for text in client.say("deelcode").messages if "code" in text).split("**")[1]
    desk = CoachDesk(light.store, library)
    desk.open(code, AN, client.now)
    (line,) = listed(desk, client.now).lines
    assert (line.phase, line.label) == ("scan", f"Dossier {line.share}")
