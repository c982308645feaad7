"""How long the pages of the coach portal take with 10,000 dossiers in the database, beside the same requests with one dossier."""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from datetime import datetime, timedelta, timezone
from typing import Dict, List, Tuple

import pyotp
from sqlalchemy import insert, select
from starlette.testclient import TestClient

from bot.accounts.administration import Administration
from bot.accounts.service import by_name
from bot.intake.coach_desk import CoachDesk
from bot.intake.models import Card, Code, Intake, Person, Step
from bot.intake.service import IntakeService
from bot.settings import ROOT, load_settings
from bot.web.app import create_app
from bot.web.mine import intake
from knowledge.build import build
from tests.intake.client import Client

TIMES, BATCH, DOSSIERS = 30, 500, 10_000
NOW = datetime.now(timezone.utc)
PATHS = (
    "/coach",
    "/coach?pagina=40",
    "/coach?status=done&fase=plan&volgorde=due",
    "/coach?zoek=klant+0042",
    "/coach?volgorde=name",
    "/coach/dossier/1",
    "/coach/dossier/1/voorbereiding",
    "/coach/team",
)


def measure(number: int = DOSSIERS) -> List[List[str]]:
    """A row for each page: its path and the medians with one dossier and with `number`, on the clock and of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        build(ROOT / "knowledge", f"sqlite:///{folder}/knowledge.db")
        settings = load_settings({"LOOPBAANBOT_DATA_DIR": folder})
        client, service = TestClient(create_app(settings)), intake(settings)
        coach = enter(client, service)
        finished = Client(service, "sender-1", NOW)
        code = next(text for text in finished.go().messages if "deze code" in text).split("**")[1]
        CoachDesk(service.store, service.library).open(code, coach, NOW, "Klant 0000")
        alone = ask(client)
        multiply(service, coach, number - 1)
        crowded = ask(client)
    return [[path, *shown(alone[path]), *shown(crowded[path])] for path in PATHS]


def enter(client: TestClient, service: IntakeService) -> str:
    """Log in as a new coach; returns the id of the account."""
    password = Administration(service.store).create("coach", "Coach", "coach", NOW, must_change=False)
    page = send(client, "/coach/login", {"name": "coach", "password": password})
    secret = re.sub(r"\s", "", re.search(r'data-part="secret">([^<]+)<', page)[1])
    assert "Log uit" in send(client, "/coach/app", {"code": pyotp.TOTP(secret).now()})
    with service.store.reading() as records:
        return by_name(records, "coach").id


def send(client: TestClient, path: str, fields: Dict[str, str]) -> str:
    """Fill in the form at `path`."""
    csrf = re.search(r'name="csrf" value="(\w+)"', client.get(path).text)[1]
    return client.post(path, data={"csrf": csrf, **fields}).text


def multiply(service: IntakeService, coach: str, number: int) -> None:
    """Copy the one dossier `number` times, with all its answers."""
    with service.store.reading() as records:
        rows = {table: values(records.session.scalars(select(table)).all()) for table in (Intake, Step, Card)}
    for start in range(0, number, BATCH):
        with service.store.writing() as records:
            for place in range(start, min(start + BATCH, number)):
                copy(records, rows, coach, place + 1)


def values(found: List) -> List[Dict]:
    """The rows as dictionaries, without the ids that the database gives."""
    return [{c.name: getattr(row, c.name) for c in row.__table__.columns if c.name != "id"} for row in found]


def copy(records, rows: Dict, coach: str, place: int) -> None:
    """One more person with a share code, the intake and its steps."""
    person, run, when = f"{place:032d}", f"{place:032d}", NOW - timedelta(minutes=place)
    add = records.session.execute
    add(insert(Person).values(id=person, created_at=when, seen_at=when))
    label = records.cipher.encrypt(f"Klant {place:04d}")
    times = dict(created_at=when, used_at=when, expires_at=NOW + timedelta(days=90))
    add(
        insert(Code).values(
            person_id=person, purpose="share", digest=f"{place:064d}", holder=coach, label=label, **times
        )
    )
    add(insert(Intake), [{**row, "id": run, "person_id": person, "changed_at": when} for row in rows[Intake]])
    add(insert(Step), [{**row, "intake_id": run, "message_id": f"{row['message_id']}-{place}"} for row in rows[Step]])
    add(insert(Card), [{**row, "person_id": person, "changed_at": when} for row in rows[Card]])


def ask(client: TestClient) -> Dict[str, List[Tuple[float, float]]]:
    """Milliseconds of each request on the clock and of the processor, after one to warm up."""
    taken: Dict[str, List[Tuple[float, float]]] = {}
    for path in PATHS:
        assert client.get(path).status_code == 200, path
        for _ in range(TIMES):
            start, worked = time.perf_counter(), time.process_time()
            client.get(path)
            both = (time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000
            taken.setdefault(path, []).append(both)
    return taken


def shown(taken: List[Tuple[float, float]]) -> List[str]:
    """The two medians."""
    return [f"{statistics.median(one):.0f}" for one in zip(*taken, strict=True)]
