"""Every error of the content is reported, in one run, with its file, line and field."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.loader import InvalidKnowledge
from knowledge.validate import check, load, main

FIXTURES = Path(__file__).parent / "fixtures"
CONTENT = FIXTURES / "content"

TOP_KEYS = (
    "id, name, plural, names, plain, suits, filters, dossier, definition, extra, sectors, related, study, terms, competencies, knowledge, "
    "skills, context, complexity, autonomy, responsibility, conditions, labour_market, corrections"
)
DEPTHS = (
    "basiskennis, kennis, grondige kennis, specialistische kennis, gespecialiseerde kennis, "
    "brede en specialistische kennis, vaardigheid"
)
STATEMENT = "competencies[0].statements[0]"

BROKEN = {
    "bad_depth": [
        f':14: competencies[0].knowledge[0].depth (p.c1.k1): expected one of {DEPTHS}, found "diepe kennis"',
    ],
    "bad_id": [
        f":14: {STATEMENT}.id (P-C1): expected an id of lower-case letters, digits, _ and . (like lbb.c12.s3), "
        'found "P-C1"',
    ],
    "bad_level": [":5: dossier.level.vks: expected a number of at most 8, found 9"],
    "dangling_document": [
        ':4: professions[0]: dangling reference: expected the id of a profession file, found "wandelcoach"',
        ':4: professions[1]: dangling reference: expected the id of a profession file, found "kok"',
    ],
    "dangling_filter": [
        ":8: filters.work[0].rests_on[1]: dangling reference: expected the id of a statement of this file, "
        'found "p.def.2"',
    ],
    "dangling_profession": [
        ':16: related[0].profession (p.rel.1): dangling reference: expected the id of a profession file, found "kok"',
    ],
    "duplicate_id": [
        f':14: {STATEMENT}.id (p.def.1): duplicate id: "p.def.1" stands in professions/proef.yml:7 already',
    ],
    "duplicate_key": [":12: competencies[0].title: key stands twice in this block: expected it once"],
    "duplicate_number": [":16: competencies[1].number (p.c2): duplicate number 1: expected each number once"],
    "empty_file": [":1: empty file: expected a mapping"],
    "empty_text": [f":14: {STATEMENT}.text (p.c1.s1): empty text: expected at least one character"],
    "missing_key": [":1: plural: missing plural: expected a value"],
    "missing_source": [
        ":7: definition[0].source (p.def.1): missing source: expected the section it stands in, here or in a block "
        "around it",
    ],
    "missing_source_of_competency": [
        ":9: competencies[0].source (p.c1): missing source: expected the section of the dossier it stands in",
    ],
    "name_of_file": [':1: id: expected the name of the file, "proef", found "proefje"'],
    "not_a_mapping": [":1: expected a mapping, found a list"],
    "syntax_error": [":12: YAML syntax error: did not find expected ',' or ']'"],
    "table_row_length": [
        ":24: labour_market.tables[0].rows[0].values (p.t1): expected 2 values, one per column, found 3",
    ],
    "unknown_key": [f":15: kleur: unknown key: expected one of {TOP_KEYS}"],
    "unknown_key_in_statement": [
        f":14: {STATEMENT}.deph (p.c1.s1): unknown key: expected one of id, text, source, skill, depth, role, plain, "
        "everyday, items",
    ],
    "wrong_type_list": [":6: definition (p.def.1): expected a list, found a mapping"],
    "wrong_type_number": [':10: competencies[0].number (p.c1): expected a whole number, found "een"'],
    "wrong_type_text": [
        ":5: dossier.version: expected text (between quotes when it looks like a number, a date or yes/no), found 1.1",
    ],
}


def folder_with(tmp_path, name):
    """A content folder that holds one file of the broken examples."""
    kind = "documents" if "document" in name else "professions"
    (tmp_path / kind).mkdir()
    shutil.copy(FIXTURES / "broken" / f"{name}.yml", tmp_path / kind / "proef.yml")
    if kind == "documents":
        (tmp_path / "professions").mkdir()
        shutil.copy(CONTENT / "professions" / "verhalenverteller.yml", tmp_path / "professions")
    return tmp_path, f"{kind}/proef.yml"


def test_every_broken_example_is_in_the_table():
    names = {path.stem for path in (FIXTURES / "broken").glob("*.yml")}
    assert names == {*BROKEN, "valid"}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_broken_example_is_reported(tmp_path, name):
    folder, file = folder_with(tmp_path, name)
    assert [str(problem) for problem in check(folder).problems] == [file + rest for rest in BROKEN[name]]


def test_what_the_examples_are_made_from_is_valid(tmp_path):
    folder, _ = folder_with(tmp_path, "valid")
    assert check(folder).problems == ()
    assert [profession.id for profession in load(folder).professions] == ["proef"]


def test_name_claimed_by_two_professions(content):
    path = content / "professions" / "verhalenverteller.yml"
    path.write_text(path.read_text() + "names: [verteller, wco]\n")
    assert [str(problem) for problem in check(content).problems] == [
        'professions/wandelcoach.yml:5: names[1]: name claimed by two professions: "WCO" also stands in '
        "professions/verhalenverteller.yml"
    ]


def test_all_errors_of_all_files_come_in_one_run(content, capsys):
    for name in ("bad_depth", "syntax_error", "missing_source"):
        shutil.copy(FIXTURES / "broken" / f"{name}.yml", content / "professions" / f"{name}.yml")
    (content / "lexicon.yml").write_text("headings: [a]\nof_somebody_else: 1\n")
    assert main([str(content)]) == 1
    lines = capsys.readouterr().out.splitlines()
    files = [line.split(":")[0] for line in lines[:-1]]
    assert sorted(set(files)) == [
        "lexicon.yml",
        "professions/bad_depth.yml",
        "professions/missing_source.yml",
        "professions/syntax_error.yml",
    ]
    assert lines[-1] == f"{len(files)} problem(s)"


def test_loading_broken_content_raises_with_all_problems(content):
    shutil.copy(FIXTURES / "broken" / "bad_id.yml", content / "professions" / "proef.yml")
    with pytest.raises(InvalidKnowledge, match=r"proef.yml:14: .* expected an id") as caught:
        load(content)
    assert len(caught.value.problems) == 1


def test_a_folder_without_professions_is_an_error(tmp_path, capsys):
    assert main([str(tmp_path)]) == 1
    assert "expected at least one" in capsys.readouterr().out


def test_the_content_of_the_project_is_valid(capsys):
    assert main([]) == 0, capsys.readouterr().out


def test_the_command_warns_about_help_that_nobody_checked_for_a_year(capsys, monkeypatch):
    class NextYear(date):
        @classmethod
        def today(cls):
            return date(2099, 1, 1)

    monkeypatch.setattr("knowledge.validate.date", NextYear)
    assert main([]) == 0
    assert "referrals.yml: be_112: warning: last checked" in capsys.readouterr().out
