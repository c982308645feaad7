"""A key that stands twice in a block: YAML takes the last without a word, so every reader of content refuses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.formats.rasa_yaml import YamlException

from bot.settings import ROOT
from knowledge.yamlfile import UnreadableYaml, load, read

CONTENT = sorted(
    path
    for pattern in ("*.yml", "bot/**/*.yml", "data/**/*.yml", "knowledge/**/*.yml", "tests/**/*.yml")
    for path in ROOT.glob(pattern)
    if "fixtures" not in path.parts
)


def test_content_comes_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "words.yml"
    file.write_text("said: [ja, 1]\nnot:\n  often: nee\n")
    assert load(file) == {"said": ["ja", 1], "not": {"often": "nee"}}
    file.write_text("- a list\n")
    assert load(file) == ["a list"]
    file.write_text("# nothing yet\n")
    assert load(file) is None


def test_a_key_that_stands_twice_is_refused_with_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "words.yml"
    file.write_text("yes: ja\nno:\n  - often: nee\n    seldom: nou\n    often: nope\nyes: jep\n")
    with pytest.raises(UnreadableYaml) as refused:
        load(file)
    assert str(refused.value).splitlines() == [
        "words.yml:5: no[0].often: key stands twice in this block: expected it once",
        "words.yml:6: yes: key stands twice in this block: expected it once",
    ]


def test_a_mistake_in_the_signs_is_told_with_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "words.yml"
    file.write_text("yes: ja\nno: [nee\n")
    with pytest.raises(UnreadableYaml, match=r"words\.yml:3: YAML syntax error"):
        load(file)


def test_no_file_of_ours_has_a_key_twice() -> None:
    assert len(CONTENT) > 200
    problems = [str(p) for path in CONTENT for p in read(path, str(path.relative_to(ROOT))).problems]
    assert not [problem for problem in problems if "twice" in problem]


def test_rasa_refuses_a_key_that_stands_twice_in_what_it_reads_itself(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(
        'version: "3.1"\nnlu:\n  - intent: greet\n    examples: "- hallo"\n    examples: "- hoi"\n'
    )
    importer = RasaFileImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(tmp_path)])
    with pytest.raises(YamlException, match="nlu.yml"):
        importer.get_nlu_data()
