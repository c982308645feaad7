"""Training sentences made from the knowledge base: names, terms, facet words, and what dossiers say people do."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

from bot.nlu.lexicon import KNOWLEDGE, profession_names
from knowledge.yamlfile import load

STATEMENTS_EACH = 8  # of each profession, evenly spread over its dossier, to ask which profession it is about
ASKED_EACH = 20  # to ask whether or how somebody of that profession does so
SPOKEN_EACH = 90  # of what people say for a statement, to ask a profession by it
LONGEST = 90  # characters of a statement that people could say


@lru_cache(maxsize=None)
def sentences(folder: Path = KNOWLEDGE) -> Tuple[Tuple[str, str], ...]:
    """Pairs of intent and sentence, always the same for the same files; kept, for Rasa asks five times in a training."""
    return tuple(_made(folder))


def _made(folder: Path) -> Iterator[Tuple[str, str]]:
    frames = load(folder / "lexicon" / "frames.yml")
    professions = [load(p) for p in sorted((folder / "professions").glob("*.yml"))]
    documents = [load(p) for p in sorted((folder / "documents").glob("*.yml"))]
    for term in dict.fromkeys(n for c in professions + documents for t in c.get("terms", []) for n in _term_names(t)):
        for frame in frames["term"]:
            yield "ask_term", frame.format(term=term)
    for profession in professions:
        yield from _about(profession, frames)
    for facet, words in load(folder / "lexicon" / "facets.yml").items():
        for word in words["words"]:
            if not word.endswith("*"):
                for frame in frames["facet"]:
                    yield f"ask_{facet}", frame.format(word=word, name=professions[0]["name"])


def _term_names(term: Dict[str, Any]) -> List[str]:
    return [term["term"], *term.get("names", [])]


def _about(profession: Dict[str, Any], frames: Dict[str, List[str]]) -> Iterator[Tuple[str, str]]:
    for name in profession_names(profession):
        yield "mention_profession", name
    texts = [s["text"] for c in profession["competencies"] for s in c["statements"] if len(s["text"]) <= LONGEST]
    doing = [t[0].lower() + t[1:] for t in texts if t.split()[0].endswith("t")]
    for i, text in enumerate(_spread(doing, STATEMENTS_EACH)):
        frame = frames["statement"][i % len(frames["statement"])]
        yield "search", frame.format(statement=text.rstrip("."), name=profession["name"])
    for i, text in enumerate(_spread(doing, ASKED_EACH)):
        verb, _, rest = text.rstrip(".").partition(" ")
        frame = frames["asked"][i % len(frames["asked"])]
        yield "search", frame.format(verb=verb, rest=rest, name=profession["name"])
    spoken = [_phrase(s["everyday"], i) for i, s in enumerate(_spoken(profession))]
    for i, phrase in enumerate(_spread(spoken, SPOKEN_EACH)):
        frame = frames["spoken"][i % len(frames["spoken"])]
        yield "search", frame.format(phrase=phrase, name=profession["name"])


def _spoken(profession: Dict[str, Any]) -> List[Dict[str, Any]]:
    """The statements on what somebody does that hold what people say for them."""
    return [s for c in profession["competencies"] for s in c["statements"] if s.get("everyday")]


def _phrase(everyday: str, number: int) -> str:
    """One of the phrases for a statement, another one for the next statement."""
    phrases = everyday.split(";")
    return phrases[number % len(phrases)].strip()


def _spread(texts: List[str], number: int) -> List[str]:
    return texts[:: max(1, len(texts) // number)][:number]
