"""A real Chromium before the real product."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator, List

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.settings import ROOT, Settings, load_settings
from knowledge.build import build
from tests.browser.helpers import ANSWER, DESKTOP, FLAGS, PHONE
from tests.product import START, Product, free_ports

CHROMIUM = os.environ.get("LOOPBAANBOT_CHROMIUM") or "/usr/bin/chromium"

in_ci = pytest.mark.skipif(not Path(CHROMIUM).exists() and not os.environ.get("CI"), reason="Chromium is not installed")


def pytest_collection_modifyitems(items: List[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(in_ci)


@dataclass(frozen=True)
class OtherSite:
    """A website of somebody else, on another host name; its pages are files in `folder`."""

    address: str
    folder: Path


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="session")
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtherSite]:
    folder = tmp_path_factory.mktemp("other-site")
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield OtherSite(f"http://localhost:{server.server_port}", folder)
        server.shutdown()


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, other_site: OtherSite) -> Iterator[Product]:
    running = Product(tmp_path_factory.mktemp("data"), embed_sites=other_site.address, conversation_rate="1000/minute")
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def is_breach(text: str) -> bool:
    """Return whether a line of the browser's console says that a page broke its own security policy."""
    return "Content Security Policy" in text and "frame-ancestors" not in text


@contextlib.contextmanager
def opening(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Give a function that opens a page of a website in a browser of its own; script errors fail the test."""
    contexts, errors = [], []

    def open_with(path: str = "/", viewport: dict = DESKTOP, **options: object) -> Page:
        context = browser.new_context(viewport=viewport, locale="nl-BE", reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(ANSWER)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if is_breach(message.text) else None)
        answer = page.goto(path if "://" in path else address + path)
        assert answer is None or answer.status < 500, f"{path}: {answer.status}"
        return page

    yield open_with
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def open_page(browser: Browser, product: Product) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the running product."""
    with opening(browser, product.address) as open_with:
        yield open_with


@dataclass(frozen=True)
class Website:
    """A running web process without a Rasa server, and the settings that it runs with."""

    address: str
    settings: Settings


@pytest.fixture(scope="session")
def website(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Website]:
    """The web process alone, with the real knowledge base."""
    folder = tmp_path_factory.mktemp("website")
    (port,) = free_ports(1)
    build(ROOT / "knowledge", f"sqlite:///{folder / 'knowledge.db'}")
    settings = {"data_dir": str(folder), "web_port": str(port), "login_rate": "1000/minute"}
    environ = {f"LOOPBAANBOT_{name.upper()}": value for name, value in settings.items()}
    process = subprocess.Popen([sys.executable, "-m", "bot.cli", "web"], cwd=ROOT, env={**os.environ, **environ})
    try:
        wait_for(f"http://127.0.0.1:{port}/health", process)
        yield Website(f"http://127.0.0.1:{port}", load_settings(environ))
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START
    while True:
        try:
            urllib.request.urlopen(address, timeout=3).close()
            return
        except OSError:
            assert process.poll() is None and time.monotonic() < deadline, f"nothing answers at {address}"
            time.sleep(0.2)


@pytest.fixture
def visit(browser: Browser, website: Website) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page that needs no Rasa server."""
    with opening(browser, website.address) as open_with:
        yield open_with


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def chat_page(request: pytest.FixtureRequest, open_page: Callable[..., Page]) -> Page:
    """The chat page at both widths."""
    return open_page("/", request.param)
