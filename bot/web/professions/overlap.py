"""How much two professions share, as numbers and as two circles whose areas are those numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Tuple

from knowledge import KnowledgeBase, ProfessionCard
from knowledge.compare import OVERLAP_FACETS, Comparison, ToLearn, compare, overlap, to_learn

WIDTH, HEIGHT = 360.0, 170.0
LARGEST = 74.0  # radius of the larger circle
STEPS = 40  # of the bisection: far below a pixel


@dataclass(frozen=True)
class Count:
    """How many statements of some facet two professions share and have each of their own."""

    facet: str
    only_a: int
    shared: int
    only_b: int


@dataclass(frozen=True)
class Circles:
    """Two circles on one line: their radii and the places of their centres, and where the three numbers stand."""

    width: float
    height: float
    radius_a: float
    radius_b: float
    centre_a: float
    centre_b: float
    number_a: float
    number_shared: float
    number_b: float


@dataclass(frozen=True)
class Side:
    """A profession in a comparison, with its slug."""

    card: ProfessionCard
    slug: str


@dataclass(frozen=True)
class Pairing:
    """Everything that the comparison of two professions shows; `percent` is the share of statements in common."""

    a: Side
    b: Side
    percent: int
    counts: Tuple[Count, ...]
    total: Count
    circles: Circles
    competencies: Comparison
    knowledge: Comparison
    learn: ToLearn


def pairing(kb: KnowledgeBase, a: Side, b: Side) -> Pairing:
    """Compare two professions."""
    one, other = a.card.id, b.card.id
    counts = tuple(_count(kb, one, other, facet) for facet in ("competencies", *OVERLAP_FACETS))
    own = [count for count in counts if count.facet in OVERLAP_FACETS]
    total = Count("total", sum(c.only_a for c in own), sum(c.shared for c in own), sum(c.only_b for c in own))
    return Pairing(
        a=a,
        b=b,
        percent=percent(overlap(kb, one, other)),
        counts=counts,
        total=total,
        circles=circles(total),
        competencies=compare(kb, one, other, "competencies"),
        knowledge=compare(kb, one, other, "knowledge"),
        learn=to_learn(kb, one, other),
    )


def percent(share: float) -> int:
    """Return a share from 0 to 1 as a whole percentage; what is there at all is at least 1."""
    return max(1, round(share * 100)) if share else 0


def _count(kb: KnowledgeBase, a: str, b: str, facet: str) -> Count:
    found = compare(kb, a, b, facet)
    return Count(facet, len(found.only_a), len(found.shared), len(found.only_b))


def circles(count: Count) -> Circles:
    """Return the circles of a count: areas, and the area of what they share, are as the numbers."""
    size_a, size_b = count.only_a + count.shared, count.only_b + count.shared
    scale = LARGEST / math.sqrt(max(size_a, size_b, 1))
    a, b = scale * math.sqrt(size_a), scale * math.sqrt(size_b)
    distance = _distance(a, b, math.pi * scale * scale * count.shared)
    left = (WIDTH - (a + distance + b)) / 2
    at_a, at_b = left + a, left + a + distance
    lens = (at_b - b, at_a + a)  # where the second circle starts and the first one ends
    numbers = ((at_a - a + lens[0]) / 2, (lens[0] + lens[1]) / 2, (lens[1] + at_b + b) / 2)
    return Circles(WIDTH, HEIGHT, *(round(value, 1) for value in (a, b, at_a, at_b, *numbers)))


def _distance(a: float, b: float, wanted: float) -> float:
    """The distance of the centres of two circles that share `wanted`; with nothing shared a small gap."""
    if not wanted:
        return a + b + 6
    near, far = abs(a - b), a + b
    for _ in range(STEPS):
        middle = (near + far) / 2
        near, far = (middle, far) if _lens(a, b, middle) > wanted else (near, middle)
    return near


def _lens(a: float, b: float, distance: float) -> float:
    """The area that two circles of radius `a` and `b` share."""
    along_a = (distance**2 + a**2 - b**2) / (2 * distance)
    along_b = distance - along_a
    angle_a = math.acos(max(-1.0, min(1.0, along_a / a)))
    angle_b = math.acos(max(-1.0, min(1.0, along_b / b)))
    half_chord = math.sqrt(max(0.0, a**2 - along_a**2))
    return a**2 * angle_a + b**2 * angle_b - distance * half_chord
