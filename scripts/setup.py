"""Bring `.venv` in line with `uv.lock`; quick when it already is.

Runs on a bare Python 3.10, so the standard library only. `--dev` adds what tests and linting need, `--diet` the real
TensorFlow (docs/architecture.md); what was added once stays. The stamp in `.venv` holds the hash of the lock file: as
long as that stays the same, a later start does nothing here.
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
ADDITIONS = {"dev": ["--group", "dev"], "diet": ["--extra", "diet"]}


def locked() -> str:
    """Return the hash of what the environment is made from."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("pyproject.toml", "uv.lock"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


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
    present = set(STAMP.read_text().split()) if STAMP.exists() else set()
    wanted = {part for part in ADDITIONS if f"--{part}" in sys.argv[1:] or part in present}
    stamp = {*wanted, locked()}
    if stamp <= present:
        return
    uv = find_uv()
    print("Installing the Python packages in .venv (about 0.9 GB, a few minutes at first) …", flush=True)
    STAMP.unlink(missing_ok=True)
    command = [uv, "sync", "--frozen", "--no-python-downloads", "--python", sys.executable, "--no-default-groups"]
    for part in sorted(wanted):
        command += ADDITIONS[part]
    if not sys.stderr.isatty():
        command.append("--quiet")  # without a terminal there is no progress bar, only a long list
    run(command, "The packages could not be installed.")
    STAMP.write_text(" ".join(sorted(stamp)))


if __name__ == "__main__":
    main()
