"""What templates need to show days and to link a finding to the answers it rests on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Dict, Mapping, Optional, Union

from bot.intake.messages import day
from bot.intake.zone import ZONE
from bot.web.pages import templates


def shown_day(value: Union[date, datetime, str, None]) -> str:
    """A day in words, "15 januari 2027", of a date, a moment or an ISO text; "" for nothing."""
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return day(value.astimezone(ZONE).date() if isinstance(value, datetime) else value)


def shown_moment(value: datetime) -> str:
    """A moment in words, "15 januari 2027, 14:05"."""
    here = value.astimezone(ZONE)
    return f"{day(here.date())}, {here:%H:%M}"


def today(now: datetime) -> date:
    """The day that it is here."""
    return now.astimezone(ZONE).date()


def read_day(text: str) -> Optional[date]:
    """The day that a date field sent; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def labels(data: Mapping[str, Any]) -> Dict[str, str]:
    """What a finding may rest on, by id: the label of a question, the title of a competency in a scan."""
    named = {answer["question"]: answer["label"] for phase in data["summary"] for answer in phase["answers"]}
    scanned = {level["competency"]: level["title"] for scan in data["scans"] for level in scan["levels"]}
    return {**scanned, **named}


def answers(data: Mapping[str, Any]) -> Dict[str, Mapping[str, Any]]:
    """The answers of a dossier by question."""
    return {answer["question"]: answer for phase in data["summary"] for answer in phase["answers"]}


templates.env.filters.update(day=shown_day, moment=shown_moment)
