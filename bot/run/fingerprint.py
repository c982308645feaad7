"""Does the trained model still fit its sources? A hash over everything that training reads, kept beside the model."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Iterator

from bot.settings import ROOT

MODEL_NAME = "loopbaanbot"
SOURCES = ("config.yml", "domain.yml", "data", "knowledge", "bot/nlu", "uv.lock")
NOT_READ = ("knowledge/questionnaires",)  # what only the running bot reads: an edit there needs no training
SUFFIXES = {".yml", ".yaml", ".md", ".txt", ".csv", ".json", ".py", ".lock"}


def model_file(root: Path = ROOT) -> Path:
    """Return where the trained model stands."""
    return root / "models" / f"{MODEL_NAME}.tar.gz"


def sources_hash(root: Path = ROOT) -> str:
    """Return the hash of every file that the model depends on: names and contents."""
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def record(root: Path = ROOT) -> None:
    """Note beside the model which sources it was trained on, and its own hash."""
    _record_file(root).write_text(json.dumps({"sources": sources_hash(root), "model": _hash(model_file(root))}))


def is_current(root: Path = ROOT) -> bool:
    """Return whether the model was trained on the present sources and is the very file that training made."""
    try:
        noted = json.loads(_record_file(root).read_text())
        return noted == {"sources": sources_hash(root), "model": _hash(model_file(root))}
    except (OSError, ValueError):
        return False


def changed_model(root: Path = ROOT) -> str:
    """Return a message when the model file is not the one that our training made, "" when it is. Sources may have changed since."""
    try:
        noted = json.loads(_record_file(root).read_text())["model"]
        same = noted == _hash(model_file(root))
    except (OSError, ValueError, KeyError, TypeError):
        same = False
    return "" if same else f"{model_file(root)} is not the model that our training made. Run: make train"


def _record_file(root: Path) -> Path:
    return model_file(root).with_name(f"{MODEL_NAME}.json")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        source = root / name
        found = source.rglob("*") if source.is_dir() else [source]
        yield from sorted(path for path in found if path.is_file() and path.suffix in SUFFIXES and _is_read(path, root))


def _is_read(path: Path, root: Path) -> bool:
    return not any((root / name) in path.parents for name in NOT_READ)
