"""Reading YAML files: fast, with no key twice, and so that every later message can name its line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator, Tuple, Union

import yaml

Key = Union[str, int]
KeyPath = Tuple[Key, ...]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, order=True)
class Problem:
    """One error in a content file: where it stands and what was expected."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"


@dataclass(frozen=True)
class YamlFile:
    """A parsed YAML file; `data` is None when it could not be read, and `problems` then says why."""

    name: str
    path: Path
    data: Any
    node: Any
    problems: Tuple[Problem, ...]

    def problem(self, path: KeyPath, message: str) -> Problem:
        """An error at `path` (keys and list indices from the top), with its line and the id of the block it is in."""
        block_id = _nearest_id(self.data, path)
        field = dotted(path) + (f" ({block_id})" if block_id else "")
        return Problem(self.name, _line(self.node, path), field, message)


class UnreadableYaml(ValueError):
    """A content file that cannot be used; the message has a line for each problem, with the file and the line where it stands."""


def load(path: Path) -> Any:
    """The content of the file at `path`; None when there is none.

    Raises UnreadableYaml for a syntax error, and for a key that stands twice in a block: YAML itself would take the last.
    """
    _, data, problems = _parsed(path, path.name)
    if problems:
        raise UnreadableYaml("\n".join(map(str, problems)))
    return data


def read(path: Path, name: str) -> YamlFile:
    """Parse the file at `path`, called `name` in messages; never raises on bad content."""
    node, data, problems = _parsed(path, name)
    if node is None and not problems:
        problems = (Problem(name, 1, "", "empty file: expected a mapping"),)
    elif data is not None and not isinstance(data, dict):
        data, problems = None, (*problems, Problem(name, 1, "", f"expected a mapping, found {describe(data)}"))
    return YamlFile(name, path, data, node, problems)


def _parsed(path: Path, name: str) -> Tuple[Any, Any, Tuple[Problem, ...]]:
    """The tree of a file (with lines), its content, and what is wrong; None for what there is not."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except UnicodeDecodeError as error:
        return None, None, (Problem(name, 0, "", f"expected UTF-8 text: {error}"),)
    except yaml.YAMLError as error:
        return None, None, (_syntax_problem(name, error),)
    if node is None:
        return None, None, ()
    doubles = tuple(_double_keys(name, node, ()))
    loader = _Loader("")
    try:
        return node, loader.construct_document(node), doubles
    except yaml.YAMLError as error:
        return node, None, (*doubles, _syntax_problem(name, error))
    finally:
        loader.dispose()


def dotted(path: KeyPath) -> str:
    """`("competencies", 3, "title")` as `competencies[3].title`."""
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else str(key)
    return text


def describe(value: Any) -> str:
    """A value as a message shows it: its kind and, when short, itself."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    text = str(value) if not isinstance(value, str) else f'"{value}"'
    return text if len(text) <= 60 else text[:57] + '…"'


def _syntax_problem(name: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error)
    return Problem(name, mark.line + 1 if mark else 0, "", f"YAML syntax error: {reason}")


def _double_keys(name: str, node: Any, path: KeyPath) -> Iterator[Problem]:
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                field = dotted(path + (key.value,))
                yield Problem(name, key.start_mark.line + 1, field, "key stands twice in this block: expected it once")
            seen.add(key.value)
            yield from _double_keys(name, value, path + (key.value,))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _double_keys(name, value, path + (index,))


def _line(node: Any, path: KeyPath) -> int:
    """Line (from 1) of the deepest part of `path` that exists, so that a missing key points at its block."""
    line = 1
    for key in path:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == key), None)
            if pair is None:
                return line
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def _nearest_id(data: Any, path: KeyPath) -> str:
    found = ""
    for key in path:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            found = data["id"]
    return found
