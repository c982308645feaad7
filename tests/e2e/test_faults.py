"""What goes wrong around the product: a database that dies, a full disk, a slow server, a restart, a clock that jumps.

After each: what was acknowledged is there, the person was told what the page has words for, the service comes back by itself,
and the log names the cause.
"""

from __future__ import annotations

import contextlib
import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Callable, Iterator, Tuple

import httpx
import pgserver
import pytest

from bot.settings import ROOT
from tests.e2e.intake import ANSWERS, Client
from tests.load import servers
from tests.load.servers import Postgres
from tests.product import Product, free_ports

TEMPLATE = (ROOT / "bot" / "web" / "templates" / "chat.html").read_text(encoding="utf-8")
EXPLAINED = set(re.findall(r'data-reason="(\w+)"', TEMPLATE))  # what the page has a Dutch sentence for
ROOM = 16 * 1024  # bytes that a file may have on our full disk: enough for the log to say so
DAY = 24 * 3600
SLOW = 10  # seconds that the website waits for an answer; an answer itself takes seconds on a machine that does other things
AWAY = 5  # seconds that the database is away


@pytest.fixture(scope="module")
def open_folder() -> Iterator[Path]:
    """A folder for PostgreSQL, which runs as somebody else when we are root: pytest closes its own to others, also those of
    another run, whenever it starts."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def on_postgres(
    open_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tuple[Product, Postgres, Path]]:
    """A product on PostgreSQL, its server, and the file that says how far its clock is off."""
    clock = tmp_path_factory.mktemp("clock") / "offset"
    clock.write_text("+0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(servers, "program", lambda name: str(Path(pgserver.__file__).parent / "pginstall" / "bin" / name))
        database = Postgres(open_folder / "server", free_ports(1)[0])
        for name, value in faketime(clock).items():
            patch.setenv(name, value)
        urls = {"people_url": database.url("people"), "conversations_url": database.url("conversations")}
        product = Product(tmp_path_factory.mktemp("data"), answer_timeout=str(SLOW), **urls)
        for name in faketime(clock):
            patch.delenv(name)
        try:
            product.wait_until_ready()
            yield product, database, clock
        finally:
            product.stop()
            database.stop()


def faketime(clock: Path) -> dict:
    """Variables that give a process the clock of libfaketime, read from a file at every look at it."""
    found = subprocess.run(
        [ROOT / "scripts" / "servers", "faketime:faketime"], capture_output=True, text=True, check=True
    )
    roots = [folder.rpartition("/usr/")[0] for folder in found.stdout.split()]
    libraries = [path for root in roots for path in Path(root or "/").glob("usr/lib/*/faketime/libfaketimeMT.so.1")]
    own = {"LD_PRELOAD": str(libraries[-1]), "FAKETIME_TIMESTAMP_FILE": str(clock)}
    return {**own, "FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1"}


@contextlib.contextmanager
def later(seconds: float, act: Callable[..., None], *arguments: object) -> Iterator[None]:
    """Do something after so many seconds of the block; it has been done when the block ends, however it ends."""
    timer = threading.Timer(seconds, act, arguments)
    timer.start()
    try:
        yield
    finally:
        timer.join()


def told(client: Client) -> bool:
    """Whether the person was told that it did not work, each time in words that the page has."""
    return bool(client.refused) and set(client.refused) <= EXPLAINED


def test_the_database_dies_and_comes_back(on_postgres: Tuple[Product, Postgres, Path]) -> None:
    product, database, _ = on_postgres
    client = Client(product).begin().go_until(4)
    question = client.question()
    database.kill()
    with later(AWAY, database.start):
        replies = client.send(uuid.uuid4().hex, ANSWERS[question])
        client.go_until(8)
    client.check()
    assert not replies and told(client)
    assert "psycopg2.OperationalError: connection to server" in product.logs()


def test_a_cut_connection_is_not_noticed(on_postgres: Tuple[Product, Postgres, Path]) -> None:
    product, database, _ = on_postgres
    client = Client(product).begin()
    for count in range(2, 7):
        database.cut()
        client.go_until(count)
    client.check()
    assert not client.refused


def test_a_slow_action_server_answers_late_and_once(on_postgres: Tuple[Product, Postgres, Path]) -> None:
    product, _, _ = on_postgres
    client = Client(product).begin().go_until(3)
    client.refused.clear()
    product.kill("rasa_sdk", signal.SIGSTOP)
    with later(1.5 * SLOW, product.kill, "rasa_sdk", signal.SIGCONT):
        client.go_until(6)
    client.check()
    assert set(client.refused) == {"slow"} <= EXPLAINED
    assert "no answer of the Rasa server: slow" in product.logs()


@pytest.mark.parametrize("jump", [+3 * 3600, -DAY, 0, +40 * DAY], ids=["ahead", "back", "right", "far ahead"])
def test_the_clock_jumps(on_postgres: Tuple[Product, Postgres, Path], clients: dict, jump: int) -> None:
    product, _, clock = on_postgres
    client = clients.setdefault("client", None) or Client(product).begin()
    clients["client"] = client
    before = len(client.given)
    clock.write_text(f"{jump:+d}")
    wait_until_it_is(product, jump)
    if jump > DAY:  # what was unfinished a month ago may be erased at any moment, so this jump is the last
        client = Client(product).begin()
    client.go_until(min(before + 4, 30))
    client.check()
    assert not client.refused


def wait_until_it_is(product: Product, jump: int) -> None:
    """Wait until the website's clock is `jump` seconds ahead of ours: it looks at it once a second."""
    deadline = time.monotonic() + 10
    while True:
        shown = parsedate_to_datetime(httpx.get(f"{product.address}/health").headers["Date"]).timestamp()
        if abs(shown - time.time() - jump) < 60:
            return
        assert time.monotonic() < deadline, f"the clock of the website shows {shown:.0f}"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def clients() -> dict:
    """Who goes on from one jump to the next."""
    return {}


def test_a_full_disk(fragile: Product) -> None:
    client = Client(fragile).begin().go_until(5)
    for part in ("rasa_sdk", "rasa run"):
        resource.prlimit(fragile.pid(part), resource.RLIMIT_FSIZE, (ROOM, resource.RLIM_INFINITY))
    for _ in range(4):
        question = client.question()
        if client.send(uuid.uuid4().hex, ANSWERS[question]):
            client.given.append((question, ANSWERS[question]))
    assert told(client)
    for part in ("rasa_sdk", "rasa run"):
        resource.prlimit(fragile.pid(part), resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    stored = client.stored()  # what got no answer may be stored or not, but not twice
    assert set(client.given) <= set(stored) and len(dict(stored)) == len(stored)
    client.given = stored
    client.go_until(len(client.given) + 3)
    client.check()
    assert "sqlite3.OperationalError: disk I/O error" in fragile.logs()


def test_a_restart_in_the_middle_of_an_answer(fragile: Product) -> None:
    client = Client(fragile).begin().go_until(4)
    answering = threading.Thread(target=client.go_until, args=(8,))
    answering.start()
    time.sleep(0.2)
    fragile.stop()
    fragile.start()
    answering.join()
    client.check()


def test_a_backup_is_restored_and_the_intake_goes_on(fragile: Product, tmp_path: Path) -> None:
    client = Client(fragile).begin().go_until(6)
    question = client.question()
    fragile.command("backup", str(tmp_path / "backup"))
    client.go_until(9)  # said after the backup: gone when it is restored
    (tmp_path / "backup").rename(tmp_path / "restored")
    for key in ("data.key", "secret.key"):
        (tmp_path / "restored" / key).write_bytes((fragile.data_dir / key).read_bytes())
        (tmp_path / "restored" / key).chmod(0o600)
    restored = Product(tmp_path / "restored")
    try:
        restored.wait_until_ready()
        client.move(restored)
        assert client.question() == question
        client.given = client.given[:6]
        client.go_until(12)
        client.check()
    finally:
        restored.stop()


def test_who_waits_for_the_database_holds_up_nobody_else(fragile: Product) -> None:
    client, other = Client(fragile).begin().go_until(3), Client(fragile)
    other.say("wat doet een jobcoach?")
    with contextlib.closing(sqlite3.connect(fragile.data_dir / "people.db", isolation_level=None)) as busy:
        busy.execute("BEGIN IMMEDIATE")
        waiting = threading.Thread(target=client.go_on)
        waiting.start()
        time.sleep(1)
        other.say("wat doet een loopbaanbegeleider?")
        assert waiting.is_alive()
    waiting.join()
    client.check()
    assert not client.refused and not other.refused


class Restricted(Product):
    """A product that may not write where it is forbidden, even when root starts it."""

    python = (*(() if os.geteuid() else ("setpriv", "--bounding-set=-dac_override")), sys.executable)


def test_the_data_folder_becomes_read_only_while_it_runs(tmp_path: Path) -> None:
    product = Restricted(tmp_path, conversation_rate="10000/minute")
    try:
        product.wait_until_ready()
        client = Client(product).begin().go_until(4)
        question = client.question()
        with read_only(tmp_path):
            for part in ("rasa_sdk", "rasa run"):
                product.kill(part)
            product.wait_until_ready()
            assert not client.send(uuid.uuid4().hex, ANSWERS[question])
        assert client.refused[-1] == "failed" and told(client)
        client.go_until(8)
        client.check()
        assert "readonly database" in product.logs()
        assert "the log of the Rasa server cannot be written: Permission denied" in product.logs()
    finally:
        product.stop()


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in the folder can be written during the block."""
    modes = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for path, mode in modes.items():
            if path.exists():
                path.chmod(mode)


def test_a_folder_that_cannot_be_written_is_named_at_the_start(tmp_path: Path) -> None:
    environ = {**os.environ, "LOOPBAANBOT_DATA_DIR": "/proc/loopbaanbot"}
    command = [sys.executable, "-m", "bot.cli", "run"]
    said = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60)
    assert said.returncode == 1 and "The data folder /proc/loopbaanbot cannot be written" in said.stderr
    assert "Traceback" not in said.stderr
