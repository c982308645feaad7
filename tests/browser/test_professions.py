"""What a student does on the profession pages, in a real Chromium, against the web process and the real knowledge base."""

from __future__ import annotations

import re
from typing import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import DESKTOP, PHONE, tab_through, violations, violations_in_both_themes

LBB, SEC = "/beroepen/loopbaanbegeleider", "/beroepen/supported-employment-coach"
PAIR = "/beroepen/vergelijk?a=loopbaanbegeleider&b=supported-employment-coach"
PAPER = {"width": 680, "height": 960}  # A4 within its margins
PAGES = [
    "/beroepen",
    "/beroepen?zoek=conflicten&land=BE",
    "/beroepen?zoek=kwantumfysica&niveau=99",
    LBB,
    SEC,
    "/beroepen/medewerker-arbeidsparticipatie",
    "/beroepen/gemeenschapswerker",
    "/beroepen/imker",
    "/beroepen/vergelijk",
    "/beroepen/vergelijk?a=imker",
    PAIR,
    "/beroepen/vergelijk?a=campagnewerker&b=medewerker-arbeidsparticipatie",
    "/beroepen/kaart",
]
both_widths = pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])


def show_all(page: Page) -> None:
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")


@both_widths
@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_violations_folded_or_open_in_any_theme(
    visit: Callable[..., Page], path: str, viewport: dict
) -> None:
    page = visit(path, viewport)
    found = {
        "folded": violations(page, "target-size", "scrollable-region-focusable")
    }  # the rest is seen when all is open
    show_all(page)
    found["open"] = violations_in_both_themes(page)
    assert {state: problems for state, problems in found.items() if problems} == {}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 375, 768])
def test_nothing_sticks_out_of_a_narrow_screen(visit: Callable[..., Page], path: str, width: int) -> None:
    page = visit(path, {"width": width, "height": 700})
    show_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@both_widths
def test_a_student_finds_two_professions_and_compares_them(visit: Callable[..., Page], viewport: dict) -> None:
    page = visit("/beroepen", viewport)
    page.get_by_label("Zoek in alle dossiers").press_sequentially("nazorg", delay=30)
    expect(page.get_by_role("heading", name=re.compile("uitspraken gevonden"))).to_be_visible()
    expect(page).to_have_url(re.compile("zoek=nazorg"))  # the address follows when the last key has been answered
    page.get_by_role("link", name="Verleent nazorg op vraag van de klant").click()
    expect(page.get_by_role("heading", name="Loopbaanbegeleider", level=1)).to_be_visible()
    expect(page.locator(":target")).to_be_in_viewport()
    page.get_by_role("link", name="Vergelijk met een ander beroep").click()
    expect(page.get_by_label("Eerste beroep")).to_have_value("loopbaanbegeleider")
    page.get_by_label("Tweede beroep").select_option(label="Supported employment coach")
    page.get_by_role("button", name="Vergelijk").click()
    expect(page.get_by_role("heading", name=re.compile(r"\d+ % gemeen"))).to_be_visible()
    page.get_by_text("Nieuwe kennis").click()
    expect(page.locator("details[open]", has_text="Nieuwe kennis").locator("li").first).to_be_visible()
    page.get_by_role("link", name="Wissel om").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Supported employment coach en loopbaanbegeleider")


def test_the_same_works_without_javascript(visit: Callable[..., Page]) -> None:
    page = visit("/beroepen", PHONE, java_script_enabled=False)
    page.get_by_label("Soort werk").select_option("Mensen één voor één begeleiden")
    page.get_by_label("Sector").select_option("Arbeidsbemiddeling")
    page.get_by_role("button", name="Zoek").click()
    expect(page.locator(".card h3")).to_have_text("Supported employment coach")
    page.get_by_role("link", name="Wis alles").click()
    page.get_by_label("Zoek in alle dossiers").fill("nazorg")
    page.get_by_role("button", name="Zoek").click()
    page.get_by_role("link", name="Verleent nazorg op vraag van de klant").click()
    expect(page.get_by_role("heading", name="Loopbaanbegeleider", level=1)).to_be_visible()
    page.get_by_text("Communiceert professioneel en empathisch met de klant").first.click()
    expect(page.get_by_text("Luistert actief").first).to_be_visible()
    page.goto(page.url.partition("/beroepen")[0] + PAIR)
    expect(page.get_by_role("heading", name=re.compile(r"\d+ % gemeen"))).to_be_visible()


def test_a_filter_works_at_once_and_is_announced(visit: Callable[..., Page]) -> None:
    page = visit("/beroepen")
    page.get_by_label("Land").select_option("NL")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("1 van de 9 beroepen")
    page.get_by_role("link", name="Wis alles").click()
    expect(page.locator(".card")).to_have_count(9)


def test_on_a_phone_the_filters_wait_behind_a_button(visit: Callable[..., Page]) -> None:
    page = visit("/beroepen", PHONE)
    expect(page.get_by_label("Land")).to_be_hidden()
    expect(page.locator(".card").first).to_be_in_viewport()
    page.get_by_role("button", name="Filters").press("Enter")
    page.get_by_label("Land").select_option("NL")
    expect(page.locator(".card")).to_have_count(1)
    page.reload()
    expect(page.get_by_label("Land")).to_have_value("NL")
    expect(page.get_by_label("Land")).to_be_visible()


def test_typing_on_does_not_lose_letters_or_the_place(visit: Callable[..., Page]) -> None:
    page = visit("/beroepen", PHONE)
    field = page.get_by_label("Zoek in alle dossiers")
    field.press_sequentially("conflicten oplossen", delay=60)
    expect(page.locator(".hits li").first).to_contain_text("conflict")
    expect(field).to_have_value("conflicten oplossen")
    expect(field).to_be_focused()
    page.reload()
    expect(field).to_have_value("conflicten oplossen")


def test_a_question_stands_ready_in_the_chat(visit: Callable[..., Page]) -> None:
    page = visit(LBB)
    page.get_by_role("link", name=re.compile("Vraag het de bot.*Welke kennis heeft")).click()
    expect(page.get_by_label("Je bericht")).to_have_value("Welke kennis heeft een loopbaanbegeleider nodig?")
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Beroepen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ontdek 9 beroepen")


def test_a_link_to_a_folded_statement_opens_it(visit: Callable[..., Page]) -> None:
    page = visit(f"{LBB}#lbb.c3.s3")
    expect(page.locator("[id='lbb.c3.s3']")).to_be_in_viewport()
    page.evaluate("location.hash = '#lbb.c15.s1'")
    expect(page.locator("[id='lbb.c15.s1']")).to_be_in_viewport()


def test_everything_is_on_paper(visit: Callable[..., Page]) -> None:
    page = visit(LBB, PAPER)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert (
        page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]
    )  # wider, and all of it is printed smaller
    expect(page.locator("[id='lbb.c3.s3']")).to_be_visible()
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.competency[open]").count() == 0


@pytest.mark.parametrize("path", ["/beroepen?zoek=nazorg", "/beroepen/kaart", PAIR, "/beroepen/gemeenschapswerker"])
def test_the_keyboard_reaches_everything_and_the_focus_is_seen(visit: Callable[..., Page], path: str) -> None:
    page = visit(path)
    passed = tab_through(page)
    assert [name for name in passed if name.startswith("NOT SEEN")] == []
    visible = page.locator("a:visible, button:visible, select:visible, input:visible, summary:visible").count()
    assert visible - 1 <= len(passed) < 400


def test_the_map_leads_to_a_profession_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit("/beroepen/kaart")
    page.get_by_role("link", name="gemeenschapswerker", exact=True).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gemeenschapswerker")
