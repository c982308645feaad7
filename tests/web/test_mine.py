"""Downloads: a person's own dossier, and nobody else's."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Iterator

import pytest
import sqlalchemy as sa
from starlette.requests import Request
from starlette.testclient import TestClient

from bot.intake.conversations import EVENTS
from bot.intake.crypto import load_cipher
from bot.intake.installation import open_service
from bot.settings import Settings, load_settings
from bot.web.app import create_app
from tests.intake.client import Client

SECRET_WORDS = "Ik doe al tien jaar hetzelfde"  # the request in tests.intake.client
STARTS = {"pdf": b"%PDF-", "docx": b"PK", "json": b"{", "ics": b"BEGIN:VCALENDAR"}


@pytest.fixture(scope="module")
def owner(tmp_path_factory: pytest.TempPathFactory, knowledge_url: str) -> Iterator[TestClient]:
    """The browser of somebody whose intake is finished."""
    folder = tmp_path_factory.mktemp("mine")
    settings = load_settings({"LOOPBAANBOT_DATA_DIR": str(folder), "LOOPBAANBOT_KNOWLEDGE_URL": knowledge_url})
    app = create_app(settings)
    conversations = app.state.services.conversations
    own = conversations.of(Request({"type": "http", "headers": []}))
    client = Client(open_service(settings), own.sender, datetime.now(timezone.utc))
    assert client.go().closed
    say(settings, own.sender)
    with TestClient(app, cookies={conversations.cookie: own.token}) as browser:
        yield browser


def say(settings: Settings, sender: str) -> None:
    """Two lines in Rasa's table, as our tracker store writes them."""
    engine, cipher = sa.create_engine(settings.conversations_url, future=True), load_cipher(settings)
    EVENTS.metadata.create_all(engine)
    with engine.begin() as connection:
        for place, (kind, text) in enumerate((("user", "hallo"), ("bot", "Dag!"))):
            data = cipher.encrypt(json.dumps({"text": text}))
            connection.execute(
                sa.insert(EVENTS).values(sender_id=sender, type_name=kind, timestamp=place + 1.0, data=data)
            )


@pytest.mark.parametrize("kind", STARTS)
def test_the_dossier_can_be_downloaded_in_every_format(owner: TestClient, kind: str) -> None:
    response = owner.get(f"/mijn/dossier.{kind}")
    assert response.status_code == 200
    assert response.content.startswith(STARTS[kind])
    assert response.headers["Content-Disposition"] == f'attachment; filename="dossier.{kind}"'
    assert response.headers["Cache-Control"] == "no-store"


def test_the_overview_holds_the_own_answers_and_is_not_kept(owner: TestClient) -> None:
    response = owner.get("/mijn/overzicht.json")
    assert response.headers["Cache-Control"] == "no-store"
    assert SECRET_WORDS in json.dumps(response.json(), ensure_ascii=False)
    assert response.json()["run"]["status"] == "closed" and response.json()["document"]


@pytest.mark.parametrize("cookie", ["", "forged", "somebody.abc.def"])
def test_another_browser_gets_an_empty_overview(owner: TestClient, cookie: str) -> None:
    stranger = TestClient(owner.app, cookies={"conversation": cookie} if cookie else {})
    response = stranger.get("/mijn/overzicht.json")
    assert response.status_code == 200 and response.json() == {"run": None}
    assert "set-cookie" not in response.headers


def test_the_overview_in_a_frame_goes_by_the_token_and_not_by_the_cookie(owner: TestClient) -> None:
    token = next(iter(owner.cookies.values()))
    framed = TestClient(owner.app).get("/mijn/overzicht.json", headers={"X-Conversation": token})
    assert framed.json() == owner.get("/mijn/overzicht.json").json()
    assert owner.get("/mijn/overzicht.json", headers={"X-Conversation": "new"}).json() == {"run": None}


def test_everything_that_is_stored_can_be_downloaded(owner: TestClient) -> None:
    data = json.loads(owner.get("/mijn/gegevens.json").content)
    assert SECRET_WORDS in json.dumps(data, ensure_ascii=False)
    assert data["consents"]
    assert [text["text"] for text in data["conversation"]] == ["hallo", "Dag!"]


def test_who_only_talked_gets_that_conversation(owner: TestClient) -> None:
    conversations = owner.app.state.services.conversations  # type: ignore[attr-defined]
    own = conversations.of(Request({"type": "http", "headers": []}))
    say(owner.app.state.services.settings, own.sender)  # type: ignore[attr-defined]
    visitor = TestClient(owner.app, cookies={conversations.cookie: own.token})
    data = visitor.get("/mijn/gegevens.json").json()
    assert [text["text"] for text in data.pop("conversation")] == ["hallo", "Dag!"] and data == {}


@pytest.mark.parametrize("name", [*(f"dossier.{kind}" for kind in STARTS), "gegevens.json"])
@pytest.mark.parametrize("cookie", ["", "forged", "somebody.abc.def"])
def test_another_browser_gets_a_page_that_explains(owner: TestClient, name: str, cookie: str) -> None:
    stranger = TestClient(owner.app, cookies={"conversation": cookie} if cookie else {})
    response = stranger.get(f"/mijn/{name}")
    assert response.status_code == 404
    assert "Hier staat nog niets van jou" in response.text
    assert SECRET_WORDS not in response.text


@pytest.mark.parametrize("path", ["dossier.exe", "dossier.svg", "dossier.pdf/..%2fgegevens.json", "dossier."])
def test_no_other_file_can_be_asked_for(owner: TestClient, path: str) -> None:
    assert owner.get(f"/mijn/{path}").status_code == 404


def test_nothing_is_written_to_disk_for_a_download(owner: TestClient) -> None:
    folder: Path = owner.app.state.services.settings.data_dir  # type: ignore[attr-defined]
    before = {path for path in folder.rglob("*")}
    owner.get("/mijn/dossier.pdf")
    assert {path for path in folder.rglob("*")} == before


def test_a_name_for_the_coach_can_be_chosen_and_taken_back(owner: TestClient) -> None:
    for name in ("Nora \ud83d", ""):
        response = owner.post(
            "/mijn/naam", content=json.dumps({"name": name}), headers={"Content-Type": "application/json"}
        )
        assert response.status_code == 204
        assert owner.get("/mijn/overzicht.json").json()["name"] == name.replace("\ud83d", "?")


def test_nobody_else_chooses_it(owner: TestClient) -> None:
    assert TestClient(owner.app).post("/mijn/naam", json={"name": "Nora"}).status_code == 404
    assert owner.post("/mijn/naam", json={"name": "x"}, headers={"Origin": "https://evil.example"}).status_code == 403
    assert owner.post("/mijn/naam", json={"name": 7}).status_code == 400
    assert owner.post("/mijn/naam", data={"name": "x"}).status_code == 415
    assert owner.get("/mijn/overzicht.json").json()["name"] == ""
