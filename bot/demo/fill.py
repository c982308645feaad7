"""`make demo`: fills an empty data folder. The dossiers come about as everybody's: by answering what is asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Dict, Mapping

from sqlalchemy import func, select

from bot.accounts.administration import Administration
from bot.accounts.arguments import COACH, AccountError
from bot.accounts.models import Account
from bot.accounts.service import by_name
from bot.intake.coach_desk import CoachDesk
from bot.intake.installation import open_service
from bot.intake.models import Person
from bot.intake.service import IntakeService
from bot.intake.turn import Turn
from bot.run.product import say
from bot.run.training import build_knowledge
from bot.settings import Settings
from knowledge.yamlfile import load

EXAMPLES = Path(__file__).with_name("examples.yml")
NAME = "demo-coach"
MOST_TURNS = 200


def fill(settings: Settings, now: datetime) -> str:
    """Make the account and the dossiers, show how to log in, and return the password.

    Raises AccountError when the data folder holds anybody.
    """
    build_knowledge(settings, say)
    service = open_service(settings)
    with service.store.reading() as records:
        if any(records.session.scalar(select(func.count()).select_from(table)) for table in (Account, Person)):
            raise AccountError(
                f"{settings.data_dir} holds accounts or dossiers already, so nothing was added.\n"
                "For example data choose an empty folder: LOOPBAANBOT_DATA_DIR=var/demo make demo"
            )
    examples = load(EXAMPLES)
    password = Administration(service.store).create(NAME, examples["coach"], COACH, now, must_change=False)
    for number, example in enumerate(examples["people"]):
        _share(service, _play(service, example, f"demo-{number}", now), example["label"], examples["coach"], now)
    say(f"\nThe coach portal: {settings.web_url}/coach\nName: {NAME}\nPassword, shown only now: {password}")
    say("At the first login you link an authenticator app. Three example dossiers are waiting.")
    return password


def _play(service: IntakeService, example: Mapping[str, Any], sender: str, now: datetime) -> str:
    """Let one made-up person talk; returns the share code. Raises KeyError for a question without an answer."""
    code = ""
    for number, run in enumerate(example["runs"]):
        start = now - timedelta(days=run["days_ago"])
        turn = _talk(service, sender, f"{sender}-{number}", run, start)
        code = next((text.split("**")[1] for text in turn.messages if text.count("**") == 2 and "code" in text), code)
    return code


def _talk(service: IntakeService, sender: str, run_id: str, run: Mapping[str, Any], start: datetime) -> Turn:
    answers: Dict[str, Any] = run["answers"]
    turn = service.handle(sender, run["starts"], f"{run_id}-0", start, active=False)
    for number in range(1, MOST_TURNS):
        if not turn.active:
            return turn
        said = answers.get(turn.question) or answers["otherwise"]
        moment = start + timedelta(seconds=30 * number)
        turn = service.handle(sender, str(said), f"{run_id}-{number}", moment, active=True)
    raise AssertionError(f"{run_id} has no end: {turn.question}")


def _share(service: IntakeService, code: str, label: str, shown: str, now: datetime) -> None:
    with service.store.reading() as records:
        coach = by_name(records, NAME).id
    share = CoachDesk(service.store, service.library).open(code, coach, now, label, shown)
    assert share is not None
