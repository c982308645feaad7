"""The addresses of the profession pages."""

from __future__ import annotations

from typing import Any, Callable, Dict

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.web.pages import templates
from bot.web.professions.choices import Choices, options, read_choices
from bot.web.professions.dossier import read_dossier
from bot.web.professions.library import Shelf, slug
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
    kinds = {slug(card.kind): card.kind for card in shelf.professions.values()}
    return {
        "all": shelf.professions,
        "shown": shown,
        "choices": choices,
        "options": known,
        "kinds": kinds,
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
        pages = {other.id: key for key, other in shelf.professions.items()}
        context = {"dossier": dossier, "card": card, "slug": asked, "pages": pages}
        return _render(request, "professions/profession.html", {**context, "occupation": occupation(dossier, address)})

    return shelf.page(address, render).answer(request)


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
    Route("/beroepen/{slug}", _view(profession)),
    Route("/sitemap.xml", _view(sitemap)),
    Route("/robots.txt", robots),
]
