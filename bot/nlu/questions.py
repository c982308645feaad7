"""Cutting a message into the questions it holds: "hoi, wat doet een campagnewerker en wat is het niveau?"."""

from __future__ import annotations

import re
from typing import List

from bot.nlu.normalize import fold

ASKING = (
    "wat welk welke hoe hoeveel waar waarom waarvoor waarin waarmee waaraan waarover wie wiens wanneer wa hvl hoev wrm "
    "kan kun kunt mag moet is zijn ben heeft heb heeft bestaat bestaan werkt werk doet krijg zit hoort valt hoezo"
).split()
TELLING = "geef toon vertel leg vergelijk zoek noem som start beschrijf verklaar".split()
LEADING = re.compile(
    r"^(?:(?:en|maar|dus|of|hallo|hoi|hey|dag|goeiedag|goedendag|hi|ok|oke|sorry|nog|ook|dan|ah|eh)[\s,!]+)+"
)
SENTENCE = re.compile(r"(?<=[?!.;])\s+|\n+|(?<=[?!])(?=\w)")
JOINED = re.compile(
    r"(?:,?\s+(?:en|maar|alsook|plus)\s+(?:ook\s+|verder\s+|dan\s+)?|,\s+|\s+\d\)\s*)"
    r"(?=(?:(?:op|in|van|voor|met|tot|bij)\s+)?(?:wat|welke?|hoe|hoeveel|waar\w*|wie|wanneer|hoelang)\b)"
    r"|,?\s+en\s+(?=(?:is|zijn|kan|kun|moet|mag|heb|heeft|krijg|verdient|verdien|werkt)\b)",
    re.IGNORECASE,
)
ASIDE = re.compile(r"\b(?:ik (?:wil|zou|vraag|had)\b.*\b(?:weten|vragen|af)\b|weet (?:je|jij|iemand)\b)")


def is_question(text: str) -> bool:
    """Whether a piece of text asks or orders something, as far as its form shows."""
    folded = LEADING.sub("", fold(text))
    words = re.findall(r"[a-z']+", folded)
    if not words:
        return False
    opening = words[:2] if words[0] in ("op", "in", "van", "voor", "met", "tot", "bij", "onder") else words[:1]
    return (
        folded.rstrip(" .!").endswith("?")
        or any(w in ASKING or w in TELLING for w in opening)
        or bool(ASIDE.search(folded))
    )


def split_questions(text: str) -> List[str]:
    """The questions in a message, in order; the whole message when it holds none or only one piece."""
    sentences = [s.strip() for s in SENTENCE.split(text) if s and s.strip()]
    pieces = [p.strip(" ,") for s in sentences for p in (JOINED.split(s) if is_question(s) else [s]) if p.strip(" ,")]
    if len(pieces) < 2:
        return [text]
    asked = [p for p in pieces if is_question(p)]
    return asked or [text]
