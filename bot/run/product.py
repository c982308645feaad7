"""`make run`: everything from a set-up environment to a product that answers, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import tempfile
import time

from bot.logs import shape
from bot.run import ports, services, training
from bot.run.health import StartError, wait_until_healthy
from bot.run.supervisor import Supervisor
from bot.secrets import load_secret
from bot.settings import Settings, variable

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(settings: Settings) -> None:
    """Start the product and keep it running until SIGINT, SIGTERM or SIGHUP. Raises StartError when it cannot start."""
    _check_ports(settings)
    _end_on_signal()
    check_folder(settings)
    _log_to_file(settings)
    load_secret(settings)
    training.build_knowledge(settings, say)
    training.train(settings, say)
    _check_ports(settings)  # once more: training takes minutes, in which somebody else may have taken one
    _supervise(Supervisor(services.services(settings, services.write_endpoints(settings))), settings)


def say(text: str) -> None:
    """Show a line of progress at once."""
    print(text, flush=True)


def check_folder(settings: Settings) -> None:
    """Raise StartError when the data folder cannot be written."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data_dir) as file:
            file.write(b"x" * 4096)
            file.flush()
    except OSError as error:
        raise StartError(
            f"The data folder {settings.data_dir} cannot be written ({error.strerror}). Make room or give us leave to write "
            f"there, or choose another folder: {variable('data_dir')}=/some/folder"
        ) from error


def _check_ports(settings: Settings) -> None:
    taken = ports.taken_ports(settings)
    if taken:
        raise StartError("\n".join(taken))


def _supervise(supervisor: Supervisor, settings: Settings) -> None:
    try:
        say("Starting …")
        supervisor.start()
        wait_until_healthy(supervisor, say)
        say(f"\nLoopbaanbot is running. Ctrl-C stops it. The chat page:\n{settings.web_url}/")
        while True:
            supervisor.tick()
            time.sleep(0.25)
    except KeyboardInterrupt:
        say("\nStopping …")
    finally:
        # A second Ctrl-C must not leave half of the processes behind.
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        supervisor.stop()


def _end_on_signal() -> None:
    def end(*_: object) -> None:
        raise KeyboardInterrupt

    for number in SIGNALS:
        signal.signal(number, end)


def _log_to_file(settings: Settings) -> None:
    settings.log_dir.mkdir(parents=True, exist_ok=True)
    form = "%(asctime)s %(levelname)s %(message)s"
    handlers = [logging.FileHandler(settings.log_dir / "supervisor.log", encoding="utf-8"), logging.StreamHandler()]
    logging.basicConfig(level=logging.INFO, format=form, handlers=handlers)
    shape(settings, "supervisor")
