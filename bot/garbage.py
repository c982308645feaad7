"""What the garbage collector looks at: in a process that loaded a lot, each of its rounds holds up everybody for a tenth of a second."""

from __future__ import annotations

import ctypes
import gc
import sys


def keep_loaded() -> None:
    """Keep what is loaded until the process ends, so that no round looks at it again; what loading left over goes back to the system."""
    gc.collect()
    gc.freeze()
    if sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_trim"):  # glibc
        ctypes.CDLL(None).malloc_trim(0)
