"""Questionnaires: the YAML files of `knowledge/questionnaires`, checked and flattened.

A file lists questions in the order in which they are asked; `when` leaves a question out. A block with `repeat` is written
once and unrolled (`action.1`, `action.2`, …). What the engine uses is the flat `Questionnaire`; its canonical text and the
hash of it (`version`) are kept with every intake, so that a revised file does not touch a running one.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Callable, Dict, List, Literal, Mapping, Optional, Sequence, Tuple, Union

from pydantic import BaseModel, Extra, Field, PrivateAttr, ValidationError, root_validator

from bot.intake.conditions import PREDICATES
from bot.intake.problems import ContentError, check
from knowledge.schema import Id, Text
from knowledge.yamlfile import load as read_yaml

Kind = Literal["open", "choice", "multi_choice", "scale", "yes_no", "date"]
TESTS = ("in_", "not_in", "at_least", "at_most", "is_")


class Strict(BaseModel):
    """A block in which an unknown key is an error."""

    class Config:
        extra = Extra.forbid
        allow_population_by_field_name = True
        frozen = True


class Option(Strict):
    """One option of a choice; `names` are other words for it, `referral` the need it points to."""

    id: Id
    label: Text
    names: List[Text] = Field(default_factory=list)
    only: bool = False  # excludes the other options ("geen van deze")
    referral: Optional[Id] = None


class When(Strict):
    """Ask only if the answer to `question` passes exactly one test."""

    question: Id
    in_: Optional[List[str]] = Field(None, alias="in")
    not_in: Optional[List[str]] = None
    at_least: Optional[int] = None
    at_most: Optional[int] = None
    is_: Optional[str] = Field(None, alias="is")

    @root_validator
    def one_test(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        """Exactly one of the tests, and a known function."""
        if sum(values.get(test) is not None for test in TESTS) != 1:
            raise ValueError("needs exactly one of: in, not_in, at_least, at_most, is")
        if values.get("is_") is not None and values["is_"] not in PREDICATES:
            raise ValueError(f"unknown function {values['is_']!r} (known: {', '.join(sorted(PREDICATES))})")
        return values


class FollowUp(Strict):
    """A question for the coach, put when the answer has one of the tokens in `if` and none of those in `unless`.

    Tokens: given, unknown, declined, low, high, and the ids of options.
    """

    competency: Id
    text: Text
    if_: List[str] = Field(default_factory=lambda: ["given"], alias="if")
    unless: List[str] = Field(default_factory=list)


class Question(Strict):
    """One question; `label` is its heading in overview and summary, `topics` what people call it."""

    id: Id
    phase: Id
    kind: Kind
    label: Text
    ask: Text
    explain: Text
    why: Text
    competencies: List[Id] = Field(..., min_items=1)
    topics: List[Text] = Field(default_factory=list)
    options: List[Option] = Field(default_factory=list)
    options_from: Optional[Literal["professions"]] = None
    scale: List[Text] = Field(default_factory=list)
    required: bool = False
    when: List[When] = Field(default_factory=list)
    depends_on: List[Id] = Field(default_factory=list)
    ends_on: List[str] = Field(default_factory=list)
    means_yes: List[Text] = Field(default_factory=list)  # what somebody names instead of saying yes
    means_no: List[Text] = Field(default_factory=list)  # what is a no here, though it sounds like a yes ("goed zo")
    role: Optional[Literal["consent", "carried", "summary"]] = None
    refers: Optional[Id] = None  # asked together with the help for the needs chosen at that question
    in_summary: bool = True
    career: Optional[Id] = None  # the loopbaancompetentie it belongs to
    usual: bool = False  # counted in the progress while its condition is still open
    acknowledge: Union[Text, Dict[str, Text], None] = None
    follow_ups: List[FollowUp] = Field(default_factory=list)

    @root_validator(pre=True)
    def one_or_more(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        """`when` may be one condition instead of a list."""
        if isinstance(values.get("when"), Mapping):
            values = {**values, "when": [values["when"]]}
        return values

    @property
    def tokens(self) -> Tuple[str, ...]:
        """The values that a condition on this question can name."""
        if self.kind == "yes_no":
            return ("yes", "no")
        if self.kind == "scale":
            return tuple(str(n + 1) for n in range(len(self.scale)))
        return tuple(option.id for option in self.options)


class Repeat(Strict):
    """Questions that come back at most `repeat` times; a next round needs a yes to `more`, when there is one."""

    repeat: int = Field(..., ge=2, le=9)
    more: Optional[Id] = None
    questions: List[Dict[str, Any]] = Field(..., min_items=2)


class Heading(Strict):
    """A phase or a loopbaancompetentie, with its Dutch title."""

    id: Id
    title: Text
    plain: Optional[Text] = None


class Questionnaire(Strict):
    """A flat questionnaire, as stored and as the engine runs it."""

    id: Id
    title: Text
    phases: List[Heading]
    career: List[Heading] = Field(default_factory=list)
    sources: List[Text] = Field(default_factory=list)
    profession: Optional[Id] = None
    questions: List[Question] = Field(..., min_items=1)

    _definition: str = PrivateAttr()
    _by_id: Dict[str, Question] = PrivateAttr()

    def __init__(self, **data: Any) -> None:
        super().__init__(**data)
        plain = json.loads(self.json(by_alias=True, exclude_defaults=True))
        self._definition = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self._by_id = {question.id: question for question in self.questions}

    @property
    def definition(self) -> str:
        """Canonical JSON text: the same questionnaire always gives the same text."""
        return self._definition

    @property
    def version(self) -> str:
        """The first 12 hexadecimal digits of the SHA-256 of `definition`."""
        return hashlib.sha256(self._definition.encode()).hexdigest()[:12]

    @property
    def by_id(self) -> Dict[str, Question]:
        """Questions by id."""
        return self._by_id

    def phase(self, question: Question) -> Heading:
        """The phase that a question stands in."""
        return next(phase for phase in self.phases if phase.id == question.phase)


class Source(Strict):
    """What a questionnaire file holds: a questionnaire with named scales and repeated blocks."""

    id: Id
    title: Text
    phases: List[Heading]
    career: List[Heading] = Field(default_factory=list)
    sources: List[Text] = Field(default_factory=list)
    scales: Dict[str, List[Text]] = Field(default_factory=dict)
    questions: List[Dict[str, Any]] = Field(..., min_items=1)


OptionSource = Callable[[], Sequence[Mapping[str, Any]]]


def parse_definition(text: str) -> Questionnaire:
    """Read back the `definition` of a stored version, without what only an older version of this program knew: whoever started
    with it can go on, and can have everything erased."""
    data = json.loads(text)
    return Questionnaire(**{**data, "questions": [_known(question) for question in data["questions"]]})


def _known(question: Mapping[str, Any]) -> Dict[str, Any]:
    fields = {field.alias for field in Question.__fields__.values()}
    kept = {key: value for key, value in question.items() if key in fields}
    return {**kept, "when": [one for one in kept.get("when", ()) if one.get("is") in (None, *PREDICATES)]}


def load(path: Path, professions: OptionSource = tuple) -> Questionnaire:
    """Read, flatten and check a questionnaire file; `professions` gives the options of `options_from: professions`.

    Raises ContentError with every problem found, each with file and field.
    """
    return build(read_yaml(path), path.name, professions)


def build(data: Any, name: str, professions: OptionSource = tuple) -> Questionnaire:
    """Flatten and check the content of a questionnaire file; `name` is used in the messages of ContentError."""
    questions: List[Dict[str, Any]] = []
    try:
        source = Source(**data)
        questions = [_resolve(item, source, professions) for item in _unroll(source)]
        flat = {**source.dict(exclude={"scales", "questions"}), "questions": questions}
        questionnaire = Questionnaire(**flat)
    except ValidationError as error:
        raise ContentError(
            [f"{name}: {_field(item['loc'], questions)}: {item['msg']}" for item in error.errors()]
        ) from error
    except KeyError as error:
        raise ContentError([f"{name}: unknown scale {error}"]) from error
    check(questionnaire, name)
    return questionnaire


def _field(loc: Sequence[Union[int, str]], questions: Sequence[Mapping[str, Any]]) -> str:
    """The place of an error, with the question's id instead of its number."""
    parts = [str(part) for part in loc if part != "__root__"]
    if len(loc) > 1 and loc[0] == "questions" and isinstance(loc[1], int) and loc[1] < len(questions):
        parts[:2] = [str(questions[loc[1]].get("id", loc[1]))]
    return ".".join(parts)


def _unroll(source: Source) -> List[Dict[str, Any]]:
    flat: List[Dict[str, Any]] = []
    for item in source.questions:
        if "repeat" not in item:
            flat.append(item)
            continue
        block = Repeat(**item)
        for number in range(1, block.repeat + 1):
            flat.extend(_round(block, number))
    return flat


def _round(block: Repeat, number: int) -> List[Dict[str, Any]]:
    """The questions of one round; references inside the block point to the same round."""
    own = {question["id"] for question in block.questions}
    result = []
    for question in block.questions:
        if question["id"] == block.more and number == block.repeat:
            continue
        copy = json.loads(json.dumps(question).replace("{n}", str(number)))
        copy["id"] = f"{question['id']}.{number}"
        conditions = copy.get("when") or []
        conditions = [conditions] if isinstance(conditions, dict) else conditions
        copy["when"] = [{**c, "question": _numbered(c["question"], own, number)} for c in conditions]
        copy["depends_on"] = [_numbered(other, own, number) for other in copy.get("depends_on", [])]
        copy["ask"] = _renamed(copy.get("ask", ""), own, number)
        if number > 1 and block.more:
            copy["usual"] = False
            copy["when"].insert(0, {"question": f"{block.more}.{number - 1}", "in": ["yes"]})
        result.append(copy)
    return result


def _numbered(question: str, own: set, number: int) -> str:
    return f"{question}.{number}" if question in own else question


def _renamed(ask: str, own: set, number: int) -> str:
    for question in own:
        ask = ask.replace("{" + question + "}", "{" + f"{question}.{number}" + "}")
    return ask


def _resolve(item: Dict[str, Any], source: Source, professions: OptionSource) -> Dict[str, Any]:
    item = dict(item)
    if isinstance(item.get("scale"), str):
        item["scale"] = source.scales[item["scale"]]
    if item.get("options_from") == "professions":
        item["options"] = [*professions(), *item.get("options", [])]
    return item
