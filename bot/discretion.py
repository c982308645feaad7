"""Logs without content: no word of a conversation reaches a log, at any level, in any of the processes.

Libraries log what they handle: Rasa the message, its slots and, when something fails, every local variable; an exception often
repeats the text that it failed on. So from an exception only its kind and where it happened is logged, and from Rasa's
structured logs only what is known to be harmless.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import Any, Dict, Optional, Text, Tuple

HARMLESS = ("event", "action_name", "rule_key", "len_extraction_events")
WITHHELD = "(withheld)"
# The kinds of error by which a driver tells how the database is, not what is in it.
TELLING = ("sqlite3.OperationalError", "psycopg2.OperationalError")
# How Rasa names a conversation.
WHOSE = re.compile(r"((?:conversation|sender)(?:[ _]id)? ')[^']*", re.IGNORECASE)

Caught = Tuple[Optional[type], Optional[BaseException], Optional[TracebackType]]


def keep_logs_empty() -> None:
    """Withhold content from everything that this process logs from now on. May be called again."""
    logging.setLogRecordFactory(discreet_record)
    structlog = sys.modules.get("structlog")  # Rasa's own; the other processes do without
    if structlog is None:
        return
    # In place: loggers that were used already hold this very list.
    processors = structlog.get_config()["processors"]
    if withhold not in processors:
        processors.insert(0, withhold)


def discreet_record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    """A log record that does not tell whose conversation it is about, and of an exception what it was and where, not what it said."""
    record = logging.LogRecord(*args, **kwargs)
    if isinstance(record.msg, str):
        record.msg = WHOSE.sub(rf"\1{WITHHELD}", record.msg)
    if record.exc_info:
        record.exc_text, record.exc_info = where(record.exc_info), None
    return record


def withhold(_: Any, __: Text, event: Dict[Text, Any]) -> Dict[Text, Any]:
    """A processor of structlog: keeps numbers and what is known to be harmless."""
    failed = event.pop("exc_info", None)
    kept = {key: value if _is_harmless(key, value) else WITHHELD for key, value in event.items()}
    if failed:
        kept["where"] = where(failed if isinstance(failed, tuple) else sys.exc_info())
    return {**kept, "exc_info": False}


def where(caught: Caught) -> Text:
    """The kind of an exception and of those that led to it, and the lines of code that it came through."""
    lines, error = [], caught[1]
    while error is not None:
        lines += [*traceback.format_tb(error.__traceback__), f"{_name(error)}{_cause(error)}\n"]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "".join(lines).rstrip()


def _name(error: BaseException) -> Text:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _cause(error: BaseException) -> Text:
    """What the machine or the database says went wrong: a full disk, a refused connection. They know nothing of content."""
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    return f": {str(error).strip().splitlines()[0]}" if _name(error) in TELLING and str(error).strip() else ""


def _is_harmless(key: Text, value: Any) -> bool:
    return key in HARMLESS or value is None or isinstance(value, (bool, int, float))
