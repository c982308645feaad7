"""The pages around the chat, and the script that places it on another website."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.templating import Jinja2Templates

from bot.metrics import exposition
from bot.web.protection import security_headers


def _common(request: Request) -> Dict[str, Any]:
    return {"settings": request.app.state.services.settings, "path": request.url.path}


templates = Jinja2Templates(directory=Path(__file__).parent / "templates", context_processors=[_common])


async def home(request: Request) -> Response:
    """Show the chat page."""
    return templates.TemplateResponse(request, "home.html")


async def embed(request: Request) -> Response:
    """Show the chat alone, for a frame on another website."""
    return templates.TemplateResponse(request, "embed.html")


async def demo(request: Request) -> Response:
    """Show what the chat looks like on somebody else's website."""
    return templates.TemplateResponse(request, "demo.html")


async def embed_script(request: Request) -> Response:
    """Return the script that another website loads."""
    headers = {"Cache-Control": "public, max-age=300"}
    return templates.TemplateResponse(request, "embed.js", media_type="text/javascript", headers=headers)


async def health(request: Request) -> Response:
    """Tell that the web process runs."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """Tell whether messages can be answered."""
    up = await request.app.state.services.rasa.is_up()
    return JSONResponse({"rasa": "up" if up else "down"}, 200 if up else 503)


async def metrics(request: Request) -> Response:
    """Show Prometheus the figures of this process."""
    shown = exposition(request.headers.get("Authorization"), request.app.state.services.settings.metrics_token)
    if shown is None:
        raise HTTPException(404)
    return Response(shown[0], media_type=shown[1])


async def refused(request: Request, error: HTTPException) -> Response:
    """Show that a page does not exist or that a request is not accepted."""
    response = error_page(request, "not_found" if error.status_code == 404 else "refused", error.status_code)
    response.headers.update(error.headers or {})
    return response


async def failed(request: Request, error: Exception) -> Response:
    """Show that something went wrong, without saying what."""
    response = error_page(request, "failed", 500)
    response.headers.update(security_headers(request.app.state.services.settings, request.url.path))
    return response


def error_page(request: Request, reason: str, status: int) -> Response:
    """Return the page that explains `reason`; for the chat's interface the bare reason."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": reason}, status)
    return templates.TemplateResponse(request, "error.html", {"reason": reason}, status)
