"""What holds for every reply, whatever was asked: something is said, briefly, without HTML and without inventions."""

from __future__ import annotations

import re
from typing import Callable, Optional

from .checks import Seen
from .text import normalise

MAX_MESSAGE = 950  # characters in one message; the product aims at 900
MAX_REPLY = 2000  # characters in all messages of one reply together
MAX_OWN_WORDS = 6  # words around a quotation ("grondige kennis", "competentie 3")
_HTML = re.compile(r"</?[a-z][^>]*>|<!--|&(?:[a-z]+|#\d+);", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-•*–>]|\d{1,2}[.)])\s+(?P<text>\S.*)$", re.MULTILINE)


def says_something(seen: Seen) -> Optional[str]:
    """The reply holds text."""
    return None if seen.reply.plain else "is empty"


def is_short(seen: Seen) -> Optional[str]:
    """No message is longer than `MAX_MESSAGE`, nor all together than `MAX_REPLY` characters."""
    longest = max((len(t) for t in seen.reply.texts), default=0)
    short = longest <= MAX_MESSAGE and len(seen.reply.text) <= MAX_REPLY
    return None if short else f"is long: {longest} characters in a message, {len(seen.reply.text)} in all"


def has_no_html(seen: Seen) -> Optional[str]:
    """The reply holds no HTML."""
    found = _HTML.search(seen.reply.text)
    return f"holds HTML: {found.group()}" if found else None


def invents_nothing(seen: Seen) -> Optional[str]:
    """Every bullet of a reply that carries a source is text of the knowledge base."""
    if not any(normalise(source.cite) in seen.reply.plain for source in seen.world.sources):
        return None
    bullets = (match["text"] for text in seen.reply.texts for match in _BULLET.finditer(text))
    invented = [bullet for bullet in bullets if not _known(bullet, seen)]
    return f"presents as dossier text: {invented}" if invented else None


def _known(bullet: str, seen: Seen) -> bool:
    """Tell whether `bullet` is known text, whole or cut short, with at most `MAX_OWN_WORDS` words of our own."""
    line = normalise(bullet).rstrip(". ")
    if line in seen.world.blob:
        return True
    for text in seen.world.known:
        line = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", " | ", line) if text in line else line
    rest = [part.strip(" .:;,-()") for part in line.split("|")]
    own = [part for part in rest if part and not (len(part.split()) > 2 and part in seen.world.blob)]
    return sum(len(re.findall(r"[^\W\d]+", part)) for part in own) <= MAX_OWN_WORDS


EVERY_REPLY: dict[str, Callable[[Seen], Optional[str]]] = {
    "says something": says_something,
    "is short": is_short,
    "has no HTML": has_no_html,
    "invents nothing": invents_nothing,
}


def faults(seen: Seen) -> dict[str, str]:
    """Return the reason per broken rule (empty: none is)."""
    found = ((name, rule(seen)) for name, rule in EVERY_REPLY.items())
    return {name: reason for name, reason in found if reason}
