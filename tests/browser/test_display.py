"""The menu "Weergave": how a person wants to see the pages."""

from __future__ import annotations

from typing import Callable, List

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import DESKTOP, PHONE, axe, violations_in_both_themes

PAGES = ["/", "/beroepen", "/beroepen/loopbaanbegeleider", "/beroepen/kaart"]


def look(page: Page) -> dict:
    return page.evaluate("({...document.documentElement.dataset})")


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def open_menu(page: Page) -> None:
    page.get_by_role("button", name="Weergave").click()
    expect(page.get_by_role("dialog", name="Weergave")).to_be_visible()


def choose(page: Page, *names: str) -> None:
    open_menu(page)
    for name in names:
        page.get_by_label(name, exact=True).check()
    page.keyboard.press("Escape")


def too_little_contrast(page: Page) -> List[str]:
    """What has less than 7:1, or 4.5:1 for large letters."""
    found = axe(page, {"type": "rule", "values": ["color-contrast-enhanced"]})
    assert found["passes"], "nothing was checked"
    return [str(node["target"]) for item in found["violations"] for node in item["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_was_not_chosen_follows_the_device(visit: Callable[..., Page], scheme: str) -> None:
    page = visit("/", color_scheme=scheme, contrast="more")
    assert look(page) == {"size": "usual", "theme": "device", "contrast": "more", "motion": "less"}
    assert background(page) == {"light": "rgb(255, 255, 255)", "dark": "rgb(0, 0, 0)"}[scheme]
    open_menu(page)
    expect(page.get_by_label("Meer contrast")).to_be_checked()
    page.get_by_label("Meer contrast").uncheck()
    page.reload()
    assert look(page)["contrast"] == "usual"
    page.emulate_media(reduced_motion="no-preference")
    expect(page.locator("html")).to_have_attribute(
        "data-motion", "usual"
    )  # a look by string breaks the page's own rules


def test_a_choice_holds_on_every_page_and_after_a_reload(visit: Callable[..., Page]) -> None:
    page = visit("/", color_scheme="light")
    choose(page, "Donker", "Groter")
    assert background(page) == "rgb(18, 25, 26)"
    page.goto(page.url + "beroepen")
    for _ in range(2):
        page.reload()
        assert look(page)["theme"] == "dark" and background(page) == "rgb(18, 25, 26)"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "19px"
    open_menu(page)
    expect(page.get_by_label("Donker")).to_be_checked()
    page.get_by_label("Als toestel").check()
    assert background(page) == "rgb(250, 245, 238)"


def test_the_menu_works_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit("/beroepen")
    page.get_by_role("button", name="Weergave").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Gewoon")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Groter")).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Weergave")).to_be_hidden()
    expect(page.get_by_role("button", name="Weergave")).to_be_focused()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_open_menu_has_no_violations(visit: Callable[..., Page], viewport: dict) -> None:
    page = visit("/", viewport)
    open_menu(page)
    assert violations_in_both_themes(page) == []
    sizes = page.locator(".display label").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert len(sizes) == 8 and min(sizes) >= 44


@pytest.mark.parametrize("theme", ["Licht", "Donker"])
def test_more_contrast_is_at_least_seven_to_one(visit: Callable[..., Page], theme: str) -> None:
    page = visit("/")
    choose(page, theme, "Meer contrast")
    home, found = page.url.rstrip("/"), {}
    for path in PAGES:
        page.goto(home + path)
        page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
        found[path] = too_little_contrast(page)
    assert {path: parts for path, parts in found.items() if parts} == {}


def test_the_portal_has_the_menu_too(visit: Callable[..., Page]) -> None:
    page = visit("/coach/login", PHONE, color_scheme="light")
    choose(page, "Donker", "Grootst", "Meer contrast")
    assert background(page) == "rgb(0, 0, 0)"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.reload()
    assert look(page)["theme"] == "dark"
    assert too_little_contrast(page) == []


@pytest.mark.parametrize("width", [320, 375, 768, 1024])
def test_the_largest_letters_fit(visit: Callable[..., Page], width: int) -> None:
    page = visit("/", {"width": width, "height": 700})
    choose(page, "Grootst")
    home = page.url.rstrip("/")
    for path in PAGES:
        page.goto(home + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(home)
    open_menu(page)
    page.get_by_label("Minder beweging").scroll_into_view_if_needed()
    assert page.locator("#weergave").evaluate("menu => menu.scrollWidth - menu.clientWidth") <= 0


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_letters_of_double_size_fit(visit: Callable[..., Page], width: int) -> None:
    page = visit("/", {"width": width, "height": 700})
    home = page.url.rstrip("/")
    for path in (*PAGES, "/beroepen/vergelijk?a=campagnewerker&b=loopbaanbegeleider", "/demo", "/coach/login"):
        page.goto(home + path)
        page.locator("html").evaluate("html => (html.style.fontSize = '200%')")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_less_movement_stops_every_animation(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.emulate_media(reduced_motion="no-preference")
    expect(page.locator("html")).to_have_attribute("data-motion", "usual")
    sign = "document.querySelector('[data-template=typing]').content.cloneNode(true)"
    page.evaluate(f"document.querySelector('.typing').append({sign})")
    movement = "getComputedStyle(document.querySelector('.typing .dot')).animationName"
    assert page.evaluate(movement) == "breathe"
    choose(page, "Minder beweging")
    assert page.evaluate(movement) == "none"


def test_without_javascript_there_is_no_menu_and_the_device_decides(visit: Callable[..., Page]) -> None:
    page = visit("/beroepen", color_scheme="dark", java_script_enabled=False)
    expect(page.get_by_role("button", name="Weergave")).to_be_hidden()
    assert background(page) == "rgb(18, 25, 26)"
    page.emulate_media(color_scheme="light")
    assert background(page) == "rgb(250, 245, 238)"
