"""How a sentence is typed and where it stands does not change what is found; and looking is quick and leaves no trace."""

from __future__ import annotations

import io
import logging
import time
import unicodedata
from contextlib import redirect_stderr, redirect_stdout

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety import detect, referral

from .conftest import sentences

CRISIS = [text for by in sentences("crisis").values() for texts in by.values() for text in texts]
CRISIS += [text for texts in sentences("more").values() for text in texts]
CALM = [text for texts in sentences("calm").values() for text in texts]
BEFORE = "Ik werkte negen jaar in een bibliotheek en daarna bij een gemeente, meestal aan het onthaal. "
AFTER = " Verder spreek ik vlot Frans en heb ik een rijbewijs. Ik plan graag, en collega's vinden mij geduldig."


def key(text: str) -> object:
    finding = detect(text)
    return finding and (finding.need, finding.level, finding.about)


def without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def stretched(text: str, places: list) -> str:
    for place in sorted({place % len(text) for place in places}, reverse=True):
        if text[place].isalpha():
            text = text[:place] + text[place] * 3 + text[place:]
    return text


@pytest.mark.parametrize("text", CRISIS)
def test_case_accents_spaces_and_emoji_change_nothing(text: str) -> None:
    expected = key(text)
    for other in (
        text.lower(),
        without_accents(text),
        text.replace(" ", "   "),
        text.replace(" ", " 😢 "),
        f"  {text} 💔💔",
        text.replace(" ", "\u00a0"),
    ):
        assert key(other) == expected
    if (
        "i" not in text.lower() or "ı" not in text
    ):  # a Turkish dotless i has no capital of its own in Unicode's default rules
        assert key(text.upper()) == expected


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(CRISIS), st.lists(st.integers(0, 400), min_size=1, max_size=4))
def test_stretched_letters_change_nothing(text: str, places: list) -> None:
    assert key(stretched(text, places)) == key(text)


@pytest.mark.parametrize("text", CRISIS)
def test_a_crisis_is_found_in_the_middle_of_a_long_answer(text: str) -> None:
    end = "" if text[-1] in ".!?" else "."
    finding = detect(BEFORE + text + end + AFTER)
    alone = detect(text)
    assert finding and alone and finding.need == alone.need


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.sampled_from(CALM), st.sampled_from(CRISIS))
def test_a_calm_sentence_before_it_hides_no_crisis(calm: str, crisis: str) -> None:
    assert detect(f"{calm.rstrip('.!?')}. {crisis}") is not None


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error_and_twice_alike(text: str) -> None:
    assert detect(text) == detect(text)
    assert referral(text) == referral(text)


def test_a_message_takes_under_two_milliseconds_of_processor_time() -> None:
    texts = CRISIS + CALM
    for text in texts:  # patterns are compiled when first needed
        detect(text)
    start = time.process_time()
    for text in texts:
        detect(text)
    assert (time.process_time() - start) / len(texts) < 0.002


def test_a_long_message_does_not_take_long() -> None:
    text = "ik wil graag niet meer zo veel werken en ik ben moe van alles " * 65
    detect(text)
    start = time.process_time()
    detect(text)
    assert time.process_time() - start < 0.25


def test_nothing_of_a_message_is_logged_or_printed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        detect("ik wil dood en mijn naam is Xandrine")
        referral("ik heb schulden en mijn naam is Xandrine")
    assert out.getvalue() == "" and caplog.text == ""
