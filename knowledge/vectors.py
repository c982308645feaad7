"""Sentence vectors: made once per text, kept in a file, compared with a question.

A sentence model is anything that turns a list of texts into rows of unit length. "use" is the multilingual Universal
Sentence Encoder of the environment; a deployment can name another as "package.module:function", where the function
returns such a model.
"""

from __future__ import annotations

import hashlib
import importlib
import logging
import os
import tempfile
import threading
import zipfile
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from typing import Callable, Dict, List, Optional, Sequence

import numpy as np

from knowledge.database import data_folder

Model = Callable[[Sequence[str]], np.ndarray]
DEFAULT_MODEL = "use"
_BATCH = 64
_REMEMBERED = 1_000  # texts in memory, 2 kB each
_KEPT = 40_000  # texts on file, those of another build too, so that going back costs nothing
_EXACT_UP_TO = 8_000  # rows; above it a first choice is made in fewer dimensions
_FEW_DIMENSIONS = 32
_CANDIDATES = 400
_logger = logging.getLogger(__name__)


def sentence_model(name: str = DEFAULT_MODEL) -> Model:
    """The model called `name`, loaded once per process at its first use; raises ValueError for an unknown name."""
    return _loaded(name)


@lru_cache(maxsize=None)
def _loaded(name: str) -> Model:
    if name == DEFAULT_MODEL:
        return _universal_sentence_encoder()
    module, _, function = name.partition(":")
    if not function:
        raise ValueError(f'unknown sentence model "{name}": expected "{DEFAULT_MODEL}" or "package.module:function"')
    return getattr(importlib.import_module(module), function)()


def _universal_sentence_encoder() -> Model:
    from knowledge.encoder import Encoder  # here, because loading it takes a second and 50 MB

    return Remembering(Encoder(data_folder()))


class Remembering:
    """A sentence model that knows the vectors of the last texts: people say the same often, and several parts of the program ask
    for the same text. It keeps a digest of a text, never the text. Texts that are asked for together cost half."""

    def __init__(self, model: Callable[[List[str]], np.ndarray], most: int = _REMEMBERED) -> None:
        self._model, self._most, self._lock = model, most, threading.Lock()
        self._known: "OrderedDict[bytes, np.ndarray]" = OrderedDict()  # the one asked for last at the end

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        """One row of unit length per text."""
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        with self._lock:
            new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
            if new:
                rows = np.asarray(self._model(list(new.values())), dtype=np.float32)
                self._known.update(zip(new, rows, strict=True))
            found = [self._known[key] for key in keys]
            for key in keys:
                self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return np.stack(found) if found else np.zeros((0, 1), dtype=np.float32)


class VectorStore:
    """Vectors of texts in one file per model, so that only new texts are computed; the file is replaced as a whole."""

    def __init__(self, name: str = DEFAULT_MODEL, folder: Optional[Path] = None):
        safe = "".join(letter if letter.isalnum() else "-" for letter in name)
        self._name = name
        self.path = (folder or data_folder()) / f"vectors-{safe}.npz"

    def encode(self, text: str) -> np.ndarray:
        """The vector of one question; not kept."""
        return sentence_model(self._name)([text])[0]

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """One row of unit length per text, computed where the file lacks it."""
        keys = [hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts]
        known = self._read()
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            known.update(self._computed(missing))
            wanted = dict.fromkeys(keys)
            others = [key for key in known if key not in wanted][: max(0, _KEPT - len(wanted))]
            self._write({key: known[key] for key in [*wanted, *others]})
        rows = [known[key] for key in keys]
        return np.stack(rows).astype(np.float32) if rows else np.zeros((0, 1), dtype=np.float32)

    def _computed(self, missing: Dict[str, str]) -> Dict[str, np.ndarray]:
        keys, found = list(missing), {}
        for start in range(0, len(keys), _BATCH):
            part = keys[start : start + _BATCH]
            rows = sentence_model(self._name)([missing[key] for key in part])
            found.update(zip(part, rows.astype(np.float16), strict=True))
        return found

    def _read(self) -> Dict[str, np.ndarray]:
        try:
            with np.load(self.path) as file:
                return dict(zip(file["keys"].tolist(), file["rows"], strict=True))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            _logger.warning(
                "%s cannot be read (%s): its vectors are computed again", self.path.name, type(error).__name__
            )
            return {}

    def _write(self, vectors: Dict[str, np.ndarray]) -> None:
        """Keep the vectors for the next start; a folder that cannot be written costs time, not answers."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{self.path.name}.", dir=self.path.parent)
            with os.fdopen(handle, "wb") as file:
                np.savez(file, keys=np.array(list(vectors)), rows=np.stack(list(vectors.values())))
            os.replace(name, self.path)
        except OSError as error:
            _logger.warning("%s cannot be written (%s)", self.path, type(error).__name__)


class VectorIndex:
    """Cosines of a question with rows of unit length.

    With many rows, a first choice is made in the directions in which the rows differ most; only the rows that are close
    there, and those the caller asks for, get their exact cosine. The others get 0.
    """

    def __init__(self, rows: np.ndarray):
        self._rows = rows
        self._axes: Optional[np.ndarray] = None
        if len(rows) > _EXACT_UP_TO:
            step = len(rows) // _EXACT_UP_TO + 1
            _, axes = np.linalg.eigh(np.cov(rows[::step], rowvar=False))
            self._axes = np.ascontiguousarray(axes[:, -_FEW_DIMENSIONS:].astype(np.float32))
            self._small = rows @ self._axes
            self._rows = rows.astype(np.float16)  # half the memory, and only a few rows are looked at in full

    def cosines(self, question: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        """The cosine of each row with `question`; `wanted` are row numbers that must be exact."""
        if self._axes is None:
            return self._rows @ question
        rough = self._small @ (question @ self._axes)
        near = np.argpartition(-rough, _CANDIDATES)[:_CANDIDATES]
        chosen = np.union1d(near, wanted)
        found = np.zeros(len(self._rows), dtype=np.float32)
        found[chosen] = self._rows[chosen].astype(np.float32) @ question
        return found
