"""What the knowledge base hands out: small immutable records, each statement with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple, Union

FACETS = (
    "definition",
    "extra",
    "level",
    "competencies",
    "competency",
    "knowledge",
    "environment",
    "action_context",
    "complexity",
    "autonomy",
    "responsibility",
    "conditions",
    "labour_market",
    "sectors",
    "related",
    "study",
    "year",
    "organisations",
    "reference_frames",
    "status",
    "skills",
    "terms",
    "names",
)


@dataclass(frozen=True)
class Fact:
    """One statement, word for word, with the place it stands in.

    `cite` is the source as shown to people ("BK-0540-2, competentie 12"), "" for what is ours (names). `numbers` are all
    competency numbers that hold the same statement; `number` is the first. `heading`-like text is in `group`, with `part`
    its stable key. `plain` is our wording, to be marked as ours; `everyday` are words to find it by. `role` is "note" for a footnote of a competency.
    """

    id: str
    text: str
    cite: str
    profession: Optional[str]
    facet: str
    number: Optional[int] = None
    title: Optional[str] = None
    group: Optional[str] = None
    skill: Optional[str] = None
    depth: Optional[str] = None
    role: Optional[str] = None
    plain: Optional[str] = None
    everyday: Optional[str] = None
    items: Tuple["Fact", ...] = ()
    numbers: Tuple[int, ...] = ()
    part: Optional[str] = None
    related: Optional[str] = None
    document: Optional[str] = None


@dataclass(frozen=True)
class ProfessionCard:
    """The identity of a profession and of its dossier; `sectors`, `work` (kinds of work) and `suits` (what
    somebody likes whom it fits) are plain words to find it by."""

    id: str
    name: str
    plural: str
    names: Tuple[str, ...]
    plain: str
    title: str
    code: Optional[str]
    cite: str
    kind: str
    unit: str
    country: str
    version: Optional[str]
    year: Optional[int]
    date: Optional[str]
    vks: Optional[int]
    eqf: Optional[int]
    sectors: Tuple[str, ...]
    work: Tuple[str, ...]
    suits: Tuple[str, ...]


@dataclass(frozen=True)
class CompetencyCard:
    """A numbered competency, work process or main activity."""

    id: str
    profession: str
    number: int
    code: Optional[str]
    title: str
    cluster: Optional[str]
    cite: str
    plain: Optional[str]


@dataclass(frozen=True)
class Term:
    """A term with the definition of a dossier; `names` are other words people use for it (ours)."""

    id: str
    term: str
    names: Tuple[str, ...]
    text: str
    cite: str
    profession: Optional[str]
    document: Optional[str]
    items: Tuple[Fact, ...]


@dataclass(frozen=True)
class Row:
    """One row of a figure table, one value per column; None where the source has none."""

    label: str
    group: Optional[str]
    values: Tuple[Optional[Union[int, float]], ...]


@dataclass(frozen=True)
class FigureTable:
    """A table of figures; `counts` says what one figure counts."""

    id: str
    profession: str
    topic: str
    title: str
    counts: str
    cite: str
    columns: Tuple[str, ...]
    rows: Tuple[Row, ...]
    note: Optional[str]


@dataclass(frozen=True)
class DocumentCard:
    """A document that belongs to no single profession, with its statements."""

    id: str
    title: str
    names: Tuple[str, ...]
    cite: str
    year: Optional[int]
    plain: Optional[str]
    professions: Tuple[str, ...]
    facts: Tuple[Fact, ...]
    terms: Tuple[Term, ...]


@dataclass(frozen=True)
class Correction:
    """An OCR slip: what the source file has, and what we made of it; `owner` is a profession or document id."""

    owner: str
    source_text: str
    text: str
