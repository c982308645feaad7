"""The real knowledge base and the real intake."""

import uuid
from datetime import date

import pgserver
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from bot.intake.library import Library, load_intake
from bot.intake.service import IntakeService
from bot.intake.store import open_store
from bot.settings import ROOT, load_settings
from knowledge.build import build
from knowledge.queries import KnowledgeBase

TODAY = date(2026, 11, 23)  # a Monday


@pytest.fixture(scope="session")
def kb_url(tmp_path_factory):
    """The knowledge base of this repository, built once; its URL."""
    url = f"sqlite:///{tmp_path_factory.mktemp('knowledge') / 'knowledge.db'}"
    build(ROOT / "knowledge", url)
    return url


@pytest.fixture(scope="session")
def kb(kb_url):
    """The knowledge base of this repository."""
    return KnowledgeBase(kb_url)


@pytest.fixture(scope="session")
def intake(kb):
    """The intake of this repository."""
    return load_intake(kb)


@pytest.fixture(scope="session")
def library(kb):
    """The questionnaires of this repository."""
    return Library(kb)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """A PostgreSQL server for the session; yields its URL."""
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def people_url(request, tmp_path):
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'people.db'}"
    server = make_url(request.getfixturevalue("postgres"))
    name = f"people_{uuid.uuid4().hex[:10]}"
    engine = create_engine(server, future=True, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return server.set(database=name).render_as_string(hide_password=False)


def open_service(library, url, folder, **more):
    """A service on the database at `url`, with its key in `folder`."""
    environ = {"LOOPBAANBOT_DATA_DIR": str(folder), "LOOPBAANBOT_PEOPLE_URL": url}
    return IntakeService(open_store(load_settings(environ)), library, **more)


@pytest.fixture
def service(library, people_url, tmp_path):
    """A service on an empty database of each kind."""
    service = open_service(library, people_url, tmp_path)
    yield service
    service.store.engine.dispose()


@pytest.fixture
def light(library, tmp_path):
    """A service on an empty SQLite database."""
    service = open_service(library, f"sqlite:///{tmp_path / 'people.db'}", tmp_path)
    yield service
    service.store.engine.dispose()
