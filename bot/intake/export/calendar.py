"""The plan as a calendar file: one whole-day event per action with a date, with two reminders."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Mapping

from icalendar import Alarm, Calendar, Event

from bot.intake.messages import fill
from bot.intake.text import content, shorten

SUMMARY = 120  # characters of an action in the title of an event
OPEN = ("planned", "not_yet", "changed")


def to_ics(data: Mapping[str, Any]) -> bytes:
    """An iCalendar file with the open actions that have a date; the same plan gives the same bytes."""
    texts = content("dossier")["calendar"]
    calendar = Calendar()
    calendar.add("prodid", texts["product"])
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", texts["name"])
    for action in data["plan"]["actions"]:
        if action["deadline"] and action["status"] in OPEN:
            calendar.add_component(_event(action, data["day"], texts))
    return calendar.to_ical()


def _event(action: Mapping[str, Any], made: str, texts: Mapping[str, str]) -> Event:
    day = date.fromisoformat(action["deadline"])
    filled = {"number": action["number"], "text": shorten(action["text"], SUMMARY), "measure": action["measure"] or ""}
    event = Event()
    identity = f"{action['number']}|{action['text']}|{action['deadline']}"
    event.add("uid", hashlib.sha256(identity.encode()).hexdigest()[:32] + "@loopbaanbot")
    event.add("dtstamp", datetime.combine(date.fromisoformat(made), time(12), timezone.utc))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", fill(texts["summary"], filled))
    if action["measure"]:
        event.add("description", fill(texts["description"], filled))
    for ahead, key in ((timedelta(days=-7), "week"), (timedelta(days=-1), "day")):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", ahead)
        alarm.add("description", fill(texts[key], filled))
        event.add_component(alarm)
    return event
