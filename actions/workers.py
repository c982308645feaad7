"""Actions run in threads: rasa_sdk runs them in its event loop, where one that waits for the database holds up everybody.

It concerns `rasa_sdk/executor.py` of version 3.6.2, `ActionExecutor.run`: the same function, in a thread. Rasa handles the
messages of one conversation one after the other, so two threads never work for the same one.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, Dict, Optional, Text

import rasa_sdk
from rasa_sdk.executor import ActionExecutor

from bot.threads import finish, in_thread

VERSION = "3.6.2"
WORKERS = 8

_pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="action")
_stock_run = ActionExecutor.run


def work_in_threads() -> None:
    """Let every action of this process run in a thread; a second call changes nothing.

    Raises:
        RuntimeError: this is another version of rasa_sdk than the one that this module was compared with.
    """
    if rasa_sdk.__version__ != VERSION:
        raise RuntimeError(
            f"actions/workers.py is for rasa_sdk {VERSION}, not {rasa_sdk.__version__}: compare them again"
        )
    ActionExecutor.run = _run


async def _run(self: ActionExecutor, call: Dict[Text, Any]) -> Optional[Dict[Text, Any]]:
    return await in_thread(finish, _stock_run(self, call), pool=_pool)
