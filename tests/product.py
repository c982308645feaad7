"""The whole product, started for a test as a person starts it, on free ports and with a data folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Dict, List, Tuple

from bot.settings import ROOT

PROJECT = (
    "actions",
    "bot",
    "data",
    "knowledge",
    "config.yml",
    "credentials.yml",
    "domain.yml",
    "endpoints.yml",
    "uv.lock",
)
START = 300  # seconds that a start may take, on a machine that does other things as well


class Product:
    """A running product: `address` is the website's, `rasa` the Rasa server's, `root` the folder with the code."""

    python: Tuple[str, ...] = (sys.executable,)

    def __init__(self, data_dir: Path, root: Path = ROOT, **settings: str) -> None:
        web, rasa, actions = free_ports(3)
        self.data_dir, self.root = data_dir, root
        self.address, self.rasa = f"http://127.0.0.1:{web}", f"http://127.0.0.1:{rasa}"
        ports = {"web_port": str(web), "rasa_port": str(rasa), "actions_port": str(actions)}
        variables = {"data_dir": str(data_dir), "address_rate": "100000/minute", **ports, **settings}
        self._environ = {f"LOOPBAANBOT_{name.upper()}": value for name, value in variables.items()}
        self._output = data_dir / "output.txt"
        self.said: List[str] = []  # what was said straight to Rasa
        self.process = self._command("run")

    def _command(self, *arguments: str) -> "subprocess.Popen[bytes]":
        with open(self._output, "wb") as output:
            return subprocess.Popen(
                [*self.python, "-m", "bot.cli", *arguments],
                cwd=self.root,
                env={**os.environ, **self._environ},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def start(self) -> None:
        """Start again after a stop, and wait until messages can be answered."""
        self.process = self._command("run")
        self.wait_until_ready()

    def command(self, *arguments: str) -> str:
        """Run a command of the command line with the settings of this product; return what it says."""
        command = [sys.executable, "-m", "bot.cli", *arguments]
        environ = {**os.environ, **self._environ}
        return subprocess.run(command, cwd=self.root, env=environ, capture_output=True, text=True, check=True).stdout

    def wait_until_ready(self, patience: float = START) -> None:
        """Wait until the address has been announced and messages can be answered, `patience` seconds at most."""
        deadline = time.monotonic() + patience
        while not (f"\n{self.address}/\n" in self.output() and self.is_ready()):
            assert self.process.poll() is None, f"the product did not start:\n{self.output()}"
            assert time.monotonic() < deadline, f"the product takes too long to start:\n{self.output()}"
            time.sleep(0.3)

    def is_ready(self) -> bool:
        """Return whether messages can be answered now."""
        try:
            with urllib.request.urlopen(f"{self.address}/ready", timeout=3) as response:
                return response.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def logs(self) -> str:
        """Return everything that the product has written to its logs and to the screen."""
        logs = [path for path in (self.data_dir / "log").rglob("*") if path.is_file()]
        return self.output() + "".join(path.read_text(encoding="utf-8", errors="replace") for path in logs)

    def output(self) -> str:
        """Return what the product has shown to the person who started it."""
        return self._output.read_text(encoding="utf-8")

    def processes(self) -> Dict[int, str]:
        """Return the product's processes: id and command line."""
        command = ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)]
        lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
        return {int(line.split()[0]): line for line in lines}

    def pid(self, part: str) -> int:
        """The process whose command line holds `part`. Raises ValueError when it is not there just now."""
        (pid,) = (pid for pid, line in self.processes().items() if part in line)
        return pid

    def kill(self, part: str, number: int = signal.SIGKILL) -> None:
        """Kill the process whose command line holds `part`, as a crash would, or send it another signal."""
        os.kill(self.pid(part), number)

    def stop(self) -> None:
        """Stop the product as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)


def say(product: Product, sender: str, message: str) -> List[dict]:
    """Say something straight to Rasa's REST webhook and return its replies."""
    product.said.append(str(message))
    content = json.dumps({"sender": sender, "message": message}).encode()
    request = urllib.request.Request(
        f"{product.rasa}/webhooks/rest/webhook", content, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


def copy_project(root: Path) -> None:
    """Copy what the product runs from to `root`, without a model."""
    for name in PROJECT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, root / name)


def free_ports(count: int) -> List[int]:
    """Return ports that nothing listens on at the moment."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
