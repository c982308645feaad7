"""Whose conversation is it? Ids are issued and signed here; nobody can guess or choose one."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from typing import Optional

from itsdangerous import BadSignature, TimestampSigner
from starlette.requests import Request
from starlette.responses import Response

HEADER = "X-Conversation"  # used instead of the cookie where the chat stands in a frame on another website
LIFETIME = 30 * 24 * 3600  # seconds that a token is accepted


@dataclass(frozen=True)
class Conversation:
    """A conversation of this request: the token that the browser keeps, and the name that Rasa knows it by."""

    token: str
    sender: str
    framed: bool


class Conversations:
    """Issues and reads signed conversation tokens."""

    def __init__(self, key: bytes, https: bool) -> None:
        self._key = key
        self._https = https
        self._signer = TimestampSigner(key, salt="conversation", digest_method=hashlib.sha256)
        # The prefix makes browsers refuse a cookie that a neighbouring host or plain HTTP tries to set.
        self.cookie = "__Host-conversation" if https else "conversation"

    def of(self, request: Request) -> Conversation:
        """Return the conversation of a request, a new one when its token is absent, forged or too old."""
        framed = HEADER in request.headers
        token = request.headers[HEADER] if framed else request.cookies.get(self.cookie, "")
        identity = self._read(token)
        if identity is None:
            identity = secrets.token_urlsafe(24)
            token = self._signer.sign(identity).decode()
        return Conversation(token, self._sender(identity), framed)

    def keep(self, conversation: Conversation, response: Response) -> None:
        """Let the browser keep the conversation until it is closed; a frame gets the token in a header instead."""
        if conversation.framed:
            response.headers[HEADER] = conversation.token
        else:
            response.set_cookie(self.cookie, conversation.token, secure=self._https, httponly=True, samesite="lax")

    def forget(self, response: Response) -> None:
        """Let the browser drop the conversation."""
        response.delete_cookie(self.cookie, secure=self._https, httponly=True, samesite="lax")

    def _read(self, token: str) -> Optional[str]:
        try:
            identity, issued = self._signer.unsign(token, return_timestamp=True)
        except BadSignature:
            return None
        # What seems to come from the future was issued before the clock was put back: that must end nobody's conversation.
        return identity.decode() if time.time() - issued.timestamp() <= LIFETIME else None

    def _sender(self, identity: str) -> str:
        # Rasa's logs and tracker store hold this name only: it does not lead back to a token.
        return "web-" + hmac.new(self._key, b"sender:" + identity.encode(), hashlib.sha256).hexdigest()[:32]
