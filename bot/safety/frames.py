"""Writes out the frames of `knowledge/safety/frames`: what a person may say, with choices, becomes sentences to learn from.

    ik (wil|zou) weg      one of the choices, which may hold others and may be empty
    (heel)? moe           perhaps
    <wie> helpt mij       an entry of the file's `slots`

The same frame always gives the same sentences.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterator, List, Literal, Sequence, Tuple, Union

from pydantic import BaseModel, Extra, Field

from bot.safety.rules import EXAMPLES, FOLDER, Language, read
from knowledge.yamlfile import load

FRAMES = FOLDER / "frames"
SENTENCES = 6  # of each frame at most, or as many as its widest choice has options: more taught nothing new
_TRIES = 4
_PIECE = re.compile(r"<\w+>|\(|\)\?(?=[ )|]|$)|\)|\||[^<()|]+|<")
_SPACE = re.compile(r"\s+(?=[,!])|\s+$|^\s+|(?<=\s)\s+")

Kind = Literal["danger", "calm", "referral"]
Choice = List[List["Piece"]]
Piece = Union[str, Choice]


class FrameError(ValueError):
    """A frame that cannot be read; the message quotes it."""


class FrameFile(BaseModel):
    """One file: sentences of one kind and language, under the need that they show (or, calm, under what they are)."""

    kind: Kind
    language: Language = "nl"
    slots: Dict[str, List[str]] = Field(default_factory=dict)
    frames: Dict[str, List[str]]

    class Config:
        extra = Extra.forbid


@dataclass(frozen=True)
class Sentence:
    """A sentence to learn from."""

    kind: str
    need: str
    language: str
    text: str
    file: str = ""  # of the frames that it comes out of


def sentences(folder: Path = FRAMES) -> Iterator[Sentence]:
    """Yield the sentences of every frame; raise RuleError for a wrong file and FrameError for a wrong frame."""
    for path in sorted(folder.glob("*.yml")):
        file = read(path, FrameFile)
        for need, frames in file.frames.items():
            for frame in frames:
                for text in written_out(frame, file.slots):
                    yield Sentence(file.kind, need, file.language, text, path.stem)


def written_out(frame: str, slots: Dict[str, List[str]], most: int = SENTENCES) -> List[str]:
    """Return different sentences of a frame, up to `most` or its widest choice; raise FrameError when it cannot be read."""
    pieces = _PIECE.findall(frame)
    choice = _choice(pieces, frame, slots)
    if pieces:
        raise FrameError(f"a bracket too many: {frame!r}")
    most = max(most, _width(choice))
    chance = random.Random(frame)  # noqa: S311 (no secret)
    found: Dict[str, None] = {}
    for _ in range(most * _TRIES):
        found[_SPACE.sub("", _say(choice, chance))] = None
        if len(found) == most:
            break
    return list(found)


def _choice(pieces: List[str], frame: str, slots: Dict[str, List[str]]) -> Choice:
    """Take pieces up to the closing bracket (left in place) or the end."""
    options: Choice = [[]]
    while pieces and not pieces[0].startswith(")"):
        piece = pieces.pop(0)
        if piece == "|":
            options.append([])
        elif piece == "(":
            inner = _choice(pieces, frame, slots)
            if not pieces:
                raise FrameError(f"a bracket stays open: {frame!r}")
            options[-1].append([*inner, []] if pieces.pop(0) == ")?" else inner)
        elif piece.startswith("<"):
            if piece[1:-1] not in slots:
                raise FrameError(f"no slot {piece}: {frame!r}")
            options[-1].append([[entry] for entry in slots[piece[1:-1]]])
        else:
            options[-1].append(piece)
    return options


def _width(choice: Choice) -> int:
    return max([len(choice), *(_width(piece) for option in choice for piece in option if not isinstance(piece, str))])


def _say(choice: Choice, chance: random.Random) -> str:
    option: Sequence[Piece] = chance.choice(choice)
    return "".join(piece if isinstance(piece, str) else _say(piece, chance) for piece in option)


def examples(folder: Path = EXAMPLES) -> Iterator[Sentence]:
    """Yield the sentences of the example files, with which the patterns are tested; their language is not known."""
    for name in ("crisis", "doubt", "more", "missed"):
        for need, texts in _entries(folder, name):
            groups = texts.values() if isinstance(texts, dict) else [texts]
            yield from (Sentence("danger", need, "", text) for group in groups for text in group)
    for kind in ("calm", "referral"):
        for need, texts in _entries(folder, kind):
            yield from (Sentence(kind, need, "", text) for text in texts)


def all_sentences() -> Iterator[Sentence]:
    """Yield everything of ours to learn from."""
    yield from sentences()
    yield from examples()


def _entries(folder: Path, name: str) -> List[Tuple[str, Union[List[str], Dict[str, List[str]]]]]:
    return list((load(folder / f"{name}.yml") or {}).items())
