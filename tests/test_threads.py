"""What is prepared in the background lets others go first."""

from __future__ import annotations

import os
import sys
import threading

import pytest

from bot.threads import prepare


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority of its own")
def test_preparing_gives_way_and_the_others_keep_their_priority() -> None:
    def priority() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    before, found = priority(), list[int]()
    prepare(found.append, 1).join()
    prepare(lambda: found.append(priority())).join()
    assert found == [1, min(before + 10, 19)] and priority() == before
