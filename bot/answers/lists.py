"""Long lists in parts: the first ones, and a button for more."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Dict, List, Sequence, Tuple

from bot.answers.context import Context, cite
from bot.answers.model import Answer, Button, Memory, Part
from bot.nlu.wordlists import wordlist
from knowledge.facts import Fact

SENTENCE_END = re.compile(r"(?<!\bvb)\. ")  # "vb." is an example
CLAUSE_END = re.compile(r"[,;] | \(| (?=waarbij |teneinde |zodat |waarin )")
PAGE_ITEMS = 6
FEW_ITEMS = {"example": 3}  # of lists of which a little says enough
RUNNING_TEXT = ("facet_definition",)  # shown as sentences, not as bullets
LATER_ITEMS = 260  # characters of an item after the first
AFTER_COMPARING = "compare_rest"  # the list with which a comparison goes on
AMONG = "search_among"  # what else was found on several professions that were compared
EACH = "search_among_each"  # the first of it, profession by profession
SHORT_ITEMS = 12  # names only
PAGE_CHARACTERS = 560  # leaves room for the heading and the source in a reply of 900


def line(context: Context, item: str, names: bool = False) -> Tuple[str, List[Fact]]:
    """How an id reads in a list, and the facts it stands for. Ids: facts, competencies, professions."""
    snapshot = context.kb.snapshot()
    if item in snapshot.by_id:
        fact = snapshot.by_id[item]
        text = fact.text + "".join(f"; {sub.text}" for sub in fact.items)
        if fact.facet == "competencies":
            text = context.say("competency_item", number=fact.number, title=fact.text)
        if fact.facet == "organisations" and fact.group:
            text = context.say("organisation", name=text, role=fact.group)
        if names and fact.profession:
            name = context.card(fact.profession).name
            text = context.say("hit_item", text=text, name=name, cite=fact.cite.replace(f", {name}", ""))
        return text, [fact]
    return context.say("profession_item", name=snapshot.professions[item].name), []


def page(
    context: Context, ids: Sequence[str], start: int, names: bool = False, bullets: bool = True, most: int = PAGE_ITEMS
) -> Tuple[str, List[Fact], int]:
    """The bullets from `start` that fit on one page, their facts, and where the next page starts."""
    lines: List[str] = []
    facts: List[Fact] = []
    length = 0
    short = all(item in context.kb.snapshot().professions for item in ids)
    for item in ids[start : start + (SHORT_ITEMS if short else most)]:
        text, its_facts = line(context, item, names)
        text = shorten(text, LATER_ITEMS) if lines and bullets else text
        if lines and length + len(text) > PAGE_CHARACTERS:
            break
        length += len(text)
        lines.append(f"- {shorten(text)}" if bullets else shorten(text))
        facts += its_facts
    return "\n".join(lines), facts, start + len(lines)


def shorten(text: str, most: int = 700) -> str:
    """The text, cut where something ends when it is too long for one reply: a sentence, else a clause, else a word that can be last."""
    if len(text) <= most:
        return text
    for end, mark in ((SENTENCE_END, ". …"), (CLAUSE_END, " …")):
        places = [match.start() for match in end.finditer(text[:most]) if match.start() > most // 2]
        if places:
            return f"{text[: places[-1]]}{mark}"
    words = text[:most].rpartition(" ")[0].split(" ")
    while len(words) > 1 and words[-1].lower().strip(",;:(") in wordlist("never_last"):
        words.pop()
    return " ".join(words).rstrip(",;:( ") + " …"


def listing(
    context: Context,
    memory: Memory,
    key: str,
    ids: Sequence[str],
    buttons: Sequence[Button] = (),
    start: int = 0,
    names: bool = False,
    **values: Any,
) -> Answer:
    """An answer that lists `ids` from `start`; remembers the rest for "toon meer" and "de derde"."""
    most = FEW_ITEMS.get(key, PAGE_ITEMS)
    text, facts, end = page(context, ids, start, names, bullets=key not in RUNNING_TEXT, most=most)
    span = context.say("range", first=start + 1, last=end, total=len(ids)) if (start, end) != (0, len(ids)) else ""
    more = [Button(context.wording["more_title"], "more")] if end < len(ids) else []
    layout: Dict[str, Any] = {
        "key": key,
        "values": values,
        "names": names,
        "buttons": [[b.title, b.intent, b.entities] for b in buttons],
    }
    remembered = replace(
        memory, listed=tuple(ids), shown=end, layout=layout, facts=tuple(f.id for f in facts), misses=0, pending=None
    )
    shown = {**values, "items": text, "range": span, "cite": cite(facts) or values.get("cite", "")}
    return Answer((Part(key, shown, tuple([*more, *buttons][:3])),), remembered)


def go_on(context: Context, memory: Memory) -> Answer:
    """The next part of the last list."""
    layout = memory.layout or {}
    buttons = [Button(t, i, e) for t, i, e in layout["buttons"]]
    return listing(
        context, memory, layout["key"], memory.listed, buttons, memory.shown, layout["names"], **layout["values"]
    )
