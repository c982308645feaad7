"""Where we depart from Rasa 3.6.21, and nowhere else; tests/nlu/test_departures.py compares with and without.

Two functions work out the same thing again at every message. Each keeps Rasa's own function for whatever is not the plain
case, so that a malformed result or an unknown event fails as it does in Rasa. Measured by `make bench` (docs/performance.md).

- `rasa/core/actions/action.py`, `RemoteAction._validate_action_result`: `jsonschema.validate` checks the constant schema
  itself, and compiles it, at every call of the action server. Here it is compiled once.
- `rasa/shared/core/events.py`, `Event.resolve_by_type`: walks all subclasses of Event for each event that is read. Here
  the answer is kept per type name.

And two things go wrong without a word:

- `rasa/core/tracker_store.py`, `FailSafeTrackerStore.on_tracker_store_error` and `on_tracker_store_retrieve_error`: when the
  database is away, Rasa goes on with an empty conversation in memory, answers an intake question as if nobody had asked it,
  and forgets that turn later. Here the message fails instead: the person reads that it was not handled, and sends it again.
- `rasa/core/processor.py`, `MessageProcessor._run_action`: when an action fails (the action server is gone), Rasa goes on without
  its events, takes what was said for a valid answer to the form and saves that. On our own channel the message fails as a
  whole and nothing of it is saved: `RemoteAction.run` raises what Rasa does not catch.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text, Type

import rasa
from jsonschema.validators import validator_for
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.events import Event

VERSION = "3.6.21"

_stock_run = RemoteAction.run
_stock_validate = RemoteAction._validate_action_result
_stock_resolve = Event.resolve_by_type
_stock_errors = (FailSafeTrackerStore.on_tracker_store_error, FailSafeTrackerStore.on_tracker_store_retrieve_error)


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
    RemoteAction.run = _run
    RemoteAction._validate_action_result = _validate_action_result
    Event.resolve_by_type = staticmethod(_resolve_by_type)
    FailSafeTrackerStore.on_tracker_store_error = FailSafeTrackerStore.on_tracker_store_retrieve_error = _fail


def return_to_stock() -> None:
    """Put Rasa's own functions back: for comparing."""
    RemoteAction.run = _stock_run
    RemoteAction._validate_action_result = _stock_validate
    Event.resolve_by_type = staticmethod(_stock_resolve)
    FailSafeTrackerStore.on_tracker_store_error = _stock_errors[0]
    FailSafeTrackerStore.on_tracker_store_retrieve_error = _stock_errors[1]


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
    return True if _validator.is_valid(result) else _stock_validate(self, result)


def _resolve_by_type(type_name: Text, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
    known = _types.get(type_name)
    if known is None:
        known = _stock_resolve(type_name, default)
        if known is not None and known is not default:
            _types[type_name] = known
    return known


def _fail(self: FailSafeTrackerStore, error: Exception) -> None:
    raise error
