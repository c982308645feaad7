"""The words that the reader knows, gathered from `knowledge/` and from the training sentences."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, FrozenSet, Iterable, List

from wordfreq import get_frequency_list, top_n_list

from bot.nlu.normalize import WORD, fold
from bot.nlu.reading import Lexicon
from knowledge.yamlfile import load

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
ORDINARY_WORDS = 45_000  # of wordfreq's Dutch list: these are never taken for a misspelling


@lru_cache(maxsize=1)
def ordinary_dutch() -> FrozenSet[str]:
    """Frequent Dutch words, folded (source: the `wordfreq` package)."""
    found = frozenset(fold(w) for w in top_n_list("nl", ORDINARY_WORDS))
    get_frequency_list.cache_clear()  # with words that nobody asks for again it would keep 20 MB
    top_n_list.cache_clear()
    return found


def _strings(node: Any) -> Iterable[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in ("id", "source", "corrections"):
                yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)
    elif isinstance(node, str):
        yield node


def profession_names(profession: Dict[str, Any]) -> List[str]:
    """Everything a profession is called, its official name first."""
    dossier = profession["dossier"]
    names = [profession["name"], profession["plural"], *profession.get("names", []), dossier.get("code")]
    return list(dict.fromkeys(n for n in names if n))


def build_lexicon(sentences: Iterable[str], folder: Path = KNOWLEDGE) -> Lexicon:
    """The lexicon of a knowledge folder; words of `sentences` and of the dossiers count as known words."""
    professions: Dict[str, List[str]] = {}
    terms: Dict[str, List[str]] = {}
    documents: List[str] = []
    words: Counter = Counter()
    for path in sorted([*(folder / "professions").glob("*.yml"), *(folder / "documents").glob("*.yml")]):
        content = load(path)
        if "dossier" in content:
            professions[content["id"]] = profession_names(content)
        else:
            documents += [content["title"], *content.get("names", [])]
        for term in content.get("terms", []):
            terms[term["id"]] = [term["term"], *term.get("names", [])]
        for text in _strings(content):
            words.update(WORD.findall(fold(text)))
    for sentence in sentences:
        words.update(dict.fromkeys(WORD.findall(fold(sentence)), 50))
    facets = {f: [*v["words"], *v.get("topics", [])] for f, v in load(folder / "lexicon" / "facets.yml").items()}
    occupations = load(folder / "lexicon" / "occupations.yml")
    return Lexicon(
        professions=professions,
        terms=terms,
        facets=facets,
        spoken=load(folder / "lexicon" / "spoken.yml"),
        occupations=occupations["known_elsewhere"],
        occupation_endings=occupations["endings"],
        documents=documents,
        vocabulary=dict(words),
    )
