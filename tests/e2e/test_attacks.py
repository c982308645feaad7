"""Attacks at the running product, from outside by the website and from inside by somebody on the same machine."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import pytest
import yaml

from bot.intake.crypto import ALPHABET
from tests.e2e.aimless import questions
from tests.e2e.talk import NO_ANSWER, Conversation
from tests.product import Product

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
HEAVY = " ".join(questions())[:4000]  # much to read, for one message
ALLOWED = 30  # messages a minute of one conversation


class Browser:
    """A browser at the website, with its own cookies and so its own conversation."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.cookies = CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies)).open

    def says(self, message: str) -> Tuple[int, str]:
        """Status and text of the answer."""
        content = json.dumps({"id": uuid.uuid4().hex, "message": message}).encode()
        status, text = ask(f"{self.product.address}/api/chat", content, opener=self._open)
        return status, "\n".join(reply["text"] for reply in json.loads(text).get("replies", []))


def ask(
    address: str, content: Optional[bytes] = None, method: str = "", opener: Any = urllib.request.urlopen
) -> Tuple[int, str]:
    """Status and body of an answer."""
    headers = {"Content-Type": "application/json"} if content else {}
    request = urllib.request.Request(address, content, headers, method=method or None)
    try:
        with opener(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_guessing_codes_is_slowed_down_and_tells_nothing(product: Product) -> None:
    browser, answers = Browser(product), []
    for number in range(ALLOWED + 5):
        guess = f"{ALPHABET[number % 20]}{ALPHABET[number // 20]}22-ABCD-EFGH"
        answers.append(browser.says(f"verder {guess}"))
    assert [status for status, _ in answers] == [200] * ALLOWED + [429] * 5
    assert len({text for status, text in answers if status == 200}) == 1


def test_a_code_of_somebody_else_works_once_and_not_after_withdrawal(product: Product) -> None:
    owner = Conversation(product)
    for text in ("start intake", "ja", "bediende"):
        owner.says(text)
    code = CODE.search(owner.says("pauze"))
    assert code
    newer = CODE.search(owner.says("verder") + owner.says("pauze"))
    assert newer and newer[0] != code[0]
    known = Conversation(product).says(f"verder {newer[0]}")
    for thief in (code[0], newer[0], newer[0].lower()):
        assert Conversation(product).says(f"verder {thief}") != known


def test_a_cookie_cannot_be_made_up_or_moved_to_another_person(product: Product) -> None:
    owner, thief = Browser(product), Browser(product)
    for text in ("start intake", "ja"):
        owner.says(text)
    token = next(iter(owner.cookies)).value or ""
    identity, _, signature = token.partition(".")
    nothing = thief.says("overzicht")[1]
    assert owner.says("overzicht")[1] != nothing
    for forged in (
        f"{identity}.x",
        f"{identity[:-1]}x.{signature}",
        f"web-{identity}",
        identity,
        "null",
        "../../x",
        "%00",
    ):
        next(iter(thief.cookies)).value = forged
        assert thief.says("overzicht") == (200, nothing)
        assert next(iter(thief.cookies)).value != forged


def test_one_who_floods_does_not_starve_another(product: Product) -> None:
    quiet = Browser(product)
    quiet.says("hallo")
    flooder = Browser(product)
    flooder.says("hallo")
    with ThreadPoolExecutor(16) as pool:
        flood = [pool.submit(flooder.says, f"{number} {HEAVY}"[:4000]) for number in range(60)]
        time.sleep(1)
        start = time.monotonic()
        status, text = quiet.says("wat doet een campagnewerker?")
        waited = time.monotonic() - start
        codes = [one.result()[0] for one in flood]
    print(f"\nAnother waited {waited:.1f} s; the flood got {sorted(set(codes))}, {codes.count(429)} times a refusal")
    assert status == 200 and "zet campagnes op" in text
    assert codes.count(429) >= 60 - ALLOWED
    assert set(codes) <= {200, 429, 503, 504}


@pytest.mark.parametrize("size", [100_000, 5_000_000])
def test_an_oversized_body_is_refused_outside_and_cut_off_inside(product: Product, size: int) -> None:
    content = json.dumps({"id": "12345678", "sender": uuid.uuid4().hex, "message": "a" * size}).encode()
    try:
        assert ask(f"{product.address}/api/chat", content)[0] == 413
    except urllib.error.URLError:
        pass  # the connection was ended while we were still sending
    status, text = ask(f"{product.rasa}/webhooks/rest/webhook", content)
    assert status == 200 and NO_ANSWER not in text


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", "/conversations/x/tracker"),
        ("POST", "/conversations/x/tracker/events"),
        ("POST", "/conversations/x/trigger_intent"),
        ("PUT", "/model"),
        ("DELETE", "/model"),
        ("POST", "/model/train"),
        ("POST", "/model/parse"),
        ("GET", "/domain"),
        ("GET", "/status"),
        ("POST", "/webhooks/callback/webhook"),
        ("POST", "/webhooks/socketio/webhook"),
    ],
)
def test_rasas_http_api_and_other_channels_are_not_there(product: Product, method: str, path: str) -> None:
    assert ask(product.rasa + path, b"{}" if method != "GET" else None, method)[0] in (404, 405)


def endpoints(product: Product) -> Dict[str, Any]:
    """The file that tells Rasa where the action server is."""
    return yaml.safe_load((product.data_dir / "run" / "endpoints.yml").read_text(encoding="utf-8"))


def test_the_action_server_asks_for_its_token_and_the_token_is_for_the_owner_only(product: Product) -> None:
    address = endpoints(product)["action_endpoint"]["url"]
    for path, content in (("/webhook", b'{"next_action": "action_intake", "tracker": {}}'), ("/actions", None)):
        assert ask(address.replace("/webhook", path), content)[0] == 401
    public = ("output.txt", "knowledge.db")  # of this test; facts of the dossiers
    open_to_others = [path.name for path in product.data_dir.rglob("*") if path.stat().st_mode & 0o077]
    assert set(open_to_others) <= set(public)


def test_only_the_website_could_be_reached_from_another_machine(product: Product) -> None:
    ports = [
        int(address.rpartition(":")[2]) for address in (product.rasa, endpoints(product)["action_endpoint"]["url"][:-8])
    ]
    listening: List[List[str]] = []
    for table in ("tcp", "tcp6"):
        listening += [line.split() for line in Path("/proc/net", table).read_text().splitlines() if " 0A " in line]
    for port in ports:
        assert {line[1].split(":")[0] for line in listening if line[1].endswith(f":{port:04X}")} == {"0100007F"}
