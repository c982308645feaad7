"""The tables of the knowledge base, for SQLite and PostgreSQL alike. Rebuilt from YAML at any time, read-only in use."""

from __future__ import annotations

import hashlib

from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, String, Table, Text
from sqlalchemy.schema import CreateTable

metadata = MetaData()


def _id() -> Column:
    return Column("id", String, primary_key=True)


def _position() -> Column:
    return Column("position", Integer, nullable=False)


def _profession(nullable: bool = False, primary_key: bool = False) -> Column:
    return Column("profession_id", ForeignKey("professions.id"), nullable=nullable, primary_key=primary_key)


def _document(primary_key: bool = False) -> Column:
    return Column("document_id", ForeignKey("documents.id"), nullable=not primary_key, primary_key=primary_key)


def _list_table(name: str, owner: Column) -> Table:
    """A list of names of one owner, in order."""
    return Table(
        name, metadata, owner, Column("position", Integer, primary_key=True), Column("name", Text, nullable=False)
    )


build = Table(
    "build", metadata, _id(), Column("shape", String, nullable=False), Column("built_at", String, nullable=False)
)

professions = Table(
    "professions",
    metadata,
    _id(),
    _position(),
    Column("name", Text, nullable=False),
    Column("plural", Text, nullable=False),
    Column("plain", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("code", Text),
    Column("cite", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("country", String, nullable=False),
    Column("version", Text),
    Column("year", Integer),
    Column("date", Text),
    Column("vks", Integer),
    Column("eqf", Integer),
)
profession_names = _list_table("profession_names", _profession(primary_key=True))
profession_sectors = _list_table("profession_sectors", _profession(primary_key=True))
profession_work = _list_table("profession_work", _profession(primary_key=True))
profession_suits = _list_table("profession_suits", _profession(primary_key=True))

documents = Table(
    "documents",
    metadata,
    _id(),
    _position(),
    Column("title", Text, nullable=False),
    Column("cite", Text, nullable=False),
    Column("year", Integer),
    Column("plain", Text),
)
document_names = _list_table("document_names", _document(primary_key=True))
document_professions = Table(
    "document_professions",
    metadata,
    _document(primary_key=True),
    _profession(primary_key=True),
    _position(),
)

competencies = Table(
    "competencies",
    metadata,
    _id(),
    _profession(),
    _position(),
    Column("number", Integer, nullable=False),
    Column("code", Text),
    Column("title", Text, nullable=False),
    Column("cluster", Text),
    Column("cite", Text, nullable=False),
    Column("plain", Text),
)

# Statements, with what is said as a single value (level, year, a name) as a fact too. A sub-bullet has a `parent_id`.
facts = Table(
    "facts",
    metadata,
    _id(),
    _position(),
    _profession(nullable=True),
    _document(),
    Column("competency_id", ForeignKey("competencies.id")),
    Column("parent_id", ForeignKey("facts.id")),
    Column("facet", String, nullable=False),
    Column("part", String),
    Column("heading", Text),
    Column("text", Text, nullable=False),
    Column("cite", Text, nullable=False),
    Column("skill", String),
    Column("depth", String),
    Column("role", String),
    Column("plain", Text),
    Column("everyday", Text),
    Column("related_id", ForeignKey("professions.id")),
)

# The definition of a term is a fact with the same id.
terms = Table(
    "terms",
    metadata,
    Column("id", ForeignKey("facts.id"), primary_key=True),
    _position(),
    Column("term", Text, nullable=False),
)
term_names = _list_table("term_names", Column("term_id", ForeignKey("terms.id"), primary_key=True))

figure_tables = Table(
    "figure_tables",
    metadata,
    _id(),
    _profession(),
    _position(),
    Column("topic", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("cite", Text, nullable=False),
    Column("note", Text),
)
figure_columns = _list_table("figure_columns", Column("table_id", ForeignKey("figure_tables.id"), primary_key=True))
figure_rows = Table(
    "figure_rows",
    metadata,
    Column("table_id", ForeignKey("figure_tables.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("heading", Text),
)
figures = Table(
    "figures",
    metadata,
    Column("table_id", ForeignKey("figure_tables.id"), primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("column", Integer, primary_key=True),
    Column("value", Float),
    Column("whole", Integer),  # `whole` when the source has a whole number, else `value`
)

corrections = Table(
    "corrections",
    metadata,
    Column("position", Integer, primary_key=True),
    _profession(nullable=True),
    _document(),
    Column("source_text", Text, nullable=False),
    Column("text", Text, nullable=False),
)
# Lists of words from the lexicon: stop words and the like.
word_lists = _list_table("word_lists", Column("list", String, primary_key=True))
synonyms = Table(
    "synonyms",
    metadata,
    Column("word", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
)


def shape() -> str:
    """A fingerprint of the tables: a database with another shape is created anew instead of filled."""
    ddl = "".join(str(CreateTable(table)) for table in metadata.sorted_tables)
    return hashlib.sha256(ddl.encode()).hexdigest()[:16]
