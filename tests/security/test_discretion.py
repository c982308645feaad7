"""No log repeats content: not an exception's text, not a local variable, not what Rasa's structured logs carry."""

from __future__ import annotations

import io
import logging
import sqlite3
import subprocess
import sys
from typing import Iterator, Tuple

import pytest

from bot.discretion import keep_logs_empty, withhold
from bot.settings import ROOT

WORDS = "zilverdraad"
RASA = f"""
from rasa.utils.log_utils import configure_structlog
configure_structlog(10)
import logging, structlog
logger = structlog.get_logger()
logger.debug("before", harmless=1)
from bot.discretion import keep_logs_empty
keep_logs_empty(); keep_logs_empty()
text = "{WORDS}"
logger.debug("processor.message.parse", parse_data_text=text, rasa_events=[text], action_name="action_answer")
try:
    {{}}[text]
except KeyError:
    logger.exception("rest.message.received.failure", text=text)
    logging.getLogger("rasa").exception("an action failed")
"""


@pytest.fixture
def log() -> Iterator[Tuple[logging.Logger, io.StringIO]]:
    """A logger with its output, in a process that keeps its logs empty."""
    keep_logs_empty()
    output = io.StringIO()
    handler, logger = logging.StreamHandler(output), logging.getLogger("sample")
    logger.addHandler(handler)
    yield logger, output
    logger.removeHandler(handler)
    logging.setLogRecordFactory(logging.LogRecord)


def test_an_exception_tells_what_it_was_and_where_not_what_it_said(log: Tuple[logging.Logger, io.StringIO]) -> None:
    logger, output = log
    try:
        try:
            int(WORDS)
        except ValueError as error:
            raise KeyError(WORDS) from error
    except KeyError:
        logger.exception("it failed")
    written = output.getvalue()
    assert WORDS not in written
    assert "it failed" in written and "builtins.KeyError" in written and "builtins.ValueError" in written
    assert "test_discretion.py" in written


@pytest.mark.parametrize(
    "line",
    [
        "Starting a new session for conversation ID '%s'.",
        "Tracker with sender_id '%s' stored",
        "Deleted lock for conversation '%s'.",
    ],
)
def test_whose_conversation_it_is_stays_untold(log: Tuple[logging.Logger, io.StringIO], line: str) -> None:
    logger, output = log
    logger.error(line % "web-0123456789abcdef")
    assert "web-" not in output.getvalue() and "(withheld)'" in output.getvalue()


def test_structured_logs_keep_numbers_and_harmless_names() -> None:
    event = {"event": "processor.slots", "slot_values": WORDS, "rasa_events": [WORDS], "count": 3, "action_name": "a"}
    kept = withhold(None, "debug", event)
    assert WORDS not in str(kept)
    assert (kept["event"], kept["count"], kept["action_name"]) == ("processor.slots", 3, "a")


def test_rasas_own_loggers_repeat_nothing_even_when_they_were_used_before() -> None:
    result = subprocess.run([sys.executable, "-c", RASA], cwd=ROOT, capture_output=True, text=True, check=True)
    written = result.stdout + result.stderr
    assert "before" in written and "processor.message.parse" in written and "action_answer" in written
    assert written.count("builtins.KeyError") == 2
    assert WORDS not in written.replace(f'text = "{WORDS}"', "")


def test_what_a_machine_or_a_database_says_of_itself_is_told(log: Tuple[logging.Logger, io.StringIO]) -> None:
    logger, output = log
    for error in (sqlite3.OperationalError("database or disk is full"), OSError(28, "No space left on device")):
        try:
            raise error
        except (sqlite3.Error, OSError):
            logger.exception("it could not be stored")
    said = output.getvalue()
    assert "sqlite3.OperationalError: database or disk is full" in said and "OSError: No space left on device" in said
    wrong = sqlite3.IntegrityError(WORDS)  # tells what was to be stored
    try:
        raise wrong
    except sqlite3.Error:
        logger.exception("it could not be stored")
    assert WORDS not in output.getvalue()
