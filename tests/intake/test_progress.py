"""What a person sees beside the conversation."""

from __future__ import annotations

from typing import Any, Dict, List

from bot.intake.service import IntakeService
from tests.intake.client import USUAL, Client


def seen(client: Client) -> Dict[str, Any]:
    return client.service.progress(client.sender, client.now)


def phases(client: Client) -> List[tuple]:
    return [(phase["state"], len(phase["answers"])) for phase in seen(client)["run"]["phases"]]


def answers(client: Client) -> Dict[int, Dict[str, Any]]:
    return {answer["number"]: answer for phase in seen(client)["run"]["phases"] for answer in phase["answers"]}


def test_without_consent_there_is_nothing(light: IntakeService) -> None:
    client = Client(light)
    assert seen(client) == {"run": None}
    client.say("start intake")
    assert seen(client) == {"run": None}
    client.say("nee")
    assert seen(client) == {"run": None}


def test_it_fills_phase_by_phase(light: IntakeService) -> None:
    client = Client(light)
    client.go(until="employment")
    assert phases(client)[:3] == [("done", 1), ("current", 0), ("later", 0)]
    client.go(until="request")
    assert phases(client)[:4] == [("done", 1), ("done", 2), ("current", 1), ("later", 0)]
    assert 0 < seen(client)["run"]["percent"] < 30
    client.go()
    run = seen(client)["run"]
    assert run["status"] == "closed" and run["percent"] == 100 and run["question"] is None
    assert {phase["state"] for phase in run["phases"]} == {"done"}


def test_what_is_not_known_and_what_is_not_told_stay_apart(light: IntakeService) -> None:
    client = Client(light)
    client.go({"request": "weet ik niet", "why_now": "liever niet"}, until="urgency")
    found = {answer["label"]: (answer["status"], answer["shown"]) for answer in answers(client).values()}
    assert found["Loopbaanvraag"] == ("unknown", "weet ik (nog) niet")
    assert found["Aanleiding"] == ("declined", "overgeslagen")
    assert found["Gewenst resultaat"] == ("given", USUAL["good_result"])


def test_the_number_of_an_answer_is_that_of_the_command_which_changes_it(light: IntakeService) -> None:
    client = Client(light)
    client.go(until="urgency")
    for number, answer in answers(client).items():
        turn = client.say(f"wijzig vraag {number}")
        assert answer["changeable"] == (number > 1), answer
        if answer["changeable"]:
            assert answer["shown"] in turn.messages[0]
            assert seen(client)["run"]["question"]["label"] == answer["label"]
            client.say("verder")
    assert seen(client)["run"]["question"]["id"] == "urgency"


def test_the_form_of_a_question_names_its_quick_replies(light: IntakeService) -> None:
    client = Client(light)
    for question, kind, size in (("urgency", "scale", 5), ("obstacles", "multi_choice", 9), ("deadline.1", "date", 0)):
        turn = client.go(until=question)
        form = seen(client)["run"]["question"]
        assert (form["id"], form["kind"], len(form["choices"])) == (question, kind, size)
        assert form["offered"] == [button.text for button in turn.buttons]
        assert all(choice["text"] in form["offered"] for choice in form["choices"])
    assert form["first"] == client.now.date().isoformat()


def test_only_the_choice_that_excludes_the_others_says_so(light: IntakeService) -> None:
    client = Client(light)
    client.go(until="obstacles")
    choices = seen(client)["run"]["question"]["choices"]
    assert [choice["label"] for choice in choices if choice["only"]] == ["Niets van dit alles"]


def test_a_pause_asks_nothing(light: IntakeService) -> None:
    client = Client(light)
    client.go(until="urgency")
    client.say("pauze")
    run = seen(client)["run"]
    assert run["status"] == "paused" and run["question"] is None and run["percent"] > 0


def test_what_can_be_taken_along_and_shared(light: IntakeService) -> None:
    client = Client(light)
    client.go(until="confirmed")
    assert {key: seen(client)[key] for key in ("document", "calendar", "shares")} == {
        "document": False,
        "calendar": False,
        "shares": 0,
    }
    client.go()
    assert (seen(client)["document"], seen(client)["calendar"], seen(client)["shares"]) == (True, True, 1)
    client.say("stop met delen")
    assert seen(client)["shares"] == 0


def test_a_plan_without_dates_needs_no_calendar(light: IntakeService) -> None:
    client = Client(light)
    client.go({"deadline.1": "overslaan"})
    assert seen(client)["document"] and not seen(client)["calendar"]


def test_nobody_else_sees_it_and_erasing_ends_it(light: IntakeService) -> None:
    client = Client(light)
    client.go()
    assert light.progress("sender-2", client.now) == {"run": None}
    client.say("Ja, verwijder alles")
    assert seen(client) == {"run": None}


def test_looking_changes_nothing(light: IntakeService) -> None:
    client = Client(light)
    client.go(until="urgency")
    before = light.everything(client.sender, client.now)
    assert seen(client) == seen(client)
    after = light.everything(client.sender, client.now)
    assert after["questionnaires"] == before["questionnaires"]
