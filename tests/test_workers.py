"""The action server runs actions in threads."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from actions import workers
from actions.workers import work_in_threads
from bot.threads import finish

TOGETHER = threading.Barrier(2, timeout=10)


class Meeting(Action):
    """Waits until another one runs at the same moment."""

    def name(self):
        return "action_meeting"

    def run(self, dispatcher, tracker, domain):
        TOGETHER.wait()
        dispatcher.utter_message(text="samen")
        return []


class Refusing(Action):
    def name(self):
        return "action_refusing"

    def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection("action_refusing")


@pytest.fixture
def executor(monkeypatch):
    monkeypatch.setattr(ActionExecutor, "run", ActionExecutor.run)  # put back afterwards
    work_in_threads()
    made = ActionExecutor()
    made.register_action(Meeting())
    made.register_action(Refusing())
    return made


def call(name):
    state = {"sender_id": "ann", "slots": {}, "latest_message": {}, "events": [], "paused": False}
    return {"next_action": name, "tracker": state}


def test_two_actions_run_at_the_same_time_and_the_loop_goes_on(executor):
    async def both():
        start = time.perf_counter()
        found = await asyncio.gather(*(executor.run(call("action_meeting")) for _ in range(2)))
        return found, time.perf_counter() - start

    found, took = asyncio.run(both())
    assert [reply["responses"][0]["text"] for reply in found] == ["samen", "samen"] and took < 5


def test_a_refusal_arrives_as_without_threads(executor):
    with pytest.raises(ActionExecutionRejection):
        asyncio.run(executor.run(call("action_refusing")))


def test_another_version_is_refused(monkeypatch):
    monkeypatch.setattr(workers, "VERSION", "3.6.1")
    with pytest.raises(RuntimeError, match="compare them again"):
        work_in_threads()


def test_an_action_that_waits_is_refused():
    with pytest.raises(RuntimeError, match="without an event loop"):
        finish(asyncio.sleep(0))
