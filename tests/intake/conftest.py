"""The real knowledge base and the real intake."""

from datetime import date

import pytest

from bot.intake.library import load_intake
from bot.settings import ROOT
from knowledge.build import build
from knowledge.queries import KnowledgeBase

TODAY = date(2026, 11, 23)  # a Monday


@pytest.fixture(scope="session")
def kb(tmp_path_factory):
    """The knowledge base of this repository, built once."""
    url = f"sqlite:///{tmp_path_factory.mktemp('knowledge') / 'knowledge.db'}"
    build(ROOT / "knowledge", url)
    return KnowledgeBase(url)


@pytest.fixture(scope="session")
def intake(kb):
    """The intake of this repository."""
    return load_intake(kb)
