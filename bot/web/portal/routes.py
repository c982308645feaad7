"""Every page of the portal."""

from __future__ import annotations

from bot.web.portal import dossier, dossiers, entrance, exports

routes = [*entrance.routes, *dossiers.routes, *dossier.routes, *exports.routes]
