"""What the action server tells about itself: `/ready` for who spreads the load, `/metrics` for Prometheus."""

from __future__ import annotations

import asyncio
import time

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from actions.desk import service
from bot.metrics import ACTIONS, exposition
from bot.settings import load_settings
from knowledge.database import KnowledgeMissing

CALL = "/webhook"


def monitor(app: Sanic) -> None:
    """Add both addresses, and a clock around each action."""
    app.add_route(ready, "/ready")
    app.add_route(metrics, "/metrics")
    app.register_middleware(begin, "request")
    app.register_middleware(end, "response")


async def ready(request: Request) -> HTTPResponse:
    """503 as long as the people's database is out of reach, or there is no knowledge base."""

    def ping() -> None:
        with service().store.engine.connect() as connection:
            connection.execute(select(1))

    try:
        await asyncio.get_event_loop().run_in_executor(None, ping)
    except KnowledgeMissing:
        return response.json({"knowledge": "missing"}, status=503)
    except SQLAlchemyError:
        return response.json({"database": "down"}, status=503)
    return response.json({"database": "up"})


async def metrics(request: Request) -> HTTPResponse:
    """The figures of this process, for who shows the token."""
    shown = exposition(request.headers.get("authorization"), load_settings().metrics_token)
    if shown is None:
        return response.json({"error": "refused"}, status=401)
    return response.raw(shown[0], content_type=shown[1])


async def begin(request: Request) -> None:
    """Start the clock."""
    request.ctx.begun = time.perf_counter()


async def end(request: Request, answer: HTTPResponse) -> None:
    """Stop it."""
    if request.path == CALL and hasattr(request.ctx, "begun"):
        ACTIONS.labels(str(answer.status)).observe(time.perf_counter() - request.ctx.begun)
