"""The coach portal at /coach: pages behind a login with a second factor, rendered on the server."""

from bot.web.portal.routes import routes

__all__ = ["routes"]
