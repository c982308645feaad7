"""Debian's PostgreSQL, Redis and nginx as processes of a test, found or fetched by scripts/servers."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Dict, List

import psycopg2
from redis import Redis
from redis.exceptions import RedisError

from bot.settings import ROOT

PACKAGES = {"postgres": "postgresql", "initdb": "postgresql", "redis-server": "redis-server", "nginx": "nginx"}
PATIENCE = 60  # seconds in which a server starts
LIBRARIES = ROOT / ".tools" / "debian" / "usr" / "lib" / "x86_64-linux-gnu"
NOBODY = {"user": "nobody", "group": "nogroup", "extra_groups": ()}  # PostgreSQL refuses to run as root


@lru_cache(maxsize=None)
def program(name: str) -> str:
    """The path of a program."""
    command = [ROOT / "scripts" / "servers", f"{name}:{PACKAGES[name]}"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    path = shutil.which(name, path=os.pathsep.join(found))
    assert path, f"{name} is in none of {found}"
    return path


def environment() -> Dict[str, str]:
    """The environment in which a program that was only unpacked finds its libraries."""
    return {**os.environ, "LD_LIBRARY_PATH": str(LIBRARIES)} if LIBRARIES.exists() else dict(os.environ)


def until(works: Callable[[], Any], what: str) -> None:
    """Wait until `works` raises nothing any more."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            works()
            return
        except (OSError, psycopg2.OperationalError, RedisError) as error:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what} does not start: {error}") from error
            time.sleep(0.1)


class Server:
    """A process with a log; `kill` ends it as a crash would, `start` starts it again on the same data."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        folder.mkdir(parents=True, exist_ok=True)

    def command(self) -> List[str]:
        """What starts it."""
        raise NotImplementedError

    def check(self) -> Any:
        """Raise an error as long as it does not answer."""
        raise NotImplementedError

    def start(self) -> None:
        """Start it and wait until it answers."""
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                self.command(), stdout=log, stderr=log, env=environment(), cwd=self.folder, **self.owner()
            )
        until(self.check, type(self).__name__)

    def owner(self) -> Dict[str, Any]:
        """As whom it runs."""
        return {}

    def kill(self) -> None:
        """End it at once, with what it started."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)


class Postgres(Server):
    """PostgreSQL with the databases `people` and `conversations`."""

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__(folder, port)
        self.data = folder / "data"
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
        make = [
            program("initdb"),
            "-D",
            self.data,
            "-U",
            "bot",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale",
            "C",
        ]
        subprocess.run(make, check=True, capture_output=True, env=environment(), cwd=folder, **self.owner())
        self.start()
        for name in ("people", "conversations"):
            self.ask("postgres", f"CREATE DATABASE {name}")

    def url(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://bot@127.0.0.1:{self.port}/{name}"

    def command(self) -> List[str]:
        """Without its socket in a folder that others use too."""
        return [
            program("postgres"),
            "-D",
            str(self.data),
            "-p",
            str(self.port),
            "-h",
            "127.0.0.1",
            "-k",
            str(self.folder),
        ]

    def owner(self) -> Dict[str, Any]:
        """Nobody, when we are root."""
        return dict(NOBODY) if os.geteuid() == 0 else {}

    def check(self) -> None:
        """Connect."""
        psycopg2.connect(f"postgresql://bot@127.0.0.1:{self.port}/postgres").close()

    def ask(self, name: str, statement: str) -> List[Any]:
        """Run one statement in the database `name`."""
        connection = psycopg2.connect(self.url(name))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def cut(self) -> int:
        """Cut the connection to each database that was used last; how many."""
        last = "SELECT pid FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid() ORDER BY state_change DESC"
        cut = "SELECT pg_terminate_backend(({} LIMIT 1))"
        return sum(bool(self.ask(name, cut.format(last.format(name)))[0][0]) for name in ("people", "conversations"))

    def kill(self) -> None:
        """End it as a power cut would, with the processes that serve each connection."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        super().kill()
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)

    def stop(self) -> None:
        """End it without waiting for those that are connected."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(PATIENCE)


class RedisServer(Server):
    """Redis without a file."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> List[str]:
        """On this machine only."""
        return [program("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]

    def check(self) -> None:
        """Ping."""
        Redis.from_url(self.url).ping()


class Nginx(Server):
    """nginx with the configuration of deploy/nginx; `ports` and `upstreams` say where everything is here.

    Args:
        ports: port of the configuration to port here.
        upstreams: name to the ports of its servers.
    """

    def __init__(self, folder: Path, ports: Dict[int, int], upstreams: Dict[str, List[int]]) -> None:
        super().__init__(folder, ports[8080])
        self._ports = ports
        self.route(upstreams)

    def route(self, upstreams: Dict[str, List[int]]) -> None:
        """Write the configuration."""
        given = ROOT / "deploy" / "nginx"
        main = (given / "nginx.conf").read_text(encoding="utf-8").replace("/tmp/", f"{self.folder}/")
        for there, here in self._ports.items():
            main = main.replace(f"listen {there};", f"listen 127.0.0.1:{here};")
        kept = []
        for line in (given / "upstreams.conf").read_text(encoding="utf-8").splitlines():
            server = re.match(r"    server (\w+)-(\d+):\d+ (.*)", line)
            own = upstreams[server[1]] if server else []
            if server and int(server[2]) <= len(own):
                kept.append(f"    server 127.0.0.1:{own[int(server[2]) - 1]} {server[3]}")
            elif not server:
                kept.append(line)
        (self.folder / "nginx.conf").write_text(main, encoding="utf-8")
        (self.folder / "upstreams.conf").write_text("\n".join(kept), encoding="utf-8")
        for name in ("nginx-body", "nginx-proxy", "nginx-fastcgi", "nginx-uwsgi", "nginx-scgi"):
            (self.folder / name).mkdir(exist_ok=True, mode=0o777)

    def command(self) -> List[str]:
        """In the foreground, as whoever runs the test."""
        options = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
        return [
            program("nginx"),
            "-p",
            str(self.folder),
            "-c",
            str(self.folder / "nginx.conf"),
            "-e",
            "stderr",
            "-g",
            options,
        ]

    def check(self) -> None:
        """Connect."""
        socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
