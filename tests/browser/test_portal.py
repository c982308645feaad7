"""The coach portal in a real Chromium: logging in with an app, a dossier, the preparation sheet; who may not; every state accessible."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path
from typing import Callable, Iterator, List

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.accounts.administration import Administration
from bot.intake.installation import open_service
from bot.settings import Settings
from tests.browser.conftest import Website, is_breach
from tests.browser.helpers import DESKTOP, PHONE, violations_in_both_themes
from tests.intake.client import USUAL, Client

NOW = datetime.now(timezone.utc)
SIZES = {"phone": PHONE, "desktop": DESKTOP}


class Office:
    """A running website with a portal: makes accounts and clients, and lets somebody log in."""

    def __init__(self, address: str, settings: Settings) -> None:
        self.address, self.service = address, open_service(settings)
        self.clients = 0

    def account(self, name: str, role: str = "coach") -> str:
        return Administration(self.service.store).create(name, name.title(), role, NOW, must_change=False)

    def share_code(self, **answers: str) -> str:
        """The code of somebody who finished an intake."""
        self.clients += 1
        client = Client(self.service, f"sender-{self.clients}", NOW)
        return next(text for text in client.go(answers).messages if "deze code" in text).split("**")[1]

    def enter(self, page: Page, name: str, role: str = "coach") -> None:
        """Make an account and log in with it for the first time."""
        password = self.account(name, role)
        page.goto(f"{self.address}/coach")
        page.get_by_label("Naam").fill(name)
        page.get_by_label("Wachtwoord").fill(password)
        page.get_by_label("Wachtwoord").press("Enter")
        secret = re.sub(r"\s", "", page.locator("[data-part=secret]").inner_text())
        page.get_by_label("Code van zes cijfers").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="Koppel en ga verder").click()
        expect(page.get_by_role("button", name="Log uit", exact=True)).to_be_visible()


@pytest.fixture(scope="module")
def office(website: Website) -> Office:
    return Office(website.address, website.settings)


@pytest.fixture
def open_browser(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an empty browser; an error in a script or a broken policy fails the test."""
    contexts: List[BrowserContext] = []
    errors: List[str] = []

    def open_with(**options: object) -> Page:
        context = browser.new_context(locale="nl-BE", reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if is_breach(message.text) else None)
        return page

    yield open_with
    for context in contexts:
        context.close()
    assert errors == []


@pytest.mark.parametrize("size", SIZES)
def test_a_coach_logs_in_adds_a_code_reads_and_prints(
    office: Office, open_browser: Callable[..., Page], size: str, tmp_path: Path
) -> None:
    page = open_browser(viewport=SIZES[size])
    office.enter(page, f"an-{size}")
    page.get_by_role("link", name="Dossier toevoegen").click()
    page.get_by_label("Deelcode").fill(office.share_code())
    page.get_by_label("Hoe noem je deze klant?").fill("Nora")
    page.get_by_role("button", name="Open dossier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nora")
    expect(page.locator(".voice").first).to_contain_text(USUAL["request"])
    home = page.url
    page.get_by_label("Tekst").fill("Rustig begonnen")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.locator(".note-text")).to_have_text("Rustig begonnen")
    page.get_by_role("link", name="Voorbereidingsblad").click()
    assert 5 <= page.locator(".asks > li").count() <= 8
    expect(page.get_by_role("button", name="Druk af")).to_be_visible()
    printed = page.pdf(format="A4", margin={side: "15mm" for side in ("top", "right", "bottom", "left")})
    assert 1 <= printed.count(b"/Type /Page\n") <= 2
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename == "voorbereiding.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    thief = open_browser(viewport=SIZES[size])
    office.enter(thief, f"dief-{size}")
    assert thief.goto(home).status == 404
    expect(thief.get_by_role("heading", level=1)).to_have_text("Deze pagina bestaat niet")


def test_logging_in_again_asks_for_the_code_only(office: Office, open_browser: Callable[..., Page]) -> None:
    page = open_browser(viewport=PHONE)
    office.enter(page, "els")
    page.get_by_role("button", name="Log uit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je bent uitgelogd")
    password = Administration(office.service.store).create("els2", "Els", "coach", NOW, must_change=False)
    page.goto(f"{office.address}/coach")
    page.get_by_label("Naam").fill("els2")
    page.get_by_label("Wachtwoord").fill(password + "x")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("horen niet bij elkaar")
    expect(page.get_by_label("Naam")).to_have_value("els2")


@pytest.mark.parametrize("size", SIZES)
def test_no_page_or_state_has_violations(office: Office, open_browser: Callable[..., Page], size: str) -> None:
    page = open_browser(viewport=SIZES[size])
    found = {name: violations_in_both_themes(page) for name in _states(page, office, f"all-{size}")}
    assert len(found) >= 18
    assert {state: problems for state, problems in found.items() if problems} == {}


def _states(page: Page, office: Office, name: str) -> Iterator[str]:
    """Bring the page into one state after the other; yields the name of each."""
    page.goto(f"{office.address}/coach/login")
    yield "login"
    page.get_by_label("Naam").fill("x")
    page.get_by_label("Wachtwoord").fill("y")
    page.get_by_role("button", name="Log in").click()
    yield "login wrong"
    yield from _enrolment(page, office, f"chef-{name}", "administrator")
    for path in ("team", "logboek", "logboek?soort=accounts", "inhoud", "toevoegen"):
        page.goto(f"{office.address}/coach/{path}")
        yield f"administrator {path}"
    page.get_by_role("button", name="Log uit").click()
    yield "left"
    office.enter(page, f"bea-{name}")
    yield "empty list"
    page.goto(f"{office.address}/coach/toevoegen")
    page.get_by_label("Deelcode").fill("AAAA-BBBB-CCCC")
    page.get_by_role("button", name="Open dossier").click()
    yield "wrong code"
    page.get_by_label("Deelcode").fill(office.share_code(obstacles="geld", signals_agreed="ja"))
    page.get_by_role("button", name="Open dossier").click()
    yield "dossier"
    home = page.url
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    yield "dossier, all open"
    page.get_by_role("button", name="Bewaar", exact=True).click()
    yield "empty note"
    page.get_by_label("Afspraak").check()
    page.get_by_label("Tekst").fill("Belt de school")
    page.get_by_label("Datum").fill("2026-01-01")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    yield "agreement"
    for path in ("voorbereiding", "vergelijk"):
        page.goto(f"{home}/{path}")
        yield path
    for path in ("", "?zoek=zzz", "/team", "/wachtwoord"):
        page.goto(f"{office.address}/coach{path}")
        yield f"coach {path}"


def _enrolment(page: Page, office: Office, name: str, role: str) -> Iterator[str]:
    password = office.account(name, role)
    page.get_by_label("Naam").fill(name)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Log in").click()
    yield "app"
    secret = re.sub(r"\s", "", page.locator("[data-part=secret]").inner_text())
    page.get_by_label("Code van zes cijfers").fill("000000")
    page.get_by_role("button", name="Koppel en ga verder").click()
    yield "app wrong"
    page.get_by_label("Code van zes cijfers").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Koppel en ga verder").click()


def test_everything_is_reached_and_seen_with_the_keyboard_alone(
    office: Office, open_browser: Callable[..., Page]
) -> None:
    page = open_browser(viewport=DESKTOP)
    office.enter(page, "kaat")
    page.goto(f"{office.address}/coach/toevoegen")
    page.get_by_label("Deelcode").fill(office.share_code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/coach/dossier/*")
    wanted = page.locator(
        "main a, main button, main summary, main input:not([type=hidden]):not([type=radio]), main textarea"
    )
    total = wanted.evaluate_all("all => all.filter(one => one.checkVisibility()).length")
    page.evaluate("document.querySelector('main').focus()")
    seen, hidden = set(), []
    for _ in range(total + 15):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here["inside"] and not here["visible"]:
            hidden.append(here)
        seen.add(here["path"])
    assert hidden == []
    assert len(seen) >= total


FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const index = [...document.querySelectorAll("*")].indexOf(one);
  return {path: index, inside: document.querySelector("main").contains(one), tag: one.outerHTML.slice(0, 80),
    visible: style.outlineStyle !== "none" && box.bottom > 0 && box.top < innerHeight};
}"""


@pytest.mark.parametrize("width", [320, 375])
def test_nothing_sticks_out_of_a_narrow_screen(office: Office, open_browser: Callable[..., Page], width: int) -> None:
    page = open_browser(viewport={"width": width, "height": 700})
    office.enter(page, f"smal-{width}")
    page.goto(f"{office.address}/coach/toevoegen")
    page.get_by_label("Deelcode").fill(office.share_code(request="Donaudampfschifffahrtsgesellschaft" * 8))
    page.get_by_label("Hoe noem je deze klant?").fill("Langenaamzonderspaties" * 3)
    page.get_by_role("button", name="Open dossier").click()
    home = page.url
    for address in (
        home,
        f"{home}/voorbereiding",
        *(f"{office.address}/coach{path}" for path in ("", "/team", "/inhoud")),
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_portal_works_without_a_script(office: Office, open_browser: Callable[..., Page]) -> None:
    page = open_browser(viewport=DESKTOP, java_script_enabled=False)
    office.enter(page, "zonder")
    page.goto(f"{office.address}/coach/toevoegen")
    page.get_by_label("Deelcode").fill(office.share_code())
    office.service.choose_name(f"sender-{office.clients}", "Nora B.", NOW)
    page.get_by_role("button", name="Open dossier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nora B.")
    page.get_by_role("link", name="Voorbereidingsblad").click()
    expect(page.get_by_role("button", name="Druk af")).to_be_hidden()
    expect(page.get_by_role("link", name="PDF")).to_be_visible()
