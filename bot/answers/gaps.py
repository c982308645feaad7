"""Where answers fall short, for the content editors: ids of ours that are counted, never a word of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator, Optional, Sequence

from bot.answers.context import Context
from bot.answers.model import Memory, Part, Request

NOTHING = "-"
# The key of a reply -> what kind of gap it is.
KINDS = {
    "unknown": "unknown",
    "unknown_topics": "unknown",
    "unknown_human": "unknown",
    "unknown_profession": "elsewhere",
    "other_profession": "elsewhere",
    "pay": "pay",
    "absent": "lacks",
    "not_there": "none",
    "nearest": "near",
    "search_nearest": "near",
    "not_meant": "wrong",
}


@dataclass(frozen=True)
class Gap:
    """A kind of KINDS, the profession that was talked about, and what was asked: an intent without "ask_", or an occupation."""

    kind: str
    profession: str
    subject: str

    def __str__(self) -> str:
        return f"{self.kind} {self.profession} {self.subject}"

    @classmethod
    def of(cls, text: str) -> "Gap":
        """A gap from its text, as it was counted."""
        kind, profession, subject = (text.split() + [NOTHING] * 3)[:3]
        return cls(kind, profession, subject)


def gaps(context: Context, requests: Sequence[Request], parts: Sequence[Part], before: Memory) -> Iterator[Gap]:
    """What fell short in the parts of a reply; `before` is the memory from before it."""
    for place, part in enumerate(parts):
        kind = KINDS.get(part.key)
        request = _last(before) if kind == "wrong" else requests[min(place, len(requests) - 1)]
        if kind and request:
            profession = next(iter(request.professions or before.recent), NOTHING)
            subject = _occupation(context, request) if kind == "elsewhere" else request.intent.replace("ask_", "", 1)
            yield Gap(kind, NOTHING if kind in ("unknown", "elsewhere") else profession, subject)


def _last(before: Memory) -> Optional[Request]:
    """The question whose answer was not what was meant."""
    return Request.of(before.request) if before.request else None


def _occupation(context: Context, request: Request) -> str:
    """The occupation that was asked for when it stands in our own list: other words of a person are not kept."""
    known = request.occupation in context.occupations
    return str(request.occupation).replace(" ", "-") if known else NOTHING
