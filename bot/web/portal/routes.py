"""Every page of the portal."""

from __future__ import annotations

from bot.web.portal import dossiers, entrance

routes = [*entrance.routes, *dossiers.routes]
