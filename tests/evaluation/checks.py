"""Checks by the key that an item's `expect` uses. A check returns None when the reply is right, else the reason it is not.

Another set adds its own keys with `@check("key")` in a module of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

from .reply import Reply
from .text import holds, pattern, read_yaml
from .world import HEAD, World

PHRASES: dict[str, list[str]] = read_yaml(Path(__file__).parent / "phrases.yml")

MIN_NEW_WORDS = 3  # "Kennis van leerstijlen" counts, "Werkt samen" may be chance
MIN_NEW = 3  # statements; a definition alone does not tell what to learn


@dataclass(frozen=True)
class Seen:
    """What a check may look at: this reply, the one before it in the conversation, and the truth."""

    reply: Reply
    world: World
    previous: Optional[Reply] = None


@dataclass(frozen=True)
class Check:
    """A named check: `run` judges a reply, `valid` tells what is wrong with an expected value (None: nothing)."""

    run: Callable[[object, Seen], Optional[str]]
    valid: Callable[[object, World], Optional[str]]


CHECKS: dict[str, Check] = {}


def check(key: str, valid: Callable[[object, World], Optional[str]]) -> Callable:
    """Register the decorated function as the check for `key`."""

    def register(run: Callable[[object, Seen], Optional[str]]) -> Callable:
        CHECKS[key] = Check(run, valid)
        return run

    return register


def failures(expect: dict, seen: Seen) -> list[str]:
    """Return why `seen` is not what `expect` asks for (empty: it is)."""
    reasons = ((key, CHECKS[key].run(value, seen)) for key, value in expect.items())
    return [f"{key}: {reason}" for key, reason in reasons if reason]


def phrase(kind: str, seen: Seen, visible: bool = False) -> bool:
    """Tell whether the reply uses one of the turns of phrase of `kind` (with `visible`, buttons count as well)."""
    text = seen.reply.visible if visible else seen.reply.plain
    return any(pattern("re:" + p).search(text) for p in PHRASES[kind])


def valid_texts(value: object, _world: World) -> Optional[str]:
    """Accept a list of expectations that compile."""
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
        return "expected a list of texts"
    for text in value:
        pattern(text)
    return None


def valid_professions(value: object, world: World) -> Optional[str]:
    """Accept a profession id or a list of them (any id as long as the knowledge base is empty)."""
    ids = value if isinstance(value, list) else [value]
    unknown = [i for i in ids if world.professions and i not in world.professions]
    return f"unknown profession {unknown}" if unknown or not ids else None


def valid_flag(value: object, _world: World) -> Optional[str]:
    """Accept only `true`."""
    return None if value is True else "expected true"


def valid_alternatives(value: object, world: World) -> Optional[str]:
    """Accept two or more blocks of expectations."""
    if not isinstance(value, list) or len(value) < 2:
        return "expected at least two blocks"
    return next((wrong for block in value if (wrong := wrong_expect(block, world))), None)


def wrong_expect(expect: object, world: World) -> Optional[str]:
    """Return what is wrong with an `expect` block, or None."""
    if not isinstance(expect, dict) or not expect:
        return "expect is empty"
    for key, value in expect.items():
        if key not in CHECKS:
            return f"unknown key {key!r}"
        if wrong := CHECKS[key].valid(value, world):
            return f"{key}: {wrong}"
    return None


@check("facts", valid_texts)
def facts(value: list[str], seen: Seen) -> Optional[str]:
    """Every expectation occurs in the text."""
    missing = [v for v in value if not holds(seen.reply.text, v)]
    return f"lacks {missing}" if missing else None


@check("any", valid_texts)
def any_of(value: list[str], seen: Seen) -> Optional[str]:
    """One of the expectations occurs in the text."""
    return None if any(holds(seen.reply.text, v) for v in value) else f"has none of {value}"


@check("not", valid_texts)
def none_of(value: list[str], seen: Seen) -> Optional[str]:
    """None of the expectations occurs in the text."""
    wrong = [v for v in value if holds(seen.reply.text, v)]
    return f"holds {wrong}" if wrong else None


@check("cites", lambda value, _world: None if isinstance(value, str) and value else "expected a text")
def cites(value: str, seen: Seen) -> Optional[str]:
    """The source is cited."""
    return None if holds(seen.reply.text, value) else f"does not cite {value}"


@check("statements_of", valid_professions)
def statements_of(value: str, seen: Seen) -> Optional[str]:
    """A statement of the profession is quoted, and it is clear that it is about this profession."""
    source = seen.world.professions[value]
    text = seen.reply.plain
    right = source.quoted_in(text) and (source.named_in(text) or source.quoted_alone_in(text))
    return None if right else f"quotes nothing of {value}"


@check("plain_of", valid_professions)
def plain_of(value: str, seen: Seen) -> Optional[str]:
    """One of our plain wordings of the profession is given."""
    plain = seen.world.professions[value].plain
    return None if any(p in seen.reply.plain for p in plain) else f"gives no plain wording of {value}"


@check("names", valid_professions)
def names(value: list[str], seen: Seen) -> Optional[str]:
    """Every profession is named, in the text or on a button."""
    missing = [v for v in value if not seen.world.professions[v].named_in(seen.reply.visible)]
    return f"does not name {missing}" if missing else None


@check("about", valid_professions)
def about(value: str, seen: Seen) -> Optional[str]:
    """The reply is about the profession: its text names or quotes it, or its buttons name no other."""
    source = seen.world.professions[value]
    named = [p.id for p in seen.world.professions.values() if p.named_in(seen.reply.visible)]
    right = source.named_in(seen.reply.plain) or source.quoted_alone_in(seen.reply.plain) or named == [value]
    return None if right else f"is not about {value}"


@check("shows", valid_texts)
def shows(value: list[str], seen: Seen) -> Optional[str]:
    """Every expectation occurs in the text or on a button: answered, or offered."""
    missing = [v for v in value if not holds(seen.reply.visible, v)]
    return f"neither says nor offers {missing}" if missing else None


@check("professions", lambda value, _world: None if isinstance(value, int) and value > 0 else "expected a number")
def professions(value: int, seen: Seen) -> Optional[str]:
    """At least this many professions are named, in the text or on buttons."""
    named = sum(p.named_in(seen.reply.visible) for p in seen.world.professions.values())
    return None if named >= value else f"names {named} professions"


def valid_step(value: object, world: World) -> Optional[str]:
    """Accept a mapping with the professions `from` and `to`."""
    if not isinstance(value, dict) or set(value) != {"from", "to"}:
        return "expected from and to"
    return valid_professions(list(value.values()), world)


@check("new_to", valid_step)
def new_to(value: dict, seen: Seen) -> Optional[str]:
    """At least `MIN_NEW` statements of the profession `to` are quoted that `from` lacks."""
    known = set(seen.world.professions[value["from"]].statements)
    fresh = set(seen.world.professions[value["to"]].statements) - known
    quoted = [s for s in fresh if len(s.split()) >= MIN_NEW_WORDS and s[:HEAD] in seen.reply.plain]
    return None if len(quoted) >= MIN_NEW else f"gives {len(quoted)} statements that are new to a {value['from']}"


@check("quotes", valid_flag)
def quotes(_value: bool, seen: Seen) -> Optional[str]:
    """Something of some dossier is quoted."""
    return None if seen.world.quotes(seen.reply.plain) else "quotes no statement"


@check("differs", valid_flag)
def differs(_value: bool, seen: Seen) -> Optional[str]:
    """The reply is not the previous one again."""
    return "repeats the previous reply" if seen.previous and seen.previous.plain == seen.reply.plain else None


@check("shorter", valid_flag)
def shorter(_value: bool, seen: Seen) -> Optional[str]:
    """The reply is shorter than the previous one."""
    short = seen.previous is not None and len(seen.reply.text) < len(seen.previous.text)
    return None if short else "is not shorter than the previous reply"


@check("one_of", valid_alternatives)
def one_of(value: list[dict], seen: Seen) -> Optional[str]:
    """One of the blocks holds as a whole."""
    tried = [failures(block, seen) for block in value]
    return None if any(not reasons for reasons in tried) else f"fits no alternative: {tried}"
