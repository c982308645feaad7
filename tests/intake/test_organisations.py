"""A client shares with one coach, or with every coach of an organisation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.accounts.administration import Administration
from bot.accounts.arguments import AccountError
from bot.intake.caseload import Choice
from bot.intake.coach_desk import CoachDesk
from tests.intake.client import START, Client


@pytest.fixture
def people(light):
    """Two coaches of one organisation, one of another, one of none; the desk; and who changes accounts."""
    administration = Administration(light.store)
    for name, organisation in {"an": "Huis", "bo": " Huis ", "cas": "Loopbaanpunt", "dee": ""}.items():
        administration.create(name, name, "coach", START, organisation=organisation)
    ids = {account.name: account.id for account in administration.all()}
    return ids, CoachDesk(light.store, light.library), administration


def team_code(service):
    client = Client(service)
    client.go()
    turn = client.say("deel met een hele organisatie")
    return client, turn.messages[0].split("**")[1]


def readers(ids, desk, share, now):
    return {name for name, id_ in ids.items() if desk.dossier(share, id_, now)}


def test_a_team_code_opens_the_dossier_for_the_organisation_of_who_uses_it_first(light, people):
    ids, desk, _ = people
    client, code = team_code(light)
    share = desk.open(code, ids["an"], client.now, label="Nora")
    assert readers(ids, desk, share, client.now) == {"an", "bo"}
    (line,) = desk.list(ids["bo"], Choice(), client.now).lines
    assert (line.share, line.label, line.organisation) == (share, "Nora", "Huis")
    assert desk.open(code, ids["bo"], client.now) == share
    assert desk.open(code, ids["cas"], client.now) is None and desk.open(code, ids["dee"], client.now) is None
    assert desk.list(ids["cas"], Choice(), client.now).total == 0


def test_an_ordinary_code_stays_with_one_coach_of_the_organisation(light, people):
    ids, desk, _ = people
    client = Client(light)
    code = next(text for text in client.go().messages if "deze code" in text).split("**")[1]
    share = desk.open(code, ids["an"], client.now)
    assert readers(ids, desk, share, client.now) == {"an"} and desk.open(code, ids["bo"], client.now) is None


def test_a_team_code_of_a_coach_without_organisation_is_theirs_alone(light, people):
    ids, desk, _ = people
    client, code = team_code(light)
    share = desk.open(code, ids["dee"], client.now)
    assert readers(ids, desk, share, client.now) == {"dee"}


def test_who_leaves_loses_what_was_shared_with_all_and_who_comes_gets_it(light, people):
    ids, desk, administration = people
    client, code = team_code(light)
    share = desk.open(code, ids["an"], client.now)
    administration.set_organisation("an", "", client.now)
    administration.set_organisation("cas", "Huis", client.now)
    assert readers(ids, desk, share, client.now) == {"bo", "cas"}
    with pytest.raises(AccountError, match="80"):
        administration.set_organisation("an", "x" * 81, client.now)
    assert set(administration.organisations()) == {ids["bo"], ids["cas"]}


def test_the_end_of_sharing_is_for_all_and_notes_stay_each_coachs_own(light, people):
    ids, desk, _ = people
    client, code = team_code(light)
    share = desk.open(code, ids["an"], client.now)
    desk.add_note(share, ids["an"], "note", "Alleen voor mij", None, client.now)
    assert desk.read(share, ids["bo"], client.now).notes == []
    assert readers(ids, desk, share, client.now + timedelta(days=91)) == set()
    client.say("deelcode intrekken")
    assert readers(ids, desk, share, client.now) == set()
