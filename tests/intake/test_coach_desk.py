"""What a coach may and may not read."""

from datetime import timedelta

from bot.intake.coach_desk import CoachDesk
from tests.intake.client import USUAL, Client


def finished(service, sender="sender-1"):
    client = Client(service, sender)
    code = next(text for text in client.go().messages if "deze code" in text).split("**")[1]
    return client, code


def test_a_code_opens_the_dossier_and_the_reading_is_written_down(service, library):
    client, code = finished(service)
    desk = CoachDesk(service.store, library)
    share = desk.open(f" {code.lower()} ", "coach-1", client.now)
    (listed,) = desk.shares("coach-1", client.now)
    assert (listed["share"], listed["headline"], listed["complete"]) == (share, USUAL["request"], True)
    assert desk.dossier(share, "coach-1", client.now)["request"]["text"] == USUAL["request"]
    audit = service.everything("sender-1", client.now)["audit"]
    assert [(line["actor"], line["action"]) for line in audit][-3:-1] == [
        ("coach:coach-1", "share_opened"),
        ("coach:coach-1", "dossier_read"),
    ]


def test_another_coach_gets_nothing(light, library):
    client, code = finished(light)
    desk = CoachDesk(light.store, library)
    share = desk.open(code, "coach-1", client.now)
    assert desk.open(code, "coach-2", client.now) is None
    assert desk.dossier(share, "coach-2", client.now) is None
    assert desk.dossier(share + 1, "coach-1", client.now) is None
    assert desk.shares("coach-2", client.now) == []


def test_nothing_is_left_after_withdrawing_expiry_or_erasure(light, library):
    desk = CoachDesk(light.store, library)
    for number, end in enumerate(("withdraw", "expire", "erase")):
        client, code = finished(light, f"sender-{end}")
        share, coach = desk.open(code, f"coach-{number}", client.now), f"coach-{number}"
        later = client.now + timedelta(days=91 if end == "expire" else 0)
        if end == "withdraw":
            client.say("deelcode intrekken")
        if end == "erase":
            light.erase(client.sender, client.now)
        assert desk.dossier(share, coach, later) is None and desk.shares(coach, later) == []


def test_a_running_intake_is_not_shown(light, library):
    client, code = finished(light)
    desk = CoachDesk(light.store, library)
    share = desk.open(code, "coach-1", client.now)
    client.say("wijzig mijn doel")
    assert desk.dossier(share, "coach-1", client.now) is None
    client.say("Minder uren")
    client.say("ja")
    shown = {
        a["question"]: a["shown"]
        for phase in desk.dossier(share, "coach-1", client.now)["summary"]
        for a in phase["answers"]
    }
    assert shown["goal"] == "Minder uren"
