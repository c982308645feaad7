"""What goes in and out of an answer: a request, the memory of the conversation, and the parts of a reply."""

from __future__ import annotations

import zlib
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Dict, List, Optional, Tuple

from bot.nlu.normalize import WORD, fold

RECENT = 4  # professions that are remembered


@dataclass(frozen=True)
class Request:
    """One question as it was understood."""

    intent: str
    text: str = ""
    query: str = ""  # the text with its spelling repaired and the names of professions left out
    story: str = ""  # the same of the whole message, when the question is a part of it
    confidence: float = 1.0
    alternative: Optional[str] = None  # the next likely intent that asks for a facet
    professions: Tuple[str, ...] = ()
    candidates: Tuple[str, ...] = ()
    facets: Tuple[str, ...] = ()
    terms: Tuple[str, ...] = ()
    number: Optional[int] = None
    occupation: Optional[str] = None
    document: bool = False
    told: str = ""  # the whole message, when the question is a part of it

    @classmethod
    def of(cls, data: Dict[str, Any]) -> "Request":
        """A request from its JSON form; unknown keys are left out."""
        known = {k: v for k, v in data.items() if k in cls.__dataclass_fields__ and v is not None}
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in known.items()})

    @property
    def words(self) -> List[str]:
        """The folded words of the text; [] for a quick reply."""
        return WORD.findall(fold(self.text))

    @property
    def spoken(self) -> str:
        """The same in one line, with a space at both ends: " phrase " is found in it as whole words."""
        return f" {' '.join(self.words)} "

    def says(self, *phrases: str) -> bool:
        """Whether the text has one of the words or phrases."""
        spoken = self.spoken
        return any(f" {phrase} " in spoken for phrase in phrases)

    def about(self, *professions: str) -> "Request":
        """The same request about other professions."""
        return replace(self, professions=tuple(professions), candidates=())


@dataclass(frozen=True)
class Memory:
    """What later questions may refer to; kept as JSON in one slot."""

    recent: Tuple[str, ...] = ()  # professions, the latest first
    request: Optional[Dict[str, Any]] = None  # the last request that was answered
    pending: Optional[Dict[str, Any]] = None  # a request that waits for a profession
    listed: Tuple[str, ...] = ()  # ids of what was listed, shown or still to show
    shown: int = 0
    layout: Optional[Dict[str, Any]] = None  # response key and values with which the list goes on
    overview: Optional[Dict[str, Any]] = None  # the last request that was answered with a list to choose from
    facts: Tuple[str, ...] = ()  # ids of the facts of the last answer
    named: Tuple[
        str, ...
    ] = ()  # professions in the order in which they were named, from the last message about several
    choices: Tuple[str, ...] = ()  # professions of the last list, for as long as they are only pointed at
    reasons: Tuple[str, ...] = ()  # ids of the facts that made the last suggestions fit
    told: Tuple[str, ...] = ()  # marks of the parts of the last reply, to notice that it is said again
    own: Optional[str] = None  # the profession that the person says to have
    misses: int = 0  # questions in a row that were not understood

    @classmethod
    def of(cls, data: Optional[Dict[str, Any]]) -> "Memory":
        """Memory from its JSON form."""
        known = {k: v for k, v in (data or {}).items() if k in cls.__dataclass_fields__}
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in known.items()})

    def as_json(self) -> Dict[str, Any]:
        """JSON form, without what is empty."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items() if v}

    def with_professions(self, *professions: str) -> "Memory":
        """The same memory with these professions as the latest."""
        recent = tuple(dict.fromkeys((*professions, *self.recent)))[:RECENT]
        return replace(self, recent=recent)


@dataclass(frozen=True)
class Button:
    """A quick reply: what it says and the request it makes."""

    title: str
    intent: str
    entities: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One message of a reply: the key of a response, values for its template, quick replies."""

    key: str
    values: Dict[str, Any] = field(default_factory=dict)
    buttons: Tuple[Button, ...] = ()

    @property
    def mark(self) -> str:
        """What two parts have in common that say the same: the key, and a checksum of the values."""
        return f"{self.key} {zlib.crc32(repr(sorted(self.values.items())).encode())}"


@dataclass(frozen=True)
class Answer:
    """The parts of a reply and what to remember of it."""

    parts: Tuple[Part, ...]
    memory: Memory


def said(key: str, memory: Memory, buttons: List[Button] = (), **values: Any) -> Answer:  # type: ignore[assignment]
    """An answer of one part."""
    return Answer((Part(key, values, tuple(buttons)),), memory)
