"""The judgement of advisories in docs/security.md is about the versions that are installed, and every package is fixed by its hash."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from typing import Dict, List, Tuple

import pytest

from bot.settings import ROOT

LOCK = (ROOT / "uv.lock").read_text(encoding="utf-8")
GONE = (
    "tensorflow",
    "tensorflow-text",
    "tensorflow-hub",
    "tensorboard",
    "jax",
    "jaxlib",
)  # Rasa asks for them, we leave them out
ON_REQUEST = ("tensorflow-cpu", "keras")  # `scripts/setup --diet`


def judged() -> List[Tuple[str, str]]:
    """Package and version of each row of the table."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").partition("| package | version |")[2]
    return re.findall(r"^\| ([\w-]+) \| (\d[\w.]*) \|", text, re.MULTILINE)


def locked() -> Dict[str, str]:
    """Package and version of each entry of the lock file."""
    return dict(re.findall(r'^name = "([^"]+)"\nversion = "([^"]+)"', LOCK, re.MULTILINE))


@pytest.mark.parametrize("package, judged_version", judged())
def test_each_judgement_is_about_the_version_that_is_installed(package: str, judged_version: str) -> None:
    assert locked()[package] == judged_version
    if package not in ON_REQUEST:
        assert version(package) == judged_version


def test_the_table_names_what_rasa_holds_back() -> None:
    assert {"rasa", "tensorflow-cpu", "sanic", "aiohttp", "numpy", "scikit-learn", "pydantic"} <= {
        p for p, _ in judged()
    }


@pytest.mark.parametrize("package", GONE)
def test_what_is_left_out_is_not_installed(package: str) -> None:
    with pytest.raises(PackageNotFoundError):
        version(package)


def test_every_file_of_every_package_has_a_hash() -> None:
    files = re.findall(r"^(?:sdist =|    ) ?\{ url = [^\n]*", LOCK, re.MULTILINE)
    assert len(files) > 500
    assert [line for line in files if "sha256:" not in line] == []
    assert set(re.findall(r'source = \{ (\w+) = "([^"]+)"', LOCK)) <= {
        ("registry", "https://pypi.org/simple"),
        ("virtual", "."),
        ("editable", "tensorflow-names"),
    }
