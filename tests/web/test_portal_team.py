"""Team, content and log: figures without people, files to look at, and who read what."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from bot.intake import counts
from bot.settings import load_settings
from bot.web.app import create_app
from bot.web.mine import intake
from bot.web.portal import content
from bot.web.portal.content import referrals
from tests.hashing import cheap_hashing  # noqa: F401 (a fixture)
from tests.intake.client import USUAL
from tests.web.portal import Visitor
from tests.web.test_portal_dossiers import client_of


@pytest.fixture
def browser(tmp_path_factory: pytest.TempPathFactory, knowledge_url: str) -> Iterator[Callable[[], TestClient]]:
    folder = str(tmp_path_factory.mktemp("team"))
    app = create_app(load_settings({"LOOPBAANBOT_DATA_DIR": folder, "LOOPBAANBOT_KNOWLEDGE_URL": knowledge_url}))
    yield lambda: TestClient(app)


def test_each_role_has_its_own_first_page_and_sees_only_its_pages(browser: Callable[[], TestClient]) -> None:
    allowed = {
        "coach": {"/coach", "/coach/toevoegen", "/coach/team", "/coach/inhoud"},
        "administrator": {"/coach/team", "/coach/inhoud", "/coach/logboek"},
        "editor": {"/coach/inhoud"},
    }
    for role, own in allowed.items():
        visitor = Visitor(browser(), role, role).enter()
        first = visitor.get("/coach", follow_redirects=False)
        assert first.headers.get("location", "/coach") == {"coach": "/coach", "administrator": "/coach/team"}.get(role, "/coach/inhoud")  # fmt: skip
        for path in ("/coach/toevoegen", "/coach/team", "/coach/inhoud", "/coach/logboek", "/coach/dossiers.csv"):
            expected = 200 if path in own or (path == "/coach/dossiers.csv" and role == "coach") else 403
            assert visitor.get(path).status_code == expected, (role, path)


def test_the_team_sees_figures_and_their_tables(browser: Callable[[], TestClient]) -> None:
    visitor = Visitor(browser()).enter()
    assert "Niemand stopte onderweg" in visitor.get("/coach/team").text
    client_of(visitor.client, "sender-1")
    with intake(visitor.client.app.state.services.settings).store.writing() as records:
        now = datetime.now(timezone.utc)
        counts.count(records, counts.CRISIS, "panic", now, 2)
        counts.count(records, counts.ASKED, "ask_level", now, 7)
    page = visitor.get("/coach/team").text
    assert "minder dan 5" in page and "Niveau" in page and "Toon de cijfers als tabel" in page
    assert USUAL["request"] not in page


def test_the_log_names_coaches_and_no_clients(browser: Callable[[], TestClient]) -> None:
    coach, office = Visitor(browser(), "an").enter(), Visitor(browser(), "chef", "administrator").enter()
    _, code = client_of(coach.client, "sender-1")
    coach.send("/coach/toevoegen", {"code": code, "label": "Herkenbaar"})
    page = office.get("/coach/logboek").text
    assert "opende de deelcode" in page and "las het dossier" in page and "Herkenbaar" not in page
    assert "0 regels" in office.get("/coach/logboek?wie=niemand").text
    assert office.get("/coach/logboek?pagina=999").status_code == 200
    assert "ingelogd" in office.get("/coach/logboek?soort=accounts").text


def test_the_content_page_shows_what_the_validators_say(
    browser: Callable[[], TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = Visitor(browser(), "red", "editor").enter()
    page = editor.get("/coach/inhoud").text
    assert "Geen fouten gevonden" in page and "Loopbaanvraag" in page and "BK-0540-2" in page
    monkeypatch.setattr(content, "_problems", lambda stamp: ["loopbaanbegeleider.yml:3: text: <b>missing</b>"])
    page = editor.get("/coach/inhoud").text
    assert "1 fout" in page and "&lt;b&gt;missing" in page


def test_referrals_that_nobody_checked_for_long_come_first_and_are_marked() -> None:
    entries = referrals(date.today())
    oldest = entries[0].entry.checked
    assert [one.entry.checked for one in entries] == sorted(one.entry.checked for one in entries)
    for days, state in ((1, "fresh"), (330, "soon"), (400, "due")):
        assert referrals(oldest + timedelta(days=days))[0].state == state
