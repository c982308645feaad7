"""Recognising options: by number, label, other name or a typing slip."""

from __future__ import annotations

import re
from typing import List, Optional, Sequence, Set, Tuple

from rapidfuzz import fuzz

from bot.intake.questionnaire import Option
from bot.intake.text import normalise, vocabulary

SLIP = 84  # rapidfuzz ratio, 0..100, from which a misspelt word counts as the option's name
WHOLE_SLIP = 92
SHORTEST_TELLING = 4
SHORTEST_SLIP = 5  # shorter words must be right


def chosen(text: str, options: Sequence[Option]) -> List[Option]:
    """The options that `text` names, in the order of `options`; empty when none is recognised."""
    words = normalise(text)
    exact = [option for option in options if words in _names(option)]
    if len(exact) == 1:
        return exact
    if words in vocabulary()["choice"]["last"]:
        return [options[-1]]
    numbered = _range(text) or _ends(words, len(options)) or numbers_only(words)
    if numbered is not None:
        return [options[n - 1] for n in numbered if 0 < n <= len(options)] if _all_exist(numbered, options) else []
    found = _whole(words, options) or _contained(words, options)
    return found or _part(words, options) or _misspelt(words, options) or _by_word(words, options)


def numbers_only(words: str) -> Optional[List[int]]:
    """The option numbers when `words` holds nothing else ("1 en 3", "de tweede"); None otherwise."""
    vocab = vocabulary()
    numbers = {**vocab["numbers"], **vocab["ordinals"]}
    noise = {*vocab["choice"]["noise"], *vocab["choice"]["separators"], *vocab["fillers"]}
    found = []
    for word in words.split():
        if word.isdigit():
            found.append(int(word))
        elif word in numbers:
            found.append(numbers[word])
        elif word not in noise:
            return None
    return sorted(set(found)) if found else None


def is_all(text: str) -> bool:
    """Whether `text` means every option ("allemaal")."""
    return normalise(text) in vocabulary()["choice"]["all"]


def all_except(text: str) -> Optional[str]:
    """What is left out in "alles behalve 2"; None for another text."""
    words = vocabulary()["choice"]
    found = re.fullmatch(rf"(?:{'|'.join(words['all'])}) (?:{'|'.join(words['except'])}) (.+)", normalise(text))
    return found[1] if found else None


def _range(text: str) -> Optional[List[int]]:
    """The numbers of "1-3" or "1 tot en met 3"."""
    ways = "|".join(vocabulary()["choice"]["range"])
    found = re.fullmatch(rf"(\d{{1,2}})(?:\s?[-–]\s?| (?:{ways}) )(\d{{1,2}})", text.strip().lower().replace("/", " "))
    return list(range(int(found[1]), int(found[2]) + 1)) if found and int(found[1]) < int(found[2]) else None


def _ends(words: str, count: int) -> Optional[List[int]]:
    """The numbers of "de eerste drie" and "de laatste twee" of so many options."""
    numbers = vocabulary()["numbers"]
    found = re.fullmatch(rf"(?:de |alleen de )?(eerste|laatste) (\d|{'|'.join(numbers)})", words)
    if not found:
        return None
    size = int(found[2]) if found[2].isdigit() else numbers[found[2]]
    return list(range(1, size + 1) if found[1] == "eerste" else range(count - size + 1, count + 1))


def _same_denial(words: str, name: str) -> bool:
    """Whether both deny or neither does: "ik heb een job" is no slip for "ik heb geen job"."""
    denials = set(vocabulary()["yes_no"]["denials"])
    return bool(denials & set(words.split())) == bool(denials & set(name.split()))


def _all_exist(numbers: Sequence[int], options: Sequence[Option]) -> bool:
    return all(0 < number <= len(options) for number in numbers)


def _names(option: Option) -> List[str]:
    return [normalise(name) for name in (option.label, *option.names)]


def _whole(words: str, options: Sequence[Option]) -> List[Option]:
    """The one option of which the whole text is a slightly misspelt name."""
    found = [
        o
        for o in options
        if any(
            fuzz.ratio(words, n) >= WHOLE_SLIP and _same_denial(words, n) for n in _names(o) if len(n) >= SHORTEST_SLIP
        )
    ]
    return found if len(found) == 1 else []


def _contained(words: str, options: Sequence[Option]) -> List[Option]:
    """Options whose name stands in the text as whole words; the longest name wins where names overlap."""
    names: List[Tuple[str, Option]] = [(name, option) for option in options for name in _names(option)]
    rest = f" {words} "
    found = []
    for name, option in sorted(names, key=lambda pair: -len(pair[0])):
        pattern = rf"(?<= ){re.escape(name)}(?= )"
        if re.search(pattern, rest):
            rest = re.sub(pattern, "#", rest)
            found.append(option.id)
    return [option for option in options if option.id in found]


def _part(words: str, options: Sequence[Option]) -> List[Option]:
    """The option of which the text is a part, when there is only one ("soms wel" for "soms wel, soms niet")."""
    if len(words) < SHORTEST_SLIP:
        return []
    found = [option for option in options if any(_within(words, name) for name in _names(option))]
    return found if len(found) == 1 else []


def _within(words: str, name: str) -> bool:
    """Whether `words` is a part of `name` that is not denied there."""
    denied = any(f" {denial} {words} " in f" {name} " for denial in vocabulary()["yes_no"]["denials"])
    return f" {words} " in f" {name} " and not denied


def _misspelt(words: str, options: Sequence[Option]) -> List[Option]:
    """Options of which a name, or a word group as long as it, is spelt almost right."""
    scores = {option.id: max(_likeness(words, name) for name in _names(option)) for option in options}
    best = max(scores.values())
    if best < SLIP:
        return []
    return [option for option in options if scores[option.id] == best]


def _by_word(words: str, options: Sequence[Option]) -> List[Option]:
    """The one option that shares a telling word with the text; a denial is never guessed at, in the text nor in a name."""
    denials = set(vocabulary()["yes_no"]["denials"])
    if denials & set(words.split()):
        return []
    own = [_telling(" ".join(n for n in _names(option) if not denials & set(n.split()))) for option in options]
    said = _telling(words)
    scores = [
        sum(any(_alike(word, name) for name in names if not _shared(name, own)) for word in said) for names in own
    ]
    best = max(scores, default=0)
    return [options[scores.index(best)]] if best and scores.count(best) == 1 else []


def _telling(words: str) -> Set[str]:
    common = set(vocabulary()["choice"]["common"])
    return {word for word in words.split() if len(word) >= SHORTEST_TELLING and word not in common}


def _shared(name: str, own: Sequence[Set[str]]) -> bool:
    return sum(name in names for names in own) > 1


def _alike(said: str, name: str) -> bool:
    """The same word, a slip, or the same beginning of five letters ("studeren", "student" are not; "werkloos", "werkloosheid" are)."""
    if said == name:
        return True
    long = min(len(said), len(name)) >= SHORTEST_SLIP
    return long and (fuzz.ratio(said, name) >= SLIP or said.startswith(name) or name.startswith(said))


def _likeness(words: str, name: str) -> float:
    if len(name) < SHORTEST_SLIP:
        return 0.0
    size = len(name.split())
    parts = words.split()
    groups = [" ".join(parts[i : i + size]) for i in range(max(1, len(parts) - size + 1))]
    return max(fuzz.ratio(group, name) for group in groups) if _same_denial(words, name) else 0.0
