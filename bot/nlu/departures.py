"""Where we depart from Rasa 3.6.21, and nowhere else: two functions that work out the same thing again at every message.

Each keeps Rasa's own function for whatever is not the plain case, so that a malformed result or an unknown event fails as
it does in Rasa; tests/nlu/test_departures.py compares both. Measured by `make bench` (docs/performance.md).

- `rasa/core/actions/action.py`, `RemoteAction._validate_action_result`: `jsonschema.validate` checks the constant schema
  itself, and compiles it, at every call of the action server. Here it is compiled once.
- `rasa/shared/core/events.py`, `Event.resolve_by_type`: walks all subclasses of Event for each event that is read. Here
  the answer is kept per type name.
"""

from __future__ import annotations

from typing import Any, Dict, Optional, Text, Type

import rasa
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event

VERSION = "3.6.21"

_stock_validate = RemoteAction._validate_action_result
_stock_resolve = Event.resolve_by_type


def depart() -> None:
    """Put our two functions in the place of Rasa's; a second call changes nothing.

    Raises:
        RuntimeError: this is another version of Rasa than the one that this module was compared with.
    """
    if rasa.__version__ != VERSION:
        raise RuntimeError(
            f"bot/nlu/departures.py replaces parts of Rasa {VERSION}, but Rasa {rasa.__version__} is installed: compare "
            "them again (tests/nlu/test_departures.py) and set VERSION"
        )
    RemoteAction._validate_action_result = _validate_action_result
    Event.resolve_by_type = staticmethod(_resolve_by_type)


def return_to_stock() -> None:
    """Put Rasa's own functions back: for comparing."""
    RemoteAction._validate_action_result = _stock_validate
    Event.resolve_by_type = staticmethod(_stock_resolve)


_schema = RemoteAction.action_response_format_spec()
_validator = validator_for(_schema)(_schema)
_types: Dict[Text, Type[Event]] = {}


def _validate_action_result(self: RemoteAction, result: Dict[Text, Any]) -> bool:
    return True if _validator.is_valid(result) else _stock_validate(self, result)


def _resolve_by_type(type_name: Text, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
    known = _types.get(type_name)
    if known is None:
        known = _stock_resolve(type_name, default)
        if known is not None and known is not default:
            _types[type_name] = known
    return known
