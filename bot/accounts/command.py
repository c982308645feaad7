"""Carries out `python -m bot.cli account …`."""

from __future__ import annotations

import argparse
from datetime import datetime, timezone

from bot.accounts.administration import Administration
from bot.intake.store import open_store
from bot.settings import Settings


def carry_out(options: argparse.Namespace, settings: Settings) -> None:
    """Do what was asked and say so. Raises AccountError and SecretError."""
    accounts, now = Administration(open_store(settings)), datetime.now(timezone.utc)
    if options.task == "create":
        shown, organisation = options.shown or options.name, options.organisation
        password = accounts.create(options.name, shown, options.role, now, organisation=organisation)
        print(f"Made {options.name} ({options.role}).\nPassword, shown only now: {password}")
    elif options.task == "reset":
        print(f"Password, shown only now: {accounts.reset(options.name, now)}")
    elif options.task == "role":
        accounts.set_role(options.name, options.role, now)
        print(f"{options.name} is {options.role} now.")
    elif options.task == "organisation":
        accounts.set_organisation(options.name, options.organisation, now)
        print(f"{options.name} works for {options.organisation or 'no organisation'} now.")
    elif options.task in ("activate", "deactivate"):
        accounts.set_active(options.name, options.task == "activate", now)
        print(f"{options.name} can{'' if options.task == 'activate' else 'not'} log in.")
    elif options.task == "remove":
        accounts.remove(options.name)
        print(f"{options.name} is erased.")
    else:
        organisations = accounts.organisations()
        for account in accounts.all():
            factor = "app linked" if account.confirmed_at else "no app yet"
            print(
                f"{account.name:24} {account.role:14} {'active' if account.active else 'closed':8} {factor:13} {organisations.get(account.id, '')}"
            )
