"""Bring `.venv` in line with `uv.lock`; quick when it already is.

Runs on a bare Python 3.10, so the standard library only. `--dev` adds what tests and linting need. The stamp in `.venv`
holds the hash of the lock file: as long as that stays the same, a later start does nothing here.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = "uv==0.13.9"
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
STAMP = VENV / "loopbaanbot.stamp"


def wanted(group: str) -> str:
    """Return the stamp of an environment for the present lock file; `group` is "run" or "dev"."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("pyproject.toml", "uv.lock"):
        digest.update((ROOT / name).read_bytes())
    return f"{group} {digest.hexdigest()}"


def run(command: list[str], failure: str) -> None:
    """Run a command with its output shown; exit with `failure` when it does not succeed."""
    if subprocess.run(command, cwd=ROOT).returncode:
        sys.exit(f"{failure}\nThe command was: {' '.join(command)}")


def find_uv() -> str:
    """Return the path of the pinned uv, installed in `.tools` at first use."""
    uv, stamp = TOOLS / "bin" / "uv", TOOLS / "loopbaanbot.stamp"
    if uv.exists() and stamp.exists() and stamp.read_text() == UV:
        return str(uv)
    print(f"Installing {UV} in .tools …", flush=True)
    shutil.rmtree(TOOLS, ignore_errors=True)
    run([sys.executable, "-m", "venv", str(TOOLS)], "Python's venv module is missing: install python3.10-venv.")
    pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV]
    run(pip, "uv could not be installed from the package index. Is there a network connection?")
    stamp.write_text(UV)
    return str(uv)


def main() -> None:
    """Install or update the environment unless its stamp says that it is up to date."""
    dev = "--dev" in sys.argv[1:]
    present = STAMP.read_text() if STAMP.exists() else ""
    if present == wanted("dev") or (not dev and present == wanted("run")):
        return
    uv = find_uv()
    print("Installing the Python packages in .venv (about 1.7 GB, a few minutes at first) …", flush=True)
    STAMP.unlink(missing_ok=True)
    command = [uv, "sync", "--frozen", "--no-python-downloads", "--python", sys.executable]
    command += [] if dev else ["--no-dev"]
    if not sys.stderr.isatty():
        command.append("--quiet")  # without a terminal there is no progress bar, only a long list
    run(command, "The packages could not be installed.")
    STAMP.write_text(wanted("dev" if dev else "run"))


if __name__ == "__main__":
    main()
