"""The map of all professions: the more two share, the closer they stand. The same knowledge base gives the same map."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import combinations
from typing import List, Mapping, Sequence, Tuple

import numpy as np

from bot.web.professions.overlap import Side, percent
from knowledge import KnowledgeBase, ProfessionCard
from knowledge.compare import overlap

WIDTH, HEIGHT = 720.0, 560.0
MARGIN_X, MARGIN_Y = 90.0, 60.0
ROOM = (150.0, 88.0)  # what a dot with its name takes
ROUNDS = 300
LINKED = 20  # percent from which two professions are joined by a line
NAME_WIDTH = 18  # letters of a name on one line
MOST = 95.0  # a pair that shares everything still stands a little apart


@dataclass(frozen=True)
class Spot:
    """A profession on the map; `number` is its place in the list beside it."""

    number: int
    side: Side
    lines: Tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True)
class Link:
    """Two professions and the percentage that they share."""

    a: Spot
    b: Spot
    percent: int

    @property
    def is_drawn(self) -> bool:
        """Whether the two share enough for a line on the map."""
        return self.percent >= LINKED


@dataclass(frozen=True)
class Atlas:
    """The map: spots in the order of the professions, links with the most alike first, and all percentages as a square."""

    width: float
    height: float
    spots: Tuple[Spot, ...]
    links: Tuple[Link, ...]
    square: Tuple[Tuple[int, ...], ...]


def atlas(kb: KnowledgeBase, professions: Mapping[str, ProfessionCard]) -> Atlas:
    """Make the map of some professions, given by slug."""
    cards = list(professions.items())
    shares = np.eye(len(cards))
    for one, other in combinations(range(len(cards)), 2):
        shares[one, other] = shares[other, one] = overlap(kb, cards[one][1].id, cards[other][1].id)
    places = _spread(_fitted(_positions(100.0 - np.minimum(shares * 100, MOST))))
    spots = tuple(
        Spot(
            at + 1,
            Side(card, key),
            tuple(textwrap.wrap(card.name, NAME_WIDTH, break_long_words=False)),
            round(float(x), 1),
            round(float(y), 1),
        )
        for at, ((key, card), (x, y)) in enumerate(zip(cards, places))
    )
    square = tuple(tuple(percent(share) for share in row) for row in shares)
    links = [Link(a, b, square[a.number - 1][b.number - 1]) for a, b in combinations(spots, 2)]
    return Atlas(WIDTH, HEIGHT, spots, tuple(sorted(links, key=lambda link: -link.percent)), square)


def _positions(distances: np.ndarray) -> np.ndarray:
    """Places in the plane whose distances come close to `distances`.

    Classical scaling gives the start; stress majorisation then lets near neighbours count most, because what stands
    together is what a reader looks at.
    """
    distances = distances - np.diag(np.diag(distances))
    places = _classical(distances)
    weights = np.where(distances > 0, 1 / np.maximum(distances, 1) ** 2, 0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(ROUNDS):
        steps = places[:, None] - places[None, :]
        apart = np.maximum(np.sqrt((steps**2).sum(axis=2)), 1e-9)
        pull = weights * distances / apart
        places = inverse @ ((np.diag(pull.sum(axis=1)) - pull) @ places)
    return places


def _classical(distances: np.ndarray) -> np.ndarray:
    count = len(distances)
    centred = np.eye(count) - 1 / max(count, 1)
    values, vectors = np.linalg.eigh(-centred @ (distances**2) @ centred / 2)
    # Professions that share nothing with any other would all start at one point: a small circle sets them apart.
    places = np.array([[np.cos(at), np.sin(at)] for at in range(count)])
    for column, (value, axis) in enumerate(list(zip(values, vectors.T))[:-3:-1]):
        sign = np.sign(axis[np.argmax(np.abs(axis))])  # an eigenvector has none of its own
        places[:, column] += axis * sign * np.sqrt(max(value, 0.0))
    return places


def _fitted(places: np.ndarray) -> np.ndarray:
    """The places in the units of the drawing, its longer side along the page."""
    if np.ptp(places[:, 0]) < np.ptp(places[:, 1]):
        places = places[:, ::-1]
    low, size = places.min(axis=0), np.maximum(np.ptp(places, axis=0), 1e-9)
    room = np.array([WIDTH - 2 * MARGIN_X, HEIGHT - 2 * MARGIN_Y])
    scale = (room / size).min()
    return np.array([MARGIN_X, MARGIN_Y]) + (places - low) * scale + (room - size * scale) / 2


def _spread(places: np.ndarray) -> np.ndarray:
    """Push names apart that would stand on each other, as little as is needed, within the drawing."""
    spots: List[np.ndarray] = [place.copy() for place in places]
    for _ in range(ROUNDS):
        moved = False
        for one, other in combinations(spots, 2):
            lack = np.array(ROOM) - np.abs(other - one)
            if (lack > 0.5).all():
                axis = int(np.argmin(lack / np.array(ROOM)))
                step = lack[axis] / 2 * (1 if other[axis] >= one[axis] else -1)
                one[axis], other[axis], moved = one[axis] - step, other[axis] + step, True
        _keep_inside(spots)
        if not moved:
            break
    return np.array(spots)


def _keep_inside(spots: Sequence[np.ndarray]) -> None:
    for spot in spots:
        spot[0] = min(max(spot[0], MARGIN_X), WIDTH - MARGIN_X)
        spot[1] = min(max(spot[1], MARGIN_Y / 2), HEIGHT - MARGIN_Y)
