"""Databases to build in: a real SQLite file and a real PostgreSQL server."""

import itertools
import shutil
from pathlib import Path

import pgserver
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from knowledge.build import build
from knowledge.loader import PACKAGE_FOLDER
from knowledge.queries import KnowledgeBase
from knowledge.vectors import VectorStore

FIXTURES = Path(__file__).parent / "fixtures"
CONTENT = FIXTURES / "content"
KINDS = ("sqlite", "postgresql")
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """A PostgreSQL server for the session; yields its URL."""
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server.get_uri()
    server.cleanup()


def _database(kind, folder, request):
    """The URL of an empty database of one kind."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'knowledge.db'}"
    server = make_url(request.getfixturevalue("postgres"))
    name = f"knowledge_{next(_numbers)}"
    engine = create_engine(server, future=True, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return server.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=KINDS)
def url(request, tmp_path):
    """An empty database of each kind."""
    return _database(request.param, tmp_path, request)


@pytest.fixture
def content(tmp_path):
    """A copy of the made-up content folder, to change at will."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture(scope="module", params=KINDS)
def kb(request, tmp_path_factory):
    """The made-up content, built and opened; for tests that only read."""
    url = _database(request.param, tmp_path_factory.mktemp("read"), request)
    build(CONTENT, url)
    return KnowledgeBase(url, check_seconds=0)


@pytest.fixture(scope="session")
def vectors(tmp_path_factory):
    """Sentence vectors, computed once for the session."""
    return VectorStore(folder=tmp_path_factory.mktemp("vectors"))


@pytest.fixture(scope="session")
def real_kb(tmp_path_factory):
    """The content of the project, built and opened."""
    url = f"sqlite:///{tmp_path_factory.mktemp('real') / 'knowledge.db'}"
    build(PACKAGE_FOLDER, url)
    return KnowledgeBase(url)
