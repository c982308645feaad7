"""The log as JSON: one object a line, with the details of Rasa's own logs, and without content."""

from __future__ import annotations

import io
import json
import logging
from typing import Any, Dict, Iterator, List

import pytest
import structlog

from bot.discretion import keep_logs_empty
from bot.logs import shape
from bot.settings import load_settings


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What comes out of a handler that was there before the form of the log was chosen."""
    stream, factory = io.StringIO(), logging.getLogRecordFactory()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("sample")
    logger.addHandler(handler)
    processors = [structlog.processors.add_log_level, structlog.processors.JSONRenderer()]
    structlog.configure(processors, logger_factory=structlog.stdlib.LoggerFactory(), cache_logger_on_first_use=False)
    yield stream
    logger.removeHandler(handler)
    logging.setLogRecordFactory(factory)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> List[Dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_each_line_is_an_object(written: io.StringIO) -> None:
    shape(load_settings({"LOOPBAANBOT_LOG_FORMAT": "json"}), "web")
    logging.getLogger("sample").error("the %s is full", "disk")
    (line,) = lines(written)
    assert (line["level"], line["logger"], line["message"], line["process"]) == (
        "ERROR",
        "sample",
        "the disk is full",
        "web",
    )
    assert line["time"]


def test_an_error_tells_where_and_not_what_was_said(written: io.StringIO) -> None:
    keep_logs_empty()
    shape(load_settings({"LOOPBAANBOT_LOG_FORMAT": "json"}), "actions")
    said = "mijn geheim"
    try:
        raise ValueError(said)
    except ValueError:
        logging.getLogger("sample").exception("an action failed")
    (line,) = lines(written)
    assert "ValueError" in line["where"] and "geheim" not in written.getvalue()


def test_rasas_own_logs_keep_their_details_and_withhold_content(written: io.StringIO) -> None:
    keep_logs_empty()
    shape(load_settings({"LOOPBAANBOT_LOG_FORMAT": "json"}), "rasa")
    structlog.get_logger("sample").error("processor.failed", rule_key="a", message="mijn geheim", name="x")
    (line,) = lines(written)
    assert line["message"] == "processor.failed" and line["details"]["rule_key"] == "a"
    assert "geheim" not in written.getvalue()


def test_text_stays_text(written: io.StringIO) -> None:
    shape(load_settings({}), "web")
    logging.getLogger("sample").error("the disk is full")
    assert written.getvalue() == "the disk is full\n"
