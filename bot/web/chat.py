"""The chat's interface: a message in, the replies of Rasa out.

POST /api/chat {"id": "<chosen by the browser>", "message": "…"} -> {"replies": [{"text", "buttons"}]}
DELETE /api/chat makes the browser forget the conversation.
An error is {"error": "<reason>"}; the page holds a Dutch explanation for each reason.
"""

from __future__ import annotations

import logging
import re
import time
from typing import List, Tuple

from starlette.concurrency import run_in_threadpool
from starlette.endpoints import HTTPEndpoint
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.metrics import ANSWERS
from bot.web.rasa import RasaError
from bot.web.throttle import Throttle

logger = logging.getLogger(__name__)

MESSAGE_ID = re.compile(r"[A-Za-z0-9_.:-]{8,64}")
STATUS = {"unreachable": 503, "busy": 503, "failed": 502, "slow": 504}


class Chat(HTTPEndpoint):
    """`/api/chat`."""

    async def post(self, request: Request) -> Response:
        """Pass a message on to Rasa and return what it says."""
        services = request.app.state.services
        refuse_other_sites(request)
        message_id, message = await read_message(request)
        if len(message) > services.settings.message_length:
            return refusal("too_long", 413)
        conversation = services.conversations.of(request)
        address = request.client.host if request.client else ""
        if not await admits(services.throttle, conversation.sender, address):
            ANSWERS.labels("too_fast").observe(0)
            response = refusal("too_fast", 429)
            response.headers["Retry-After"] = "20"
        else:
            response = await self._answer(request, conversation.sender, message_id, message)
        services.conversations.keep(conversation, response)
        return response

    async def delete(self, request: Request) -> Response:
        """Let the browser forget its conversation."""
        refuse_other_sites(request)
        response = Response(status_code=204)
        request.app.state.services.conversations.forget(response)
        return response

    async def _answer(self, request: Request, sender: str, message_id: str, message: str) -> Response:
        start = time.perf_counter()
        try:
            replies = await request.app.state.services.deliveries.deliver(sender, message_id, message)
        except RasaError as error:
            logger.warning("no answer of the Rasa server: %s", error.reason)
            ANSWERS.labels(error.reason).observe(time.perf_counter() - start)
            return refusal(error.reason, STATUS[error.reason])
        ANSWERS.labels("answered").observe(time.perf_counter() - start)
        return JSONResponse({"replies": replies})


async def admits(throttle: Throttle, sender: str, address: str) -> bool:
    """Count one message, outside the event loop when that takes a journey to Redis."""
    if throttle.is_shared:
        return await run_in_threadpool(throttle.admits, sender, address)
    return throttle.admits(sender, address)


def refusal(reason: str, status: int) -> JSONResponse:
    """Return an error answer with its reason."""
    return JSONResponse({"error": reason}, status)


def refuse_other_sites(request: Request) -> None:
    """Raise 403 when a browser says that the request comes from a page of another website."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("Host"):
        raise HTTPException(403)


async def read_message(request: Request) -> Tuple[str, str]:
    """Return the id and the text of the message in a request; raise 400 or 415 when it is not what we expect."""
    message_id, message = await read_texts(request, "id", "message")
    if not MESSAGE_ID.fullmatch(message_id):  # it is stored with an answer, and not every database takes every sign
        raise HTTPException(400)
    return message_id, whole(message)


async def read_texts(request: Request, *names: str) -> List[str]:
    """Return the texts of these names in the JSON object of a request; raise 400 or 415 when it is not what we expect."""
    if request.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415)
    try:
        content = await request.json()
    except (ValueError, RecursionError) as error:
        raise HTTPException(400) from error
    fields = [content.get(name) for name in names] if isinstance(content, dict) else [None]
    if not all(isinstance(field, str) for field in fields):
        raise HTTPException(400)
    return fields


def whole(text: str) -> str:
    """The text with a question mark for half a character, which no program after us could write down."""
    return text.encode("utf-8", "replace").decode()
