"""A tracker store that keeps recent conversations as they stood after their last save.

Rasa's own reads and replays every event of a conversation at each message, twice: the hundredth message costs several
times the fifth. Here a conversation that this process saved last is taken from memory, if the database holds nothing
newer, and only its last turns are kept there; the database still holds every event. And Rasa's own waits for the database in
the event loop, in which everybody's messages are handled; here that is done in a thread, and what is saved at the same time is
saved together.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict, deque
from dataclasses import dataclass
from itertools import islice
from typing import Any, Dict, List, Optional, Text

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, Restarted, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.together import Together
from bot.threads import in_thread

EVENTS = 20_000  # in memory, of all conversations together: 2 kB each
LONGEST, CUT_TO = 15, 12  # turns of one conversation in memory, of six to twelve events; actions look ten turns back


@dataclass
class _Kept:
    tracker: DialogueStateTracker
    saved: int  # events that it had when it was read or saved; more of them now means that a turn broke off
    last_row: Optional[int]  # of this conversation in the database


class RecentTrackerStore(SQLTrackerStore):
    """Rasa's SQL tracker store with the recent conversations in memory."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: "OrderedDict[Text, _Kept]" = OrderedDict()  # the one handled last at the end
        self._events = 0  # of all that are kept
        self._add = sa.insert(self.SQLEvent.__table__)
        self._last = sa.select(sa.func.max(self.SQLEvent.id)).where(self.SQLEvent.sender_id == sa.bindparam("sender"))
        self._write = Together(self._write_all)

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """The conversation from memory if nothing was added to it since, else from the database."""
        last_row = await in_thread(self._newest, sender_id)
        kept = self._kept.get(sender_id)
        if kept and kept.last_row == last_row and len(kept.tracker.events) == kept.saved:
            self._kept.move_to_end(sender_id)
            return kept.tracker
        tracker = await in_thread(asyncio.run, super().retrieve(sender_id))
        self._keep(sender_id, tracker, last_row)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add the new events to the database, all in one statement that is made once: Rasa's own makes an object of each."""
        await self.stream_events(tracker)
        try:
            last_row = await self._write(tracker)
        except BaseException:
            self.drop(tracker.sender_id)  # nobody knows what of it is in the database
            raise
        _cut(tracker)
        self._keep(tracker.sender_id, tracker, last_row)

    def _newest(self, sender_id: Text) -> Optional[int]:
        with self.engine.connect() as connection:
            return connection.execute(self._last, {"sender": sender_id}).scalar()

    def _write_all(self, trackers: List[DialogueStateTracker]) -> List[Optional[int]]:
        rows = [_row(tracker.sender_id, event) for tracker in trackers for event in self._added(tracker)]
        with self.engine.begin() as connection:
            if rows:
                connection.execute(self._add, rows)
            return [connection.execute(self._last, {"sender": tracker.sender_id}).scalar() for tracker in trackers]

    def drop(self, sender_id: Text) -> None:
        """Keep a conversation in memory no longer."""
        kept = self._kept.pop(sender_id, None)
        self._events -= kept.saved if kept else 0

    def _event_query(self, session: Any, sender_id: Text, fetch_events_from_all_sessions: bool) -> Any:
        """Rasa's own finds the start of the session by the clock, and loses what was said after the clock was put back."""
        event = self.SQLEvent
        query = session.query(event).filter(event.sender_id == sender_id)
        if not fetch_events_from_all_sessions:
            started = sa.select(sa.func.max(event.id)).where(
                event.sender_id == sender_id, event.type_name == SessionStarted.type_name
            )
            query = query.filter(event.id >= sa.func.coalesce(started.scalar_subquery(), 0))
        return query.order_by(event.id)

    def _added(self, tracker: DialogueStateTracker) -> List[Event]:
        """The events that are not in the database yet."""
        kept = self._kept.get(tracker.sender_id)
        if kept and kept.tracker is tracker:
            return list(islice(tracker.events, kept.saved, None))
        with self.session_scope() as session:
            return list(self._additional_events(session, tracker))

    def _keep(self, sender_id: Text, tracker: Optional[DialogueStateTracker], last_row: Optional[int]) -> None:
        self.drop(sender_id)
        if tracker is not None:
            self._kept[sender_id] = _Kept(tracker, len(tracker.events), last_row)
            self._events += len(tracker.events)
            while self._events > EVENTS:
                self.drop(next(iter(self._kept)))


def _row(sender_id: Text, event: Event) -> Dict[Text, Any]:
    """An event in the columns of Rasa's table."""
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _cut(tracker: DialogueStateTracker) -> None:
    """Keep the last turns, and before them what still held when they began."""
    events = list(tracker.events)
    ends = [place for place, event in enumerate(events) if _listens(event)]  # of the turns
    if len(ends) > LONGEST:
        start = ends[-CUT_TO - 1]
        tracker.events = deque([*_standing(events[:start]), *events[start:]])


def _standing(events: List[Event]) -> List[Event]:
    """The events that set what holds after all of them: the slots, and the form that is running. Rasa replays them for actions."""
    last: Dict[Text, Event] = {}
    for event in events:
        if isinstance(event, (SessionStarted, Restarted)):
            last.clear()
        elif isinstance(event, (ActiveLoop, SlotSet)):
            last[f"{event.type_name} {event.key}" if isinstance(event, SlotSet) else event.type_name] = event
    return list(last.values())


def _listens(event: Any) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
