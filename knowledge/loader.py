"""From the YAML files of a content folder to the models of `schema`, with every error on the way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple, Type

from pydantic import BaseModel, ValidationError

from knowledge.schema import Document, Lexicon, Profession
from knowledge.yamlfile import KeyPath, Problem, YamlFile, describe, read

PACKAGE_FOLDER = Path(__file__).resolve().parent


class InvalidKnowledge(ValueError):
    """The content files hold errors; `problems` lists all of them."""

    def __init__(self, problems: Tuple[Problem, ...]):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Content:
    """All content files as models, in file-name order."""

    professions: Tuple[Profession, ...]
    documents: Tuple[Document, ...]
    lexicon: Lexicon


def content_files(folder: Path, kind: str) -> List[YamlFile]:
    """The parsed files of `folder/kind` ("professions" or "documents") in file-name order."""
    paths = sorted(p for p in (folder / kind).glob("*.y*ml") if p.suffix in (".yml", ".yaml"))
    return [read(path, f"{kind}/{path.name}") for path in paths]


def lexicon_file(folder: Path) -> YamlFile:
    """The lexicon of `folder`, or the one of this package when the folder has none."""
    own = folder / "lexicon.yml"
    return read(own if own.exists() else PACKAGE_FOLDER / "lexicon.yml", "lexicon.yml")


def parse(file: YamlFile, model: Type[BaseModel]) -> Tuple[Optional[Any], Tuple[Problem, ...]]:
    """The file as `model` (None when it does not fit) and what is wrong with it."""
    if file.data is None:
        return None, file.problems
    try:
        return model.parse_obj(file.data), file.problems
    except ValidationError as error:
        problems = {_problem(file, model, item): None for item in error.errors()}
        return None, file.problems + tuple(problems)


def parse_lexicon(file: YamlFile) -> Tuple[Optional[Lexicon], Tuple[Problem, ...]]:
    """The keys of the lexicon that this package reads; the file may hold keys of others."""
    if file.data is None:
        return None, file.problems
    own = {key: value for key, value in file.data.items() if key in Lexicon.__fields__}
    return parse(YamlFile(file.name, file.path, own, file.node, file.problems), Lexicon)


def _problem(file: YamlFile, model: Type[BaseModel], error: Dict[str, Any]) -> Problem:
    path: KeyPath = tuple(key for key in error["loc"] if key != "__root__")
    value = file.data
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            value = None
            break
    return file.problem(path, _message(model, path, error, value))


def _message(model: Type[BaseModel], path: KeyPath, error: Dict[str, Any], value: Any) -> str:
    kind, context = error["type"], error.get("ctx", {})
    found = f", found {describe(value)}"
    if kind == "value_error.missing":
        return f"missing {path[-1]}: expected {_EXPECTED.get(str(path[-1]), 'a value')}"
    if kind == "value_error.extra":
        return f"unknown key: expected one of {', '.join(_keys(model, path[:-1]))}"
    if kind == "value_error.any_str.min_length":
        return "empty text: expected at least one character"
    if kind == "value_error.str.regex":
        return "expected an id of lower-case letters, digits, _ and . (like lbb.c12.s3)" + found
    if kind == "value_error.const":
        return f"expected one of {', '.join(context['permitted'])}" + found
    if kind.startswith("value_error.number"):
        return f"expected a number {_BOUNDS[kind]} {context['limit_value']}" + found
    for prefix, expected in _TYPES.items():
        if kind.startswith(prefix):
            return f"expected {expected}" + found
    return error["msg"] + found


_EXPECTED = {
    "source": "the section of the dossier it stands in",
    "id": "a stable id (like lbb.c12.s3)",
    "text": "literal text",
}
_BOUNDS = {
    "value_error.number.not_ge": "of at least",
    "value_error.number.not_le": "of at most",
}
_TYPES = {
    "type_error.str": "text (between quotes when it looks like a number, a date or yes/no)",
    "type_error.integer": "a whole number",
    "type_error.float": "a number",
    "type_error.list": "a list",
    "type_error.dict": "a mapping",
    "type_error.none": "a value",
}


def _keys(model: Type[BaseModel], path: KeyPath) -> Iterator[str]:
    for key in path:
        if isinstance(key, str) and key in model.__fields__:
            model = model.__fields__[key].type_
    return iter(model.__fields__)
