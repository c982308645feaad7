"""Answers without Rasa: the knowledge base of the product and a question as it was understood."""

from __future__ import annotations

from typing import Callable, Sequence

import pytest

from bot.answers.context import Context
from bot.answers.lookup import Lookup
from bot.answers.model import Memory, Request
from bot.answers.router import answer
from bot.nlu.normalize import WORD, fold
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


def _without_names(context: Context, text: str, professions: Sequence[str]) -> str:
    """The words of a text that belong to no name of the professions, as the reader leaves them."""
    cards = [context.card(p) for p in professions]
    names = {w for card in cards for name in (card.name, card.plural, *card.names) for w in WORD.findall(fold(name))}
    return " ".join(w for w in text.split() if not set(WORD.findall(fold(w))) & names)


@pytest.fixture
def ask(context: Context) -> Ask:
    """One conversation: an intent, the text, and the professions that were named; gives the text of the reply."""
    memory = Memory()

    def say(intent: str, text: str = "", *professions: str) -> str:
        nonlocal memory
        reply = answer(
            context,
            [Request(intent, text=text, query=_without_names(context, text, professions), professions=professions)],
            memory,
        )
        memory = reply.memory
        return "\n\n".join(context.render(part) for part in reply.parts)

    return say
