"""Each need leads to the right help in both countries, in a reply that is short enough and names a human."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path

import pytest
import yaml

from bot.safety import Finding, help_for
from bot.safety.help import crisis_replies, referral_beside, referral_reply
from bot.settings import ROOT
from knowledge.referrals import (
    COUNTRIES,
    CRISIS,
    PATH,
    PRACTICAL,
    REFERRAL,
    ReferralError,
    check,
    entries_for,
    load_referrals,
    stale,
)

RESPONSES = yaml.safe_load((ROOT / "bot/safety/replies.yml").read_text(encoding="utf-8"))
NUMBERS = {
    "suicide": ({"112", "1813", "106"}, {"112", "113", "0800-0113", "088 0767 000"}),
    "self_harm": ({"112", "1813", "106"}, {"112", "113", "0800-0113", "088 0767 000"}),
    "violence": ({"112", "1712"}, {"112", "0800-2000"}),
    "child_danger": ({"112", "1712"}, {"112", "0800-2000"}),
    "other_in_danger": ({"112", "1712"}, {"112", "0800-2000"}),
    "panic": ({"112", "106"}, {"112", "088 0767 000"}),
    "poisoning": ({"112", "070 245 245"}, {"112"}),
    "youth": ({"102"}, {"0800-0432"}),
}


@pytest.mark.parametrize("need", CRISIS)
def test_a_crisis_gets_exactly_these_numbers(need: str) -> None:
    values = help_for(need)
    found = tuple(set(values[f"phones_{land}"].split(", ")) for land in ("be", "nl"))
    assert found == NUMBERS[need]


@pytest.mark.parametrize(
    "need, belgian, dutch",
    [
        ("burnout", ("huisarts", "arbeidsarts"), ("huisarts", "bedrijfsarts")),
        ("money", ("OCMW", "CAW"), ("gemeente",)),
        ("dismissal", ("vakbond",), ("Juridisch Loket",)),
        (
            "discrimination",
            ("Unia", "Vlaams Mensenrechteninstituut"),
            ("antidiscriminatievoorziening", "College voor de"),
        ),
        ("job_search", ("VDAB",), ("UWV",)),
        ("evc", ("EVC",), ("EVC",)),
    ],
)
def test_a_referral_names_the_organisations_of_each_country(need: str, belgian: tuple, dutch: tuple) -> None:
    values = help_for(need)
    assert all(name in values["help_be"] for name in belgian)
    assert all(name in values["help_nl"] for name in dutch)


def test_the_hinted_country_comes_first() -> None:
    first = [help_for("suicide", land)["help"].splitlines()[0] for land in (None, "BE", "NL")]
    assert first == ["In Vlaanderen en Brussel", "In Vlaanderen en Brussel", "In Nederland"]


def test_the_young_get_their_own_lines_first() -> None:
    values = help_for("violence", young=True)
    assert values["phones_be"].startswith("102") and values["phones_nl"].startswith("0800-0432")


def test_an_unknown_need_is_an_error() -> None:
    with pytest.raises(KeyError):
        help_for("weather")


FINDINGS = [
    Finding(*each) for each in product(CRISIS, ("certain", "doubt"), ("self", "other"), ("nl", "en", "fr", "tr", "ar"))
]


@pytest.mark.parametrize("finding", FINDINGS)
def test_every_finding_has_a_reply_that_fits(finding: Finding) -> None:
    for young in (False, True):
        values = help_for(finding.need, young=young)
        texts = crisis_replies(replace(finding, young=young), in_intake=True)
        assert all(0 < len(text) <= 900 for text in texts)
        assert "mens spreken" in texts[0] and "niet bewaard" in texts[0] or finding.level == "doubt"
        assert "bewaard" not in crisis_replies(finding)[0]
        assert len(texts) == (1 if finding.language == "nl" else 2)
        assert all(phone in texts[0] for phone in values["phones_be"].split(", "))


@pytest.mark.parametrize("need", REFERRAL)
def test_every_referral_says_why_and_who_and_what_it_can_mean_and_to_come_back(need: str) -> None:
    text = referral_reply([need])
    values = help_for(need)
    why, *helpers, meaning, coming_back = text.split("\n\n")
    assert len(text) <= 900 and "verwijs ik" in why.lower() or "ik verwijs" in why.lower()
    assert "\n\n".join(helpers) == values["help"] and meaning
    assert "terug" in coming_back or "welkom" in coming_back
    assert referral_reply([need], staying=True) == text.removesuffix(f"\n\n{coming_back}")


@pytest.mark.parametrize("needs", combinations(REFERRAL, 2))
def test_two_needs_get_one_reply_with_help_for_both_and_a_handful_of_addresses(needs: tuple) -> None:
    text = referral_reply(needs)
    assert len(text) <= 900 and text.count("erwijs ik") + text.count("Ik verwijs") == 1
    for land in COUNTRIES:
        assert any(entry.who in text for entry in entries_for(needs[0], land))
        assert any(entry.who in text for entry in entries_for(needs[1], land))
    assert text.count("- **") <= 8


def test_a_need_with_the_same_helpers_as_another_needs_no_words_of_its_own() -> None:
    assert referral_reply(["burnout", "health"]) == referral_reply(["burnout"])
    assert "je energie" in referral_reply(["money", "burnout"]) and "je geldzorgen" in referral_reply(
        ["money", "burnout"]
    )


def test_many_needs_still_make_a_short_reply() -> None:
    assert len(referral_reply(REFERRAL)) <= 900 and len(referral_reply(REFERRAL, again=True)) <= 900


def test_a_practical_need_has_a_short_line_that_fits_under_an_answer() -> None:
    for need in PRACTICAL:
        values = help_for(need)
        assert len(referral_beside(need)) <= 300 and "\n" not in referral_beside(need)
        assert values["who_be"] in referral_beside(need) and values["who_nl"] in referral_beside(need)
    with pytest.raises(KeyError):
        referral_beside("burnout")


def test_old_entries_are_listed_and_warned_about() -> None:
    checked = load_referrals().entries[0].checked
    assert stale(checked) == ()
    late = checked + timedelta(days=400)
    assert {entry.id for entry in stale(late)} == {entry.id for entry in load_referrals().entries}
    errors, warnings = check(PATH, late)
    assert errors == [] and f"referrals.yml: be_112: warning: last checked {checked}" in warnings


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("    who: Unia\n", "    who: Unia\n    whoo: Unia\n", "whoo"),
        ("  - id: be_unia", "  - id: be_112", "the same id twice: be_112"),
        ("needs: [youth]", "needs: [grief]", "nobody helps with youth"),
        ("needs: [poisoning]", "needs: [poison]", "unexpected value"),
        ('    phones: ["1712"]\n', "", "phones or contact must be given"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = PATH.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "referrals.yml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReferralError, match=message):
        load_referrals(broken)
    assert check(broken, date(2026, 11, 23))[0] != []
