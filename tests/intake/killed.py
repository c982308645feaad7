"""Answers the intake in a process of its own, to be killed: prints each message once it was handled."""

from __future__ import annotations

import sys

from bot.intake.library import Library
from bot.intake.service import IntakeService
from bot.intake.store import open_store
from bot.settings import load_settings
from knowledge.queries import KnowledgeBase
from tests.intake.client import USUAL, Client


def main() -> None:
    """Go on with the intake of sender-1; the number of the run keeps message ids apart."""
    settings = load_settings()
    service = IntakeService(open_store(settings), Library(KnowledgeBase(settings.knowledge_url)))
    client = Client(service)
    turn = client.say("start intake", message_id=f"{sys.argv[1]}-start")
    while turn.active:
        question = turn.question
        turn = client.say(USUAL[question], message_id=f"{sys.argv[1]}-{question}")
        print(question, flush=True)


if __name__ == "__main__":
    main()
