"""Do the trained model and the built knowledge base still fit their sources? A hash over everything that makes them, kept beside each."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Dict, Iterator, Sequence

from bot.settings import ROOT

MODEL_NAME = "loopbaanbot"
SOURCES = ("config.yml", "domain.yml", "data", "knowledge", "bot/nlu", "uv.lock")
KNOWLEDGE = ("knowledge", "uv.lock")
NOT_READ = ("knowledge/questionnaires",)  # what only the running bot reads: an edit there needs no training
SUFFIXES = {".yml", ".yaml", ".md", ".txt", ".csv", ".json", ".py", ".lock"}


def model_file(root: Path = ROOT) -> Path:
    """Return where the trained model stands."""
    return root / "models" / f"{MODEL_NAME}.tar.gz"


def sources_hash(root: Path = ROOT, sources: Sequence[str] = SOURCES) -> str:
    """Return the hash of every file of these sources: names and contents."""
    digest = hashlib.sha256()
    for path in _files(root, sources):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def record(root: Path = ROOT) -> None:
    """Note beside the model which sources it was trained on, and its own hash."""
    note(model_file(root), SOURCES, root)


def is_current(root: Path = ROOT) -> bool:
    """Return whether the model was trained on the present sources and is the very file that training made."""
    return fits(model_file(root), SOURCES, root)


def note(made: Path, sources: Sequence[str], root: Path = ROOT) -> None:
    """Note beside a file which sources it was made of, and its own hash."""
    _note_of(made).write_text(json.dumps(_described(made, sources, root)))


def fits(made: Path, sources: Sequence[str], root: Path = ROOT) -> bool:
    """Return whether a file was made of the present sources, and is as it was made."""
    try:
        return json.loads(_note_of(made).read_text()) == _described(made, sources, root)
    except (OSError, ValueError):
        return False


def changed_model(root: Path = ROOT) -> str:
    """Return a message when the model file is not the one that our training made, "" when it is. Sources may have changed since."""
    try:
        noted = json.loads(_note_of(model_file(root)).read_text())["made"]
        same = noted == _hash(model_file(root))
    except (OSError, ValueError, KeyError, TypeError):
        same = False
    return "" if same else f"{model_file(root)} is not the model that our training made. Run: make train"


def _note_of(made: Path) -> Path:
    return made.with_name(f"{made.name.partition('.')[0]}.json")


def _described(made: Path, sources: Sequence[str], root: Path) -> Dict[str, str]:
    return {"sources": sources_hash(root, sources), "made": _hash(made)}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(root: Path, sources: Sequence[str]) -> Iterator[Path]:
    for name in sources:
        source = root / name
        found = source.rglob("*") if source.is_dir() else [source]
        yield from sorted(path for path in found if path.is_file() and path.suffix in SUFFIXES and _is_read(path, root))


def _is_read(path: Path, root: Path) -> bool:
    return not any((root / name) in path.parents for name in NOT_READ)
