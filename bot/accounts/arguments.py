"""`python -m bot.cli account …`: what can be asked. Loads nothing heavy: every command of the command line reads it."""

from __future__ import annotations

import argparse

COACH, ADMINISTRATOR, EDITOR = "coach", "administrator", "editor"
ROLES = (COACH, ADMINISTRATOR, EDITOR)
TASKS = {
    "reset": "give a new password and unlink the authenticator app; prints the password once",
    "deactivate": "close an account and end its sessions",
    "activate": "open a closed account again",
    "remove": "erase a closed account; what was done with dossiers stays in the audit",
}


class AccountError(Exception):
    """An account cannot be made or changed; the message says why."""


def add_to(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of the command line."""
    account = commands.add_parser("account", help="make and change the accounts of the coach portal")
    tasks = account.add_subparsers(dest="task", required=True)
    create = tasks.add_parser("create", help="make an account; prints its password once")
    create.add_argument("name", help="what is typed at the login")
    create.add_argument("--role", choices=ROLES, default=COACH)
    create.add_argument("--shown", help="the name that others see; the login name when left out")
    create.add_argument("--organisation", default="", help="whose coaches may share dossiers, when a client says so")
    for task, said in TASKS.items():
        tasks.add_parser(task, help=said).add_argument("name")
    role = tasks.add_parser("role", help="give an account another role")
    role.add_argument("name")
    role.add_argument("role", choices=ROLES)
    organisation = tasks.add_parser("organisation", help="say for which organisation somebody works; empty for none")
    organisation.add_argument("name")
    organisation.add_argument("organisation")
    tasks.add_parser("list", help="list the accounts")
