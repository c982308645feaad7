"""Recognising the words that steer a conversation ("vorige", "wijzig vraag 3") and only those.

A command is a whole message. What a longer answer contains ("ik wil stoppen met mijn job") is never a command.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, FrozenSet, List, Optional, Sequence, Tuple

from rapidfuzz import fuzz

from bot.intake.questionnaire import Question
from bot.intake.rules import SHORTEST_SLIP, holds, near, used
from bot.intake.text import content, normalise, spoken, vocabulary

LONGEST_TOPIC = 6  # words
LONGEST_RULE = 9  # words
LONGEST_LOOSE = 8  # words
LONGEST_CHANGE = 14  # words: who made a mistake tells what it should have been
NUMBERED = ("change", "previous", "overview")  # commands with a number in them: "vraag 3", "1 terug"
TOPIC_SLIP = 86


@dataclass(frozen=True)
class Command:
    """`name` is a key of commands.yml; `topic` what stood at {topic}, `page` the number at {page} (1 when absent). `sure`: its very
    words, not a slip of the fingers or other words for it."""

    name: str
    topic: str = ""
    page: int = 1
    sure: bool = True


def _content() -> Dict[str, Any]:
    return content("commands")


@lru_cache(maxsize=1)
def _phrases() -> Tuple[Dict[str, str], List[Tuple[re.Pattern, str]]]:
    """Whole phrases, and patterns for those with a placeholder, each with its command."""
    whole: Dict[str, str] = {}
    patterns = []
    for name, phrases in _content()["commands"].items():
        for phrase in phrases:
            if "{" not in phrase:
                whole[_strip(phrase)] = name
                continue
            words = re.escape(normalise(phrase))  # the braces of a placeholder are gone, its name is left
            for place, pattern in _places().items():
                words = re.sub(rf"\b{place}\b", lambda _, found=pattern: found, words)
            patterns.append((re.compile(words), name))
    return whole, sorted(patterns, key=lambda pair: -len(pair[0].pattern))


def _places() -> Dict[str, str]:
    """What may stand at each placeholder of a phrase."""
    which = rf"(?:(?:{'|'.join(vocabulary()['ordinals'])}) )?"
    step = rf"{which}(?:{'|'.join(_content()['steps'])})(?: (?:van|bij) (?:mijn |de )?{which}actie)?(?: \d)?"
    return {"topic": "(?P<topic>.+)", "page": r"(?P<page>\d{1,2})", "step": f"(?P<topic>{step})"}


@lru_cache(maxsize=8)  # one message is looked at several times
def recognise(text: str) -> Optional[Command]:
    """The command that the whole of `text` is, or None."""
    words = re.sub(r"([a-z])\1{2,}", r"\1", normalise(text))  # "stoppp"
    whole, patterns = _phrases()
    for candidate in (words, _strip(words)):
        if candidate in whole:
            return Command(whole[candidate])
    for pattern, name in patterns:
        found = pattern.fullmatch(words)
        if found:
            parts = found.groupdict()
            return _placed(name, parts)
    return _misspelt(_strip(words), whole) or _by_rule(words) or _by_lead(words)


def recognise_loosely(text: str) -> Optional[Command]:
    """The command that `text` seems to hold, whatever else it says; for what is no answer to a closed question."""
    said = spoken(normalise(text)).split()
    for name, rules in _content()["loose"].items():
        if len(said) > (LONGEST_CHANGE if name == "change" else LONGEST_LOOSE):
            continue
        for rule in rules:
            if holds(rule, said):
                return Command(name, sure=False)
    return None


def _by_lead(words: str) -> Optional[Command]:
    """A short message that starts as no answer does ("wacht even de bel gaat")."""
    short = len(words.split()) <= LONGEST_RULE
    return Command("pause", sure=False) if short and _leads(words, "pause") else None


def _leads(words: str, name: str) -> bool:
    return any(f"{words} ".startswith(f"{lead} ") for lead in _content()["leads"][name])


def _placed(name: str, parts: Dict[str, str]) -> Optional[Command]:
    topic = parts.get("topic", "")
    if len(topic.split()) > LONGEST_TOPIC:
        return None
    return Command(name, topic=topic, page=int(parts.get("page") or 1))


def _strip(text: str) -> str:
    """Normalised text without polite words ("ik wil graag even stoppen aub" is "ik wil stoppen")."""
    words = f" {normalise(text)} "
    for filler in _fillers():
        words = words.replace(f" {filler} ", " ").replace(f" {filler} ", " ")
    return words.strip()


@lru_cache(maxsize=1)
def _fillers() -> Tuple[str, ...]:
    return tuple(sorted((normalise(filler) for filler in _content()["fillers"]), key=len, reverse=True))


def _misspelt(words: str, whole: Dict[str, str]) -> Optional[Command]:
    best, score = None, 0.0
    for phrase, name in whole.items():
        if len(phrase.split()) != len(words.split()):
            continue
        likeness = fuzz.ratio(words, phrase)
        if likeness > score and _same_words(words, phrase):
            best, score = name, likeness
    return Command(best, sure=False) if best else None


def _same_words(words: str, phrase: str) -> bool:
    """Every word alike, so that "ik wil groeien" is never "ik wil stoppen"; short words must be right."""
    pairs = zip(words.split(), phrase.split(), strict=True)
    return all(a == b or near(a, b) for a, b in pairs)


@lru_cache(maxsize=1)
def _rules() -> Tuple[List[Tuple[str, str]], Dict[str, FrozenSet[str]]]:
    """The looser rules with their command, and per command the words that may stand around them."""
    rules = [(name, rule) for name, lines in _content()["rules"].items() for rule in lines]
    both = {name: [*_content()["around"], *_content()["also"].get(name, ())] for name in _content()["rules"]}
    return rules, {name: frozenset(normalise(word) for word in words) for name, words in both.items()}


def _by_rule(words: str) -> Optional[Command]:
    """The first rule of which every word occurs while nothing but ordinary words is left over."""
    said = words.split()
    if not said or len(said) > LONGEST_RULE:
        return None
    rules, around = _rules()
    for name, rule in rules:
        if not holds(rule, said):
            continue
        places = used(rule, said)
        if all(
            at in places or word in around[name] or (word.isdigit() and name in NUMBERED)
            for at, word in enumerate(said)
        ):
            topic = next((word for word in said if word.isdigit()), "") if name == "change" else ""
            return Command(name, topic=topic, sure=False)
    return None


def find_topics(topic: str, questions: Sequence[Question]) -> List[Question]:
    """The questions that "vraag 3", "3" or a subject such as "mijn doel" points to; `questions` as numbered for the person.

    More than one when they fit equally well, none when nothing fits.
    """
    words = [word for word in topic.split() if word not in _content()["topic_fillers"]]
    numbers = {**vocabulary()["numbers"], **vocabulary()["ordinals"]}
    words = sorted((str(numbers.get(word, word)) for word in words), key=str.isdigit)  # "eerste actie": "actie 1"
    if len(words) == 1 and words[0].isdigit():
        return list(questions[int(words[0]) - 1 : int(words[0])]) if int(words[0]) else []
    wanted = " ".join(words)
    scores = [(max((_likeness(wanted, name) for name in _names(q)), default=0.0), q) for q in questions]
    best = max((score for score, _ in scores), default=0.0)
    return [question for score, question in scores if score == best] if best >= TOPIC_SLIP and wanted else []


def leads(text: str) -> bool:
    """Whether a text starts as nobody starts an answer ("wijzig ...")."""
    return _leads(normalise(text), "change")


def _names(question: Question) -> List[str]:
    return [_bare(name) for name in (*question.topics, question.label)]


def _bare(name: str) -> str:
    return " ".join(w for w in normalise(name).split() if w not in _content()["topic_fillers"]) or normalise(name)


def _likeness(wanted: str, name: str) -> float:
    return 100.0 if wanted == name else fuzz.ratio(wanted, name) if len(name) >= SHORTEST_SLIP else 0.0
