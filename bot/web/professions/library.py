"""The knowledge base as the pages need it: professions by address, and finished pages kept for as long as a build lasts."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
import unicodedata
from dataclasses import dataclass
from typing import Any, Callable, Dict, Hashable, Mapping, Optional, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from knowledge import KnowledgeBase, ProfessionCard, open_knowledge

CAPACITY = 500  # pages; all comparisons of more than twenty professions fit
Made = TypeVar("Made")


def slug(text: str) -> str:
    """Return a text as part of an address: lower case without accents, hyphens between the words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@dataclass(frozen=True)
class Page:
    """A finished page: its bytes as they are and compressed, and a tag that changes with them."""

    body: bytes
    compressed: bytes
    tag: str

    def answer(self, request: Request, status: int = 200) -> Response:
        """Return the page, compressed when the browser takes that; nothing but a nod when it has this one already."""
        headers = {"Cache-Control": "no-cache", "ETag": self.tag, "Vary": "Accept-Encoding"}
        if self.tag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            return Response(
                self.compressed, status, media_type="text/html", headers={**headers, "Content-Encoding": "gzip"}
            )
        return Response(self.body, status, media_type="text/html", headers=headers)


class Shelf:
    """One build of the knowledge base, with what was derived from it."""

    def __init__(self, kb: KnowledgeBase, build: str) -> None:
        self.kb = kb
        self.build = build
        self.professions: Mapping[str, ProfessionCard] = {slug(card.id): card for card in kb.professions()}
        self.slugs: Mapping[str, str] = {card.id: key for key, card in self.professions.items()}
        self._names = {slug(name): key for key, card in self.professions.items() for name in (*card.names, card.plural)}
        self._kept: Dict[Hashable, Any] = {}

    def find(self, text: str) -> Optional[ProfessionCard]:
        """Return the profession with this slug, id or everyday name; None when there is none."""
        wanted = slug(text)
        return self.professions.get(wanted) or self.professions.get(self._names.get(wanted, ""))

    def keep(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what `make` gives, made once per key."""
        if key not in self._kept:
            if len(self._kept) >= CAPACITY:
                self._kept.clear()
            self._kept[key] = make()
        return self._kept[key]

    def page(self, key: Hashable, render: Callable[[], Response]) -> Page:
        """Return a finished page, rendered once per key."""
        return self.keep(("page", key), lambda: _page(bytes(render().body)))


class Library:
    """Hands out the shelf of the present build. Raises KnowledgeMissing while nothing was built."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._shelf: Optional[Shelf] = None

    def shelf(self) -> Shelf:
        """Return the shelf of the present build; a replaced build gets a new one."""
        kb = open_knowledge(self._url)
        build = kb.build
        shelf = self._shelf
        if shelf is None or shelf.build != build:
            with self._lock:
                shelf = self._shelf = Shelf(kb, build)
        return shelf


def _page(body: bytes) -> Page:
    digest = hashlib.sha256(body).hexdigest()[:20]
    return Page(body, gzip.compress(body, 6, mtime=0), f'W/"{digest}"')
