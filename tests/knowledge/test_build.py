"""A build replaces the one before as a whole, on SQLite and on PostgreSQL, also while somebody reads."""

import shutil
import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from knowledge.build import build, main
from knowledge.database import KnowledgeMissing, Source, database_url
from knowledge.loader import InvalidKnowledge
from knowledge.queries import KnowledgeBase, open_knowledge

FIXTURES = Path(__file__).parent / "fixtures"
CONTENT = FIXTURES / "content"


@pytest.fixture
def kb(url):
    """The made-up content, built in `url` and opened."""
    build(CONTENT, url)
    return KnowledgeBase(url, check_seconds=0)


def rename(content, old, new):
    """Change a word in the definition of the verhalenverteller."""
    path = content / "professions" / "verhalenverteller.yml"
    path.write_text(path.read_text().replace(old, new))


def definition(kb):
    return [fact.text for fact in kb.facts("verhalenverteller", "definition")]


def test_same_content_gives_the_same_build_id(url, content):
    first = build(content, url)
    assert build(content, url) == first
    rename(content, "vertelt verhalen.", "vertelt sprookjes.")
    assert build(content, url) != first


def test_an_open_knowledge_base_sees_the_new_build(kb, url, content):
    assert definition(kb) == ["De verhalenverteller vertelt verhalen."]
    before, card = kb.build, kb.profession("wandelcoach")
    rename(content, "vertelt verhalen.", "vertelt sprookjes.")
    build(content, url)
    assert definition(kb) == ["De verhalenverteller vertelt sprookjes."]
    assert kb.build != before
    assert kb.profession("wandelcoach") == card


def test_a_failed_build_leaves_the_old_one(kb, url, content):
    shutil.copy(FIXTURES / "broken" / "bad_id.yml", content / "professions" / "proef.yml")
    with pytest.raises(InvalidKnowledge):
        build(content, url)
    assert [card.id for card in kb.professions()] == ["verhalenverteller", "wandelcoach"]


def test_a_reader_never_sees_half_a_build(url, content):
    """Readers run while builds alternate between two contents; each answer belongs to one of the two as a whole."""
    build(content, url)
    other = shutil.copytree(content, content.parent / "other")
    (other / "professions" / "wandelcoach.yml").unlink()
    (other / "documents" / "nota_paden.yml").unlink()
    rename(other, "vertelt verhalen.", "vertelt sprookjes.")
    whole = {
        (("verhalenverteller", "wandelcoach"), "De verhalenverteller vertelt verhalen.", 1),
        (("verhalenverteller",), "De verhalenverteller vertelt sprookjes.", 0),
    }
    seen, errors, done = set(), [], threading.Event()

    def read():
        reader = KnowledgeBase(url, check_seconds=0)
        while not done.is_set():
            try:
                now = reader.snapshot()
                text_ = now.facts["verhalenverteller", "definition"][0].text
                seen.add((tuple(now.professions), text_, len(now.documents)))
            except Exception as error:  # what a reader of the bot would run into
                errors.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(6):
        build(other, url)
        build(content, url)
    done.set()
    for reader in readers:
        reader.join()
    assert not errors
    assert seen and seen <= whole


def test_the_reader_cannot_write(kb, url):
    with Source(url).reading() as connection:
        with pytest.raises(DBAPIError, match="read-?only"):
            connection.execute(text("DELETE FROM facts"))


def test_answers_go_on_when_the_database_is_gone(tmp_path, caplog):
    path = tmp_path / "knowledge.db"
    build(CONTENT, f"sqlite:///{path}")
    kb = KnowledgeBase(f"sqlite:///{path}")
    path.unlink()
    assert definition(kb) == ["De verhalenverteller vertelt verhalen."]
    assert "the last build goes on answering" in caplog.text


def test_no_build_yet_says_what_to_do(url):
    with pytest.raises(KnowledgeMissing, match="run `python -m knowledge.build` first"):
        KnowledgeBase(url)


def test_tables_of_an_older_program_are_made_anew(kb, url):
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        connection.execute(text("UPDATE build SET shape = 'old'"))
        connection.execute(text("ALTER TABLE facts RENAME COLUMN plain TO plainer"))
    engine.dispose()
    build(CONTENT, url)
    assert KnowledgeBase(url).fact("wco.c1.s1").plain == "Je luistert en vraagt door."


def test_no_file_is_left_beside_the_database(tmp_path):
    build(CONTENT, f"sqlite:///{tmp_path / 'a' / 'knowledge.db'}")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["knowledge.db"]


def test_command_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LOOPBAANBOT_DATA_DIR", str(tmp_path / "data"))
    assert main(["--folder", str(CONTENT)]) == 0
    assert "built" in capsys.readouterr().out
    kb = open_knowledge()
    assert (tmp_path / "data" / "vectors-use.npz").exists()
    assert kb is open_knowledge(f"sqlite:///{tmp_path / 'data' / 'knowledge.db'}")
    assert len(kb.professions()) == 2
    (tmp_path / "professions").mkdir()
    assert main(["--folder", str(tmp_path)]) == 1
    assert "nothing was built" in capsys.readouterr().out


def test_database_url_order(monkeypatch):
    for name in ("LOOPBAANBOT_KNOWLEDGE_URL", "LOOPBAANBOT_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    assert database_url() == f"sqlite:///{Path(__file__).resolve().parents[2] / 'var' / 'knowledge.db'}"
    monkeypatch.setenv("LOOPBAANBOT_DATA_DIR", "/data")
    assert database_url() == "sqlite:////data/knowledge.db"
    monkeypatch.setenv("LOOPBAANBOT_KNOWLEDGE_URL", "postgresql://db/kb")
    assert database_url() == "postgresql://db/kb"
    assert database_url("sqlite:///x.db") == "sqlite:///x.db"
