"""A coach at the portal, for the tests of its pages."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any, Dict

import httpx
import pyotp
from starlette.testclient import TestClient

from bot.accounts.administration import Administration
from bot.accounts.arguments import COACH
from bot.web.mine import intake


class Visitor:
    """A browser before the portal: gets pages and sends forms with their hidden field, as a browser does."""

    def __init__(self, client: TestClient, name: str = "an", role: str = COACH) -> None:
        self.client, self.name, self.role = client, name, role
        self.secret, self.used = "", datetime(2000, 1, 1, tzinfo=timezone.utc)

    def account(self) -> str:
        """Make an account; returns the password."""
        office = Administration(intake(self.client.app.state.services.settings).store)
        return office.create(self.name, self.name.title(), self.role, datetime.now(timezone.utc), must_change=False)

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.client.get(path, **more)

    def send(self, path: str, fields: Dict[str, str], page: str = "", **more: Any) -> httpx.Response:
        """Open `page` (the same address when left out), fill in its form and send it to `path`."""
        token = re.search(r'name="csrf" value="(\w+)"', self.client.get(page or path).text)
        assert token, f"{page or path} has no form"
        return self.client.post(path, data={"csrf": token[1], **fields}, **more)

    def code(self) -> str:
        """The next code of the app; never one that was used."""
        now = datetime.now(timezone.utc)
        self.used = max(now - timedelta(seconds=30), self.used + timedelta(seconds=30))
        return pyotp.TOTP(self.secret).at(self.used)

    def enter(self) -> "Visitor":
        """Make an account, log in and link an app."""
        page = self.send("/coach/login", {"name": self.name, "password": self.account()})
        self.secret = re.sub(r"\s", "", re.search(r'data-part="secret">([^<]+)<', page.text)[1])
        page = self.send("/coach/app", {"code": self.code()})
        assert page.status_code == 200 and "Log uit" in page.text
        return self
