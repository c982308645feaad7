"""Every page of the portal."""

from __future__ import annotations

from bot.web.portal import content, dossier, dossiers, entrance, exports, team

routes = [*entrance.routes, *dossiers.routes, *dossier.routes, *exports.routes, *team.routes, *content.routes]
