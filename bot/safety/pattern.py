"""The small language of the pattern files: a pattern becomes regular expressions over a folded message.

    ik wil dood        these words, one after another
    suicid*            a word that begins so
    <ik>               any entry of this word class (knowledge/safety/words.yml)
    (a|b c)  x?        one of these; perhaps
    ..  ...            up to 3, up to 10 words in between, within the sentence
    a & b & c          in any order, with up to 4 words in between
    $                  here the thought ends: end of the sentence, a pause or a conjunction

The class `<wie>` is the speaker or somebody close; a match knows which of the two it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Callable, Dict, FrozenSet, List, Optional, Tuple

from bot.safety.fold import fold_word

_PIECE = re.compile(r"<\w+>|\(|\)|\||\?|\.\.\.?|&|\$|[^\s()|<>&?$]+")
_SPEAKER = re.compile(r"(?<!\S)(?:ik|i) ")  # "mijn man weet dat ik dood wil" is about the speaker
_GAPS = {"..": 3, "...": 10}
_AND_GAP = 4
_THOUGHT_ENDS = (
    r"(?:(?<=, )|(?=\. |\Z|(?:en|maar|want|dus|of|omdat|sinds|and|but|because|et|mais|parce|ve|ama|و|لكن) ))"
)


@lru_cache(maxsize=None)
def compiled(expression: str) -> "re.Pattern[str]":
    """Compile a regular expression when it is first needed: most never are, and all at once would take seconds."""
    return re.compile(expression)


class PatternError(ValueError):
    """A pattern that cannot be read; the message quotes it."""


@dataclass(frozen=True)
class Node:
    """A piece of a pattern: its regular expression, and words of which one must occur (None when nothing must)."""

    regex: str
    anchor: Optional[FrozenSet[str]]


@dataclass(frozen=True)
class Pattern:
    """A readable pattern, compiled. `anchor` holds folded words (or beginnings with `*`): without one of them there is no match."""

    text: str
    expressions: Tuple[str, ...]
    anchor: FrozenSet[str]

    def spans(self, folded: str) -> List[Tuple[int, int, bool]]:
        """Return start, end and "is about somebody else" of every match."""
        return [
            (match.start(), match.end(), any(match.groups()) and not _SPEAKER.search(match.group()))
            for expression in self.expressions
            for match in compiled(expression).finditer(folded)
        ]


class Compiler:
    """Compiles patterns with a set of word classes.

    `rarity` scores a word (higher is more common); `standard` gives the words that folding makes of a folded word, so that patterns
    and messages are folded alike.
    """

    def __init__(
        self, classes: Dict[str, List[str]], rarity: Callable[[str], float], standard: Callable[[str], Tuple[str, ...]]
    ) -> None:
        self._classes = classes
        self._rarity = rarity
        self._standard = standard
        self._done: Dict[str, Node] = {}

    def compile(self, text: str) -> Pattern:
        """Compile one pattern; raise PatternError when it cannot be read."""
        parts = [self._whole(part) for part in text.split(" & ")]
        if len(parts) > 3:
            raise PatternError(f"at most three parts in any order: {text!r}")
        anchor = self._rarest([part.anchor for part in parts])
        if not anchor:
            raise PatternError(f"nothing that must occur: {text!r}")
        gap = self._gap(_AND_GAP)
        orders = [gap.join(part.regex for part in order) for order in permutations(parts)]
        return Pattern(text, tuple(r"(?<!\S)" + order for order in orders), anchor)

    def _whole(self, text: str) -> Node:
        pieces = _PIECE.findall(text)
        node = self._sequence(pieces, text)
        if pieces:
            raise PatternError(f"{pieces[0]!r} stands where it may not: {text!r}")
        return node

    def _sequence(self, pieces: List[str], text: str) -> Node:
        nodes: List[Node] = []
        while pieces and pieces[0] not in "|)":
            node = self._item(pieces, text)
            if pieces and pieces[0] == "?":
                pieces.pop(0)
                node = Node(f"(?:{node.regex})?", None)
            nodes.append(node)
        return Node("".join(node.regex for node in nodes), self._rarest([node.anchor for node in nodes]))

    def _item(self, pieces: List[str], text: str) -> Node:
        piece = pieces.pop(0)
        if piece == "(":
            options = [self._sequence(pieces, text)]
            while pieces and pieces[0] == "|":
                pieces.pop(0)
                options.append(self._sequence(pieces, text))
            if not pieces or pieces.pop(0) != ")":
                raise PatternError(f"a bracket stays open: {text!r}")
            return self._either(options)
        if piece.startswith("<"):
            return self._word_class(piece[1:-1], text)
        if piece in _GAPS:
            return Node(self._gap(_GAPS[piece]), None)
        if piece == "$":
            return Node(_THOUGHT_ENDS, None)
        if piece.endswith("*"):
            return self._beginning(fold_word(piece)[:-1])
        words = [self._word(word) for word in self._standard(fold_word(piece))]
        return Node("".join(word.regex for word in words), self._rarest([word.anchor for word in words]))

    def _word_class(self, name: str, text: str) -> Node:
        if name == "wie":
            other = self._word_class("ander", text)
            speaker = self._word_class("ik", text)
            both = (other.anchor or frozenset()) | (speaker.anchor or frozenset())
            return Node(f"(?:({other.regex})|{speaker.regex})", both)
        if name not in self._classes:
            raise PatternError(f"no word class {name!r}: {text!r}")
        if name not in self._done:
            self._done[name] = self._either([self._whole(entry) for entry in self._classes[name]])
        return self._done[name]

    @staticmethod
    def _beginning(word: str) -> Node:
        beginnings = {word, word[:-1] + "t"} if word.endswith("d") else {word}  # folded "zelfmoord" ends in t
        regex = "(?:" + "|".join(map(re.escape, sorted(beginnings))) + r")[^\s.,]* (?:, )?"
        return Node(regex, frozenset(each + "*" for each in beginnings))

    @staticmethod
    def _word(word: str) -> Node:
        if word.endswith("en") and len(word) > 4:  # dialect drops the last letter: "leve", "zitte"
            return Node(re.escape(word) + r"? (?:, )?", frozenset((word, word[:-1])))
        return Node(re.escape(word) + r" (?:, )?", frozenset((word,)))

    @staticmethod
    def _either(options: List[Node]) -> Node:
        options = [option for option in options if option.regex] or options  # what folding takes away is no choice
        anchors = [option.anchor for option in options]
        must = frozenset().union(*anchors) if all(anchors) else None  # type: ignore[arg-type]
        return Node("(?:" + "|".join(option.regex for option in options) + ")", must)

    @staticmethod
    def _gap(words: int) -> str:
        return rf"(?:[^\s.]+ ){{0,{words}}}?"

    def _rarest(self, anchors: List[Optional[FrozenSet[str]]]) -> Optional[FrozenSet[str]]:
        """Choose the piece that the fewest messages hold, so that most patterns need not be tried."""
        required = [anchor for anchor in anchors if anchor]
        return min(required, key=lambda anchor: max(map(self._rarity, sorted(anchor))), default=None)
