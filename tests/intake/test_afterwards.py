"""Closing an intake, changing it afterwards, and coming back for the plan."""

from __future__ import annotations

from bot.intake.messages import message
from tests.intake.client import USUAL, Client


def text(turn):
    return "\n".join(turn.messages)


def test_the_summary_is_only_confirmed_by_a_yes(light):
    client = Client(light)
    client.go(until="confirmed")
    assert client.say("nee").messages == (message("said.summary_no"),)
    assert client.say("overslaan").question == "confirmed"
    client.say("wijzig mijn doel")
    turn = client.say("Minder uren")
    assert turn.question == "confirmed" and "Samenvatting" in text(turn)
    assert client.say("ja, klopt").closed


def test_a_finished_intake_can_be_changed_and_closes_again(light):
    client = Client(light)
    client.go()
    assert client.say("wijzig mijn doel").question == "goal"
    client.say("Minder uren")
    assert client.say("ja").closed
    assert client.answers()["goal"] == "Minder uren"


def test_starting_when_one_is_finished_or_running(light):
    client = Client(light)
    client.go(until="urgency")
    assert client.say("start intake").question == "urgency"
    client.go()
    turn = client.say("start intake")
    assert turn.messages == (message("said.already_done"),) and not turn.active


def test_aftercare_asks_how_each_action_went(service):
    client = Client(service)
    client.go({"another.1": "ja", "action.2": "Ik lees 2 vacatures voor eind december", "fit.2": "moeilijk", "adjust.2": "hulp", "another.2": "nee"})  # fmt: skip
    turn = client.say("bekijk mijn acties")
    assert turn.question == "outcome.1" and USUAL["action.1"] in text(turn)
    client.say("gedaan")
    turn = client.say("Ik weet nu meer")
    assert turn.question == "outcome.2" and "2 vacatures" in text(turn)
    for typed in ("nog niet gedaan", "Te druk", "eind januari", "ja", "Ik bel 3 mensen voor 1 februari", "nee"):
        turn = client.say(typed)
    assert turn.closed and turn.kind == "followup"
    again = client.say("bekijk mijn acties")
    assert "2 vacatures" in text(again)
    assert again.question == "outcome.1"


def test_an_action_that_is_half_done_is_not_done_yet(light):
    client = Client(light)
    client.go()
    client.say("bekijk mijn acties")
    assert client.say("half gedaan").question == "reason.1"


def test_who_comes_back_hears_what_waits(light):
    client = Client(light)
    assert light.welcome("sender-1", client.now).messages == ()
    client.go(until="urgency")
    client.say("pauze")
    assert "vraag 9" in text(light.welcome("sender-1", client.now))
    client.say("verder")
    client.go()
    turn = light.welcome("sender-1", client.now)
    assert "1 actie" in text(turn) and turn.buttons[0].text == "Bekijk mijn acties"
    assert client.say("verder").messages == turn.messages
    client.say("bekijk mijn acties")
    for typed in ("gedaan", "Veel", "nee"):
        client.say(typed)
    assert light.welcome("sender-1", client.now).messages == ()
