"""The chat on somebody else's website."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Callable

import pytest
from playwright.sync_api import Page, expect
from starlette.requests import Request

from bot.intake.installation import open_service
from bot.secrets import derive_key, load_secret
from bot.settings import load_settings
from bot.web.conversation import Conversations
from tests.browser.conftest import OtherSite
from tests.browser.helpers import DESKTOP, PHONE, replies_to, violations
from tests.intake.client import Client
from tests.product import Product

PAGE = """<!doctype html><html lang="nl"><head><title>Werkwinkel</title></head><body><main><h1>Werkwinkel</h1></main>
<script src="{address}/embed.js" data-kleur="#ffd400" data-groet="Welkom bij de &lt;b&gt;Werkwinkel&lt;/b&gt;!"></script>
</body></html>"""


@pytest.fixture
def address(other_site: OtherSite, product: Product) -> str:
    (other_site.folder / "index.html").write_text(PAGE.format(address=product.address), encoding="utf-8")
    return other_site.address


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_one_script_tag_brings_the_chat_with_its_own_look(
    open_page: Callable[..., Page], address: str, viewport: dict
) -> None:
    page = open_page(address, viewport)
    page.get_by_role("button", name="Praat met Loopbaanbot").click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("[data-part=greeting-text]")).to_have_text("Welkom bij de <b>Werkwinkel</b>!")
    expect(frame.get_by_text("Ik ben een computerprogramma")).to_be_visible()
    expect(frame.locator(".send")).to_have_css("background-color", "rgb(255, 212, 0)")
    expect(frame.locator(".send")).to_have_css("color", "rgb(0, 0, 0)")
    frame.get_by_label("Je bericht").fill("Wat doet een loopbaanbegeleider?")
    frame.get_by_label("Je bericht").press("Enter")
    inner = next(one for one in page.frames if one.url.endswith("/embed"))
    assert "BK-0540-2" in replies_to(inner, "Wat doet een loopbaanbegeleider?")
    assert page.context.cookies() == []
    assert violations(page) == []


def test_the_conversation_in_the_frame_survives_a_reload(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(address)
    for _ in range(2):
        page.get_by_role("button", name="Praat met Loopbaanbot").click()
        frame = page.frame_locator("iframe")
        if not frame.locator(".message-own").count():
            frame.get_by_role("button", name="Welke beroepen ken je?").click()
        expect(frame.locator(".message-own")).to_have_count(1)
        expect(frame.locator(".message-bot")).not_to_have_count(1)
        page.reload()


def test_the_own_dossier_can_be_downloaded_in_the_frame(
    open_page: Callable[..., Page], address: str, product: Product
) -> None:
    page = open_page(address)
    page.get_by_role("button", name="Praat met Loopbaanbot").click()
    with page.expect_response("**/api/chat") as response:
        page.frame_locator("iframe").get_by_role("button", name="Welke beroepen ken je?").click()
    inner = next(one for one in page.frames if one.url.endswith("/embed"))
    replies_to(inner, "Welke beroepen ken je?")
    # Not from the frame's storage: a browser may keep that from frames, and the page then remembers by itself.
    finish_intake(product, response.value.headers["x-conversation"])
    inner.get_by_label("Je bericht").fill("mijn document")
    inner.get_by_label("Je bericht").press("Enter")
    assert "gegevensbestand" in replies_to(inner, "mijn document")
    for link, start in {"PDF": b"%PDF-", "Word": b"PK", "agenda": b"BEGIN", "gegevensbestand": b"{"}.items():
        with page.expect_download() as download:
            inner.get_by_role("link", name=link).click()
        assert Path(download.value.path()).read_bytes().startswith(start)
    assert download.value.suggested_filename == "gegevens.json"
    inner.get_by_role("button", name="Mijn overzicht").click()
    assert violations(page) == []
    with page.expect_download() as download:
        inner.locator(".files").get_by_role("link", name="Word").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    inner.get_by_role("button", name="Sluit", exact=True).press("Escape")
    expect(inner.get_by_role("button", name="Mijn overzicht")).to_be_focused()


def finish_intake(product: Product, token: str) -> None:
    """Give the conversation of this token a dossier."""
    settings = load_settings({"LOOPBAANBOT_DATA_DIR": str(product.data_dir)})
    conversations = Conversations(derive_key(load_secret(settings), "conversation"), https=False)
    own = conversations.of(Request({"type": "http", "headers": [(b"x-conversation", token.encode())]}))
    assert own.token == token
    service = open_service(settings)
    assert Client(service, own.sender, datetime.now(timezone.utc)).go().closed
    service.store.engine.dispose()


def test_escape_closes_the_chat_and_gives_the_focus_back(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(address)
    opener = page.get_by_role("button", name="Praat met Loopbaanbot")
    opener.click()
    page.frame_locator("iframe").get_by_label("Je bericht").press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")


def test_a_website_that_is_not_listed_gets_no_chat(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(address.replace("localhost", "127.0.0.1"))
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.get_by_role("button", name="Praat met Loopbaanbot").click()
    expect(page.frame_locator("iframe").locator("loopbaan-chat")).to_have_count(0)
