"""Our functions do what Rasa's do, also with what is malformed; and a database that is away is no empty conversation."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, Dict, Iterator, Optional

import pytest
from rasa.core.actions import action as rasa_actions
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.nlu import departures
from bot.nlu.connections import close

SLOT = {"event": "slot", "name": "memory", "value": {"recent": ["a"]}}
RESULTS = [
    {},
    {"events": [], "responses": []},
    {"events": [SLOT], "responses": [{"text": "hallo", "buttons": []}]},
    {"events": [{**SLOT, "timestamp": 1.5, "metadata": {}}], "responses": []},
    {"events": [{**SLOT, "timestamp": "noon"}]},
    {"events": [{**SLOT, "name": 3}]},
    {"events": [SLOT, {"event": "active_loop", "name": "intake_form"}], "more": 1},
    {"events": None},
    {"events": "slot"},
    {"events": [{"name": "without a kind"}]},
    {"events": [{"event": "slot"}]},
    {"events": [{"event": "no such event"}]},
    {"events": [SLOT, 3]},
    {"responses": {}},
    {"responses": ["text"]},
    [],
    "text",
    None,
]


@pytest.fixture(autouse=True)
def stock_again() -> Iterator[None]:
    yield
    departures.return_to_stock()


def judged(result: Any) -> "tuple[Any, Optional[str]]":
    """What the check of an action's result gives or raises."""
    try:
        return RemoteAction("action_answer", None)._validate_action_result(result), None
    except Exception as error:  # whatever Rasa raises is what ours must raise
        return type(error), str(error)


@pytest.mark.parametrize("result", RESULTS, ids=str)
def test_the_result_of_an_action_is_judged_as_rasa_judges_it(result: Any) -> None:
    stock = judged(result)
    departures.depart()
    assert judged(result) == stock


def test_some_of_these_results_are_refused_and_some_are_not() -> None:
    assert {judged(result)[0] is True for result in RESULTS} == {True, False}


class Says(GraphComponent):
    """A step of a graph that tells what it got."""

    @classmethod
    def create(cls, config: Dict[str, Any], *_: Any, **__: Any) -> "Says":
        return cls()

    def run(self, **given: Any) -> Any:
        if "broken" in given.values():
            raise RuntimeError("broken")
        return given


def ran(inputs: Any, targets: Any) -> Any:
    """What a graph of four steps gives or raises: c needs a and b, b needs a, a needs an input."""

    def node(**needs: str) -> SchemaNode:
        return SchemaNode(needs, Says, "create", "run", {}, is_target="c" not in needs.values())

    nodes = {"a": node(first="__input__"), "b": node(x="a"), "c": node(x="a", y="b"), "d": node(z="__other__")}
    context = ExecutionContext(GraphSchema(nodes))
    try:
        return DaskGraphRunner.create(GraphSchema(nodes), None, context).run(inputs, targets)  # type: ignore[arg-type]
    except Exception as error:
        return type(error), str(error)


GIVEN = {"__input__": "said"}
RUNS = [(GIVEN, ["c"]), (GIVEN, ["a", "b"]), (GIVEN, ["d"]), ({}, ["c"]), ({"__input__": "a"}, ["c"]), (GIVEN, ["no"])]
RUNS += [({"__input__": "broken"}, ["c"]), ({**GIVEN, "__other__": [3]}, None), (None, ["a"]), (GIVEN, None)]


@pytest.mark.parametrize("inputs, targets", RUNS, ids=str)
def test_a_graph_gives_what_dask_makes_it_give(inputs: Any, targets: Any) -> None:
    stock = ran(inputs, targets)
    departures.depart()
    assert ran(inputs, targets) == stock


def test_some_of_these_graphs_fail_and_some_do_not() -> None:
    assert {isinstance(ran(*run), dict) for run in RUNS} == {True, False}


def resolved(name: str, default: Any = None) -> Any:
    try:
        return Event.resolve_by_type(name, default)
    except ValueError as error:
        return str(error)


def all_types() -> Dict[str, Any]:
    names = {cls.type_name for cls in Event.__subclasses__()} | {"user", "slot", "action", "topic", "no such event"}
    return {name: (resolved(name), resolved(name, SlotSet)) for name in sorted(names)}


def test_every_kind_of_event_is_found_as_rasa_finds_it() -> None:
    stock = all_types()
    departures.depart()
    assert all_types() == stock
    assert all_types() == stock  # from memory


def test_the_default_actions_are_those_of_rasa_for_the_action_server_that_is_asked() -> None:
    here, there = EndpointConfig("http://here"), EndpointConfig("http://there")

    def made(endpoint: Any) -> Any:
        return [(type(each), vars(each)) for each in rasa_actions.default_actions(endpoint)]

    stock = [made(endpoint) for endpoint in (here, there, None)]
    departures.depart()
    assert [made(endpoint) for endpoint in (here, there, None)] == stock == [made(e) for e in (here, there, None)]
    assert rasa_actions.default_actions(here)[0] is rasa_actions.default_actions(here)[0]


class OurChannel:
    fails_whole = True


def test_a_failing_action_is_an_error_that_rasa_goes_on_after_and_on_our_channel_one_that_it_does_not_catch() -> None:
    def run(channel: Any) -> Any:
        endpoint = EndpointConfig("http://127.0.0.1:9/webhook")  # where nobody listens
        tracker = DialogueStateTracker.from_events("ann", [])
        return asyncio.run(RemoteAction("action_answer", endpoint).run(channel, None, tracker, Domain.empty()))

    departures.depart()
    with pytest.raises(Exception, match="Failed to execute custom action"):
        run(OutputChannel())
    with pytest.raises(departures.ActionFailed):
        run(OurChannel())
    departures.return_to_stock()
    with pytest.raises(Exception, match="Failed to execute custom action"):
        run(OurChannel())


class Away(InMemoryTrackerStore):
    """A tracker store whose database is out of reach."""

    async def retrieve(self, sender_id: str) -> Any:
        raise ConnectionError

    async def save(self, tracker: Any) -> None:
        raise ConnectionError


def test_when_the_database_is_away_rasa_goes_on_with_an_empty_conversation_and_we_do_not() -> None:
    store = FailSafeTrackerStore(Away(Domain.empty()))
    assert asyncio.run(store.retrieve("ann")) is None
    departures.depart()
    for broken in (store.retrieve("ann"), store.save(None)):
        with pytest.raises(ConnectionError):
            asyncio.run(broken)


def test_another_version_of_rasa_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasa.__version__", "3.6.22")
    with pytest.raises(RuntimeError, match=r"bot/nlu/departures.py .* Rasa 3\.6\.22 is installed"):
        departures.depart()


class Reading(MessageProcessor):
    """A processor whose graph needs somebody else's turn of the event loop before it is done."""

    http_interpreter = None

    def __init__(self) -> None:
        self.others_went_on, self.threads = threading.Event(), set()

    def _parse_message_with_graph(self, message: Any, *_: Any) -> Dict[str, Any]:
        self.threads.add(threading.current_thread())
        if message.text == "fails":
            raise ValueError("fails")
        if message.text == "long":
            assert self.others_went_on.wait(10)
        return {"text": message.text, "intent": {"name": "greet"}, "entities": []}

    def _check_for_unseen_features(self, parse_data: Any) -> None:
        pass


def test_what_a_message_means_is_worked_out_beside_the_event_loop() -> None:
    async def read(text: str, processor: Reading) -> Any:
        reading = asyncio.ensure_future(processor.parse_message(UserMessage(text)))
        await asyncio.sleep(0)
        processor.others_went_on.set()
        return await reading

    stock = asyncio.run(read("kort", Reading()))
    departures.depart()
    ours = Reading()
    assert asyncio.run(read("kort", ours)) == stock
    assert asyncio.run(read("long", ours))["text"] == "long"
    assert threading.current_thread() not in ours.threads
    with pytest.raises(ValueError, match="fails"):
        asyncio.run(read("fails", ours))


def test_a_short_message_is_worked_out_once_for_a_model_and_given_out_as_new() -> None:
    async def read(text: str, whole: bool = True) -> Any:
        return await ours.parse_message(UserMessage(text), None, whole)

    departures.depart()
    ours = Reading()
    first = asyncio.run(read("ja"))
    first["intent"]["name"] = "changed"
    ours.threads.clear()
    assert asyncio.run(read("ja"))["intent"] == {"name": "greet"} and not ours.threads
    assert asyncio.run(read("ja", whole=False)) and ours.threads  # with all properties: not what was kept
    ours.threads.clear()
    assert asyncio.run(read("ja, en nog veel meer daarover")) and asyncio.run(read("ja, en nog veel meer daarover"))
    assert ours.threads  # who says more may tell who they are
    ours = Reading()
    assert asyncio.run(read("ja")) and ours.threads  # another model
    with pytest.raises(ValueError, match="fails"):
        asyncio.run(read("fails"))


def test_connections_to_the_action_server_stay_open() -> None:
    async def calls(count: int) -> "tuple[int, list]":
        connections = 0

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal connections
            connections += 1
            while await reader.readline():
                size = 0
                while (line := await reader.readline()).strip():
                    name, _, value = line.decode().partition(":")
                    size = int(value) if name.lower() == "content-length" else size
                await reader.readexactly(size)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        endpoint = EndpointConfig(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/webhook")
        said = [await endpoint.request(json={"number": number}) for number in range(count)]
        await close()
        server.close()
        return connections, said

    assert asyncio.run(calls(3)) == (3, [{}] * 3)
    departures.depart()
    assert asyncio.run(calls(3)) == (1, [{}] * 3)
