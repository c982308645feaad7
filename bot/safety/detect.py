"""Answers two questions about a message: is somebody in danger, and does it ask for other help than ours?

The text is looked at: nothing here logs it, and only the last few stay in memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, FrozenSet, List, Optional, Tuple

from bot.safety.fold import tokens
from bot.safety.rules import Block, Need, Rules, folded, rules

_SPEAKER = re.compile(r"(?<!\S)(?:ik|mij|me|mijn|mezelf|mijzelf|ons|onze) ")
_SELF = re.compile(r"(?<!\S)(?:ik|mij|me|i|je) ")
_FIRST_PERSON = re.compile(_SPEAKER.pattern[:-2] + "|wij|we|i|my|me|j|moi|mon|ma|mes) ")
_LEVELS = ("certain", "doubt")
_FEW_WORDS = 6


@dataclass(frozen=True)
class Finding:
    """What a message shows. `also` holds the other needs in it, `country_hint` is BE, NL or None, `young` means under eighteen, `mild`
    that no pattern knows it and little else speaks for it."""

    need: str
    level: str  # certain | doubt
    about: str  # self | other
    language: str  # nl | en | fr | tr | ar
    country_hint: Optional[str] = None
    young: bool = False
    also: Tuple[str, ...] = ()
    mild: bool = False


def detect(text: str) -> Optional[Finding]:
    """Return the most urgent need for crisis help in a message, or None."""
    hits = _hits(text, "crisis")
    if not hits:
        return None
    ranked = sorted(hits, key=lambda hit: (_LEVELS.index(hit.block.level), hit.need.priority, hit.start))
    first = _first(ranked)
    others = {hit.need.need: None for hit in ranked if hit.need.need != first.need.need}
    country, young = whose(text)
    return Finding(
        need=first.need.need,
        level=first.block.level,
        about=first.about,
        language=first.block.language,
        country_hint=country,
        young=young,
        also=tuple(others),
    )


def _first(ranked: List[_Hit]) -> _Hit:
    """Return the most urgent hit, preferring what names a subject: "ik denk dat mijn zus dood wil" is about the sister."""
    first = ranked[0]
    same = (first.need.need, first.block.level)
    for hit in ranked:
        if (
            (hit.need.need, hit.block.level) == same
            and hit.start < first.end
            and first.start < hit.end
            and hit.about == "other"
        ):
            return hit
    return first


def whose(text: str) -> Tuple[Optional[str], bool]:
    """Return the country that a message hints at, if any, and whether the speaker is under eighteen."""
    plain, keys = folded(text)
    loaded = rules()
    return _country(loaded, plain, keys), any(True for _ in loaded.young.matches(plain, keys))


def referral(text: str) -> List[str]:
    """Return the needs for which other help exists (burn-out, money, dismissal …), most pressing first; [] when there are none."""
    return list(_needs(text))


def plain_needs(text: str) -> List[str]:
    """Return those of them that need nothing more to be believed."""
    return [need for need, hits in _needs(text).items() if any(hit.block.level == "plain" for hit in hits)]


def _needs(text: str) -> Dict[str, List[_Hit]]:
    found: Dict[str, List[_Hit]] = {}
    for hit in sorted(_hits(text, "referral"), key=lambda hit: (hit.need.priority, hit.start)):
        found.setdefault(hit.need.need, []).append(hit)
    return found


def looks_like_it(text: str) -> bool:
    """Return whether a known false alarm stands in the text: a figure of speech, a negation, what is over, talk of work."""
    plain, keys = folded(text)
    return any(True for need in _crises() for _ in rules().unless[need].matches(plain, keys))


def is_no_need(need: str, text: str) -> bool:
    """Whether a known false alarm about a need for other help stands in the text: "verslaafd aan koffie", "ik nam zelf ontslag"."""
    plain, keys = folded(text)
    return any(not at_work for *_, at_work in rules().unless[need].matches(plain, keys))


@lru_cache(maxsize=1)
def _crises() -> List[str]:
    return sorted({need.need for _, (need, _) in rules().found["crisis"].patterns})


def of_oneself(text: str) -> bool:
    """Return whether the speaker appears in a message."""
    return bool(_SPEAKER.search(folded(text)[0]))


def in_general(text: str) -> bool:
    """Return whether a message speaks of those who do a kind of work, or of those they work for, and not of the speaker."""
    plain, keys = folded(text)
    return any(True for _ in rules().roles.matches(plain, keys)) and not _FIRST_PERSON.search(plain)


def refuses(text: str) -> bool:
    """Return whether a message begins with a no."""
    return _begins(tokens(text), rules().refusals)


def admits(text: str) -> bool:
    """Return whether a few words half say yes to a question that is hard to answer: "soms", "ik weet het niet"."""
    said = tokens(text)
    return len(said) <= _FEW_WORDS and _begins(said, rules().admissions)


def _begins(said: List[str], ways: List[List[str]]) -> bool:
    return any(said[: len(way)] == way for way in ways)


def about_other(text: str) -> bool:
    """Return whether a sentence names somebody close and not the speaker: "mijn zus wil dood", not "mijn zus weet dat ik dood wil"."""
    plain, keys = folded(text)
    return any(True for _ in rules().others.matches(plain, keys)) and not _SELF.search(plain)


@dataclass(frozen=True)
class _Hit:
    need: Need
    block: Block
    about: str
    start: int
    end: int


def _hits(text: str, kind: str) -> List[_Hit]:
    loaded = rules()
    plain, keys = folded(text)
    spared: Dict[str, List[Tuple[int, int, bool, bool]]] = {}
    hits: List[_Hit] = []
    for start, end, other, (need, block) in loaded.found[kind].matches(plain, keys):
        if need.need not in spared:
            spared[need.need] = list(loaded.unless[need.need].matches(plain, keys))
        if not any(_spares(row, start, end, block, plain) for row in spared[need.need]):
            hits.append(_Hit(need, block, "other" if other else block.about, start, end))
    return hits


def _spares(row: Tuple[int, int, bool, bool], start: int, end: int, block: Block, folded: str) -> bool:
    """Return whether a false alarm covers a hit. Talk of work covers no plain hit in which the speaker appears after it began."""
    first, last, _, at_work = row
    if not (start < last and first < end):
        return False
    return not at_work or block.level == "doubt" or not _SPEAKER.search(folded[first:end])


def _country(loaded: Rules, folded: str, keys: FrozenSet[str]) -> Optional[str]:
    """Return the only country that the message hints at, if it hints at one."""
    hinted = [country for country, index in loaded.countries.items() if any(True for _ in index.matches(folded, keys))]
    return hinted[0] if len(hinted) == 1 else None
