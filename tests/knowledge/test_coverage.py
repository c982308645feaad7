"""Every bullet of the source dossiers stands word for word in the content files."""

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.loader import PACKAGE_FOLDER

CHECK = Path(__file__).resolve().parents[3] / "shared" / "coverage" / "check.py"


@pytest.mark.skipif(not CHECK.exists(), reason="the source dossiers (../shared) are not next to this project")
def test_every_statement_of_the_dossiers_is_there():
    command = [sys.executable, str(CHECK), str(PACKAGE_FOLDER / "professions"), "--missing"]
    found = subprocess.run(command, capture_output=True, text=True)
    assert found.stdout.splitlines()[-1] == "coverage 1182 of 1182", found.stdout[-3000:]
