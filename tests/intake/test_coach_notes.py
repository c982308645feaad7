"""What a coach adds, what was revised, what changed between two moments, and what a client may know of it."""

from __future__ import annotations

from datetime import date, timedelta

from bot.intake.coach_desk import CoachDesk
from bot.intake.models import Intake
from bot.intake.preparation import FEWEST, MOST
from tests.intake.client import Client
from tests.intake.test_coach_desk import finished

AN, BO = "coach-1", "coach-2"


def opened(light, library, answers=None):
    client = Client(light)
    code = next(text for text in client.go(answers).messages if "deze code" in text).split("**")[1]
    desk = CoachDesk(light.store, library)
    return client, desk, desk.open(code, AN, client.now, shown="An Peeters")


def test_notes_are_kept_done_and_removed(light, library):
    client, desk, share = opened(light, library)
    assert desk.add_note(share, AN, "note", " Rustig gesprek ", date(2027, 1, 1), client.now)
    assert desk.add_note(share, AN, "agreement", "Volgende keer het plan", date(2026, 12, 1), client.now)
    assert not desk.add_note(share, AN, "note", "   ", None, client.now)
    assert not desk.add_note(share, AN, "secret", "x", None, client.now)
    agreement, note = desk.read(share, AN, client.now).notes
    assert (note.text, note.due, agreement.due) == ("Rustig gesprek", None, date(2026, 12, 1))
    desk.set_done(share, AN, agreement.id, client.now)
    assert [one.done_at is not None for one in desk.read(share, AN, client.now).notes] == [False, True]
    desk.remove_note(share, AN, note.id, client.now)
    assert [one.id for one in desk.read(share, AN, client.now).notes] == [agreement.id]


def test_notes_of_one_coach_are_out_of_reach_of_another_and_never_in_the_dossier(light, library):
    client, desk, share = opened(light, library)
    desk.add_note(share, AN, "note", "Alleen voor mij", None, client.now)
    (note,) = desk.read(share, AN, client.now).notes
    desk.remove_note(share, BO, note.id, client.now)
    desk.set_done(share, BO, note.id, client.now)
    assert not desk.add_note(share, BO, "note", "x", None, client.now)
    assert desk.read(share, BO, client.now) is None
    assert desk.read(share, AN, client.now).notes == (note,) or desk.read(share, AN, client.now).notes == [note]
    assert "Alleen voor mij" not in str(desk.read(share, AN, client.now).dossier)


def test_a_client_sees_the_notes_and_who_read_and_erasing_takes_them_along(light, library):
    client, desk, share = opened(light, library)
    assert "door An Peeters (laatst op 23 november 2026)" in client.say("wie heeft mijn dossier gelezen?").messages[0]
    desk.add_note(share, AN, "note", "Mijn indruk", None, client.now)
    data = light.everything(client.sender, client.now)
    assert [note["text"] for note in data["notes_of_coaches"]] == ["Mijn indruk"]
    assert {"coach:coach-1"} == {line["actor"] for line in data["audit"] if line.get("name") == "An Peeters"}
    light.erase(client.sender, client.now)
    assert desk.read(share, AN, client.now) is None


def test_nobody_read_it_yet(light):
    client, _ = finished(light)
    assert "Geen enkele begeleider" in client.say("welke gegevens heb je van mij?").messages[0]


def test_two_moments_of_the_same_client(light, library):
    client, desk, share = opened(light, library, {"qualities_know": "2"})
    client.now += timedelta(days=30)
    client.say("wijzig mijn doel")
    client.say("Minder uren")
    client.say("ja")
    first, second = desk.read(share, AN, client.now).moments
    found = desk.compare(share, AN, first.id, second.id, client.now)
    assert [(c.then, c.now) for c in found.answers] == [("Werken met mensen", "Minder uren")] and found.same > 20
    assert all(difference in (0, None) for *_, difference in found.career)
    assert desk.compare(share, BO, first.id, second.id, client.now) is None
    assert desk.compare(share, AN, first.id, 99999, client.now) is None
    client.say("bekijk mijn acties")
    for typed in ("gedaan", "Veel", "nee"):
        client.say(typed)
    third = desk.read(share, AN, client.now).moments[-1]
    plan = desk.compare(share, AN, second.id, third.id, client.now).plan
    assert [(change.then, change.now) for change in plan] == [("planned", "done")]


def test_a_revised_questionnaire_is_named(light, library):
    client, desk, share = opened(light, library)
    assert desk.read(share, AN, client.now).revised == []
    with light.store.writing() as records:
        older = records.session.query(Intake).one()
        version = records.session.get(type(older), older.id)
        old = library.get("followup")
        records.start(records.person(client.sender), "followup", old, client.now)
        version.version = old.version
    (found,) = desk.read(share, AN, client.now).revised
    assert (found.kind, found.gone) == ("intake", False)


def test_the_preparation_has_five_to_eight_questions_of_several_competencies(light, library):
    unsure = {"goal": "weet ik niet", "qualities_example": "liever niet", "employment": "student"}
    client, desk, share = opened(light, library, unsure)
    found = desk.read(share, AN, client.now).preparation
    assert FEWEST <= len(found["questions"]) <= MOST
    assert len({one["competency"] for one in found["questions"]}) >= 4
    assert all(one["rests_on"] and one["cite"] for one in found["questions"])
    assert {(one["question"], one["status"]) for one in found["missing"]} == {("goal", "unknown"), ("qualities_example", "declined")}  # fmt: skip
    assert found["conditions"][0]["id"] == "active"
