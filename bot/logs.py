"""How a process writes its log: lines to read, or one JSON object a line for a program that collects them (`log_format`)."""

from __future__ import annotations

import logging
import sys
from typing import Any, Dict

from pythonjsonlogger.json import JsonFormatter

from bot.settings import Settings

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
FIELDS = {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "where"}


def begin(settings: Settings, process: str) -> None:
    """Log to the standard output from now on, in a process of which nobody else arranges that."""
    logging.basicConfig(level=settings.log_level, format=LINE, stream=sys.stdout)
    shape(settings, process)


def shape(settings: Settings, process: str) -> None:
    """Give every log handler that there is now the form of `log_format`; "text" leaves them as they are."""
    if settings.log_format != "json":
        return
    formatter = JsonFormatter(LINE, rename_fields=FIELDS, static_fields={"process": process}, json_ensure_ascii=False)
    loggers: Dict[str, object] = {"": logging.getLogger(), **logging.Logger.manager.loggerDict}
    for logger in loggers.values():
        for handler in getattr(logger, "handlers", ()):
            handler.setFormatter(formatter)
    structlog = sys.modules.get("structlog")  # Rasa's own: it makes the text of its messages itself
    if structlog is not None:
        processors = structlog.get_config()["processors"]
        processors[-1] = as_fields


def as_fields(_: Any, __: str, event: Dict[str, Any]) -> Dict[str, Any]:
    """The last processor of structlog: hands the details to the formatter instead of writing them out itself."""
    return {"msg": event.pop("event"), "extra": {"details": event}}
