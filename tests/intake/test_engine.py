"""Replaying answers: going back, changing, keeping what still holds."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.intake.answer import GIVEN, UNKNOWN, Answer
from bot.intake.engine import ANSWER, INVALID, KEEP, REOPEN, Event, changes, previous, state
from tests.intake.conftest import TODAY
from tests.intake.walker import FULL, straight, usual, variants

DAY = TODAY.isoformat()


def said(question, value, text=""):
    return Event(ANSWER, question, Answer(GIVEN, value, text or str(value), DAY))


def up_to(intake, name, **chosen):
    """Events until `name` is the current question."""
    events, _ = straight(intake, chosen)
    return events[: next(i for i, event in enumerate(events) if event.question == name)]


def test_the_first_question_is_the_consent_and_no_ends_it(intake):
    assert state(intake, []).current.id == "consent"
    end = state(intake, [said("consent", "no")])
    assert end.ended and not end.complete and end.current is None


def test_progress_counts_what_is_likely_to_come(intake):
    now = state(intake, [])
    assert (now.number, now.total) == (1, 35)
    _, end = straight(intake)
    assert end.number == end.total == len(end.answers)


def test_going_back_keeps_later_answers(intake):
    events = up_to(intake, "qualities_know")
    back = [*events, Event(REOPEN, "why_now")]
    now = state(intake, back)
    assert now.current.id == "why_now" and now.reopened
    assert now.answers == state(intake, events).answers
    assert state(intake, [*back, Event(KEEP, "why_now")]).current.id == "qualities_know"
    after = state(intake, [*back, said("why_now", "Een nieuwe chef")])
    assert after.current.id == "qualities_know"
    assert after.answers["why_now"].value == "Een nieuwe chef"


def test_back_twice_goes_two_questions_back(intake):
    events = up_to(intake, "qualities_know")
    first = previous(intake, state(intake, events))
    second = previous(intake, state(intake, [*events, Event(REOPEN, first.id)]))
    assert (first.id, second.id) == ("work", "urgency")


def test_there_is_no_way_back_before_the_consent(intake):
    assert previous(intake, state(intake, [])) is None
    assert previous(intake, state(intake, [said("consent", "yes")])) is None


def test_a_change_asks_again_only_what_rests_on_it(intake):
    events = up_to(intake, "qualities_know")
    old = state(intake, events)
    new = state(intake, [*events, said("request", "Blijf ik hier?")])
    assert new.current.id == "request_confirmed"
    assert changes(old, new, "request") == {"dropped": [], "restored": [], "reopened": ["request_confirmed"]}
    assert set(old.answers) - set(new.answers) == {"request_confirmed"}


def test_an_answer_taken_back_counts_again(intake):
    events = up_to(intake, "qualities_know")
    old = state(intake, events)
    request = old.answers["request"]
    again = [*events, said("request", "Blijf ik hier?"), Event(ANSWER, "request", request)]
    assert state(intake, again).answers == old.answers


def test_a_change_of_branch_drops_and_restores(intake):
    away = dict(employment=Answer(GIVEN, "student", "student", DAY))
    events = up_to(intake, "work", **away)
    inside = [*events, said("employment", "employee")]
    report = changes(state(intake, events), state(intake, inside), "employment")
    assert report["dropped"] == ["outside_frame"]
    back = [*inside, said("employment", "student")]
    assert changes(state(intake, inside), state(intake, back), "employment")["restored"] == ["outside_frame"]


def test_smart_asks_only_what_is_missing(intake):
    _, full = straight(intake, {"action.1": Answer(GIVEN, FULL, FULL, DAY)})
    _, bare = straight(intake)
    assert {"measure.1", "deadline.1"} & set(full.answers) == set()
    assert {"measure.1", "deadline.1"} <= set(bare.answers)


def test_five_actions_are_the_end(intake):
    chosen = {f"another.{n}": Answer(GIVEN, "yes", "ja", DAY) for n in range(1, 5)}
    _, end = straight(intake, chosen)
    assert "action.5" in end.answers and "another.5" not in intake.by_id


def test_a_changed_answer_asks_for_the_confirmation_again(intake):
    events, end = straight(intake)
    assert end.complete
    again = state(intake, [*events, said("goal", "Minder uren")])
    assert again.current.id == "confirmed"


def test_after_two_attempts_a_question_may_be_skipped(intake):
    events = up_to(intake, "urgency")
    misses = [Event(INVALID, "urgency")] * 2
    assert not state(intake, [*events, misses[0]]).may_skip
    assert state(intake, [*events, *misses]).may_skip
    assert not state(intake, [*events, *misses, said("urgency", 3)]).may_skip
    assert not state(intake, [Event(INVALID, "consent")] * 3).may_skip


def test_not_knowing_declining_no_and_not_asked_differ(intake):
    events = up_to(intake, "urgency")
    unknown = state(intake, [*events, Event(ANSWER, "urgency", Answer(UNKNOWN))])
    assert unknown.answers["urgency"].tokens == {"unknown"}
    assert "qualities_know" not in unknown.answers
    no = Answer(GIVEN, "no", "nee", DAY)
    assert no.tokens == {"given", "no"}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_any_detour_gives_the_same_as_straight_through(intake, seed):
    """Random answers, corrections, steps back and unreadable attempts, against the final answers given in order."""
    events = wander(intake, random.Random(seed))
    end = state(intake, events)
    assert end.current is None
    replayed, last = straight(intake, dict(end.answers))
    assert last.answers == end.answers
    assert last.path == end.path
    assert [event.question for event in replayed] == list(end.path)


def wander(intake, random_source):
    """Events of a person who answers, goes back, changes and mistypes, until nothing is open."""
    events = []
    for step in range(2000):
        now = state(intake, events)
        if now.current is None:
            return events
        events.append(one_step(intake, now, random_source, step))
    raise AssertionError("never ends")


def one_step(intake, now, random_source, step):
    dice = random_source.random()
    if dice < 0.08:
        return Event(INVALID, now.current.id)
    if dice < 0.16 and step < 150 and previous(intake, now):
        return Event(REOPEN, previous(intake, now).id)
    if dice < 0.24 and step < 150 and len(now.answers) > 1:
        return Event(REOPEN, random_source.choice([name for name in now.answers if name != "consent"]))
    if dice < 0.3 and now.reopened:
        return Event(KEEP, now.current.id)
    options = [answer for answer in variants(now.current) if not answer.tokens & set(now.current.ends_on)]
    answer = usual(now.current) if step > 150 else random_source.choice(options)
    return Event(ANSWER, now.current.id, answer)
