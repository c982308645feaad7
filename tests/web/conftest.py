"""The web application in this process; `upstream` stands in for a Rasa server that fails in a way a real one rarely does."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List

import httpx
import pytest
from starlette.testclient import TestClient

from bot.settings import ROOT, load_settings
from bot.web import rasa
from bot.web.app import create_app
from knowledge import KnowledgeBase
from knowledge.build import build

REPLIES = [{"recipient_id": "x", "text": "Dag!", "buttons": [{"title": "Toon meer", "payload": "/more"}]}]


class Upstream:
    """Answers as Rasa's webhook does; `answer` may be replaced. Keeps what it was sent."""

    def __init__(self) -> None:
        self.received: List[Dict[str, Any]] = []
        self.delay = 0.0
        self.answer: Callable[[httpx.Request], httpx.Response] = lambda request: httpx.Response(200, json=REPLIES)

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.received.append(json.loads(request.content))
        await asyncio.sleep(self.delay)
        return self.answer(request)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is sent again at once."""
    monkeypatch.setattr(rasa, "AGAIN", 0.0)


@pytest.fixture
def upstream() -> Upstream:
    return Upstream()


@pytest.fixture
def open_site(tmp_path: Path, upstream: Upstream) -> Iterator[Callable[..., TestClient]]:
    """Return a function that opens the website with some settings."""
    clients: List[TestClient] = []

    def open_with(**environ: str) -> TestClient:
        values = {f"LOOPBAANBOT_{name.upper()}": value for name, value in environ.items()}
        settings = load_settings({"LOOPBAANBOT_DATA_DIR": str(tmp_path), **values})
        app = create_app(settings, httpx.MockTransport(upstream))
        scheme = "https" if settings.https else "http"
        client = TestClient(app, base_url=f"{scheme}://testserver", raise_server_exceptions=False)
        clients.append(client.__enter__())
        return client

    yield open_with
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def site(open_site: Callable[..., TestClient]) -> TestClient:
    return open_site()


@pytest.fixture(scope="session")
def knowledge_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The real knowledge base, built in a temporary folder; yields its address."""
    url = f"sqlite:///{tmp_path_factory.mktemp('knowledge') / 'knowledge.db'}"
    build(ROOT / "knowledge", url)
    return url


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, knowledge_url: str) -> TestClient:
    """The website with the real knowledge base behind it, for tests that only read."""
    folder = str(tmp_path_factory.mktemp("pages"))
    settings = load_settings({"LOOPBAANBOT_DATA_DIR": folder, "LOOPBAANBOT_KNOWLEDGE_URL": knowledge_url})
    return TestClient(create_app(settings))


@pytest.fixture(scope="session")
def kb(knowledge_url: str) -> KnowledgeBase:
    return KnowledgeBase(knowledge_url)
