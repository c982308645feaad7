"""What protects every answer of the website: security headers, and a limit to what may be sent to it."""

from __future__ import annotations

import asyncio
import time
from typing import Dict

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.settings import Settings

FRAMED_PATH = "/embed"  # the one page that other websites may show in a frame
SHARED_PATHS = (FRAMED_PATH, "/embed.js")  # what a page of another website may load

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
YEAR = 31536000
LAST = {"Connection": "close"}  # nobody waits for the rest of what is refused
READ_TIMEOUT = 10.0  # seconds in which a browser must have sent the body of its request


def security_headers(settings: Settings, path: str) -> Dict[str, str]:
    """The headers that protect the answer from an address."""
    framed = path == FRAMED_PATH
    ancestors = " ".join(["'self'", *settings.embed_sites]) if framed else "'none'"
    headers = {
        **HEADERS,
        "Content-Security-Policy": f"{POLICY}; frame-ancestors {ancestors}",
        "Cross-Origin-Resource-Policy": "cross-origin" if path in SHARED_PATHS else "same-origin",
        "Cache-Control": "no-store",
    }
    if not framed:
        headers["X-Frame-Options"] = "DENY"
    if settings.https:
        headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
    return headers


class SecurityHeaders:
    """Adds the security headers to every answer but the one about an error of ours, which comes from outside of here."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in security_headers(self._settings, scope["path"]).items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class BodyLimit:
    """Refuses a request whose body is larger than `limit` bytes, announced or not, or does not arrive in time."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while counting what it brings."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("Content-Length", "0")
        if not (announced.isascii() and announced.isdigit()) or int(announced) > self._limit:
            await PlainTextResponse("Te veel gegevens.", 413, LAST)(scope, receive, send)
            return
        received, complete = 0, False
        deadline = time.monotonic() + READ_TIMEOUT

        async def counted() -> Message:
            nonlocal received, complete
            if complete:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), deadline - time.monotonic())
            except asyncio.TimeoutError as error:
                raise HTTPException(408, headers=LAST) from error
            received += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if received > self._limit:
                raise HTTPException(413, headers=LAST)
            return message

        await self.app(scope, counted, send)
