"""The house rules: small files and functions, who may import whom, every command and setting documented."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path
from typing import Iterator, Set

import pytest

from bot.settings import ROOT, Settings, variable

FILE_LINES = 300
FUNCTION_LINES = 40
ROOMS = ("knowledge", "bot", "actions", "scripts", "tests")
OURS = ("knowledge", "bot", "actions", "tests")

SHARED = (
    "bot.settings",
    "bot.secrets",
    "bot.discretion",
    "bot.garbage",
    "bot.database",
    "bot.logs",
    "bot.metrics",
    "bot.threads",
)  # by every room but knowledge

# The first room that a file's dotted name starts with decides: what of ours it may import, and which frameworks it may not.
MAY_IMPORT = {
    "knowledge": ((), ("rasa", "rasa_sdk", "starlette")),
    "bot.intake": ((*SHARED, "bot.intake", "knowledge"), ("rasa", "rasa_sdk", "starlette")),
    "bot.safety": (("bot.safety", "knowledge"), ("rasa", "rasa_sdk", "starlette")),
    "bot.nlu": ((*SHARED, "bot.nlu", "bot.safety", "bot.intake.crypto", "knowledge"), ("rasa_sdk", "starlette")),
    "bot.accounts": ((*SHARED, "bot.intake"), ("rasa", "rasa_sdk", "starlette")),
    "bot.web": ((*SHARED, "bot.web", "bot.accounts", "bot.intake", "knowledge"), ("rasa", "rasa_sdk")),
    "bot": (("bot", "knowledge"), ("rasa", "rasa_sdk")),
    "actions": (("actions", "bot", "knowledge"), ("rasa", "starlette")),
}


def python_files() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted(path for path in (ROOT / room).rglob("*.py") if "node_modules" not in path.parts)


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def inside(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


def imports(path: Path) -> Set[str]:
    found: Set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # `from bot import intake` imports bot.intake, so the names count as part of the path.
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("path", python_files(), ids=dotted)
def test_files_and_functions_are_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= FILE_LINES
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, functions) and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    }
    assert not long


@pytest.mark.parametrize("path", [path for path in python_files() if not dotted(path).startswith("tests")], ids=dotted)
def test_rooms_import_only_what_they_may(path: Path) -> None:
    name = dotted(path)
    room = next((room for room in MAY_IMPORT if inside(name, room)), None)
    if room is None:  # scripts: run by hand or by make, imported by nobody
        return
    allowed, frameworks = MAY_IMPORT[room]
    for module in imports(path):
        if any(inside(module, own) for own in OURS) and not inside(module, room):
            assert any(inside(module, other) for other in allowed), f"{name} may not import {module}"
        assert not any(inside(module, framework) for framework in frameworks), f"{name} may not import {module}"


def test_the_import_rule_sees_every_form_of_import(tmp_path: Path) -> None:
    source = tmp_path / "sample.py"
    source.write_text("import rasa.shared\nfrom bot import intake\ndef f():\n    from actions.answers import reply\n")
    assert imports(source) == {"rasa.shared", "bot.intake", "actions.answers.reply"}


def test_every_make_command_is_in_the_readme() -> None:
    commands = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "run" in commands
    assert [command for command in commands if f"`make {command}`" not in readme] == []


def test_every_setting_is_documented_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(LOOPBAANBOT_\w+)` \| ([^|]+?) \|", document("docs/settings.md"), re.MULTILINE))
    expected = {variable(item.name) for item in fields(Settings)}
    assert set(rows) - {"LOOPBAANBOT_PYTHON", "LOOPBAANBOT_CHROMIUM"} == expected
    for item in fields(Settings):
        if isinstance(item.default, (bool, int)):
            shown = ("on" if item.default else "off") if isinstance(item.default, bool) else str(item.default)
            assert rows[variable(item.name)].strip("`") == shown


def document(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
