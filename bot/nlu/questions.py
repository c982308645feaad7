"""Cutting a message into the questions it holds: "hoi, wat doet een campagnewerker en wat is het niveau?"."""

from __future__ import annotations

import re
from typing import List

from bot.nlu.normalize import WORD, fold
from bot.nlu.wordlists import wordlist

LEADING = re.compile(rf"^(?:(?:{'|'.join(wordlist('leading'))})[\s,!.:]+)+")
# A colon ends a sentence only before a question: "twee dingen: wat doet …", but not "knelpuntberoep: jobcoach?".
SENTENCE = re.compile(
    r"(?<=[?!.;])\s+|(?<=:)\s+(?=(?:(?:van|in|op|voor|bij)\s+)?(?:wat|wa|welke?|hoe|hoeveel|waar\w*|wie|wanneer)\b)|\n+|(?<=[?!])(?=\w)",
    re.IGNORECASE,
)
JOINED = re.compile(
    r"(?:,?\s+(?:en|maar|alsook|plus|dus|want)\s+(?:ook\s+|verder\s+|dan\s+)?|,\s+|\s+\d\)\s*)"
    r"(?=(?:(?:op|in|van|voor|met|tot|bij)\s+)?(?:wat?|welke?|hoe|hoeveel|waar\w*|wie|wanneer|hoelang)\b)"
    r"|,?\s+en\s+(?=(?:is|zijn|kan|kun|moet|mag|heb|heeft|krijg|verdient|verdien|werkt)\b)",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\b(?:ik (?:wil|zou|vraag|had)\b.*\b(?:weten|vragen|af)\b|(?:wil|zou) ik\b.*\bweten\b|weet (?:je|jij|ge|iemand)\b"
    r"|vroeg (?:me |mij )?(?:af|of|wat|welke?|hoe|onder|waar|wie)\b|benieuwd\b)"
)
PLACE = re.compile(r"^\(?\d\)\s*")  # "1) wat doet een X 2) waar werkt die"
SHORT = 3  # words below which a sentence before an empty question is too little to go by


def is_question(text: str) -> bool:
    """Whether a piece of text asks or orders something, as far as its form shows."""
    folded = LEADING.sub("", fold(text))
    words = re.findall(r"[a-z']+", folded)
    if not words:
        return False
    opening = words[:2] if words[0] in ("op", "in", "van", "voor", "met", "tot", "bij", "onder", "aan") else words[:1]
    tells = words[0] in wordlist("telling_of_oneself") and words[1:2] != [] and words[1] not in wordlist("subjects")
    return (
        folded.rstrip(" .!").endswith("?")
        or not tells
        and any(w in wordlist("asking") or w in wordlist("telling") for w in opening)
        or bool(ASIDE.search(folded))
    )


def split_questions(text: str) -> List[str]:
    """The questions in a message, in order; the whole message when it holds none or only one piece.

    A question that says nothing by itself is taken together with the sentence before it.
    """
    sentences = [s.strip() for s in SENTENCE.split(text) if s and s.strip()]
    sentences = [PLACE.sub("", s) for s in sentences]
    pieces = [p.strip(" ,") for s in sentences for p in (_parts(s) if _asks(s) else [s]) if p.strip(" ,")]
    if len(pieces) < 2:
        return [text]
    asked: List[str] = []
    for i, piece in enumerate(pieces):
        if not is_question(piece):
            continue
        if not is_empty(piece):
            asked.append(piece)
        elif i and not is_question(pieces[i - 1]):
            asked.append(f"{_telling(pieces[:i])} {piece}")
        elif not i and len(pieces) == 2:
            continue  # "mag ik iets vragen? ..."
        elif not asked:
            asked.append(piece)
    return asked or [text]


def holds_question(text: str) -> bool:
    """Whether a message or a part of one of its sentences is a question ("ik zoek werk, wat doet een jobcoach")."""
    return is_question(text) or any(is_question(part) for s in SENTENCE.split(text) if s for part in _parts(s))


def _asks(sentence: str) -> bool:
    """Whether a sentence asks something, or ends in a clause that does ("ik heb morgen examen, wat is een X")."""
    if is_question(sentence):
        return True
    last = WORD.findall(fold(_parts(sentence)[-1]))
    depends = last[1:2] == [] or last[1] in wordlist("clause_subjects")  # "…, waar ik dozen inpak"
    return not depends and last[0] in wordlist("clause_asking") and any(w in wordlist("articles") for w in last)


def _parts(sentence: str) -> List[str]:
    """The questions in one sentence; what a question points back at stays with it ("stress, wat doet een X daarmee?")."""
    parts: List[str] = []
    for part in (p.strip(" ,") for p in JOINED.split(sentence)):
        points = any(word in wordlist("pointing_back") for word in WORD.findall(fold(part)))
        if parts and (points or _is_place(parts[-1]) or _is_topic(parts[-1])) and not is_question(parts[-1]):
            parts[-1] = f"{parts[-1]}, {part}"
        elif part:
            parts.append(part)
    return parts


def _is_place(text: str) -> bool:
    """Whether a text is no more than a place in a list, of which the question after it is asked ("die tweede taak, wat is dat")."""
    words = WORD.findall(fold(text))
    return (
        words[:1] != []
        and words[0] in wordlist("pointing")
        and len(words) <= SHORT
        and any(w in wordlist("ordinals") or w.isdigit() for w in words)
    )


def _is_topic(text: str) -> bool:
    """Whether a text only says with or about what the question after it is ("met vrijwilligers, wie van de twee doet dat")."""
    words = WORD.findall(LEADING.sub("", fold(text)))
    return 1 < len(words) <= SHORT and words[0] in wordlist("topical")


def is_empty(text: str) -> bool:
    """Whether a question holds no word that says what it is about."""
    return all(word in wordlist("empty") for word in WORD.findall(fold(text)))


def _telling(before: List[str]) -> str:
    """The last sentence of a story that says something, with the one before it when it is very short."""
    last = before[-1]
    return " ".join(before[-2:]) if len(last.split()) <= SHORT else last
