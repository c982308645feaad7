"""Loads, while the action server starts, what the first person to search would otherwise wait for: the sentence model and
the index, some seconds on a small machine."""

from __future__ import annotations

import logging

from bot.answers.context import context
from bot.garbage import keep_loaded
from bot.threads import prepare
from knowledge.database import KnowledgeMissing

_logger = logging.getLogger(__name__)


def _load() -> None:
    try:
        context().search.find("loopbaan")
        keep_loaded()
    except KnowledgeMissing as error:
        _logger.warning("%s", error)


prepare(_load)
