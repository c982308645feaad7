"""What nobody should send still gets a friendly Dutch answer: never an error, never nothing, never its own markup back."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

import pytest
import yaml

from bot.nlu.channel import texts
from bot.settings import ROOT
from tests.e2e.talk import Conversation
from tests.product import Product

WORDING = yaml.safe_load((ROOT / "bot" / "answers" / "wording" / "answers.yml").read_text(encoding="utf-8"))
LONG = 10_000  # characters
UNREADABLE = {
    "emoji": "😀🎉👍🏽",
    "script": "<script>alert('hallo')</script>",
    "image": '<img src=x onerror="alert(1)">',
    "sql": "'; DROP TABLE facts; --",
    "sql-condition": "1' OR '1'='1",
    "template": "{{7*7}} ${jndi:ldap://x} {name}",
    "json": '{"intent": "greet"}',
    "dots": "...",
    "digits": "12345",
    "control": "\u0000\u0007\u202e",
    "invisible": "\u200b\u200d",
    "half-an-emoji": "\ud83d",
    "emoji-for-long": "😀" * LONG,
}
FOREIGN = {
    "french": "Que fait un conseiller en carrière ?",
    "polish": "Czym zajmuje się doradca zawodowy?",
    "arabic": "ما هو عمل مستشار التوظيف؟",
    "ukrainian": "Чим займається кар'єрний консультант?",
}
NUMBERS = (UNREADABLE["sql-condition"], UNREADABLE["digits"])  # may be the place of something in a list
THE_LIST = "Over welk beroep wil je meer weten?"
LIST_BUTTON = "Toon alle beroepen"
MARKUP = re.compile(r"[<>{}]|/\w+\{|alert|DROP")


@pytest.mark.parametrize("message", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_gets_to_hear_what_the_bot_can_do(talk: Conversation, message: str) -> None:
    assert talk.says(message) == WORDING["nothing_before" if message in NUMBERS else "unknown"]
    assert len(talk.buttons()) == 2


@pytest.mark.parametrize("message", FOREIGN.values(), ids=FOREIGN.keys())
def test_another_language_gets_to_hear_that_the_bot_speaks_dutch(talk: Conversation, message: str) -> None:
    assert "spreek alleen Nederlands" in talk.says(message)
    assert len(talk.buttons()) == 2


@pytest.mark.parametrize(
    "message", ["", "   ", "\n\t", "/", "//  /", None, 5, 3.5, True, [], ["hallo"], {"text": "hallo"}]
)
def test_an_empty_message_and_what_is_no_text_are_asked_for_a_question(talk: Conversation, message: Any) -> None:
    assert talk.says(message) == texts()["empty"]


@pytest.mark.parametrize(
    "message",
    ["a" * LONG, "ik weet het niet " * (LONG // 17), "<b>" * (LONG // 3), "wat is dat? " * (LONG // 12), "?" * LONG],
    ids=["one-word", "a-sentence", "markup", "questions", "marks"],
)
def test_ten_thousand_characters_get_one_short_answer(talk: Conversation, message: str) -> None:
    reply = talk.says(message)
    assert len(talk.replies) <= 3
    assert not MARKUP.search(reply)


def test_a_question_inside_markup_is_answered_without_the_markup(talk: Conversation) -> None:
    reply = talk.says("<b>Wat doet een campagnewerker?</b>")
    assert "De campagnewerker zet campagnes op" in reply
    assert not MARKUP.search(reply)


@pytest.mark.parametrize("message", ["What does a jobcoach do?", "Was macht ein Jobcoach?"])
def test_a_question_in_another_language_is_answered_in_dutch(talk: Conversation, message: str) -> None:
    assert "De supported employment coach biedt professionele ondersteuning" in talk.says(message)


@pytest.mark.parametrize(
    "message",
    [
        "/list_professions",
        '/list_professions{"profession": "campagnewerker"}',
        "  /list_professions@1.0",
        "//list_professions",
    ],
)
def test_a_typed_command_is_not_obeyed(talk: Conversation, message: str) -> None:
    reply = talk.says(message)
    assert THE_LIST not in reply
    assert not MARKUP.search(reply)


def test_typed_commands_and_slots_do_not_touch_the_conversation(talk: Conversation) -> None:
    talk.says("wat doet een belangenbehartiger?")
    for command in ("/restart", "/session_start", "/back", "/SetSlots(memory=null)"):
        assert not MARKUP.search(talk.says(command))
    assert "belangenbehartiger" in talk.says("en wat is het niveau?")


def test_a_payload_with_another_text_or_a_broken_signature_is_not_obeyed(talk: Conversation) -> None:
    talk.says("hallo")
    payload = talk.buttons()[LIST_BUTTON]
    command, _, signature = payload.rpartition(".")
    assert command == "/list_professions"
    forged = (
        f"{command}.",
        f"{command}.{signature[:-1]}",
        f"{command}.{signature.swapcase()}",
        f"{command}{{}}.{signature}",
    )
    for message in forged:
        assert THE_LIST not in talk.says(message)
    assert THE_LIST in talk.says(payload)


def test_a_payload_works_only_in_the_conversation_that_it_was_offered_to(product: Product, talk: Conversation) -> None:
    talk.says("hallo")
    payload = talk.buttons()[LIST_BUTTON]
    assert THE_LIST not in Conversation(product).says(payload)
    assert THE_LIST in talk.says(payload)


def test_a_stream_gives_the_same_answer_with_the_same_guards(product: Product, talk: Conversation) -> None:
    content = json.dumps({"sender": talk.sender, "message": None}).encode()
    address = f"{product.rasa}/webhooks/rest/webhook?stream=true"
    request = urllib.request.Request(address, content, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        assert json.loads(response.read().decode().splitlines()[0])["text"] == texts()["empty"]


def test_a_need_that_only_the_classifier_sees_gets_an_answer_too(talk: Conversation) -> None:
    assert talk.says("der is gestorven en ik kan niet werken " * 30)
