"""The command line: `python -m bot.cli <command>`."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import List, Optional

from bot.accounts.arguments import AccountError, add_to
from bot.run.health import StartError
from bot.secrets import SecretError
from bot.settings import ROOT, SettingError, Settings, load_settings


def main(arguments: Optional[List[str]] = None) -> int:
    """Run one command; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.cli", description="Run and maintain Loopbaanbot.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="train if needed, start everything and keep it running")
    commands.add_parser("web", help="start only the web process")
    commands.add_parser("rasa", help="start only the Rasa server, as one of several")
    commands.add_parser("actions", help="start only the action server, as one of several")
    commands.add_parser(
        "migrate", help="make or migrate the tables of both databases (needed when LOOPBAANBOT_MIGRATE=off)"
    )
    train = commands.add_parser("train", help="build the knowledge base and train the model if its sources changed")
    train.add_argument("--force", action="store_true", help="train even if nothing changed")
    commands.add_parser("expire", help="erase what was kept long enough (the running product does so once a day)")
    add_to(commands)
    commands.add_parser("demo", help="fill an empty data folder with a coach account and three example dossiers")
    backup = commands.add_parser(
        "backup", help="copy both SQLite databases to a new folder, also while the product runs"
    )
    backup.add_argument("folder", type=Path)
    gaps = commands.add_parser("gaps", help="list what people asked and got no good answer to")
    gaps.add_argument("--weeks", type=int, default=12, help="how far back (default: %(default)s)")
    commands.add_parser("rotate-key", help="encrypt all stored data with a new key (stop the product first)")
    options = parser.parse_args(arguments)
    os.chdir(ROOT)
    os.umask(0o077)  # what is written here or by a process started here is for its owner only
    try:
        _carry_out(options, load_settings())
    except (SettingError, SecretError, StartError, AccountError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


PROCESSES = ("run", "web", "rasa", "actions")
KEEPING = ("demo", "expire", "backup", "gaps")


def _start(command: str, settings: Settings) -> None:
    if not settings.migrate:
        from bot.intake.store import open_store

        open_store(settings).engine.dispose()  # refuses to start on tables of another version
    if command == "web":
        from bot.web.server import serve

        serve(settings)
    elif command == "run":
        from bot.run.product import run

        run(settings)
    else:
        from bot.run.alone import replace_process

        replace_process(settings, command)


def _carry_out(options: argparse.Namespace, settings: Settings) -> None:
    # Imported when needed: the web process does without the supervisor, and training without the website.
    if options.command in PROCESSES:
        _start(options.command, settings)
    elif options.command == "migrate":
        from bot.run.tables import migrate

        migrate(settings)
    elif options.command == "account":
        from bot.accounts.command import carry_out

        carry_out(options, settings)
    elif options.command in KEEPING:
        _keep(options, settings, datetime.now(timezone.utc))
    elif options.command == "rotate-key":
        from bot.rotation import rotate_key
        from bot.run.ports import taken_ports

        if taken_ports(settings):
            raise StartError("Stop the product first: while it runs, it goes on writing with the old key.")
        print(f"Encrypted again: {rotate_key(settings)}")
        if settings.data_key:
            print("Now remove the old keys from LOOPBAANBOT_DATA_KEY.")
    else:
        from bot.run.product import say
        from bot.run.training import build_knowledge, train

        build_knowledge(settings, say)
        if not train(settings, say, options.force):
            say("The model fits its sources: nothing to train.")


def _keep(options: argparse.Namespace, settings: Settings, now: datetime) -> None:
    """Look after what is stored: fill it with examples, erase what is old, copy it, list what people missed."""
    if options.command == "demo":
        from bot.demo.fill import fill

        fill(settings, now)
    elif options.command == "expire":
        from bot.intake.installation import expire

        print(f"Erased: {expire(settings, now)}")
    elif options.command == "backup":
        from bot.run.backup import back_up

        back_up(settings, options.folder)
    else:
        from bot.gaps import report

        print(report(settings, now, options.weeks))


if __name__ == "__main__":
    sys.exit(main())
