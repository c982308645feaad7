"""What a person does on the chat page, against the real product."""

from __future__ import annotations

import re
from typing import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.helpers import ANSWER, PHONE, replies_to, say
from tests.product import Product


def test_three_questions_get_cited_answers(chat_page: Page) -> None:
    assert "BK-0540-2" in say(chat_page, "Wat doet een loopbaanbegeleider?")
    assert "BK-0540-2" in say(chat_page, "en welke kennis heb je daarvoor nodig?")
    assert "BK-0541-2" in say(chat_page, "wat doet een supported employment coach")


def test_an_offered_button_is_shown_by_its_title_and_answered(chat_page: Page) -> None:
    say(chat_page, "Wat doet een loopbaanbegeleider?")
    button = chat_page.locator(".choice").first
    title = button.inner_text()
    button.click()
    expect(chat_page.locator(".message-own").last.locator(".bubble")).to_have_text(title)
    assert replies_to(chat_page, title)


def test_the_conversation_survives_a_reload_and_goes_on(chat_page: Page) -> None:
    answer = say(chat_page, "Wat doet een loopbaanbegeleider?")
    choices = chat_page.locator(".choice").all_inner_texts()
    chat_page.reload()
    assert replies_to(chat_page, "Wat doet een loopbaanbegeleider?") == answer
    assert chat_page.locator(".choice").all_inner_texts() == choices
    assert "BK-0540-2" in say(chat_page, "en welke kennis heb je daarvoor nodig?")


def test_a_message_that_rasa_does_not_get_is_kept_and_sent_again(
    open_page: Callable[..., Page], product: Product
) -> None:
    page = open_page("/", PHONE)
    say(page, "Wat doet een loopbaanbegeleider?")
    product.kill("rasa run")
    page.get_by_label("Je bericht").fill("en welke kennis heb je daarvoor nodig?")
    page.get_by_label("Je bericht").press("Enter")
    expect(page.locator(".notice")).to_contain_text("Je bericht is niet weg", timeout=ANSWER)
    page.reload()
    expect(page.locator(".notice")).to_contain_text("Je bericht is niet weg")
    product.wait_until_ready()
    page.get_by_role("button", name="Probeer opnieuw").click()
    assert "BK-0540-2" in replies_to(page, "en welke kennis heb je daarvoor nodig?")
    expect(page.locator(".notice")).to_have_count(0)
    assert "Rasa server ended (signal SIGKILL)" in product.output()


def test_in_need_a_thumb_is_enough_to_call(open_page: Callable[..., Page]) -> None:
    page = open_page("/", PHONE)
    say(page, "ik wil niet meer leven")
    for number in ("112", "1813", "113"):
        link = page.locator(".message-bot").last.get_by_role("link", name=number, exact=True).first
        expect(link).to_have_attribute("href", f"tel:{number}")
        expect(link).to_be_in_viewport()


def test_the_keyboard_of_a_phone_leaves_room_for_the_conversation(open_page: Callable[..., Page]) -> None:
    page = open_page("/", {"width": 375, "height": 380})
    page.get_by_label("Je bericht").focus()
    assert page.locator("[data-part=scroll]").bounding_box()["height"] >= 200
    expect(page.get_by_label("Je bericht")).to_be_in_viewport(ratio=1)


def test_without_a_connection_the_message_is_kept(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    page.context.set_offline(True)
    page.get_by_label("Je bericht").fill("wat doet een jobcoach?")
    page.get_by_label("Je bericht").press("Enter")
    expect(page.locator(".notice")).to_contain_text("Er is geen verbinding")
    page.context.set_offline(False)
    page.get_by_role("button", name="Probeer opnieuw").click()
    assert replies_to(page, "wat doet een jobcoach?")


def test_a_reload_while_waiting_still_brings_the_answer_once(open_page: Callable[..., Page]) -> None:
    page, sent = open_page("/"), []
    page.on("request", lambda request: sent.append(request.post_data_json["id"]) if request.method == "POST" else None)
    page.get_by_label("Je bericht").fill("wat doet een campagnewerker?")
    page.get_by_label("Je bericht").press("Enter")
    page.locator(".message-own").wait_for()
    page.reload()
    assert replies_to(page, "wat doet een campagnewerker?")
    assert page.locator(".message-own").count() == 1
    assert len(set(sent)) == 1


def test_the_keyboard_alone_is_enough(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    press_tab_until(page, ".choice")
    page.keyboard.press("Enter")
    assert replies_to(page, "Wat doet een loopbaanbegeleider?")
    expect(page.get_by_label("Je bericht")).to_be_focused()
    page.keyboard.type("welk niveau heeft dat?")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Verstuur")).to_be_focused()
    page.keyboard.press("Enter")
    assert replies_to(page, "welk niveau heeft dat?")
    press_tab_until(page, "[data-part=clear]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Wis gesprek")).to_be_focused()


def press_tab_until(page: Page, selector: str, key: str = "Tab") -> None:
    for _ in range(20):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def test_clearing_starts_a_new_conversation(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    say(page, "Wat doet een loopbaanbegeleider?")
    cookie = page.context.cookies()[0]["value"]
    page.get_by_role("button", name="Wis gesprek").click()
    page.get_by_role("button", name="Ja, wis het gesprek").click()
    expect(page.locator(".message-own")).to_have_count(0)
    page.reload()
    expect(page.locator(".message-own")).to_have_count(0)
    say(page, "Wat doet een loopbaanbegeleider?")
    assert page.context.cookies()[0]["value"] != cookie


def test_markup_stays_text(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    say(page, '<img src=x onerror="document.title=1"> **vet** <b>x</b>')
    assert page.locator(".chat-log img, .chat-log b").count() == 0
    expect(page.locator(".message-own .bubble")).to_have_text('<img src=x onerror="document.title=1"> **vet** <b>x</b>')


def test_a_very_long_message_stays_in_the_field(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    page.get_by_label("Je bericht").fill("lang " * 2000)
    page.get_by_label("Je bericht").press("Enter")
    expect(page.locator(".notice")).to_contain_text("Dat is een lang bericht")
    expect(page.get_by_label("Je bericht")).to_have_value("lang " * 2000)


def test_an_empty_message_is_not_sent(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    page.get_by_label("Je bericht").fill("   ")
    page.get_by_label("Je bericht").press("Enter")
    expect(page.locator(".message-own")).to_have_count(0)


def test_a_question_in_the_address_is_filled_in_once(open_page: Callable[..., Page]) -> None:
    page = open_page("/?vraag=Wat+doet+een+%3Ci%3Ejobcoach%3C%2Fi%3E%3F")
    expect(page.get_by_label("Je bericht")).to_have_value("Wat doet een <i>jobcoach</i>?")
    assert "vraag" not in page.url


def test_nothing_comes_from_another_host(open_page: Callable[..., Page], product: Product) -> None:
    page, hosts = open_page("/"), set()
    page.on("request", lambda request: hosts.add(re.match(r"https?://[^/]+", request.url).group()))
    page.reload()
    say(page, "Wat doet een loopbaanbegeleider?")
    assert hosts == {product.address}


def test_the_chat_goes_on_when_the_overview_does_not_answer(open_page: Callable[..., Page]) -> None:
    page = open_page("/", PHONE)
    say(page, "Start intake")
    page.route("**/mijn/overzicht.json", lambda route: route.abort())
    say(page, "ja")
    expect(page.get_by_role("progressbar")).to_be_hidden()
    choices = page.locator("[data-part=choices]").get_by_role("button")
    expect(choices.first).to_have_text("Ik werk in loondienst")
    page.unroute("**/mijn/overzicht.json")
    choices.first.click()
    replies_to(page, "Ik werk in loondienst")
    expect(page.get_by_role("progressbar")).to_be_visible()


def test_a_slow_answer_shows_the_typing_sign(open_page: Callable[..., Page]) -> None:
    page = open_page("/")

    def slowly(route: Route) -> None:
        page.wait_for_timeout(800)
        route.continue_()

    page.route("**/api/chat", slowly)
    page.get_by_label("Je bericht").fill("wat doet een jobcoach?")
    page.get_by_label("Je bericht").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Loopbaanbot schrijft een antwoord")
    replies_to(page, "wat doet een jobcoach?")
    expect(page.get_by_role("status")).to_be_empty()
