"""Check all content files in one run: `python -m knowledge.validate [folder]` prints every error and exits 1 if there is any."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

from knowledge.loader import (
    PACKAGE_FOLDER,
    Content,
    InvalidKnowledge,
    content_files,
    lexicon_file,
    parse,
    parse_lexicon,
)
from knowledge.referrals import PATH as REFERRALS
from knowledge.referrals import check as check_referrals
from knowledge.schema import Document, Profession
from knowledge.yamlfile import KeyPath, Problem, YamlFile

# The dossier block has a default source; a competency without one is an error of the models, not of each of its statements.
_BLOCKS_WITH_SOURCE = ("dossier", "competencies")
_Files = Tuple[YamlFile, ...]


@dataclass(frozen=True)
class Report:
    """What a check found: the content (None when there are problems) and every problem, by file and line."""

    content: Optional[Content]
    problems: Tuple[Problem, ...]


def check(folder: Path) -> Report:
    """Read and check every content file of `folder`; never raises on bad content."""
    professions = tuple(content_files(folder, "professions"))
    documents = tuple(content_files(folder, "documents"))
    words, problems = parse_lexicon(lexicon_file(folder))
    found: List[Problem] = list(problems)
    if not professions:
        found.append(Problem("professions", 0, "", f"no YAML file in {folder / 'professions'}: expected at least one"))
    models: Dict[str, Any] = {}
    for files, model in ((professions, Profession), (documents, Document)):
        for file in files:
            models[file.name], problems = parse(file, model)
            found.extend(problems)
    for rule in _RULES:
        found.extend(rule(professions, documents))
    if found:
        return Report(None, _once_per_place(found))
    pick = lambda files: tuple(models[file.name] for file in files)  # noqa: E731
    return Report(Content(pick(professions), pick(documents), words), ())


def load(folder: Optional[Path] = None) -> Content:
    """The checked content of `folder`; raises InvalidKnowledge with every problem."""
    report = check(folder or PACKAGE_FOLDER)
    if report.content is None:
        raise InvalidKnowledge(report.problems)
    return report.content


def _once_per_place(problems: List[Problem]) -> Tuple[Problem, ...]:
    """The first problem of each field, sorted; the models' own errors come first and are the most exact."""
    kept: Dict[Tuple[str, int, str], Problem] = {}
    for problem in problems:
        kept.setdefault((problem.file, problem.line, problem.field), problem)
    return tuple(sorted(kept.values()))


def _blocks(data: Any, path: KeyPath = (), sourced: bool = False) -> Iterator[Tuple[KeyPath, Dict[str, Any], bool]]:
    """Every mapping in `data`: its path, itself, and whether it or a block around it names a source."""
    if isinstance(data, dict):
        sourced = sourced or bool(data.get("source")) or path[:1] in [(key,) for key in _BLOCKS_WITH_SOURCE]
        yield path, data, sourced
        for key, value in data.items():
            yield from _blocks(value, path + (key,), sourced)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _blocks(value, path + (index,), sourced)


def _sources(professions: _Files, documents: _Files) -> Iterator[Problem]:
    for file in professions + documents:
        for path, block, sourced in _blocks(file.data):
            if not sourced and "id" in block and "text" in block:
                message = "missing source: expected the section it stands in, here or in a block around it"
                yield file.problem(path + ("source",), message)


def _unique_ids(professions: _Files, documents: _Files) -> Iterator[Problem]:
    first: Dict[str, str] = {}
    for file in professions + documents:
        for path, block, _ in _blocks(file.data):
            name = block.get("id")
            if not isinstance(name, str):
                continue
            if name in first:
                yield file.problem(path + ("id",), f'duplicate id: "{name}" stands in {first[name]} already')
            else:
                first[name] = str(file.problem(path + ("id",), "")).split(": ")[0]


def _file_names(professions: _Files, documents: _Files) -> Iterator[Problem]:
    for file in professions + documents:
        name = file.data.get("id") if file.data else None
        if isinstance(name, str) and name != file.path.stem:
            yield file.problem(("id",), f'expected the name of the file, "{file.path.stem}", found "{name}"')


def _numbers(professions: _Files, documents: _Files) -> Iterator[Problem]:
    for file in professions:
        seen = set()
        for index, block in enumerate(_list(file.data, "competencies")):
            number = block.get("number") if isinstance(block, dict) else None
            if isinstance(number, int) and number in seen:
                yield file.problem(
                    ("competencies", index, "number"), f"duplicate number {number}: expected each number once"
                )
            seen.add(number)


def _references(professions: _Files, documents: _Files) -> Iterator[Problem]:
    known = {file.data["id"] for file in professions if file.data and isinstance(file.data.get("id"), str)}
    places: List[Tuple[YamlFile, KeyPath, Any]] = []
    for file in professions:
        for index, block in enumerate(_list(file.data, "related")):
            if isinstance(block, dict) and block.get("profession") is not None:
                places.append((file, ("related", index, "profession"), block["profession"]))
    for file in documents:
        places += [(file, ("professions", index), name) for index, name in enumerate(_list(file.data, "professions"))]
    for file, path, name in places:
        if isinstance(name, str) and name not in known:
            yield file.problem(path, f'dangling reference: expected the id of a profession file, found "{name}"')


def _filters(professions: _Files, documents: _Files) -> Iterator[Problem]:
    """A word to find a profession by rests on statements of its own dossier."""
    for file in professions:
        own = {
            block["id"] for _, block, _ in _blocks(file.data) if isinstance(block.get("id"), str) and "text" in block
        }
        filters = file.data.get("filters") if file.data else None
        for path, block, _ in _blocks(filters, ("filters",)):
            for index, name in enumerate(_list(block, "rests_on")):
                if isinstance(name, str) and name not in own:
                    message = f'dangling reference: expected the id of a statement of this file, found "{name}"'
                    yield file.problem(path + ("rests_on", index), message)


def _names(professions: _Files, documents: _Files) -> Iterator[Problem]:
    owners: Dict[str, YamlFile] = {}
    for file in professions:
        data = file.data or {}
        places = [(("name",), data.get("name")), (("plural",), data.get("plural"))]
        places += [(("names", index), name) for index, name in enumerate(_list(data, "names"))]
        for path, name in places:
            if not isinstance(name, str):
                continue
            owner = owners.setdefault(name.strip().casefold(), file)
            if owner is not file:
                yield file.problem(path, f'name claimed by two professions: "{name}" also stands in {owner.name}')


def _table_rows(professions: _Files, documents: _Files) -> Iterator[Problem]:
    for file in professions:
        for path, block, _ in _blocks(file.data):
            columns, rows = block.get("columns"), block.get("rows")
            if not isinstance(columns, list) or not isinstance(rows, list):
                continue
            for index, row in enumerate(rows):
                values = row.get("values") if isinstance(row, dict) else None
                if isinstance(values, list) and len(values) != len(columns):
                    message = f"expected {len(columns)} values, one per column, found {len(values)}"
                    yield file.problem(path + ("rows", index, "values"), message)


def _list(data: Any, key: str) -> List[Any]:
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, list) else []


_Rule = Callable[[_Files, _Files], Iterator[Problem]]
_RULES: Tuple[_Rule, ...] = (_sources, _unique_ids, _file_names, _numbers, _references, _filters, _names, _table_rows)


def main(arguments: Optional[List[str]] = None) -> int:
    """Command line: prints every problem; returns 0 when there is none, else 1."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.validate", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=PACKAGE_FOLDER, help="default: %(default)s")
    folder = parser.parse_args(arguments).folder
    report = check(folder)
    referrals = folder / REFERRALS.name
    errors, warnings = check_referrals(referrals, date.today()) if referrals.exists() else ([], [])
    for line in (*report.problems, *errors, *warnings):
        print(line)
    if report.content is None or errors:
        print(f"{len(report.problems) + len(errors)} problem(s)")
        return 1
    print(
        f"{len(report.content.professions)} profession(s) and {len(report.content.documents)} document(s): no problems"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
