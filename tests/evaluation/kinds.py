"""The kinds of reply that `expect: {kind: …}` may ask for."""

from __future__ import annotations

from typing import Callable, Optional

from .checks import Seen, check, phrase
from .world import Source

MIN_CHOICES = 2  # names or buttons in a question back
MIN_LISTED = 4  # professions in a list; the rest may stand behind "meer"


def _named(seen: Seen, text: str) -> list[Source]:
    return [p for p in seen.world.professions.values() if p.named_in(text)]


def _lost(seen: Seen) -> bool:
    return phrase("not_understood", seen)


def _answer(seen: Seen) -> Optional[str]:
    lost = _lost(seen) and not seen.world.quotes(seen.reply.plain)
    return "says it did not understand" if lost else None


def _absent(seen: Seen) -> Optional[str]:
    return None if phrase("absent", seen) else "does not say that the dossier lacks it"


def _ask_back(seen: Seen) -> Optional[str]:
    if seen.world.quotes(seen.reply.plain):
        return "answers where it should ask back"
    named = len(_named(seen, seen.reply.visible))
    if _lost(seen) and named < MIN_CHOICES:
        return "says it did not understand"
    choices = max(len(seen.reply.buttons), named)
    asks = "?" in seen.reply.text and choices >= MIN_CHOICES
    return None if asks else "does not ask back with choices"


def _unknown(seen: Seen) -> Optional[str]:
    if seen.world.quotes(seen.reply.plain):
        return "quotes a dossier where it knows nothing"
    return None if phrase("unknown", seen) else "does not say that it does not know"


def _small_talk(seen: Seen) -> Optional[str]:
    if seen.world.quotes(seen.reply.plain):
        return "quotes a dossier in small talk"
    lost = _lost(seen) or phrase("absent", seen)
    return "takes small talk for a question" if lost else None


def _compare(seen: Seen) -> Optional[str]:
    return None if len(_named(seen, seen.reply.plain)) >= MIN_CHOICES else "does not name two professions"


def _search(seen: Seen) -> Optional[str]:
    return None if _named(seen, seen.reply.plain) else "names no profession"


def _list(seen: Seen) -> Optional[str]:
    listed = len(_named(seen, seen.reply.visible))
    return None if listed >= MIN_LISTED else f"lists {listed} professions"


def _intake(seen: Seen) -> Optional[str]:
    return None if phrase("intake", seen, visible=True) else "does not offer the intake"


def _help(seen: Seen) -> Optional[str]:
    if seen.world.quotes(seen.reply.plain) or _lost(seen):
        return "quotes a dossier, or says it did not understand, where help was asked"
    helps = phrase("help", seen) or len(seen.reply.buttons) >= MIN_CHOICES
    return None if helps else "does not say what it can do"


KINDS: dict[str, Callable[[Seen], Optional[str]]] = {
    "answer": _answer,
    "absent": _absent,
    "ask_back": _ask_back,
    "unknown": _unknown,
    "small_talk": _small_talk,
    "compare": _compare,
    "search": _search,
    "list": _list,
    "intake": _intake,
    "help": _help,
}


@check("kind", lambda value, _world: None if value in KINDS else f"unknown kind {value!r}")
def kind(value: str, seen: Seen) -> Optional[str]:
    """The reply is of the kind asked for."""
    return KINDS[value](seen)
