"""How fast search is in the real professions, and in many more that are made up from them.

Times are for everything after the sentence vector of the question, which does not depend on the number of professions.
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List, Sequence

import numpy as np
import yaml

from knowledge.build import write
from knowledge.loader import Content
from knowledge.queries import KnowledgeBase
from knowledge.schema import Profession
from knowledge.search import Search
from knowledge.search_report import QUESTIONS
from knowledge.validate import load
from knowledge.vectors import VectorStore

_CHANGED_WORDS = 0.3
_REPEATS = 3


def synthetic(content: Content, count: int, seed: int = 1) -> Content:
    """`count` professions, each a real one with new ids and every third word of its statements another."""
    chance = random.Random(seed)
    words = sorted(
        {word for it in content.professions for fact in _texts(json.loads(it.json())) for word in fact.split()}
    )
    made = []
    for number in range(count):
        data = json.loads(content.professions[number % len(content.professions)].json())
        made.append(Profession.parse_obj(_changed(data, f"p{number}", words, chance)))
    return Content(tuple(made), (), content.lexicon)


def _texts(node: Any) -> List[str]:
    if isinstance(node, dict):
        return [text for key, value in node.items() for text in ([value] if key == "text" else _texts(value))]
    return [text for value in node for text in _texts(value)] if isinstance(node, list) else []


def _changed(node: Any, name: str, words: Sequence[str], chance: random.Random, key: str = "") -> Any:
    if isinstance(node, dict):
        return {inner: _changed(value, name, words, chance, inner) for inner, value in node.items()}
    if isinstance(node, list):
        return [_changed(value, name, words, chance, key) for value in node]
    if key in ("id", "name", "plural", "names") and isinstance(node, str):
        return f"{name}.{node.replace(' ', '_')}" if key == "id" else f"{name} {node}"
    if key == "profession":
        return None
    if key == "text":
        return " ".join(chance.choice(words) if chance.random() < _CHANGED_WORDS else word for word in node.split())
    return node


class SyntheticVectors(VectorStore):
    """Rows spread like those of real sentences, made without reading the texts; questions get their vector in advance."""

    def __init__(self, real: np.ndarray, questions: Dict[str, np.ndarray]):
        super().__init__()
        self._real, self._questions = real, questions

    def encode(self, text: str) -> np.ndarray:
        return self._questions.get(text, self._real[0])

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        chance = np.random.default_rng(len(texts))
        rows = self._real[chance.integers(len(self._real), size=len(texts))].copy()
        rows += chance.standard_normal(rows.shape, dtype=np.float32) * 0.02
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def measure(count: int) -> Dict[str, float]:
    """Seconds to get ready with `count` professions, and milliseconds a question at the median and the 95th percentile."""
    asked = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    finds = [item["q"] for item in asked["find"]] + asked["none"]
    real = load()
    store = VectorStore()
    texts = [text for it in real.professions for text in _texts(json.loads(it.json()))]
    questions = dict(zip(finds, store.vectors(texts + finds)[len(texts) :], strict=True))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'knowledge.db'}"
        write(real if count <= len(real.professions) else synthetic(real, count), url)
        start = time.perf_counter()
        kb = KnowledgeBase(url)
        opened = time.perf_counter() - start
        finder = Search(kb, SyntheticVectors(store.vectors(texts), questions))
        finder.find(finds[0])
        ready = time.perf_counter() - start - opened
        result = {"statements": len(kb.statements()), "open s": opened, "index s": ready}
        for name, ask in (("find", finder.find), ("fit", finder.fit)):
            times = sorted(_timed(ask, text) for _ in range(_REPEATS) for text in finds)
            result[f"{name} median ms"] = statistics.median(times)
            result[f"{name} p95 ms"] = times[int(len(times) * 0.95)]
    return result


def _timed(ask: Any, text: str) -> float:
    start = time.perf_counter()
    ask(text)
    return (time.perf_counter() - start) * 1000
