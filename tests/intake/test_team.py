"""Counts: of events, without people, and still there when somebody is erased."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from bot.intake import counts
from bot.intake.coach_desk import CoachDesk
from bot.intake.models import Count
from bot.intake.team import WEEKS
from tests.intake.client import START, Client
from tests.intake.test_coach_desk import finished


def figures(light, library, now=START):
    return CoachDesk(light.store, library).team(now)


def test_starting_and_finishing_are_counted_in_their_week_and_once(light, library):
    client, _ = finished(light)
    client.say("wijzig mijn doel")
    client.say("Minder uren")
    client.say("ja")
    Client(light, "sender-2", START - timedelta(weeks=2)).go(until="why_now")
    found = figures(light, library)
    assert len(found.weeks) == WEEKS and found.weeks[-1].monday == date(2026, 11, 23)
    assert [(week.started, week.finished) for week in found.weeks[-3:]] == [(1, 0), (0, 0), (1, 1)]
    assert found.kinds["intake"] == (2, 1)


def test_where_people_stop_is_known_while_they_are_here_and_after_they_are_gone(light, library):
    Client(light, "sender-1", START).go(until="why_now")
    assert figures(light, library, START + timedelta(hours=1)).stops == ()
    later = START + timedelta(days=2)
    assert figures(light, library, later).stops == (("Je loopbaanvraag", 1),)
    light.erase("sender-1", later)
    assert figures(light, library, later).stops == (("Je loopbaanvraag", 1),)
    Client(light, "sender-2", later).go(until="goal")
    light.expire(later + timedelta(days=31))
    assert [number for _, number in figures(light, library, later + timedelta(days=31)).stops] == [1, 1]


def test_small_numbers_of_delicate_things_are_not_shown(light, library):
    with light.store.writing() as records:
        counts.count(records, counts.CRISIS, "panic", START, counts.FEW - 1)
        counts.count(records, counts.REFERRAL, "money", START, counts.FEW)
    found = figures(light, library)
    assert (found.crisis, found.referral) == ((("panic", None),), (("money", 5),))


def test_the_tally_of_conversations_is_written_after_a_moment(light, library):
    tally = counts.Tally(light.store)
    for _ in range(3):
        tally.add(counts.ASKED, "ask_level")
    tally.add(counts.UNANSWERED, "ask_pay")
    tally.write()
    tally.write()
    found = figures(light, library, counts.datetime.now(counts.ZONE))
    assert (found.asked, found.unanswered) == ((("ask_level", 3),), (("ask_pay", 1),))


def test_no_count_leads_back_to_somebody(light, library):
    finished(light)
    Client(light, "sender-2").go(until="goal")
    light.erase("sender-2", START)
    with light.store.reading() as records:
        rows = list(records.session.scalars(select(Count)))
        known = {question.id for question in library.get("intake").questions} | {"intake", "scan", "followup"}
    assert rows and {row.detail for row in rows} <= known and {row.what for row in rows} <= set(counts.WHATS)
    assert not {column.name for column in Count.__table__.columns} - {"week", "what", "detail", "number"}
