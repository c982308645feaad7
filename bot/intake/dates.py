"""Dutch expressions of a day, such as "volgende vrijdag", "15 januari", "over 3 weken" or "eind maart".

A period ("in maart", "volgende week") stands for its last working moment, because these dates are deadlines.
`today` is always a parameter.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Dict, Optional

from bot.intake.text import normalise, vocabulary

FRIDAY, SUNDAY = 4, 6


def find_date(text: str, today: date, strict: bool = False) -> Optional[date]:
    """Return the first day that `text` names, or None.

    `strict` is for running text: there "4/5" may be a working time and "nu" a filler, so a day and month in figures need a
    preposition or a year, and the words for today do not count.
    """
    numeric = _numeric(text, today, strict)
    if numeric:
        return numeric
    words = _digits(re.sub(r"\b(?:elke|iedere) \w+", "", normalise(text)))
    readers = (_month, _relative, _weekday, _period, _day_word, _moment, _day_of_month, _duration, _year)
    for reader in readers[: 4 if strict else None]:
        found = reader(words, today)
        if found:
            return found
    return None


def _digits(words: str) -> str:
    """Number words as figures ("vijftien januari", "over drie weken"); "een" stays, it mostly is an article."""
    numbers = {name: number for name, number in vocabulary()["numbers"].items() if number > 1}
    months, ordinals = _words("months"), vocabulary()["ordinals"]
    words = re.sub(rf"\b({'|'.join(ordinals)})(?= (?:{months})\b)", lambda found: str(ordinals[found[1]]), words)
    return " ".join(str(numbers.get(word, word)) for word in words.split())


def _numeric(text: str, today: date, strict: bool) -> Optional[date]:
    iso = re.search(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", text)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    found = re.search(
        r"\b(op |tegen |voor |tot )?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}|\d{2}))?\b", text.lower()
    )
    if not found or (strict and not (found[1] or found[4])):
        return None
    return _coming(int(found[2]), int(found[3]), found[4], today)


def _coming(day: int, month: int, year: Optional[str], today: date) -> Optional[date]:
    """The day in the given year, or its next occurrence when no year is given."""
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    found = _day(today.year, month, day)
    if found and found < today:
        found = _day(today.year + 1, month, day)
    return found


def _day(year: int, month: int, day: int) -> Optional[date]:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=None)
def _words(key: str) -> str:
    return "|".join(sorted(map(re.escape, vocabulary()["dates"][key]), key=len, reverse=True))


def _month(words: str, today: date) -> Optional[date]:
    """15 januari (2027), eind maart, in maart, maart 2027, eind 2027."""
    quarter = re.search(
        r"\b(\d|eerste|tweede|derde|vierde|laatste)(?:e|de|ste)? kwartaal(?: (?:van )?(20\d\d))?\b", words
    )
    if quarter:
        return _quarter(quarter[1], quarter[2], today)
    week = re.search(
        rf"\b(\d|eerste|tweede|derde|vierde|laatste)(?:e|de|ste)? week (?:van )?({_words('months')})\b", words
    )
    if week:
        return _week_of_month(week[1], vocabulary()["dates"]["months"][week[2]], today)
    year_end = re.search(rf"\b({_words('parts')}) (?:van )?(20\d\d)\b", words)
    if year_end:
        part = vocabulary()["dates"]["parts"][year_end[1]]
        return _part_day(int(year_end[2]), {"begin": 1, "middle": 6}.get(part, 12), "end")
    names: Dict[str, int] = vocabulary()["dates"]["months"]
    found = re.search(
        rf"\b(?:(\d{{1,2}})(?:ste|de|e)? |({_words('parts')}) (?:van )?|(?:{_words('before_month')}) )?({_words('months')})(?: (20\d\d))?\b",
        words,
    )
    if not found or (found[0] in names and found[0] != words):  # a bare "jan" or "mei" inside a sentence is no date
        return None
    month = names[found[3]]
    if found[1]:
        return _coming(int(found[1]), month, found[4], today)
    return _month_part(month, vocabulary()["dates"]["parts"].get(found[2] or "", "end"), found[4], today)


def _week_of_month(name: str, month: int, today: date) -> Optional[date]:
    """The last day of the first, second, third or fourth seven days of a month."""
    number = int(name) if name.isdigit() else vocabulary()["ordinals"].get(name, 5)
    return _month_part(month, "end", None, today) if number > 4 else _coming(number * 7, month, None, today)


def _quarter(name: str, year: Optional[str], today: date) -> Optional[date]:
    """The last day of a quarter, this year or the next."""
    number = int(name) if name.isdigit() else vocabulary()["ordinals"].get(name, 4)
    return _month_part(number * 3, "end", year, today) if 1 <= number <= 4 else None


def _month_part(month: int, part: str, year: Optional[str], today: date) -> date:
    """The 7th, the 15th or the last day of the month, this year or the next."""
    number = int(year) if year else today.year
    chosen = _part_day(number, month, part)
    return chosen if year or chosen >= today else _part_day(number + 1, month, part)


def _part_day(year: int, month: int, part: str) -> date:
    return date(year, month, {"begin": 7, "middle": 15}.get(part, calendar.monthrange(year, month)[1]))


def _relative(words: str, today: date) -> Optional[date]:
    """over 3 weken, binnen een maand, binnen de twee weken, over anderhalf jaar."""
    numbers = {**vocabulary()["numbers"], **vocabulary()["dates"]["amounts"]}
    amount = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    found = re.search(
        rf"\b(?:{_words('within')}) (?:de |het |een |nu en )?(?:\d{{1,2}} (?:a|of|tot) )?(\d{{1,3}}|{amount}|)\s?({_words('units')})"
        r"(?: of (\d))?\b",
        words,
    )
    if not found:
        return None
    said = found[3] or found[1]  # "over een week of 2", "over 2 a 3 weken": the later one
    count = float(said) if said.isdigit() else float(numbers.get(said, 1))
    return _later(today, count, vocabulary()["dates"]["units"][found[2]])


def _later(today: date, count: float, unit: str) -> Optional[date]:
    if unit in ("day", "week"):
        return today + timedelta(days=round(count * (7 if unit == "week" else 1)))
    months = count * (12 if unit == "year" else 1)
    whole = int(months)
    total = today.year * 12 + today.month - 1 + whole
    year, month = divmod(total, 12)
    if year > 9000:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(today.day, last)) + timedelta(days=round((months - whole) * 30))


def _weekday(words: str, today: date) -> Optional[date]:
    """vrijdag, komende vrijdag, volgende week vrijdag, vrijdag over een week."""
    found = re.search(rf"\b(?:({_words('next')}) (week )?)?({_words('weekdays')})\b", words)
    if not found:
        return None
    wanted = vocabulary()["dates"]["weekdays"][found[3]]
    if found[2]:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _period(words: str, today: date) -> Optional[date]:
    """deze week, volgende week, volgende maand, einde van het jaar."""
    found = re.search(
        rf"\b(?:({_words('parts')}) (?:van )?)?(?:(?:de|het) )?(?:({_words('next')})|({_words('this')})|) ?(week|weekend|maand|jaar)\b",
        words,
    )
    if not found or not (found[1] or found[2] or found[3] or found[4] == "weekend"):
        return None
    ahead = 1 if found[2] else 0
    part = vocabulary()["dates"]["parts"].get(found[1] or "", "end")
    if found[4] in ("week", "weekend"):
        days = (FRIDAY if found[4] == "week" else SUNDAY) - today.weekday() + 7 * ahead
        return today + timedelta(days=max(days, 0))
    if found[4] == "jaar":
        return _part_day(today.year + ahead, {"begin": 1, "middle": 6}.get(part, 12), "end")
    year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    return _part_day(year, month + 1, part)


def _moment(words: str, today: date) -> Optional[date]:
    """kerst, nieuwjaar, de zomer."""
    moments = vocabulary()["dates"]["moments"]
    for name in sorted(moments, key=len, reverse=True):
        found = re.search(rf"\b{name}(?: (?:van )?(20\d\d))?\b", words)
        if found:
            month, day = moments[name]
            return _coming(day, month, found[1], today)
    return None


def _day_of_month(words: str, today: date) -> Optional[date]:
    """de 15de: this month or the next."""
    found = re.search(r"\b(?:de )?(\d{1,2})(?:ste|de|e)\b|\bde (\d{1,2})$", words)
    if not found:
        return None
    number = int(found[1] or found[2])
    day = _day(today.year, today.month, number)
    if day and day >= today:
        return day
    year, month = divmod(today.year * 12 + today.month, 12)
    return _day(year, month + 1, number)


def _duration(words: str, today: date) -> Optional[date]:
    """2 weken, een maand, een paar weken: nothing else in the text."""
    found = re.fullmatch(r"(?:(?:een|nog|ongeveer|zo|n|zo n) )*(.+)", words)
    return _relative(f"over {found[1]}", today) if found and len(found[1].split()) <= 3 else None


def _year(words: str, today: date) -> Optional[date]:
    """in 2027: its last day; a bare year counts only when it is over, so that it can be refused."""
    found = re.fullmatch(r"(in |tegen |ergens in )?(20\d\d)", words)
    return date(int(found[2]), 12, 31) if found and (found[1] or int(found[2]) < today.year) else None


def _day_word(words: str, today: date) -> Optional[date]:
    """vandaag, morgen, overmorgen."""
    for days, key in ((2, "overmorrow"), (1, "tomorrow"), (0, "today")):
        if re.search(rf"\b(?:{_words(key)})\b", words):
            return today + timedelta(days=days)
    return None
