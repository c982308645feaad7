"""Browsers that never finish, never read, or come in crowds: they are let go, and others are served all the while."""

from __future__ import annotations

import socket
import time
import urllib.request
from contextlib import suppress
from typing import Callable, Iterator, List

import pytest

from bot.web import connections, protection

PATIENCE = 10.0  # seconds in which a connection must be gone; the limits themselves are made short here
HEAD = b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 40\r\n"


@pytest.fixture
def port(serve: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(connections, "HEAD_TIME", 0.6)
    monkeypatch.setattr(connections, "WHOLE_TIME", 1.5)
    monkeypatch.setattr(protection, "READ_TIMEOUT", 0.5)
    return serve(address_rate="100000/minute")


@pytest.fixture
def connect(port: int) -> Iterator[Callable[[], socket.socket]]:
    """Return a function that opens a connection."""
    opened: List[socket.socket] = []

    def one() -> socket.socket:
        opened.append(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
        return opened[-1]

    yield one
    for connection in opened:
        connection.close()


def answers(port: int) -> bool:
    """Whether the service still answers to others."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as response:
        return response.status == 200


def rest(connection: socket.socket) -> bytes:
    """Everything until the other side ends the connection."""
    received = b""
    try:
        while part := connection.recv(65536):
            received += part
    except ConnectionResetError:
        pass
    return received


@pytest.mark.parametrize("sent", [b"", b"G", b"GET / HTTP/1.1\r\n", HEAD], ids=["nothing", "letter", "line", "head"])
def test_a_request_whose_head_never_ends_is_let_go(port: int, connect: Callable, sent: bytes) -> None:
    connection, start = connect(), time.monotonic()
    connection.sendall(sent)
    assert rest(connection) == b""
    assert time.monotonic() - start < PATIENCE / 2
    assert answers(port)


def test_a_head_that_comes_letter_by_letter_gets_no_more_time(port: int, connect: Callable) -> None:
    connection, start = connect(), time.monotonic()
    with pytest.raises(OSError):
        for letter in HEAD * 100:
            connection.sendall(bytes([letter]))
            time.sleep(0.02)
    assert time.monotonic() - start < PATIENCE / 2
    assert answers(port)


def test_a_head_without_end_is_refused(port: int, connect: Callable) -> None:
    connection = connect()
    connection.sendall(b"GET / HTTP/1.1\r\n")
    try:
        for number in range(200):
            connection.sendall(f"X-{number}: {'a' * 1000}\r\n".encode())
    except OSError:
        pass
    assert rest(connection).startswith((b"HTTP/1.1 400", b""))
    assert answers(port)


def test_a_body_that_never_ends_gets_an_answer_and_is_let_go(port: int, connect: Callable) -> None:
    connection = connect()
    connection.sendall(HEAD + b"\r\n" + b'{"id": "123')
    assert rest(connection).startswith(b"HTTP/1.1 408")
    assert answers(port)


def test_an_answer_that_nobody_fetches_is_thrown_away(port: int) -> None:
    with socket.socket() as lazy:
        lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        lazy.settimeout(PATIENCE)
        lazy.connect(("127.0.0.1", port))
        request = b"GET /beroepen/loopbaanbegeleider HTTP/1.1\r\nHost: x\r\n\r\n"
        lazy.sendall(request * 50)  # one after the other: more than the machine keeps for a connection
        time.sleep(3)
        assert answers(port)
        assert rest(lazy).count(b"HTTP/1.1 200") < 50


def test_an_address_gets_its_share_of_the_connections_and_no_more(
    port: int, connect: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "PER_ADDRESS", 20)
    monkeypatch.setattr(connections, "HEAD_TIME", 60.0)
    crowd = [connect() for _ in range(60)]
    time.sleep(0.5)
    gone = 0
    for connection in crowd:
        connection.settimeout(0.05)
        try:
            gone += connection.recv(1) == b""
        except ConnectionResetError:
            gone += 1
        except socket.timeout:
            pass
    assert gone == 40
    for connection in crowd:
        connection.close()
    time.sleep(0.3)
    assert answers(port)


def test_the_reverse_proxy_may_have_more(serve: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "PER_ADDRESS", 5)
    port = serve(trusted_proxy="127.0.0.1")
    many = [socket.create_connection(("127.0.0.1", port)) for _ in range(20)]
    assert answers(port)
    for connection in many:
        connection.close()


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\x00" * 2000,
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /%00%ff%2e%2e HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /\r\nSet-Cookie: a=b HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_what_is_no_request_breaks_nothing(port: int, connect: Callable, garbage: bytes) -> None:
    connection = connect()
    connection.sendall(garbage)
    with suppress(OSError):  # the server may have hung up already
        connection.shutdown(socket.SHUT_WR)
    assert not rest(connection).startswith(b"HTTP/1.1 5")
    assert answers(port)
