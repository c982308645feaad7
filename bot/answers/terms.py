"""Definitions of terms (POP, SMART, empowerment …), and what a note says about a whole structure."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional, Set

from bot.answers.comparing import list_buttons
from bot.answers.context import Context
from bot.answers.facets import answer_found, remembered
from bot.answers.focus import CONVINCED, MOST_HITS, focus, near_best
from bot.answers.lists import listing, shorten
from bot.answers.model import Answer, Button, Memory, Request, said
from bot.nlu.normalize import WORD, fold
from knowledge.facts import DocumentCard, Term
from knowledge.search import POSSIBLE

OF_DOCUMENT = ("ask_year", "ask_organisations", "ask_status")
LOOSE = ("search", "follow_up")
MOST_USES = 3  # statements that show how the dossiers use a word
STEM = 6  # letters by which a statement has a word


def answer_term(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """The definition of the term that was named; None when no known term was named."""
    chosen = _chosen(context, request, memory)
    if not chosen:
        return None
    text = shorten(chosen.text + "".join(f"\n- {item.text}" for item in chosen.items))
    others = [t for t in context.kb.terms() if t.id in request.terms and t.term.casefold() != chosen.term.casefold()]
    buttons = [Button(t.term, "ask_term", {"term": t.id}) for t in others[:1]]
    if chosen.profession:
        buttons.append(context.facet_button("definition", chosen.profession))
    if chosen.profession and not memory.recent:
        memory = memory.with_professions(chosen.profession)
    remembering = replace(memory, request=remembered(request), facts=(), listed=(), pending=None, misses=0)
    return said("term", remembering, buttons, term=chosen.term, text=text, cite=chosen.cite)


def answer_beyond(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What the dossier of a named term says on what else a question holds ("welke fases heeft een loopbaanbegeleiding?");
    None when the question holds nothing else, or the dossier says nothing about it."""
    term = _chosen(context, request, memory)
    named = {w for name in (term.term, *term.names) for w in WORD.findall(fold(name))} if term else set()
    asked = focus(context, request)
    if not term or not term.profession or set(asked.split()) <= named:
        return None
    hits = context.search.ranked(asked, MOST_HITS, (term.profession,), request.query or request.text)
    if not near_best(hits, POSSIBLE):
        return None
    known = replace(memory.with_professions(term.profession), request=remembered(request, term.profession), misses=0)
    return answer_found(context, request, known, hits, term.profession)


def asked_word(context: Context, request: Request) -> str:
    """The word of no known term that a question wants explained ("wat bedoel je met methodieken?"); "" for another question."""
    text = f" {' '.join(WORD.findall(fold(request.text)))} "
    after = next(
        (text.split(f" {phrase} ")[1] for phrase in context.wording["meaning_of"] if f" {phrase} " in text), ""
    )
    points = after.split()[:1] in (["dat"], ["dit"])  # "wat betekent dat in gewone taal?"
    return focus(context, replace(request, query=after)) if not (request.terms or points) else ""


def answer_word(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """How the dossiers, or the one under discussion, use a word that somebody wants explained; None for another question."""
    known = memory.with_professions(*request.professions)
    word = asked_word(context, request) if known.recent else _named_word(context, request)
    return answer_unexplained(context, known, word) if word else None


def _named_word(context: Context, request: Request) -> str:
    """The one word that somebody surely wants explained who talks about no profession yet ("wat is EVC?")."""
    asks = (
        request.intent == "ask_term" and request.confidence >= CONVINCED and not (request.terms or request.candidates)
    )
    word = focus(context, request) if asks else ""
    return word if len(word.split()) == 1 else ""


def answer_unexplained(context: Context, memory: Memory, word: str) -> Answer:
    """That a word is explained nowhere, with how the dossier under discussion uses it."""
    recent = memory.recent[:1]
    hits = context.search.ranked(word, MOST_HITS, recent or None)
    using = [h.fact.id for h in hits if _uses(h.fact.text, word) and h.fact.profession]
    if not using:
        steps = context.next_buttons("definition", recent[0]) if recent else []
        return said("term_unknown", replace(memory, misses=0), steps)
    if not recent:
        return listing(context, memory, "term_used", using[:MOST_USES], list_buttons(context), names=True)
    buttons = context.next_buttons("definition", recent[0], 2)
    return listing(context, memory, "term_unexplained", using, buttons, name=context.card(recent[0]).name)


def _uses(text: str, word: str) -> bool:
    """Whether a text has every word of what was asked, as far as its stem."""
    words = WORD.findall(fold(text))
    return all(any(w.startswith(part[:STEM]) for w in words) for part in word.split())


def _chosen(context: Context, request: Request, memory: Memory) -> Optional[Term]:
    """The named term, as the profession under discussion defines it if it does."""
    by_id = {t.id: t for t in context.kb.terms()}
    named = [by_id[t] for t in request.terms if t in by_id]
    if not named:
        return None
    for profession in (*request.professions, *memory.recent[:1]):
        same = [t for t in context.kb.terms(profession) if _called(t) & _called(named[0])]
        if same:
            return same[0]
    return named[0]


def _called(term: Term) -> Set[str]:
    return {name.casefold() for name in (term.term, *term.names)}


def of_last_term(context: Context, request: Request, memory: Memory) -> Optional[Request]:
    """A question that speaks of the term that was explained last ("wie maakt dat op?"), with its name; None for another question."""
    last = memory.request or {}
    term = next((t for t in context.kb.terms() if t.id in last.get("terms", ())), None)
    named = request.professions or request.candidates or request.terms or request.facets
    loose = request.intent in LOOSE or request.words[:1] == ["wie"]
    if last.get("intent") != "ask_term" or not term or not term.profession or named or not loose:
        return None
    whose = set(request.words) <= {"wie", *context.wording["whose_words"]}  # "wie gebruikt dat?"
    if whose or not request.says(*context.wording["pronouns"]):
        return None
    text = f"{request.text} {term.term}"
    return replace(
        request, intent="search", professions=(term.profession,), query=f"{request.query} {term.term}", text=text
    )


def goes_on_about_document(request: Request, memory: Memory) -> bool:
    """Whether a question about a document goes on about the one that was just quoted ("van wanneer is die?")."""
    named = request.professions or request.candidates
    return (memory.request or {}).get("intent") == "ask_structure" and request.intent in OF_DOCUMENT and not named


def answer_structure(context: Context, request: Request, memory: Memory) -> Optional[Answer]:
    """What a document about several professions says: the statements nearest to the question, else from the start."""
    documents = context.kb.documents()
    if not documents:
        return None
    document = documents[0]
    if _asks_professions(context, request) and (request.document or request.confidence >= CONVINCED):
        return _professions_of(context, request, memory, document)
    names = {w for name in (document.title, *document.names) for w in WORD.findall(fold(name))}
    asked = " ".join(w for w in WORD.findall(fold(request.text)) if w not in names)
    found = context.search.in_document(asked or request.text, document.id)
    wanted = (*request.facets, "organisations") if request.words[:1] == ["wie"] else request.facets
    found = [*(f for f in document.facts if f.facet in wanted), *found]
    rest = [f for f in document.facts if f.facet == "extra"]
    places = {f.id: i for i, f in enumerate(rest)}
    start = min((places[f.id] for f in found if f.id in places), default=0)
    ids: List[str] = list(dict.fromkeys([*(f.id for f in found), *(f.id for f in rest[start:]), *(f.id for f in rest)]))
    buttons = [context.facet_button("definition", p) for p in document.professions[:2]]
    remembering = replace(memory, request=remembered(request))
    return listing(context, remembering, "structure", ids, buttons, title=document.title)


def _asks_professions(context: Context, request: Request) -> bool:
    """Whether somebody asks which professions a document is about ("welke vijf beroepen staan in de nota?")."""
    words = request.words
    asks = set(words) & set(context.wording["listing_words"]["asking"]) or "hoeveel" in words
    return bool(asks) and request.says(*context.wording["profession_words"])


def _professions_of(context: Context, request: Request, memory: Memory, document: DocumentCard) -> Answer:
    """The professions of a document, in its order."""
    ids = list(document.professions)
    known = replace(memory, request=remembered(request))
    buttons = [context.facet_button("definition", p) for p in ids[:3]]
    cite = document.facts[0].cite
    return listing(
        context, known, "structure_professions", ids, buttons, title=document.title, total=len(ids), cite=cite
    )
