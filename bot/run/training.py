"""Training the model when its sources have changed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, Sequence

from bot.run import fingerprint
from bot.run.health import StartError, tail
from bot.run.services import environment
from bot.settings import ROOT, Settings


def build_knowledge(settings: Settings, say: Callable[[str], None]) -> None:
    """Check the knowledge base and build its database and its vectors, unless they fit the files already; raise StartError when a file
    is wrong."""
    kind, _, path = settings.knowledge_url.partition(":///")
    made = Path(path) if kind == "sqlite" else None
    if made and any(settings.data_dir.glob("vectors-*.npz")) and fingerprint.fits(made, fingerprint.KNOWLEDGE):
        return
    command = [sys.executable, "-m", "knowledge.build", "--url", settings.knowledge_url]
    _run_with_progress(command, settings, "Building the knowledge base", say)
    if made:
        fingerprint.note(made, fingerprint.KNOWLEDGE)


def train(settings: Settings, say: Callable[[str], None], force: bool = False) -> bool:
    """Train the model unless it fits its sources; return whether that was needed. Raises StartError when it fails."""
    if not force and fingerprint.is_current():
        return False
    # Forced: Rasa keeps what a component learnt as long as the component's own class and input are the same, and sees neither the
    # other modules nor the files of knowledge/ from which ours learn.
    command = [sys.executable, "-m", "rasa", "train", "--force", "--fixed-model-name", fingerprint.MODEL_NAME]
    command += ["--out", "models"]
    _run_with_progress(command, settings, "Training the model", say)
    fingerprint.record()
    return True


def _run_with_progress(command: Sequence[str], settings: Settings, title: str, say: Callable[[str], None]) -> None:
    log = settings.log_dir / f"{title.split()[0].lower()}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **environment(settings)}
        )
        try:
            _report(process, title, start, say)
        finally:
            process.kill()
            process.wait()
    if process.returncode:
        raise StartError(f"{title} failed; the end of {log}:\n{tail(log)}")
    say(f"{title}: done ({time.monotonic() - start:.0f} s)")


def _report(process: subprocess.Popen, title: str, start: float, say: Callable[[str], None]) -> None:
    while True:
        try:
            process.wait(10)
            return
        except subprocess.TimeoutExpired:
            say(f"{title} … {time.monotonic() - start:.0f} s")
