"""What sentences near it show of a message."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.neighbours import Neighbours, _placed


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


def test_whole_numbers_are_close_enough() -> None:
    vectors = np.random.RandomState(3).normal(size=(5_000, 200))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    near, asked = Neighbours.learn(vectors, ["calm"] * 5_000), _placed(vectors[:9], *_frame(vectors))
    assert np.abs(near._cosines(asked) - asked @ _placed(vectors, *_frame(vectors)).T).max() < 1e-4


def _frame(vectors: np.ndarray) -> "tuple[np.ndarray, np.ndarray]":
    near = Neighbours.learn(vectors, ["calm"] * len(vectors))
    return near.centre, near.axes
