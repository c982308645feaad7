"""A client does a whole intake in the page: answers by typing and pressing, corrects an answer in the overview, takes the PDF along.

One run for each width; every state is checked for violations on the way, because an intake takes its time.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import DESKTOP, PHONE, replies_to, say, tab_through, violations_in_both_themes
from tests.intake.client import USUAL

REQUEST, BETTER = USUAL["request"], "Ik wil weten of ik met mensen kan werken"
MANY = 60  # messages


def asked(page: Page) -> Dict[str, Any]:
    """The form of the open question; empty before consent and when nothing is asked."""
    run = page.request.get(re.match(r"https?://[^/]+", page.url).group() + "/mijn/overzicht.json").json()["run"]
    return (run or {}).get("question") or {}


def press(page: Page, name: str) -> None:
    """Press a quick reply and wait for what comes of it."""
    before = page.locator(".message-own").count()
    page.locator("[data-part=choices]").get_by_role("button", name=name, exact=True).click()
    page.locator(".message-own").nth(before).wait_for()
    expect(page.locator(".message").last).to_have_class("message message-bot")
    expect(page.locator("[data-part=choices]")).to_be_visible()


def answer_until(page: Page, wanted: str) -> None:
    """Answer by typing until the question `wanted` is asked."""
    for _ in range(MANY):
        question = asked(page).get("id", "consent")
        if question == wanted:
            return
        say(page, USUAL[question])
    raise AssertionError(f"{wanted} was not asked")


def is_wide(page: Page) -> bool:
    return (page.viewport_size or {})["width"] >= 960


def open_overview(page: Page) -> None:
    if not is_wide(page):
        page.get_by_role("button", name="Mijn overzicht").click()
        expect(page.get_by_role("dialog", name="Mijn overzicht")).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_client_does_a_whole_intake(open_page: Callable[..., Page], viewport: dict) -> None:
    page = open_page("/", viewport)
    expect(page.get_by_role("progressbar")).to_be_hidden()
    page.get_by_role("button", name="Start intake").click()
    replies_to(page, "Start intake")
    expect(page.get_by_role("progressbar")).to_be_hidden()  # nothing is stored yet
    press(page, "Ja")
    expect(page.get_by_role("progressbar")).to_have_attribute(
        "aria-valuetext", re.compile(r"Stap 2 van 9: Waar sta je nu\?, 3 %")
    )
    answer_until(page, "urgency")
    expect(page.locator("[data-part=news]")).to_have_text(re.compile(r"Stap 3 van 9: Je loopbaanvraag, \d+ %"))
    problems = {"scale": violations_in_both_themes(page)}
    a_scale_is_a_row(page)
    an_answer_is_corrected(page, problems)
    the_keyboard_reaches_everything(page)
    code = a_pause_gives_a_code(page, problems)
    it_goes_on_at_another_device(open_page("/", viewport), code)
    answer_until(page, "obstacles")
    several_can_be_ticked(page, problems)
    answer_until(page, "deadline.1")
    a_day_is_picked(page, problems)
    answer_until(page, "confirmed")
    press(page, "Ja")
    the_dossier_is_taken_along(page, problems)
    everything_is_erased(page, problems)
    assert {state: found for state, found in problems.items() if found} == {}


def a_scale_is_a_row(page: Page) -> None:
    expect(page.locator(".bubble").last.locator(".visually-hidden")).to_contain_text(
        "1 = geen haast"
    )  # heard, not seen twice
    row = page.get_by_role("group", name="Dringendheid")
    buttons = row.get_by_role("button")
    expect(buttons).to_have_text(
        [re.compile(text) for text in ("geen haast", "ooit eens", "dit jaar", "maanden", "snel")]
    )
    boxes = [buttons.nth(n).bounding_box() for n in range(5)]
    assert len({round(box["y"]) for box in boxes}) == 1 and min(box["width"] for box in boxes) >= 44
    buttons.nth(3).focus()
    page.keyboard.press("Enter")
    assert replies_to(page, "4 – binnen enkele maanden")
    expect(page.get_by_label("Je bericht")).to_be_focused()


def an_answer_is_corrected(page: Page, problems: Dict[str, List[str]]) -> None:
    open_overview(page)
    overview = page.get_by_role("region", name="Mijn overzicht")
    overview.get_by_text("Je loopbaanvraag").click()
    expect(overview.get_by_text(REQUEST)).to_be_visible()
    problems["overview"] = violations_in_both_themes(page)
    overview.get_by_role("button", name=re.compile(r"Wijzig \d+\. Loopbaanvraag$")).click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert REQUEST in replies_to(page, "Wijzig vraag 5")
    say(page, BETTER)
    say(page, "klopt")
    open_overview(page)
    expect(overview.get_by_text(BETTER)).to_be_attached()
    expect(overview.get_by_text(REQUEST)).not_to_be_attached()
    page.keyboard.press("Escape")


def the_keyboard_reaches_everything(page: Page) -> None:
    opener = page.get_by_role("button", name="Mijn overzicht")
    if not is_wide(page):
        opener.focus()
        page.keyboard.press("Enter")
    page.locator("body").evaluate("() => document.activeElement.blur()")
    passed = tab_through(page, 60)
    assert [name for name in passed if name.startswith("NOT SEEN")] == []
    assert {"Neem pauze", "Wis alles", "Alles wat ik van je bewaar"} <= set(passed)
    assert any(name.startswith("Wijzig") for name in passed)
    if not is_wide(page):
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()


def it_goes_on_at_another_device(page: Page, code: str) -> None:
    assert "Welkom terug" in say(page, f"verder {code}")
    expect(page.get_by_role("progressbar")).to_be_visible()
    open_overview(page)
    page.get_by_role("region", name="Mijn overzicht").get_by_text("Je loopbaanvraag").click()
    expect(page.get_by_text(BETTER).last).to_be_visible()


def a_pause_gives_a_code(page: Page, problems: Dict[str, List[str]]) -> str:
    open_overview(page)
    page.get_by_role("button", name="Neem pauze").click()
    code = re.search(r"verder ([0-9A-Z-]{14})", replies_to(page, "Pauze")).group(1)
    open_overview(page)
    expect(page.locator(".code:visible")).to_have_text(code)
    problems["pause"] = violations_in_both_themes(page)
    page.get_by_role("button", name="Ga verder").click()
    replies_to(page, "Verder")
    return code


def several_can_be_ticked(page: Page, problems: Dict[str, List[str]]) -> None:
    expect(page.locator(".bubble").last.locator("ol")).to_have_class("visually-hidden")
    page.get_by_role("button", name="Klaar").click()
    expect(page.get_by_role("alert")).to_contain_text("Vink eerst iets aan")
    page.get_by_label("Niets van dit alles").check()
    page.get_by_label("Weinig tijd").focus()
    page.keyboard.press("Space")
    page.get_by_label("Geld of inkomen").check()
    expect(page.get_by_label("Niets van dit alles")).not_to_be_checked()
    problems["several"] = violations_in_both_themes(page)
    page.get_by_role("button", name="Klaar").click()
    replies_to(page, "Weinig tijd, Geld of inkomen")
    open_overview(page)
    expect(page.locator(".answer", has_text="Drempels")).to_contain_text("Weinig tijd, Geld of inkomen")
    page.keyboard.press("Escape")


def a_day_is_picked(page: Page, problems: Dict[str, List[str]]) -> None:
    field = page.get_by_label("Kies een dag")
    assert field.get_attribute("type") == "date"
    field.fill("2099-01-15")
    problems["date"] = violations_in_both_themes(page)
    page.get_by_role("button", name="Klaar").click()
    assert "15 januari 2099" in replies_to(page, "15 januari 2099")


def the_dossier_is_taken_along(page: Page, problems: Dict[str, List[str]]) -> None:
    expect(page.get_by_role("progressbar")).to_be_hidden()
    said = " ".join(page.locator(".message-bot").all_inner_texts())
    (code,) = re.findall(r"Geef dan deze code: ([0-9A-Z-]{14})", said)
    page.reload()
    expect(page.locator(".progress-place")).to_have_text("Intake loopbaanbegeleiding: klaar")
    open_overview(page)
    expect(page.locator(".code:visible")).to_have_text(code)
    page.get_by_label("Hoe mag je begeleider je noemen?").fill("Nora")
    page.get_by_label("Hoe mag je begeleider je noemen?").press("Enter")
    expect(page.get_by_role("status").get_by_text("Bewaard.")).to_be_visible()
    problems["closed"] = violations_in_both_themes(page)
    for name, start in {"PDF": b"%PDF-", "Word": b"PK", "Agenda": b"BEGIN:VCALENDAR", "JSON": b"{"}.items():
        with page.expect_download() as download:
            page.locator(".files").get_by_role("link", name=name).click()
        assert Path(download.value.path()).read_bytes().startswith(start)


def everything_is_erased(page: Page, problems: Dict[str, List[str]]) -> None:
    page.get_by_role("button", name="Wis alles").click()
    dialog = page.get_by_role("dialog", name="Alles wissen?")
    expect(dialog).to_be_visible()
    problems["erase"] = violations_in_both_themes(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Wis alles").click()
    dialog.get_by_role("button", name="Ja, wis alles").click()
    assert "Alles is gewist" in replies_to(page, "Wis alles")
    expect(page.locator(".message-own")).to_have_count(1)
    expect(page.locator(".progress")).to_be_hidden()
    assert page.request.get(page.url + "mijn/overzicht.json").json() == {"run": None}
    page.reload()
    expect(page.locator(".message-own")).to_have_count(1)
    assert BETTER not in page.content()
