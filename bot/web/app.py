"""The web application: routes, middleware, what lives as long as the process."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import AsyncIterator, Optional

import httpx
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from bot.secrets import derive_key, load_secret, webhook_token
from bot.settings import Settings
from bot.threads import prepare
from bot.web import chat, mine, pages, portal, retention
from bot.web.assets import STATIC, VersionedFiles, version
from bot.web.conversation import Conversations
from bot.web.delivery import Deliveries
from bot.web.portal.portal import Portal
from bot.web.professions import routes as professions
from bot.web.professions.library import Library
from bot.web.protection import BodyLimit, SecurityHeaders
from bot.web.rasa import RasaClient
from bot.web.throttle import AddressThrottle, Counter, Throttle

BODY_LIMIT = 64 * 1024  # bytes; the longest message takes 16 kB in UTF-8


@dataclass(frozen=True)
class Services:
    """What the routes use; they find it at `request.app.state.services`."""

    settings: Settings
    conversations: Conversations
    deliveries: Deliveries
    rasa: RasaClient
    throttle: Throttle
    library: Library
    logins: AddressThrottle
    portal: Portal


def create_app(settings: Settings, transport: Optional[httpx.AsyncBaseTransport] = None) -> Starlette:
    """Build the web application; `transport` replaces the network towards Rasa."""
    secret = load_secret(settings)
    rasa = RasaClient(settings, webhook_token(settings), transport)
    counter = Counter(settings.redis_url)
    services = Services(
        settings=settings,
        conversations=Conversations(derive_key(secret, "conversation"), settings.https),
        deliveries=Deliveries(rasa.send, settings.answer_timeout),
        rasa=rasa,
        throttle=Throttle(counter, settings.conversation_rate, settings.address_rate),
        library=Library(settings.knowledge_url),
        logins=AddressThrottle(counter, settings.login_rate),
        portal=Portal(settings, derive_key(secret, "coach portal")),
    )

    app = Starlette(
        routes=[
            Route("/", pages.home),
            Route("/demo", pages.demo),
            Route("/embed", pages.embed),
            Route("/embed.js", pages.embed_script),
            Route("/health", pages.health),
            Route("/ready", pages.ready),
            Route("/metrics", pages.metrics),
            Route("/api/chat", chat.Chat),
            *mine.routes,
            *professions.routes,
            *portal.routes,
            Mount(f"/static/{version()}", VersionedFiles(directory=STATIC), name="static"),
        ],
        middleware=[
            Middleware(SecurityHeaders, settings=settings),
            Middleware(BodyLimit, limit=BODY_LIMIT),
        ],
        exception_handlers={HTTPException: pages.refused, Exception: pages.failed},
        lifespan=_lifespan,
    )
    app.state.services = services
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    services = app.state.services
    prepare(professions.warm, services.library)
    daily = asyncio.create_task(retention.daily(services.settings))
    yield
    daily.cancel()
    await services.rasa.close()
