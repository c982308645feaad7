"""What is true: the texts of the knowledge base, read from its YAML and not through the code that is being judged."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Iterator

from .text import normalise, read_yaml

ROOT = Path(__file__).resolve().parents[2]
STATEMENT_KEYS = frozenset({"text", "title"})
LABEL_KEYS = frozenset(
    {"name", "plural", "names", "full_name", "term", "cluster", "label", "group", "columns", "topic", "counts", "note",
     "code", "cite", "kind", "version", "date", "role", "depth", "skill", "source", "unit"}
)  # fmt: skip
HELP_KEYS = frozenset({"who", "contact", "phones", "hours"})
HEAD = 60  # a statement that a reply cuts short is still recognised by this many characters
MIN_WORDS = 5  # shorter statements ("Werkt op maat") also occur in ordinary sentences


@dataclass(frozen=True)
class Source:
    """One profession or document: its names, its literal statements, its labels and our plain wordings.

    `own_cite` is empty and `own` lacks a statement where another profession has the same.
    """

    id: str
    cite: str
    names: tuple[str, ...]
    statements: tuple[str, ...]
    labels: tuple[str, ...]
    plain: tuple[str, ...]
    own_cite: str = ""
    own: tuple[str, ...] = ()

    def quoted_in(self, text: str, min_words: int = 1) -> bool:
        """Tell whether normalised `text` holds a statement (or its first characters) of at least `min_words` words."""
        return _quoted(self.statements, text, min_words)

    def quoted_alone_in(self, text: str) -> bool:
        """Tell whether normalised `text` holds a statement that no other profession has."""
        return _quoted(self.own, text, MIN_WORDS)

    def named_in(self, text: str) -> bool:
        """Tell whether normalised `text` names this source, by name or by a cite of its own."""
        names = (*self.names, self.own_cite) if self.own_cite else self.names
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


@dataclass(frozen=True)
class World:
    """All sources by id; `professions` and `documents` are told apart by their folder."""

    professions: dict[str, Source] = field(default_factory=dict)
    documents: dict[str, Source] = field(default_factory=dict)
    help: tuple[str, ...] = ()  # who helps, and how to reach them: a referral may stand in front of an answer

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Professions and documents in file-name order."""
        return (*self.professions.values(), *self.documents.values())

    @cached_property
    def known(self) -> tuple[str, ...]:
        """Every text that may stand in a sourced bullet, longest first."""
        texts = {t for s in self.sources for t in (*s.statements, *s.labels, *s.names, *s.plain, normalise(s.cite))}
        texts.update(self.help)
        return tuple(sorted(texts, key=lambda t: (-len(t), t)))

    @cached_property
    def blob(self) -> str:
        """All known texts, one per line."""
        return "\n".join(self.known)

    def quotes(self, text: str) -> bool:
        """Tell whether normalised `text` quotes a statement of any source; a statement that is only a name does not count."""
        return any(_quoted(statements, text, MIN_WORDS) for statements in self._telling)

    @cached_property
    def _telling(self) -> tuple[tuple[str, ...], ...]:
        names = {name for source in self.sources for name in source.names}
        return tuple(
            tuple(s for s in source.statements if s.removeprefix("de ") not in names) for source in self.sources
        )


def _quoted(statements: tuple[str, ...], text: str, min_words: int) -> bool:
    return any(s[:HEAD].rstrip(" .") in text for s in statements if len(s.split()) >= min_words)


def _walk(node: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield (key, text) for every string and number below `node`."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _walk(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _walk(value, key)
    elif node is not None:
        yield key, str(node)


def _source(path: Path) -> Source:
    raw = read_yaml(path)
    texts = [(key, normalise(text)) for key, text in _walk({k: v for k, v in raw.items() if k != "corrections"})]
    own = [raw.get("name") or raw.get("title", ""), raw.get("plural") or "", *raw.get("names", [])]
    return Source(
        id=raw["id"],
        cite=(raw.get("dossier") or raw)["cite"],
        names=tuple(dict.fromkeys(normalise(n) for n in own if n)),
        statements=tuple(dict.fromkeys(text for key, text in texts if key in STATEMENT_KEYS and text)),
        labels=tuple(
            dict.fromkeys(text for key, text in texts if key in LABEL_KEYS | {"values", "vks", "eqf", "year"})
        ),
        plain=tuple(dict.fromkeys(text for key, text in texts if key == "plain")),
    )


@lru_cache(maxsize=None)
def load_world(knowledge: Path = ROOT / "knowledge") -> World:
    """Read every profession and document under `knowledge`; a folder that does not exist counts as empty."""
    read = {
        folder: {s.id: s for s in map(_source, sorted((knowledge / folder).glob("*.yml")))}
        for folder in ("professions", "documents")
    }
    return World(_told_apart(read["professions"]), read["documents"], _help(knowledge / "referrals.yml"))


def _help(path: Path) -> tuple[str, ...]:
    """Return names and ways to reach them of everybody in the table of referrals; none when there is no table."""
    entries = read_yaml(path)["entries"] if path.exists() else []
    texts = (text for entry in entries for key, text in _walk(entry) if key in HELP_KEYS)
    return tuple(dict.fromkeys(map(normalise, texts)))


def _told_apart(sources: dict[str, Source]) -> dict[str, Source]:
    """Return `sources` with what each of them has alone."""
    cites = Counter(s.cite for s in sources.values())
    heads = Counter(head for s in sources.values() for head in {t[:HEAD] for t in s.statements})
    return {
        i: replace(
            s,
            own_cite=normalise(s.cite) if cites[s.cite] == 1 else "",
            own=tuple(t for t in s.statements if heads[t[:HEAD]] == 1),
        )
        for i, s in sources.items()
    }
