"""Once a day what was kept long enough is erased, as `python -m bot.cli expire` does."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timezone

from bot.intake.installation import expire
from bot.settings import Settings

logger = logging.getLogger(__name__)

FIRST = 120.0  # seconds after the start: not while everything else starts
DAY = 24 * 3600.0


async def daily(settings: Settings, first: float = FIRST, pause: float = DAY) -> None:
    """Erase now and then, until cancelled; a failure is logged and tried again the next time."""
    await asyncio.sleep(first)
    while True:
        try:
            gone = await asyncio.to_thread(expire, settings, datetime.now(timezone.utc))
            logger.info("erased what was kept long enough: %d", gone)
        except Exception:  # noqa: BLE001 (whatever the reason, tomorrow is another attempt)
            logger.exception("erasing what was kept long enough failed")
        await asyncio.sleep(pause)
