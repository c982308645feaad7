"""What the pages of the portal use: accounts, the desk of the coach, and the cookie of a session."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response

from bot.accounts.service import Accounts
from bot.accounts.sessions import Limits
from bot.intake.coach_desk import CoachDesk
from bot.settings import Settings
from bot.web.mine import intake

UNKNOWN = "-"  # stands before a token that belongs to no session: somebody who has not logged in


class Portal:
    """Opened at the first request, so that the website starts without waiting for the people's database."""

    def __init__(self, settings: Settings, key: bytes) -> None:
        self.settings, self._key = settings, key
        self.cookie = "__Host-coach" if settings.https else "coach"

    @cached_property
    def accounts(self) -> Accounts:
        """Who may come in."""
        limits = Limits(
            timedelta(minutes=self.settings.coach_idle_minutes), timedelta(hours=self.settings.coach_session_hours)
        )
        return Accounts(intake(self.settings).store, limits)

    @cached_property
    def desk(self) -> CoachDesk:
        """What a coach may read."""
        service = intake(self.settings)
        return CoachDesk(service.store, service.library)

    def token(self, request: Request) -> str:
        """The token that the browser keeps; a new one that belongs to no session when it has none."""
        return request.cookies.get(self.cookie) or UNKNOWN + secrets.token_urlsafe(32)

    def csrf(self, token: str) -> str:
        """What every form of the browser with this token sends along; nobody else can know it."""
        return hmac.new(self._key, f"form:{token}".encode(), hashlib.sha256).hexdigest()

    def keep(self, response: Response, token: str) -> None:
        """Let the browser keep a token until it is closed."""
        response.set_cookie(self.cookie, token, secure=self.settings.https, httponly=True, samesite="strict")

    def forget(self, response: Response) -> None:
        """Let the browser drop its token."""
        response.delete_cookie(self.cookie, secure=self.settings.https, httponly=True, samesite="strict")
