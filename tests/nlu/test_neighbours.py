"""What sentences near it show of a message."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.neighbours import Neighbours


def _around(direction: int, number: int) -> np.ndarray:
    """Vectors near one axis of eight, each a little elsewhere."""
    rows = np.random.RandomState(direction).normal(0, 0.05, (number, 8))
    rows[:, direction] += 1
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_a_place_among_sentences_of_a_kind_is_of_that_kind() -> None:
    vectors = np.vstack([_around(0, 60), _around(3, 60)])
    near = Neighbours.learn(vectors, ["danger"] * 60 + ["calm"] * 60)
    told = near.opinions(np.vstack([_around(0, 2), _around(3, 2)]), ("danger", "calm"))
    assert (told["danger"][:2] > 0.9).all() and (told["danger"][2:] < -0.9).all()
    assert np.allclose(told["danger"], -told["calm"])


def test_a_kind_that_nobody_taught_is_nowhere_near_and_few_sentences_are_enough() -> None:
    near = Neighbours.learn(_around(1, 9), ["calm"] * 9)
    assert near.opinions(_around(1, 1), ("referral",))["referral"][0] == pytest.approx(-1)
