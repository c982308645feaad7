"""Answers without Rasa: the knowledge base of the product and a question as it was understood."""

from __future__ import annotations

from typing import Callable

import pytest

from bot.answers.context import Context
from bot.answers.lookup import Lookup
from bot.answers.model import Memory, Request
from bot.answers.router import answer
from bot.settings import ROOT
from knowledge.build import build
from knowledge.queries import KnowledgeBase

Ask = Callable[..., str]


@pytest.fixture(scope="session")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    folder = tmp_path_factory.mktemp("answers")
    url = f"sqlite:///{folder / 'knowledge.db'}"
    build(ROOT / "knowledge", url)
    kb = KnowledgeBase(url)
    return Context(kb, Lookup(kb))


@pytest.fixture
def ask(context: Context) -> Ask:
    """One conversation: an intent, the text, and the professions that were named; gives the text of the reply."""
    memory = Memory()

    def say(intent: str, text: str = "", *professions: str) -> str:
        nonlocal memory
        reply = answer(context, [Request(intent, text=text, query=text, professions=professions)], memory)
        memory = reply.memory
        return "\n\n".join(context.render(part) for part in reply.parts)

    return say
