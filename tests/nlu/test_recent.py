"""Conversations kept in memory are the conversations that the database holds."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any, Dict, List, Optional

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu import recent
from bot.nlu.recent import CUT_TO, LONGEST, RecentTrackerStore
from bot.settings import ROOT

START: List[Event] = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]
SLOW = 0.6  # seconds that each statement takes


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'conversations.db'}"


def store(kind: Any, domain: Domain, url: str) -> SQLTrackerStore:
    return kind(domain, dialect="sqlite", host=url)


def turn(number: int) -> List[Event]:
    """What one message adds to a conversation; a form starts at message 3 and ends at message 20."""
    events: List[Event] = [UserUttered(f"bericht {number}", intent={"name": "ask_level"})]
    if number == 3:
        events += [ActionExecuted("intake_form"), ActiveLoop("intake_form")]
    events += [ActionExecuted("action_answer"), BotUttered(f"antwoord {number}")]
    events += [SlotSet("memory", {"shown": number})]
    if number == 20:
        events += [ActiveLoop(None)]
    return [*events, ActionExecuted("action_listen")]


def say(store: SQLTrackerStore, number: int) -> DialogueStateTracker:
    """One message as Rasa handles it: read, add, save."""

    async def handle() -> DialogueStateTracker:
        tracker = await store.get_or_create_tracker("ann", append_action_listen=False)
        tracker.update_with_events(([] if tracker.events else START) + turn(number), store.domain)
        await store.save(tracker)
        return tracker

    return asyncio.run(handle())


def read(store: SQLTrackerStore) -> Optional[DialogueStateTracker]:
    return asyncio.run(store.retrieve("ann"))


def told(tracker: DialogueStateTracker) -> List[Optional[str]]:
    """What the person said, as far as it is in memory."""
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def state(tracker: Optional[DialogueStateTracker]) -> Dict[str, Any]:
    """What rules and actions see, without the time of the events."""
    assert tracker is not None
    seen = tracker.current_state()
    seen.pop("latest_event_time")
    return {**seen, "last": [event.as_dict().get("text") for event in list(tracker.events)[-6:]]}


def test_each_message_finds_what_a_new_process_of_rasas_own_would_find(domain: Domain, url: str) -> None:
    ours = store(RecentTrackerStore, domain, url)
    for number in range(1, 45):
        say(ours, number)
        assert state(read(ours)) == state(read(store(SQLTrackerStore, domain, url))), number


def test_every_event_is_in_the_database_once(domain: Domain, url: str) -> None:
    ours = store(RecentTrackerStore, domain, url)
    for number in range(1, 45):
        say(ours, number)
    whole = read(store(SQLTrackerStore, domain, url))
    assert whole is not None
    assert told(whole) == [f"bericht {number}" for number in range(1, 45)]
    assert len(whole.events) == len(START[1:]) + sum(len(turn(number)) for number in range(1, 45))


def test_a_long_conversation_keeps_its_last_turns_in_memory(domain: Domain, url: str) -> None:
    ours = store(RecentTrackerStore, domain, url)
    turns = [told(say(ours, number)) for number in range(1, 60)]
    assert all(said[-1] == f"bericht {number}" for number, said in enumerate(turns, 1))
    assert {len(said) for said in turns[20:]} == set(range(CUT_TO, LONGEST))


def test_the_conversations_handled_last_stay_in_memory_and_the_others_are_read_again(
    domain: Domain, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "EVENTS", 20)
    ours = store(RecentTrackerStore, domain, url)
    for name in ("ann", "bo", "cas", "ann", "dee"):
        tracker = asyncio.run(ours.get_or_create_tracker(name))
        tracker.update_with_events([*turn(1)], domain)
        asyncio.run(ours.save(tracker))
        assert sum(kept.saved for kept in ours._kept.values()) == ours._events <= 20
    assert list(ours._kept)[-2:] == ["ann", "dee"] and "bo" not in ours._kept
    assert told(asyncio.run(ours.retrieve("bo"))) == ["bericht 1"]


def test_a_form_that_started_before_the_cut_is_still_known(domain: Domain, url: str) -> None:
    ours = store(RecentTrackerStore, domain, url)
    tracker = say(ours, 3)
    for number in range(100, 100 + 2 * LONGEST):
        tracker = say(ours, number)
    assert tracker.active_loop_name == "intake_form"
    assert list(tracker.events)[0] == ActiveLoop("intake_form")
    assert tracker.past_states(domain)[-1]["active_loop"] == {"name": "intake_form"}


def test_what_was_set_before_the_cut_still_holds_when_rasa_replays_what_is_left(domain: Domain, url: str) -> None:
    """Rasa hands actions such a replay."""
    ours = store(RecentTrackerStore, domain, url)
    tracker = say(ours, 1)
    tracker.update_with_events([SlotSet("referred", ["debts"]), SlotSet("questionnaire", {"kind": "scan"})], domain)
    asyncio.run(ours.save(tracker))
    for number in range(2, 4 * LONGEST):
        tracker = say(ours, number)
        assert tracker.copy().current_slot_values() == tracker.current_slot_values(), number
    assert tracker.copy().get_slot("referred") == ["debts"] and told(tracker)[0] != "bericht 1"


def test_what_is_saved_at_the_same_time_is_saved_together_and_each_knows_its_own(domain: Domain, url: str) -> None:
    ours, commits = store(RecentTrackerStore, domain, url), []
    sa.event.listen(ours.engine, "commit", commits.append)

    async def talk(name: str) -> None:
        for number in (1, 2):
            tracker = await ours.get_or_create_tracker(name, append_action_listen=False)
            tracker.update_with_events(([] if tracker.events else START) + turn(number), domain)
            await ours.save(tracker)

    async def all_talk() -> None:
        await asyncio.gather(*(talk(f"person {number}") for number in range(20)))

    asyncio.run(all_talk())
    assert len(commits) < 20
    for number in range(20):
        found = asyncio.run(store(RecentTrackerStore, domain, url).retrieve(f"person {number}"))
        assert told(found) == ["bericht 1", "bericht 2"] == told(ours._kept[f"person {number}"].tracker)


def test_who_cannot_be_saved_fails_alone(domain: Domain, url: str) -> None:
    ours = store(RecentTrackerStore, domain, url)

    async def talk(name: str, value: Any) -> None:
        tracker = await ours.get_or_create_tracker(name, append_action_listen=False)
        tracker.update_with_events(START + [SlotSet("memory", value)] + turn(1), domain)
        await ours.save(tracker)

    async def all_talk() -> List[Any]:
        values = [{"shown": 1}, {1, 2}, {"shown": 3}, {"shown": 4}]  # a set is no JSON
        talks = (talk(f"person {number}", value) for number, value in enumerate(values))
        return await asyncio.gather(*talks, return_exceptions=True)

    assert [type(result) for result in asyncio.run(all_talk())] == [type(None), TypeError, type(None), type(None)]
    told_of = [asyncio.run(ours.retrieve(f"person {number}")) for number in range(4)]
    assert [tracker is not None for tracker in told_of] == [True, False, True, True]


def test_what_another_server_added_is_seen(domain: Domain, url: str) -> None:
    here, there = store(RecentTrackerStore, domain, url), store(RecentTrackerStore, domain, url)
    say(here, 1)
    say(there, 2)
    say(here, 4)
    told = [event.text for event in read(there).events if isinstance(event, UserUttered)]
    assert told == ["bericht 1", "bericht 2", "bericht 4"]


def test_a_turn_that_broke_off_is_not_remembered(domain: Domain, url: str) -> None:
    ours = store(RecentTrackerStore, domain, url)
    say(ours, 1)
    broken = read(ours)
    assert broken is not None
    broken.update(SlotSet("memory", {"shown": 99}), domain)  # and no save: the action server was gone
    assert state(read(ours))["slots"]["memory"] == {"shown": 1}


def test_what_was_said_after_the_clock_was_put_back_is_not_lost(
    domain: Domain, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = store(RecentTrackerStore, domain, url)
    say(ours, 1)
    monkeypatch.setattr("time.time", lambda: 1_000_000.0)  # 1970
    say(ours, 2)
    say(store(RecentTrackerStore, domain, url), 4)
    told = [
        event.text for event in read(store(RecentTrackerStore, domain, url)).events if isinstance(event, UserUttered)
    ]
    assert told == ["bericht 1", "bericht 2", "bericht 4"]


def test_a_turn_that_could_not_be_saved_is_not_remembered(domain: Domain, url: str) -> None:
    ours = store(RecentTrackerStore, domain, url)
    say(ours, 1)

    def fail(_: Any, __: Any, statement: str, *rest: Any) -> None:
        if statement.startswith("INSERT"):
            raise OSError("the disk is full")

    sa.event.listen(ours.engine, "before_cursor_execute", fail)
    with pytest.raises(OSError):
        say(ours, 2)
    sa.event.remove(ours.engine, "before_cursor_execute", fail)
    say(ours, 4)
    told = [event.text for event in read(ours).events if isinstance(event, UserUttered)]
    assert told == ["bericht 1", "bericht 4"]


def test_a_slow_database_holds_up_nobody_else(domain: Domain, url: str) -> None:
    """While a conversation is read and saved, the event loop goes on with those of others."""
    slow = store(RecentTrackerStore, domain, url)
    sa.event.listen(slow.engine, "before_cursor_execute", lambda *_: time.sleep(SLOW))
    pauses: List[float] = []

    async def others() -> None:
        before = time.perf_counter()
        while True:
            await asyncio.sleep(0.005)
            before, last = time.perf_counter(), before
            pauses.append(before - last)

    async def talk() -> None:
        going_on = asyncio.ensure_future(others())
        tracker = await slow.get_or_create_tracker("ann", append_action_listen=False)
        tracker.update_with_events(START + turn(1), domain)
        await slow.save(tracker)
        going_on.cancel()

    asyncio.run(talk())
    assert max(pauses) < SLOW / 2 and sum(pauses) > 2 * SLOW


def test_who_is_cancelled_while_saving_has_saved(domain: Domain, url: str) -> None:
    kept = store(RecentTrackerStore, domain, url)
    sa.event.listen(kept.engine, "before_cursor_execute", lambda *_: time.sleep(0.1))

    async def talk() -> None:
        tracker = await kept.get_or_create_tracker("ann", append_action_listen=False)
        tracker.update_with_events(START + turn(1), domain)
        saving = asyncio.ensure_future(kept.save(tracker))
        await asyncio.sleep(0.05)
        saving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await saving
        read_again = (await kept.retrieve("ann")).events  # from the start of its session
        assert len(read_again) == len(START[1:] + turn(1))

    asyncio.run(talk())
