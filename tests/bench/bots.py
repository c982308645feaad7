"""The two bots that are measured side by side: ours, and a bare Rasa bot with nothing tuned."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Dict, List

import yaml

from bot.run.services import CALM
from bot.settings import ROOT
from tests.product import Product, free_ports

BARE = Path(__file__).with_name("bare")
PATIENCE = 300  # seconds


class Bare:
    """Stock Rasa with five intents, one rule each, a static reply and a custom action with a constant text.

    Its pipeline, its policies and its kind of tracker store are ours, so that what differs is what we changed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # An action server ends a connection on which nothing came for 5 s. With 50 people on a busy machine this Rasa needs longer
        # from connecting to asking; then it loses the action, gives an empty reply, and nothing can be measured.
        patient = {"SANIC_KEEP_ALIVE_TIMEOUT": "60"}
        self._environ = {**os.environ, **CALM, **patient, "SANIC_HOST": "127.0.0.1", "PYTHONPATH": str(ROOT)}
        rasa, actions = free_ports(2)
        self.rasa, self._ports = f"http://127.0.0.1:{rasa}", (rasa, actions)
        self._write_project()
        start = time.perf_counter()
        subprocess.run(self._rasa("train", "--quiet"), cwd=folder, env=self._environ, check=True, capture_output=True)
        self.training = time.perf_counter() - start  # seconds
        self._started = self._start()

    def _write_project(self) -> None:
        (self.folder / "data").mkdir()
        shutil.copy(BARE / "domain.yml", self.folder)
        for name in ("nlu.yml", "rules.yml"):
            shutil.copy(BARE / name, self.folder / "data")
        shutil.copy(BARE / "actions.py", self.folder)
        config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
        config.pop("importers")
        endpoints = {
            "action_endpoint": {"url": f"http://127.0.0.1:{self._ports[1]}/webhook"},
            "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(self.folder / "conversations.db")},
        }
        for name, content in (("config", config), ("endpoints", endpoints), ("credentials", {"rest": None})):
            (self.folder / f"{name}.yml").write_text(yaml.safe_dump(content), encoding="utf-8")

    def _rasa(self, *arguments: str) -> List[str]:
        return [sys.executable, "-m", "rasa", *arguments]

    def _start(self) -> List["subprocess.Popen[bytes]"]:
        rasa, actions = map(str, self._ports)
        run = ["run", "--interface", "127.0.0.1", "--quiet"]
        run += ["--port", rasa, "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
        commands = [[sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", actions], self._rasa(*run)]
        environ = {**self._environ, "PYTHONPATH": os.pathsep.join((str(self.folder), str(ROOT)))}
        return [
            subprocess.Popen(c, cwd=self.folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for c in commands
        ]

    def wait_until_ready(self) -> None:
        """Wait until it answers; raises TimeoutError after PATIENCE seconds."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(self.rasa, timeout=3).close()
                return
            except (OSError, urllib.error.URLError):
                time.sleep(0.3)
        raise TimeoutError("the bare bot does not start")

    def processes(self) -> Dict[str, int]:
        """Name and process id."""
        return dict(zip(("actions", "rasa"), (p.pid for p in self._started)))

    def stop(self) -> None:
        """End its processes."""
        for process in self._started:
            process.terminate()
            process.wait(30)


class Ours:
    """The product as `make run` starts it, from the folder `root` and with these settings."""

    def __init__(self, folder: Path, root: Path = ROOT, **settings: str) -> None:
        self.product = Product(folder, root, **settings)
        self.rasa = self.product.rasa
        self.folder = folder

    def wait_until_ready(self) -> None:
        """Wait until it answers."""
        self.product.wait_until_ready()

    def processes(self) -> Dict[str, int]:
        """Name and process id, with the process that watches the others."""
        names = {"rasa_sdk": "actions", "rasa run": "rasa", "bot.cli web": "web"}
        found = {
            name: pid
            for pid, line in self.product.processes().items()
            for part, name in names.items()
            if f"-m {part}" in line
        }
        return {**found, "supervisor": self.product.process.pid}

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        self.product.stop()
