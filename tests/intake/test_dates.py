"""Dutch days, seen from Monday 23 November 2026."""

from datetime import date

import pytest

from bot.intake.answers import parse
from bot.intake.dates import find_date
from tests.intake.conftest import TODAY

DAYS = {
    "vandaag": "2026-11-23",
    "morgen": "2026-11-24",
    "overmorgen": "2026-11-25",
    "volgende vrijdag": "2026-11-27",
    "maandag": "2026-11-30",
    "volgende week vrijdag": "2026-12-04",
    "deze week": "2026-11-27",
    "volgende week": "2026-12-04",
    "dit weekend": "2026-11-29",
    "deze maand": "2026-11-30",
    "volgende maand": "2026-12-31",
    "15 januari": "2027-01-15",
    "ten laatste op 15 januari 2028": "2028-01-15",
    "de 1ste maart": "2027-03-01",
    "15/1": "2027-01-15",
    "15-01-2027": "2027-01-15",
    "2027-01-15": "2027-01-15",
    "20 dec": "2026-12-20",
    "maart": "2027-03-31",
    "begin maart": "2027-03-07",
    "half maart": "2027-03-15",
    "eind maart": "2027-03-31",
    "februari 2028": "2028-02-29",
    "eind 2027": "2027-12-31",
    "begin volgend jaar": "2027-01-31",
    "over 3 weken": "2026-12-14",
    "binnen de twee weken": "2026-12-07",
    "over een maand": "2026-12-23",
    "over een half jaar": "2027-05-23",
    "over anderhalf jaar": "2028-05-23",
    "tegen kerst": "2026-12-25",
    "voor de zomer": "2027-06-30",
    "na de zomer": "2027-09-15",
    "vijftien januari": "2027-01-15",
    "eerste maart": "2027-03-01",
    "de 15de": "2026-12-15",
    "de 28e": "2026-11-28",
    "over drie weken": "2026-12-14",
    "over een week of twee": "2026-12-07",
    "over 2 à 3 weken": "2026-12-14",
    "het eerste kwartaal van 2027": "2027-03-31",
    "zomer 2028": "2028-06-30",
}


@pytest.mark.parametrize("text, expected", DAYS.items())
def test_a_day_is_understood(text, expected):
    assert find_date(text, TODAY) == date.fromisoformat(expected)
    assert find_date(text.upper() + "!", TODAY) == date.fromisoformat(expected)


@pytest.mark.parametrize("text", ["", "ooit", "3", "31 februari", "45/13", "geen idee", "zo snel mogelijk", "2027"])
def test_what_is_no_day_is_not_guessed(text):
    assert find_date(text, TODAY) is None


@pytest.mark.parametrize("text", ["ik wil 4/5 werken", "nu mijn cv maken", "jan bellen", "elke vrijdag twee vacatures"])
def test_running_text_without_a_day(text):
    assert find_date(text, TODAY, strict=True) is None


@pytest.mark.parametrize("text", ["voor eind maart bel ik", "tegen 15/1 mijn cv af", "ik doe het over 2 weken"])
def test_running_text_with_a_day(text):
    assert find_date(text, TODAY, strict=True)


def test_the_last_day_of_a_leap_february():
    assert find_date("over een jaar", date(2028, 2, 29)) == date(2029, 2, 28)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2 weken", date(2026, 12, 7)), ("een maand", date(2026, 12, 23)), ("een paar weken", date(2026, 12, 14)),
        ("volgende week dinsdag", date(2026, 12, 1)), ("1e week februari", date(2027, 2, 7)), ("eerste week van januari", date(2027, 1, 7)),
        ("medio maart", date(2027, 3, 15)), ("na de kerstvakantie", date(2027, 1, 15)), ("in 2027", date(2027, 12, 31)),
    ],
)  # fmt: skip
def test_other_ways_to_name_a_day(text, expected):
    assert find_date(text, TODAY) == expected


@pytest.mark.parametrize("text", ["maart 2025", "in 2025", "2024", "gisteren", "vorige week", "15/1/2024"])
def test_a_day_that_is_over_is_refused_as_such(intake, text):
    assert parse(intake.by_id["deadline.1"], text, TODAY).reason == "date_past"


def test_how_long_something_takes_is_no_deadline():
    assert find_date("ik schrijf 2 weken lang alles op", TODAY, strict=True) is None
