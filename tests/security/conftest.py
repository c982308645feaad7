"""The website as uvicorn serves it, on a real socket; Rasa is replaced by a stand-in that always answers."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Callable, Iterator, List

import httpx
import pytest
import uvicorn

from bot.settings import load_settings
from bot.web.app import create_app
from bot.web.server import options
from tests.product import free_ports
from tests.web.conftest import Upstream, knowledge_url, open_site, pages, site, upstream  # noqa: F401 (fixtures)


@pytest.fixture
def serve(tmp_path: Path, knowledge_url: str) -> Iterator[Callable[..., int]]:  # noqa: F811
    """Return a function that serves the website with some settings and returns its port."""
    servers: List[uvicorn.Server] = []

    def start(**environ: str) -> int:
        (port,) = free_ports(1)
        own = {"data_dir": str(tmp_path), "knowledge_url": knowledge_url, "web_port": str(port), **environ}
        settings = load_settings({f"LOOPBAANBOT_{name.upper()}": value for name, value in own.items()})
        app = create_app(settings, httpx.MockTransport(Upstream()))
        server = uvicorn.Server(uvicorn.Config(app, **options(settings)))
        threading.Thread(target=server.run, daemon=True).start()
        servers.append(server)
        while not server.started:
            time.sleep(0.02)
        return port

    yield start
    for server in servers:
        server.should_exit = True
    for server in servers:
        while server.started and server.servers and server.servers[0].is_serving():
            time.sleep(0.02)
