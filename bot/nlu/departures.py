"""Where we depart from Rasa 3.6.21, and nowhere else; tests/nlu/test_departures.py compares with and without.

Some functions work out the same thing again at every message. Each keeps Rasa's own function for whatever is not the plain
case, so that a malformed result or an unknown event fails as it does in Rasa. Measured by `make bench` (docs/performance.md).

- `rasa/core/actions/action.py`, `RemoteAction._validate_action_result`: `jsonschema.validate` checks the constant schema
  itself, and compiles it, at every call of the action server. Here texts and slots are looked at by themselves, and for all else
  the schema is compiled once.
- `rasa/shared/core/events.py`, `Event.resolve_by_type`: walks all subclasses of Event for each event that is read. Here
  the answer is kept per type name.
- `rasa/engine/runner/dask.py`, `DaskGraphRunner.run`: has dask plan the same few steps again at each call, three times a message.
  Here each step is taken when the next one needs it.
- `rasa/core/policies/rule_policy.py`, `RulePolicy._get_possible_keys`: compares every rule with every state since the
  conversation began. Here only with as many states as the longest rule has, and the rules that fit are kept for each state
  of what rules look at (bot/nlu/rule_memory.py).
- `rasa/core/policies/policy.py`, `Policy._prediction_states`: makes every state since the conversation began, twice for the
  same events (as text and as intent). Here once, and for rules only as many as the longest rule has (bot/nlu/rule_memory.py).
- `rasa/core/actions/action.py`, `default_actions`: makes all twelve of them to find one by its name, five times a message. They
  keep nothing, so here they are made once for each action server.
- `rasa/utils/endpoints.py`, `EndpointConfig.session`: opens a connection to the action server for every call. Here connections
  stay open (bot/nlu/connections.py).
- `rasa/core/processor.py`, `MessageProcessor.parse_message`: works out anew what "ja" means whenever somebody says it. Here the
  meaning of the shortest messages is kept (bot/nlu/known_words.py).

And some things go wrong without a word:

- `rasa/core/processor.py`, `MessageProcessor.parse_message`: works out what a message means in the event loop, where a long message
  holds up everybody. Here that is done in a thread.
- `rasa/core/tracker_store.py`, `FailSafeTrackerStore.on_tracker_store_error` and `on_tracker_store_retrieve_error`: when the
  database is away, Rasa goes on with an empty conversation in memory, answers an intake question as if nobody had asked it,
  and forgets that turn later. Here the message fails instead: the person reads that it was not handled, and sends it again.
- `rasa/core/processor.py`, `MessageProcessor._run_action`: when an action fails (the action server is gone), Rasa goes on without
  its events, takes what was said for a valid answer to the form and saves that. On our own channel the message fails as a
  whole and nothing of it is saved: `RemoteAction.run` raises what Rasa does not catch.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from inspect import getattr_static
from typing import Any, Dict, List, Optional, Text, Type
from weakref import WeakKeyDictionary

import rasa
from jsonschema.validators import validator_for
from rasa.core.actions import action as rasa_actions
from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import UserMessage
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.nlu.connections import session
from bot.nlu.known_words import KnownWords
from bot.nlu.rule_memory import possible_keys, recent_states
from bot.threads import finish, in_thread

VERSION = "3.6.21"

_stock_run = RemoteAction.run
_stock_validate = RemoteAction._validate_action_result
_stock_resolve = Event.resolve_by_type
_stock_defaults = rasa_actions.default_actions
_stock_run_graph = DaskGraphRunner.run
_stock_parse = MessageProcessor.parse_message
_readers = ThreadPoolExecutor(2, thread_name_prefix="read")  # one for the others while somebody's long message is read


class ActionFailed(BaseException):
    """An action failed, and with it the message. Not an Exception: Rasa would log that and go on."""


def depart() -> None:
    """Put our functions in the place of Rasa's; a second call changes nothing.

    Raises:
        RuntimeError: this is another version of Rasa than the one that this module was compared with.
    """
    if rasa.__version__ != VERSION:
        raise RuntimeError(
            f"bot/nlu/departures.py replaces parts of Rasa {VERSION}, but Rasa {rasa.__version__} is installed: compare "
            "them again (tests/nlu/test_departures.py) and set VERSION"
        )
    for owner, name, ours in _OURS:
        setattr(owner, name, ours)


def return_to_stock() -> None:
    """Put Rasa's own functions back: for comparing."""
    for owner, name, stock in _STOCK:
        setattr(owner, name, stock)


_schema = RemoteAction.action_response_format_spec()
_validator = validator_for(_schema)(_schema)
_types: Dict[Text, Type[Event]] = {}


async def _run(self: RemoteAction, output_channel: Any, *arguments: Any) -> List[Event]:
    try:
        return await _stock_run(self, output_channel, *arguments)
    except ActionExecutionRejection:  # no failure: the form leaves the message to the rules
        raise
    except Exception as error:
        if getattr(output_channel, "fails_whole", False):
            raise ActionFailed(self.name()) from error
        raise


def _validate_action_result(self: RemoteAction, result: Dict[Text, Any]) -> bool:
    return True if _is_plain(result) or _validator.is_valid(result) else _stock_validate(self, result)


def _is_plain(result: Any) -> bool:
    """Whether a result holds nothing but texts and slots, as nearly all of ours do; False says nothing about the others."""
    if not isinstance(result, dict):
        return False
    events, responses = result.get("events", []), result.get("responses", [])
    both = isinstance(events, list) and isinstance(responses, list)
    return both and all(map(_is_slot, events)) and all(isinstance(response, dict) for response in responses)


def _is_slot(event: Any) -> bool:
    return (
        isinstance(event, dict)
        and event.get("event") == "slot"
        and isinstance(event.get("name"), str)
        and "value" in event
        and event.get("timestamp") is None
        and event.get("metadata") is None
    )


def _resolve_by_type(type_name: Text, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
    known = _types.get(type_name)
    if known is None:
        known = _stock_resolve(type_name, default)
        if known is not None and known is not default:
            _types[type_name] = known
    return known


_defaults: "tuple[Optional[EndpointConfig], List[Action]]" = (None, [])


def _default_actions(action_endpoint: Optional[EndpointConfig] = None) -> List[Action]:
    global _defaults
    if not _defaults[1] or _defaults[0] is not action_endpoint:
        _defaults = action_endpoint, _stock_defaults(action_endpoint)
    return list(_defaults[1])


def _fail(self: FailSafeTrackerStore, error: Exception) -> None:
    raise error


def _run_graph(
    self: DaskGraphRunner, inputs: Optional[Dict[Text, Any]] = None, targets: Optional[List[Text]] = None
) -> Dict[Text, Any]:
    nodes, wanted, given = self._graph_schema.nodes, targets or self._graph_schema.target_names, inputs or {}
    if not set(wanted) <= nodes.keys() or any(isinstance(value, str) and value in nodes for value in given.values()):
        return _stock_run_graph(self, inputs, targets)  # which says what is wrong
    done: Dict[Text, Any] = {name: (name, value) for name, value in given.items()}

    def result(name: Text) -> Any:
        if name not in done:
            known = name in nodes  # who is not there stands for itself, and the node that needs it complains
            done[name] = self._instantiated_nodes[name](*map(result, nodes[name].needs.values())) if known else name
        return done[name]

    try:
        return dict(map(result, wanted))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error


_known_words: "WeakKeyDictionary[MessageProcessor, KnownWords]" = WeakKeyDictionary()  # a new model has a new processor


async def _parse_message(
    self: MessageProcessor,
    message: UserMessage,
    tracker: Optional[DialogueStateTracker] = None,
    only_output_properties: bool = True,
) -> Dict[Text, Any]:
    if self.http_interpreter:  # a server elsewhere, which is waited for
        return await _stock_parse(self, message, tracker, only_output_properties)
    words = _known_words.setdefault(self, KnownWords()) if only_output_properties else KnownWords()
    meaning = words.meaning(message.text)
    if meaning is None:
        parsing = _stock_parse(self, message, tracker, only_output_properties)
        meaning = await in_thread(finish, parsing, pool=_readers)
        words.keep(message.text, meaning)
    return meaning


_OURS = (
    (RemoteAction, "run", _run),
    (RemoteAction, "_validate_action_result", _validate_action_result),
    (Event, "resolve_by_type", staticmethod(_resolve_by_type)),
    (rasa_actions, "default_actions", _default_actions),
    (FailSafeTrackerStore, "on_tracker_store_error", _fail),
    (FailSafeTrackerStore, "on_tracker_store_retrieve_error", _fail),
    (DaskGraphRunner, "run", _run_graph),
    (MessageProcessor, "parse_message", _parse_message),
    (RulePolicy, "_get_possible_keys", possible_keys),
    (RulePolicy, "_prediction_states", recent_states),
    (EndpointConfig, "session", session),
)
_STOCK = tuple((owner, name, getattr_static(owner, name)) for owner, name, _ in _OURS)
