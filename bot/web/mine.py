"""What a person may see and take along: their own answers, dossier and data, for the conversation of the signed cookie only."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any, Dict, Optional, Tuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.intake.installation import open_service
from bot.intake.service import IntakeService
from bot.settings import Settings
from bot.web.chat import admits, read_texts, refusal, refuse_other_sites, whole
from bot.web.pages import error_page

FORMATS = ("pdf", "docx", "json", "ics")


@lru_cache(maxsize=1)
def intake(settings: Settings) -> IntakeService:
    """The intake service of this process, opened at the first download."""
    return open_service(settings)


async def dossier(request: Request) -> Response:
    """Send the dossier in the format that the address asks for."""
    kind = request.path_params["kind"]
    if kind not in FORMATS:
        return error_page(request, "not_found", 404)
    return await _send(request, f"dossier.{kind}")


async def everything(request: Request) -> Response:
    """Send all that is stored of the person."""
    return await _send(request, "gegevens.json")


async def progress(request: Request) -> Response:
    """Tell the chat page how far the intake is and what was answered; {"run": null} when nothing is stored."""
    services = request.app.state.services
    sender = services.conversations.of(request).sender

    def read() -> Dict[str, Any]:
        return intake(services.settings).progress(sender, datetime.now(timezone.utc))

    return JSONResponse(await run_in_threadpool(read))


async def name(request: Request) -> Response:
    """Keep how a coach may call the person: {"name": "…"}, empty to take it back."""
    services = request.app.state.services
    refuse_other_sites(request)
    (chosen,) = await read_texts(request, "name")
    sender = services.conversations.of(request).sender
    address = request.client.host if request.client else ""
    if not await admits(services.throttle, sender, address):
        return refusal("too_fast", 429)

    def keep() -> bool:
        return intake(services.settings).choose_name(sender, whole(chosen), datetime.now(timezone.utc))

    return Response(status_code=204 if await run_in_threadpool(keep) else 404)


async def _send(request: Request, name: str) -> Response:
    services = request.app.state.services
    sender = services.conversations.of(request).sender
    found = await run_in_threadpool(_file, services.settings, sender, name)
    if found is None:
        return error_page(request, "no_dossier", 404)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(found[0], media_type=found[1], headers=headers)


def _file(settings: Settings, sender: str, name: str) -> Optional[Tuple[bytes, str]]:
    service = intake(settings)
    if name.startswith("dossier"):
        return service.file(sender, name.rpartition(".")[2])
    data = service.everything(sender, datetime.now(timezone.utc))
    return (json.dumps(data, ensure_ascii=False, indent=2).encode(), "application/json") if data else None


routes = [
    Route("/mijn/overzicht.json", progress),
    Route("/mijn/naam", name, methods=["POST"]),
    Route("/mijn/dossier.{kind}", dossier),
    Route("/mijn/gegevens.json", everything),
]
