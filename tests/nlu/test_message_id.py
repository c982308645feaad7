"""The id that the website gives a message reaches the conversation, and nothing else of what a sender adds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Dict, Optional

import pytest

from bot.nlu.channel import LONGEST_ID, GuardedRest


@pytest.mark.parametrize(
    "content, kept",
    [
        ({"metadata": {"message_id": "abc-123"}}, {"message_id": "abc-123"}),
        ({"metadata": {"message_id": "abc-123", "other": "x"}}, {"message_id": "abc-123"}),
        ({"metadata": {"message_id": "x" * 1000}}, {"message_id": "x" * LONGEST_ID}),
        ({"metadata": {"message_id": 5}}, None),
        ({"metadata": {"message_id": ""}}, None),
        ({"metadata": "abc"}, None),
        ({"message": "hallo"}, None),
        (["hallo"], None),
        (None, None),
    ],
)
def test_only_an_id_is_kept(content: Any, kept: Optional[Dict[str, str]]) -> None:
    assert GuardedRest.get_metadata(GuardedRest.__new__(GuardedRest), SimpleNamespace(json=content)) == kept
