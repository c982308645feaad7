"""`make demo` on an empty data folder, and once more."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.accounts.arguments import AccountError
from bot.accounts.service import Accounts, by_name
from bot.demo.fill import NAME, fill
from bot.intake.coach_desk import CoachDesk
from bot.intake.installation import open_service
from bot.settings import load_settings


def test_an_empty_folder_gets_an_account_and_three_dossiers_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, now = load_settings({"LOOPBAANBOT_DATA_DIR": str(tmp_path)}), datetime.now(timezone.utc)
    fill(settings, now)
    said = capsys.readouterr().out
    password = said.split("shown only now: ")[1].split()[0]
    service = open_service(settings)
    assert Accounts(service.store).sign_in(NAME, password, now).token
    with service.store.reading() as records:
        coach = by_name(records, NAME).id
    desk = CoachDesk(service.store, service.library)
    shares = desk.shares(coach, now)
    assert len(shares) == 3 and all(share["complete"] for share in shares)
    with pytest.raises(AccountError, match="nothing was added"):
        fill(settings, now)
    assert len(desk.shares(coach, now)) == 3
