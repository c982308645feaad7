"""The shape of `knowledge/professions/*.yml` and `knowledge/documents/*.yml`, as pydantic models.

Every fact is a `Statement`: literal text of a dossier with a stable id and the section it stands in. `source` is inherited
from the nearest enclosing block that has one. What is ours and not the dossier's (names people use, plain wording) stands
in fields called `names`, `plain`, `everyday`, `plural` and `suits`, never in a statement.
"""

from __future__ import annotations

from typing import Dict, List, Literal, Optional, Union

from pydantic import BaseModel, ConstrainedStr, Extra, Field

Depth = Literal[
    "basiskennis",
    "kennis",
    "grondige kennis",
    "specialistische kennis",
    "gespecialiseerde kennis",
    "brede en specialistische kennis",
    "vaardigheid",
]
Skill = Literal["cognitief", "probleemoplossend", "motorisch"]
Role = Literal["omschrijving", "resultaat", "gedrag", "onderliggende competentie"]


class Id(ConstrainedStr):
    """A stable id: lower case, digits, `_` and `.` (for example `lbb.c12.s3`)."""

    regex = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$"


class Text(ConstrainedStr):
    """Text that is not empty. Strict, because YAML reads an unquoted `1.10` as the number 1.1 and would lose the source's zero."""

    strict = True
    strip_whitespace = True
    min_length = 1


class Strict(BaseModel):
    """A block in which an unknown key is an error."""

    class Config:
        extra = Extra.forbid
        smart_union = True  # without it a figure of 3.5 becomes 3


class Statement(Strict):
    """One literal sentence or bullet of a dossier; `items` holds its sub-bullets."""

    id: Id
    text: Text
    source: Optional[Text] = None
    skill: Optional[Skill] = None
    depth: Optional[Depth] = None
    role: Optional[Role] = None
    plain: Optional[Text] = None
    everyday: Optional[Text] = None  # ours: how people ask for it, searched and never shown
    items: List["Statement"] = Field(default_factory=list)


class Level(Strict):
    """Level of the qualification, 1 to 8 (Vlaamse kwalificatiestructuur, European Qualifications Framework)."""

    vks: Optional[int] = Field(None, ge=1, le=8)
    eqf: Optional[int] = Field(None, ge=1, le=8)
    source: Text


class Organisation(Strict):
    """An organisation behind a dossier and its role in it (never a private person)."""

    id: Id
    name: Text
    full_name: Optional[Text] = None
    role: Text
    source: Text


class Dossier(Strict):
    """Identity of the document that a profession is described in."""

    title: Text
    code: Optional[Text] = None
    cite: Text  # how a source is cited: "BK-0540-2"
    kind: Text  # beroepskwalificatiedossier, keuzedeel mbo, nota …
    unit: Literal["competentie", "werkproces", "activiteit"]  # what its numbered parts are called
    country: Literal["BE", "NL"]
    version: Optional[Text] = None
    year: Optional[int] = Field(None, ge=1990, le=2100)
    date: Optional[Text] = None  # as the source writes it
    level: Optional[Level] = None
    status: List[Statement] = Field(default_factory=list)  # recognition, annex, validation
    organisations: List[Organisation] = Field(default_factory=list)
    reference_frames: List[Statement] = Field(default_factory=list)
    source: Text = Text("titel")


class Term(Strict):
    """A term that the dossier defines; `names` are other words people use for it (ours)."""

    id: Id
    term: Text
    names: List[Text] = Field(default_factory=list)
    text: Text
    source: Text
    items: List[Statement] = Field(default_factory=list)


class Competency(Strict):
    """A numbered competency, work process or main activity, with its statements and knowledge."""

    id: Id
    number: int = Field(..., ge=1)
    code: Optional[Text] = None  # D1-K1-W1
    title: Text
    cluster: Optional[Text] = None  # phase or cluster heading of the dossier
    source: Text
    plain: Optional[Text] = None
    everyday: Optional[Text] = None
    statements: List[Statement] = Field(default_factory=list)
    knowledge: List[Statement] = Field(default_factory=list)
    notes: List[Statement] = Field(default_factory=list)  # footnotes


class Context(Strict):
    """Descriptor element context."""

    environment: List[Statement] = Field(default_factory=list)
    action: List[Statement] = Field(default_factory=list)


class Autonomy(Strict):
    """Descriptor element autonomy; `general` is running text that is not split in the three lists."""

    general: List[Statement] = Field(default_factory=list)
    independent: List[Statement] = Field(default_factory=list)
    bound: List[Statement] = Field(default_factory=list)
    relies_on: List[Statement] = Field(default_factory=list)


class Row(Strict):
    """A row of a figure table: one value per column, null where the source has none."""

    label: Text
    group: Optional[Text] = None
    values: List[Optional[Union[int, float]]]


class FigureTable(Strict):
    """A table of figures: what is counted, per which columns, and where it stands."""

    id: Id
    topic: Literal[
        "employed",
        "vacancies_by_year",
        "vacancies_by_month",
        "vacancies_by_region",
        "vacancies_by_sector",
        "open_vacancies_by_region",
        "job_seekers_by_region",
        "other",
    ]
    title: Text
    counts: Text  # what one figure counts
    source: Text
    columns: List[Text]
    rows: List[Row]
    note: Optional[Text] = None  # ours: how this table relates to others


class LabourMarket(Strict):
    """Labour-market statements and figures."""

    statements: List[Statement] = Field(default_factory=list)
    tables: List[FigureTable] = Field(default_factory=list)


class Relation(Strict):
    """A related profession as the dossier names it; `profession` when we have a file for it."""

    id: Id
    text: Text
    profession: Optional[Id] = None
    source: Text


class Correction(Strict):
    """An OCR slip: what the source file has, and what we made of it."""

    source_text: Text
    text: Text


class Tag(Strict):
    """A choice of a filter on the profession pages, in plain words (ours), and the statements that it rests on."""

    name: Text
    rests_on: List[Id] = Field(..., min_items=1)


class Filters(Strict):
    """By what a profession is found among the others."""

    sectors: List[Tag] = Field(default_factory=list)
    work: List[Tag] = Field(default_factory=list)  # kinds of work


class Profession(Strict):
    """One profession: everything its dossier says about it."""

    id: Id
    name: Text  # singular, as in "een loopbaanbegeleider"
    plural: Text
    names: List[Text] = Field(default_factory=list)  # everyday names and abbreviations
    plain: Text  # ours: what the work is, in plain words
    suits: List[Text] = Field(default_factory=list)  # ours: what somebody likes or did whom it fits, as people say it
    filters: Filters = Field(default_factory=Filters)
    dossier: Dossier
    definition: List[Statement]
    extra: List[Statement] = Field(default_factory=list)
    sectors: List[Statement] = Field(default_factory=list)
    related: List[Relation] = Field(default_factory=list)
    study: List[Statement] = Field(default_factory=list)  # keuzedeel: study load, requirements, kind
    terms: List[Term] = Field(default_factory=list)
    competencies: List[Competency]
    knowledge: List[Statement] = Field(default_factory=list)  # knowledge that hangs on no single competency
    skills: List[Statement] = Field(default_factory=list)  # skill statements that hang on no single competency
    context: Context = Field(default_factory=Context)
    complexity: List[Statement] = Field(default_factory=list)
    autonomy: Autonomy = Field(default_factory=Autonomy)
    responsibility: List[Statement] = Field(default_factory=list)
    conditions: List[Statement] = Field(default_factory=list)  # certificates and legal conditions
    labour_market: LabourMarket = Field(default_factory=LabourMarket)
    corrections: List[Correction] = Field(default_factory=list)


class Document(Strict):
    """What a document says that belongs to no single profession (for example a note on a whole structure)."""

    id: Id
    title: Text
    names: List[Text] = Field(default_factory=list)
    cite: Text
    year: Optional[int] = None
    organisations: List[Organisation] = Field(default_factory=list)
    professions: List[Id]
    plain: Optional[Text] = None
    statements: List[Statement]
    terms: List[Term] = Field(default_factory=list)
    corrections: List[Correction] = Field(default_factory=list)


class Lexicon(Strict):
    """The keys of `lexicon.yml` that this package reads itself."""

    headings: Dict[str, Text] = Field(default_factory=dict)  # heading per part of a facet ("independent": …)
    search_stop_words: List[Text] = Field(default_factory=list)  # words that say nothing in a question, several a line
    search_own_conditions: List[Text] = Field(default_factory=list)  # words for one's own health or handicap
    search_other_people: List[Text] = Field(default_factory=list)  # signs that a clause is not about oneself alone
    search_person_words: List[Text] = Field(default_factory=list)  # words for one person's gender, age or origin
    search_joining_words: List[Text] = Field(default_factory=list)  # words between two interests ("en")
    search_synonyms: Dict[str, List[Text]] = Field(default_factory=dict)  # everyday word: words of the dossiers


Statement.update_forward_refs()
