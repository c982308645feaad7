"""What refers to what was just said: more, "de derde", why, an example, the source."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import List, Optional

from bot.answers.comparing import list_buttons
from bot.answers.competencies import one
from bot.answers.context import Context, cite
from bot.answers.facets import answer_facet, remembered
from bot.answers.finding import asks_which
from bot.answers.focus import focus, near_best
from bot.answers.judging import answer_opinion
from bot.answers.lists import RUNNING_TEXT, go_on, listing, shorten
from bot.answers.model import Answer, Button, Memory, Request, said
from knowledge.facts import Fact
from knowledge.search import POSSIBLE

MOST_WORDS, FEW_WORDS, MOST_NAMED = 8, 4, 3  # of a question whose answer that was, and of professions in the reply
NOWHERE = ("absent", "not_there", "pay", "costs", "source_nowhere")  # replies to what no dossier (wholly) says
OPINION = "opinion"  # what the keys of replies without an opinion begin with
SENTENCE = re.compile(r"(?<=[.!?]) ")


def last_request(memory: Memory) -> Optional[Request]:
    """The last request that was answered."""
    return Request.of(memory.request) if memory.request else None


def answer_more(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """The next part of the last list, what else the dossier says after a definition, or that it was complete."""
    if memory.layout and memory.shown < len(memory.listed):
        return go_on(context, memory)
    last = last_request(memory)
    if last and last.intent == "find_profession" and memory.choices and request.text:
        return _more_of_fits(context, request, memory)
    if not memory.recent:
        return None
    profession = memory.recent[0]
    defined = last is not None and last.intent in ("ask_definition", "mention_profession", "follow_up")
    if defined and context.kb.facts(profession, "extra"):
        return answer_facet(context, Request("ask_extra"), memory, "extra", profession)
    does = request.says(*context.wording["person_pronouns"]) and "competencies" in context.kb.facets(profession)
    if does and last and last.intent != "ask_competencies":
        return answer_facet(
            context, Request("ask_competencies"), memory, "competencies", profession
        )  # "wat doet die nog?"
    return said("no_more", replace(memory, misses=0), context.next_buttons("definition", profession))


def _more_of_fits(context: Context, request: Request, memory: Memory) -> Answer:
    """More about what was suggested, when words ask for that; else how to get other suggestions."""
    words = request.words
    if any(w in context.wording["telling_more"] for w in words):
        return answer_facet(context, Request("ask_definition"), memory, "definition", memory.choices[0])
    buttons = [context.facet_button("definition", p) for p in memory.choices[1:]]
    return said("no_more_fits", replace(memory, misses=0), [*buttons, list_buttons(context)[0]])


def answer_pick(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """The item of the last list that was pointed at."""
    if not memory.listed or request.number is None or (memory.layout or {}).get("key") in RUNNING_TEXT:
        return None
    number = len(memory.listed[: memory.shown]) if request.number == -1 else request.number
    if not 1 <= number <= len(memory.listed):
        return said("pick_range", memory, [], total=len(memory.listed))
    item = memory.listed[number - 1]
    snapshot = context.kb.snapshot()
    if item in snapshot.professions:
        found = answer_facet(context, Request("ask_definition"), memory, "definition", item)
        kept = replace(found.memory, listed=memory.listed, shown=len(memory.listed), layout=None)
        return replace(found, memory=kept)  # "en de laatste?" points at the same list
    card = next((c for cards in snapshot.competencies.values() for c in cards if c.id == item), None)
    if card:
        return one(context, memory, card)
    fact = snapshot.by_id[item]
    if fact.related:
        return answer_facet(context, Request("ask_definition"), memory, "definition", fact.related)
    return _about_fact(context, memory, fact)


def _about_fact(context: Context, memory: Memory, fact: Fact) -> Answer:
    """One statement, with where it belongs."""
    buttons: List[Button] = []
    if fact.profession and fact.number:
        title = context.facets["competency"]["button"].format(
            unit=context.card(fact.profession).unit, number=fact.number, name=""
        )
        buttons.append(Button(title, "ask_competency", {"profession": fact.profession, "number": fact.number}))
    if fact.profession:
        buttons.append(context.facet_button("definition", fact.profession))
    text = fact.text + "".join(f"\n- {item.text}" for item in fact.items)
    known = memory.with_professions(fact.profession) if fact.profession else memory
    return said("statement", replace(known, facts=(fact.id,)), buttons, text=shorten(text), cite=fact.cite)


def answer_whose(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """The professions that the last answer was about, when that is all that is asked ("welk beroep doet dat?")."""
    words = request.words
    named = any(w.startswith(("beroep", "job", "functie", "baan")) for w in words) and len(words) <= MOST_WORDS
    named = named or "wie" in words and len(words) <= FEW_WORDS
    asks = named and asks_which(context, request) and set(words) & set(context.wording["whose_words"])
    about_more = set(focus(context, request).split()) - set(context.wording["whose_words"])
    else_too = _who_else(context, request, memory)
    if else_too:
        return else_too
    if not asks or request.professions or request.facets or about_more:
        return None
    term = next((t for t in context.kb.terms() if t.id in (memory.request or {}).get("terms", ())), None)
    of_facts = [f.profession for f in facts_of(context, memory) if f.profession]
    professions = list(dict.fromkeys([*of_facts, *([term.profession] if term and term.profession else [])]))[
        :MOST_NAMED
    ]
    if not professions:
        return None
    buttons = [context.facet_button("definition", p) for p in professions]
    return said(
        "belongs_to",
        replace(memory.with_professions(*professions), misses=0),
        buttons,
        names=context.names(professions),
    )


def _who_else(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What other dossiers say on what was shown last ("en wie doet dat nog?", "hebben andere beroepen die ook?"); None for another question."""
    others = request.says(*context.wording["other_professions"])
    others = others or {"wie", "welke"} & set(request.words) and request.says(*context.wording["else_words"])
    more = set(focus(context, request).split()) - {*context.wording["whose_words"], *context.wording["else_words"]}
    facts = facts_of(context, memory)
    if not others or more or request.professions or request.facets or not facts or len(request.words) > MOST_WORDS:
        return None
    own = {f.profession for f in facts}
    topic = str((memory.request or {}).get("query") or "") or next((f.title for f in facts if f.title), facts[0].text)
    asked = Request("search", query=topic)
    hits = context.search.ranked(focus(context, asked) or topic, sentence=topic)
    found = near_best([h for h in hits if h.fact.profession and h.fact.profession not in own], POSSIBLE)
    if not found:
        return said("nobody_else", replace(memory, misses=0), list_buttons(context))
    professions = list(dict.fromkeys(str(f.profession) for f in found))
    known = replace(memory, request=remembered(replace(request, intent="search", query=topic)), misses=0)
    buttons = [context.facet_button("definition", p) for p in professions[:2]]
    return listing(context, known, "search", [f.id for f in found], buttons, names=True)


def answer_source(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """Where the last answer stands, or that it stands nowhere."""
    facts = facts_of(context, memory)
    if memory.recent and says_nowhere(memory):
        card = context.card(memory.recent[0])
        steps = context.next_buttons("definition", card.id)
        return said("source_nowhere", memory, steps, title=card.title, cite=card.cite)
    buttons = context.next_buttons("definition", memory.recent[0]) if memory.recent else list_buttons(context)
    doubts = any(w.startswith(tuple(context.wording["doubting_words"])) for w in request.words)
    if facts:
        return said(
            "source_sure" if doubts else "source", memory, buttons, cite=cite(facts), items=_kind(context, facts)
        )
    last = last_request(memory)
    term = next((t for t in context.kb.terms() if last and last.intent == "ask_term" and t.id in last.terms), None)
    if term:
        return said("source_of_term", memory, buttons, cite=term.cite, term=term.term)
    if memory.recent:
        card = context.card(memory.recent[0])
        return said(
            "source", memory, buttons, cite=card.cite, items=context.say("kind_of", title=card.title, kind=card.kind)
        )
    general = bool(request.text) and not (request.professions or request.facets)
    titles = {c.title: context.say("kind_of", title=c.title, kind=c.kind) for c in context.kb.professions()}
    return said("sources", memory, buttons, items="; ".join(titles.values())) if general else None


def _kind(context: Context, facts: List[Fact]) -> str:
    professions = list(dict.fromkeys(f.profession for f in facts if f.profession))
    cards = [context.card(p) for p in professions[:3]]
    named = {f.document for f in facts if not f.profession}
    titles = [d.title for d in context.kb.documents() if d.id in named]
    return "; ".join(dict.fromkeys([*(context.say("kind_of", title=c.title, kind=c.kind) for c in cards), *titles]))


def facts_of(context: Context, memory: Memory) -> List[Fact]:
    """The facts of the last answer; ids of competencies and professions have no fact of their own."""
    by_id = context.kb.snapshot().by_id
    found = [by_id[f] for f in memory.facts if f in by_id]
    if found:
        return found
    cards = {c.id: c for cards in context.kb.snapshot().competencies.values() for c in cards}
    return [
        Fact(c.id, c.title, c.cite, c.profession, "competencies", number=c.number, plain=c.plain)
        for c in (cards[f] for f in memory.facts if f in cards)
    ]


def says_nowhere(memory: Memory) -> bool:
    """Whether the last reply was that no dossier (wholly) says it."""
    return any(told.startswith(NOWHERE) for told in memory.told)


def answer_why(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """Why that was the answer: because the dossier says so, and where; why one would choose it, nobody else can say."""
    words = request.words
    suggested = _reasons(context, request, memory, words)
    if suggested:
        return suggested
    chooses = any(w in words for w in context.wording["choosing_words"])
    if any(told.startswith(OPINION) for told in memory.told) and not (chooses or focus(context, request)):
        return said("why_no_opinion", replace(memory, misses=0), [list_buttons(context)[1]])
    if chooses or request.professions:
        return answer_opinion(context, request, memory)
    facts = facts_of(context, memory)
    if not facts:
        return answer_source(context, request, memory)
    items = "\n".join(f"- {shorten(f.text, 160)} ({f.cite})" for f in facts[:3])
    buttons = context.next_buttons("definition", memory.recent[0]) if memory.recent else list_buttons(context)
    return said("why", memory, buttons, items=items)


def _reasons(context: Context, request: Request, memory: Memory, words: List[str]) -> Optional[Answer]:
    """What made the suggested professions fit, when that is what "waarom?" is about."""
    right_after = (memory.request or {}).get("intent") == "find_profession"
    named = any(w.startswith(tuple(context.wording["suggesting_words"])) for w in words)
    if not memory.reasons or not (right_after or named):
        return None
    by_id = context.kb.snapshot().by_id
    facts = [by_id[f] for f in memory.reasons if f in by_id]
    wanted = request.professions or (memory.recent[:1] if not right_after else ())
    facts = [f for f in facts if f.profession in wanted] or facts
    items = "\n".join(
        context.say("fit_item", name=context.card(f.profession).name, reason=_because(context, f))
        for f in facts
        if f.profession
    )
    buttons = [context.facet_button("definition", f.profession) for f in facts[:2] if f.profession]
    return said("why_fit", replace(memory, misses=0), [*buttons, list_buttons(context)[1]], items=items)


def _because(context: Context, fact: Fact) -> str:
    return context.say("fit_reason", text=shorten(fact.text, 160), cite=fact.cite)


def answer_example(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """Concrete statements of the competency, or of the first competencies, that the last answer was about."""
    last = last_request(memory)
    if last and last.intent == "ask_term" and last.terms:
        return _example_of_term(context, memory, last)
    if not (request.professions or memory.recent):
        return None
    profession = (request.professions or memory.recent)[0]
    cards = context.kb.competencies(profession)
    shown = (
        last.number if last and last.number else next((f.number for f in facts_of(context, memory) if f.number), None)
    )
    number = cards[-1].number if cards and request.number == -1 else request.number or shown
    if not cards:
        return None
    chosen = next((c for c in cards if c.number == number), cards[len(cards) // 2])
    facts = [f for f in context.kb.facts(profession, "competency", number=chosen.number) if f.role != "note"]
    buttons = context.next_buttons("competency", profession, 2)
    if request.professions:
        memory = replace(memory, request=remembered(request, profession))
    return listing(
        context,
        memory.with_professions(profession),
        "example",
        [f.id for f in facts],
        buttons,
        name=context.card(profession).name,
        heading=chosen.title,
        cite=chosen.cite,
    )


def _example_of_term(context: Context, memory: Memory, last: Request) -> Optional[Answer]:
    """What the text on a term gives as an example, else that there is none."""
    term = next((t for t in context.kb.terms() if t.id == last.terms[0]), None)
    if term is None:
        return None
    text = f"{term.text} {' '.join(item.text for item in term.items)}"
    given = [s for s in SENTENCE.split(text) if any(sign in s for sign in context.wording["example_signs"])]
    buttons = [context.facet_button("definition", term.profession)] if term.profession else []
    buttons = [*buttons, *list_buttons(context)][:3]
    if given:
        return said("statement", memory, buttons, text=shorten(" ".join(given)), cite=term.cite)
    return said("no_example", memory, buttons, term=term.term)
