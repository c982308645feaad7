"""The name that a client chooses for the list of a coach."""

from __future__ import annotations

import pytest

from bot.intake.caseload import Choice
from bot.intake.coach_desk import CoachDesk
from tests.intake.client import Client

COACH = "coach-1"


def finished(service, name="sender-1"):
    client = Client(service, name)
    return client, next(text for text in client.go().messages if "deze code" in text).split("**")[1]


def in_the_list(service, client):
    desk = CoachDesk(service.store, service.library)
    (line,) = desk.list(COACH, Choice(), client.now).lines
    return line.label


def opened(service, client, code, label=""):
    return CoachDesk(service.store, service.library).open(code, COACH, client.now, label)


def test_the_list_shows_the_name_that_the_client_chose(light):
    client, code = finished(light)
    assert light.choose_name(client.sender, "  Nora\n B. ", client.now)
    share = opened(light, client, code)
    assert in_the_list(light, client) == "Nora B."
    assert light.progress(client.sender, client.now)["name"] == "Nora B."
    assert light.everything(client.sender, client.now)["name_for_a_coach"] == "Nora B."
    light.choose_name(client.sender, "N.", client.now)
    assert in_the_list(light, client) == "N."
    light.choose_name(client.sender, " ", client.now)
    assert in_the_list(light, client) == f"Dossier {share}"


def test_a_name_that_is_chosen_later_comes_too(light):
    client, code = finished(light)
    opened(light, client, code)
    light.choose_name(client.sender, "Nora", client.now)
    assert in_the_list(light, client) == "Nora"


@pytest.mark.parametrize("at_once", [True, False])
def test_what_the_coach_called_it_stays(light, at_once):
    client, code = finished(light)
    light.choose_name(client.sender, "Nora", client.now)
    share = opened(light, client, code, "Klant 7" if at_once else "")
    CoachDesk(light.store, light.library).rename(share, COACH, "Klant 7", client.now)
    light.choose_name(client.sender, "Anders", client.now)
    assert in_the_list(light, client) == "Klant 7"


def test_a_newer_code_keeps_the_name(light):
    client, code = finished(light)
    light.choose_name(client.sender, "Nora", client.now)
    opened(light, client, code)
    opened(light, client, client.say("nieuwe deelcode").messages[0].split("**")[1])
    assert in_the_list(light, client) == "Nora"


def test_the_name_goes_along_to_another_device(light):
    client, _ = finished(light)
    light.choose_name(client.sender, "Nora", client.now)
    other = Client(light, "sender-2")
    other.go(until="request")
    code = other.say("pauze").messages[1].split("**verder ")[1].split("**")[0]
    client.say(f"verder {code}")
    assert light.progress("sender-2", client.now)["name"] == "Nora"


def test_without_consent_no_name_is_stored(light):
    assert not light.choose_name("nobody", "Nora", Client(light).now)


def test_the_name_is_encrypted_and_not_too_long(light):
    client, _ = finished(light)
    light.choose_name(client.sender, "Zeldzamenaam" * 20, client.now)
    assert light.progress(client.sender, client.now)["name"] == ("Zeldzamenaam" * 20)[:80]
    with light.store.engine.connect() as connection:
        (stored,) = connection.exec_driver_sql("select name from people").one()
    assert "Zeldzamenaam" not in stored
