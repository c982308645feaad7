"""WCAG 2.2 AA on every page and in every state, in both themes and widths."""

from __future__ import annotations

from typing import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import DESKTOP, PHONE, say, violations_in_both_themes


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_chat_has_no_violations_in_any_state(open_page: Callable[..., Page], viewport: dict) -> None:
    page = open_page("/", viewport)
    found = {"start": violations_in_both_themes(page)}
    say(page, "Wat doet een loopbaanbegeleider?")
    found["answer"] = violations_in_both_themes(page)
    page.get_by_role("button", name="Wis gesprek").click()
    found["dialog"] = violations_in_both_themes(page)
    page.keyboard.press("Escape")
    page.route("**/api/chat", lambda route: route.abort())
    page.get_by_label("Je bericht").fill("hallo")
    page.get_by_label("Je bericht").press("Enter")
    expect(page.locator(".notice")).to_be_visible()
    found["notice"] = violations_in_both_themes(page)
    assert {state: problems for state, problems in found.items() if problems} == {}


@pytest.mark.parametrize("path", ["/demo", "/embed", "/there-is-no-such-page"])
def test_the_other_pages_have_no_violations(open_page: Callable[..., Page], path: str) -> None:
    assert violations_in_both_themes(open_page(path, PHONE)) == []


def test_everything_to_tap_is_large_enough(open_page: Callable[..., Page]) -> None:
    page = open_page("/", PHONE)
    say(page, "Wat doet een loopbaanbegeleider?")
    sizes = page.locator("button:visible").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert len(sizes) >= 2 and min(sizes) >= 44


@pytest.mark.parametrize("width", [320, 375])
def test_nothing_sticks_out_of_a_narrow_screen(open_page: Callable[..., Page], width: int) -> None:
    page = open_page("/", {"width": width, "height": 640})
    say(page, "Wat doet een loopbaanbegeleider?")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("[data-part=scroll]").evaluate("part => part.scrollWidth - part.clientWidth") <= 0


def test_replies_stand_in_a_live_region_and_history_is_not_read_again(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    say(page, "Wat doet een loopbaanbegeleider?")
    log = page.get_by_role("log")
    expect(log.locator(".message-bot")).not_to_have_count(1)
    expect(log).to_have_attribute("aria-live", "polite")
