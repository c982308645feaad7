"""42 simulated people go through the whole intake against the real Rasa server: everybody finishes within 60 messages, nothing is
asked twice, and every answer is found back in the dossier. `make eval` prints the figures of the same people."""

from __future__ import annotations

from functools import partial
from typing import Dict

import pytest

from bot.settings import load_settings
from tests.evaluation.clients import ClientOutcome, load_clients, opened, talk
from tests.evaluation.clients_report import clients_report
from tests.product import Product, say

ITEMS = load_clients()


@pytest.fixture(scope="module")
def outcomes(product: Product) -> Dict[str, ClientOutcome]:
    """All of them, after their conversation."""
    with opened(load_settings({"LOOPBAANBOT_DATA_DIR": str(product.data_dir)})) as service:
        played = list(talk(ITEMS, partial(say, product), service))
    print(f"\n{clients_report(played)}")
    return {outcome.item.id: outcome for outcome in played}


def test_there_are_at_least_forty() -> None:
    assert len(ITEMS) >= 40


@pytest.mark.parametrize("name", [item.id for item in ITEMS])
def test_a_person_gets_through_and_nothing_is_lost(outcomes: Dict[str, ClientOutcome], name: str) -> None:
    assert outcomes[name].misses == []
