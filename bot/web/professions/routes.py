"""The addresses of the profession pages."""

from __future__ import annotations

import time
from itertools import permutations
from typing import Any, Callable, Dict

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.garbage import keep_loaded
from bot.web.pages import templates
from bot.web.professions.atlas import Atlas, atlas
from bot.web.professions.choices import Choices, options, read_choices, words
from bot.web.professions.dossier import FACETS, read_dossier
from bot.web.professions.finding import LIMIT, find
from bot.web.professions.library import Library, Shelf, slug
from bot.web.professions.overlap import Pairing, Side, pairing
from bot.web.professions.structured import occupation
from knowledge import KnowledgeMissing

View = Callable[[Request, Shelf], Response]


def _view(show: View) -> Callable[[Request], Response]:
    """A route that gets the present shelf, or explains that there is none yet."""

    def answer(request: Request) -> Response:
        try:
            shelf = request.app.state.services.library.shelf()
        except KnowledgeMissing:
            return _render(request, "error.html", {"reason": "no_knowledge"}, 503)
        return show(request, shelf)

    return answer


def _render(request: Request, name: str, context: Dict[str, Any], status: int = 200) -> Response:
    return templates.TemplateResponse(request, name, context, status)


def overview(request: Request, shelf: Shelf) -> Response:
    """Show all professions, or those that pass the filters."""
    known = options(shelf.professions.values())
    choices = read_choices(request.query_params, known)

    def render() -> Response:
        return _render(request, "professions/overview.html", _overview(shelf, choices, known))

    if choices.text or choices.unknown:
        return render()
    return shelf.page(("overview", choices.filters), render).answer(request)


def _overview(shelf: Shelf, choices: Choices, known: Dict[str, Any]) -> Dict[str, Any]:
    shown = {key: card for key, card in shelf.professions.items() if choices.admits(card)}
    return {
        "all": shelf.professions,
        "shown": shown,
        "choices": choices,
        "options": known,
        "names": words(shelf.professions.values()),
        "findings": find(shelf, choices.text, shown.values()) if choices.text else None,
        "limit": LIMIT,
        "slugs": shelf.slugs,
        "counts": {key: len(shelf.kb.competencies(card.id)) for key, card in shown.items()},
    }


def profession(request: Request, shelf: Shelf) -> Response:
    """Show one profession; an everyday name or another spelling leads to its page."""
    asked = request.path_params["slug"]
    card = shelf.professions.get(asked)
    if card is None:
        found = shelf.find(asked)
        if found is not None:
            return RedirectResponse(f"/beroepen/{slug(found.id)}")
        return _render(request, "professions/unknown.html", {"all": shelf.professions}, 404)
    address = f"/beroepen/{asked}"

    def render() -> Response:
        dossier = read_dossier(shelf.kb, card)
        context = {"dossier": dossier, "card": card, "slug": asked, "slugs": shelf.slugs}
        return _render(request, "professions/profession.html", {**context, "occupation": occupation(dossier, address)})

    return shelf.page(address, render).answer(request)


def comparison(request: Request, shelf: Shelf) -> Response:
    """Show two professions side by side, or the form to choose them."""
    asked = [request.query_params.get(name, "").strip() for name in ("a", "b")]
    found = [shelf.find(text) if text else None for text in asked]
    unknown = any(text and card is None for text, card in zip(asked, found))
    sides = [Side(card, slug(card.id)) if card else None for card in found]
    chosen = sides[0] is not None and sides[1] is not None and sides[0] != sides[1]
    key = ("comparison", *(side and side.slug for side in sides), unknown)

    def render() -> Response:
        context = {"all": shelf.professions, "sides": sides, "unknown": unknown, "nearest": _map(shelf).links[:4]}
        if chosen:
            context["pair"] = _pair(shelf, *sides)
            context["facts"] = [{facet: shelf.kb.facts(side.card.id, facet) for facet in FACETS} for side in sides]
        return _render(request, "professions/comparison.html", context)

    return shelf.page(key, render).answer(request, 404 if unknown else 200)


def chart(request: Request, shelf: Shelf) -> Response:
    """Show the map of all professions."""

    def render() -> Response:
        return _render(request, "professions/map.html", {"map": _map(shelf)})

    return shelf.page("map", render).answer(request)


def _pair(shelf: Shelf, a: Side, b: Side) -> Pairing:
    return shelf.keep(("pair", a.slug, b.slug), lambda: pairing(shelf.kb, a, b))


def _map(shelf: Shelf) -> Atlas:
    return shelf.keep("map of all", lambda: atlas(shelf.kb, shelf.professions))


def warm(library: Library) -> None:
    """Work out what takes long before somebody asks for it: the search index, and what every two professions share."""
    try:
        shelf = library.shelf()
    except KnowledgeMissing:
        return
    find(shelf, "loopbaan", shelf.professions.values())
    _map(shelf)
    for (key_a, a), (key_b, b) in permutations(shelf.professions.items(), 2):
        _pair(shelf, Side(a, key_a), Side(b, key_b))
        time.sleep(0.02)  # the questions of people go first
    keep_loaded()


def sitemap(request: Request, shelf: Shelf) -> Response:
    """List the pages for search engines."""
    context = {"home": str(request.base_url).rstrip("/"), "slugs": list(shelf.professions)}
    return templates.TemplateResponse(request, "professions/sitemap.xml", context, media_type="application/xml")


def robots(request: Request) -> Response:
    """Tell search engines what to leave alone."""
    context = {"home": str(request.base_url).rstrip("/")}
    return templates.TemplateResponse(request, "professions/robots.txt", context, media_type="text/plain")


routes = [
    Route("/beroepen", _view(overview)),
    Route("/beroepen/vergelijk", _view(comparison)),
    Route("/beroepen/kaart", _view(chart)),
    Route("/beroepen/{slug}", _view(profession)),
    Route("/sitemap.xml", _view(sitemap)),
    Route("/robots.txt", robots),
]
