"""Reads `referrals.yml`: who helps with which need, in which country, and when that was last checked."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Literal, Optional, Tuple

from pydantic import Field, ValidationError, root_validator, validator

from knowledge.schema import Id, Strict, Text
from knowledge.yamlfile import UnreadableYaml, load

PATH = Path(__file__).parent / "referrals.yml"
COUNTRIES = ("BE", "NL")
CRISIS = ("suicide", "self_harm", "violence", "child_danger", "other_in_danger", "panic", "poisoning", "youth")
REFERRAL = (
    "burnout",
    "health",
    "money",
    "dismissal",
    "labour_law",
    "bullying",
    "discrimination",
    "job_search",
    "evc",
    "study_choice",
    "addiction",
    "grief",
    "relation",
)
PRACTICAL = ("job_search", "evc", "study_choice")  # needs without distress
_DAYS_FRESH = 366

Country = Literal["BE", "NL"]


class ReferralError(Exception):
    """`referrals.yml` is wrong; the message has a line for each error."""


class Entry(Strict):
    """One organisation that helps. `phones` or `contact` says how to reach it; `checked` is when somebody last compared it."""

    id: Id
    needs: List[Literal[CRISIS + REFERRAL]] = Field(..., min_items=1)  # type: ignore[valid-type]
    country: Country
    region: Optional[Text] = None
    who: Text
    phones: List[Text] = Field(default_factory=list)
    contact: Optional[Text] = None
    hours: Optional[Text] = None
    for_whom: Text
    adds: Text
    source: Text
    checked: date

    @root_validator(skip_on_failure=True)
    def _reachable(cls, values: Dict[str, object]) -> Dict[str, object]:
        if not values["phones"] and not values["contact"]:
            raise ValueError("phones or contact must be given")
        return values


class Wording(Strict):
    """How a line of help is written."""

    line: Text
    call: Text
    or_: str = Field(..., alias="or")
    hours: str
    headings: Dict[Country, Text]


class Referrals(Strict):
    """The whole file."""

    wording: Wording
    entries: List[Entry]

    @validator("entries")
    def _complete(cls, entries: List[Entry]) -> List[Entry]:
        ids = [entry.id for entry in entries]
        double = sorted({each for each in ids if ids.count(each) > 1})
        if double:
            raise ValueError("the same id twice: " + ", ".join(double))
        known = {(need, entry.country) for entry in entries for need in entry.needs}
        lacking = [f"{need} in {land}" for need in CRISIS + REFERRAL for land in COUNTRIES if (need, land) not in known]
        if lacking:
            raise ValueError("nobody helps with " + ", ".join(lacking))
        return entries


@lru_cache(maxsize=None)
def load_referrals(path: Path = PATH) -> Referrals:
    """Read and check the file; raise ReferralError when it is wrong."""
    try:
        return Referrals.parse_obj(load(path))
    except UnreadableYaml as error:
        raise ReferralError(str(error)) from error
    except ValidationError as error:
        raise ReferralError(f"{path.name}: {error}") from error


def check(path: Path, today: date) -> Tuple[List[str], List[str]]:
    """Return the errors of a file and the warnings about entries that nobody checked for a year, each as a line to print."""
    try:
        return [], [f"{path.name}: {entry.id}: warning: last checked {entry.checked}" for entry in stale(today, path)]
    except ReferralError as error:
        return [str(error)], []


def entries_for(need: str, country: Optional[str] = None) -> Tuple[Entry, ...]:
    """Return who helps with a need, in the order of the file; () for an unknown need."""
    entries = load_referrals().entries
    return tuple(entry for entry in entries if need in entry.needs and country in (None, entry.country))


def stale(today: date, path: Path = PATH) -> Tuple[Entry, ...]:
    """Return the entries that nobody checked in the year before `today`."""
    return tuple(entry for entry in load_referrals(path).entries if (today - entry.checked).days > _DAYS_FRESH)
