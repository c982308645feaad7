"""48 simulated people: all finish, nobody needs more than 60 messages, nothing is asked twice, every answer is found back."""

from __future__ import annotations

import pytest

from bot.intake.answer import GIVEN
from bot.intake.messages import lookup
from tests.intake.client import Client
from tests.intake.conftest import open_service
from tests.intake.personas import SITUATIONS, STYLES

MOST = 60
MISREAD = tuple(text.split("{")[0][:20] for text in lookup("invalid").values() if not text.startswith("{"))
CASES = [(style, situation) for style in STYLES for situation in SITUATIONS]


@pytest.fixture(scope="module")
def shared(library, tmp_path_factory):
    """One service for all of them."""
    folder = tmp_path_factory.mktemp("people")
    return open_service(library, f"sqlite:///{folder / 'people.db'}", folder)


@pytest.mark.parametrize("style, situation", CASES, ids=["-".join(case) for case in CASES])
def test_a_simulated_person_finishes(shared, style, situation):
    client = Client(shared, f"{style}-{situation}")
    end = client.play(STYLES[style](SITUATIONS[situation]), MOST)
    assert end.closed and end.kind == "intake"
    assert asked_twice_for_nothing(client) == []
    assert unfound(client) == []


def asked_twice_for_nothing(client):
    """Questions put again although the message before was neither a command nor misread."""
    pairs = zip(client.turns, client.turns[1:], strict=False)
    return [after.question for before, after in pairs if before.question == after.question and not _explained(after)]


def _explained(turn):
    return turn.command or not turn.question or any(turn.messages[0].startswith(start) for start in MISREAD)


def unfound(client):
    """Texts given as an answer that are not in the stored answers."""
    runs = client.service.everything(client.sender, client.now)["questionnaires"]
    texts = {answer["text"] for run in runs for answer in run["answers"] if answer["status"] == GIVEN}
    answered = zip(client.turns, client.said[1:], client.turns[1:], strict=False)
    return [
        (turn.question, said)
        for turn, said, reply in answered
        if turn.active and not _explained(reply) and said.strip() not in texts
    ]
