"""What is loaded at the start is not looked at again, and what becomes garbage later is still found."""

from __future__ import annotations

import gc
import weakref

from bot.garbage import keep_loaded


class Thing:
    """Something that points at itself."""

    def __init__(self) -> None:
        self.own = self


def test_what_was_loaded_is_kept_and_what_comes_later_is_collected() -> None:
    loaded = Thing()
    gone = weakref.ref(Thing())
    try:
        keep_loaded()
        assert gone() is None and all(loaded is not each for each in gc.get_objects())
        later = weakref.ref(Thing())
        gc.collect()
        assert later() is None
    finally:
        gc.unfreeze()
