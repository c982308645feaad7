"""Every setting of the product in one place, read from the environment. docs/settings.md explains each; a test compares.

A setting `web_port` is read from `LOOPBAANBOT_WEB_PORT`. An empty variable counts as not set.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, fields, replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Callable, Mapping, Tuple
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "LOOPBAANBOT_"
SEARCHES = ("both", "words", "vectors")  # what statements are searched by
LOOPBACK = "127.0.0.1"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingError(Exception):
    """One or more settings are wrong; the message has a line for each, with its name and what is expected."""


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError("a port number from 1 to 65535")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ValueError("a whole number above 0")
    return int(text)


def _switch(text: str) -> bool:
    if text.lower() not in ("on", "off"):
        raise ValueError("on or off")
    return text.lower() == "on"


def _rate(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d*/(second|minute|hour)", text):
        raise ValueError('a rate such as "30/minute"')
    return text


def _level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError("one of " + ", ".join(LOG_LEVELS))
    return text.upper()


def _path(text: str) -> Path:
    return (ROOT / Path(text).expanduser()).resolve()


def _database(text: str) -> str:
    if "://" not in text:
        raise ValueError('a database URL such as "sqlite:////data/people.db"')
    return text


def _secret(text: str) -> str:
    if len(text) < 32:
        raise ValueError("at least 32 characters")
    return text


def _address(text: str) -> str:
    url = urlsplit(text)
    if url.scheme not in ("http", "https") or not url.hostname or url.path.strip("/"):
        raise ValueError('an address such as "http://rasa:5005"')
    return text.rstrip("/")


def _proxies(text: str) -> str:
    try:
        for part in text.split(","):
            ip_network(part.strip(), strict=False)
    except ValueError:
        raise ValueError('addresses or networks such as "10.0.0.1" or "10.0.0.0/8", separated by commas') from None
    return text


def _redis(text: str) -> str:
    if not text.startswith(("redis://", "rediss://")):
        raise ValueError('a Redis URL such as "redis://127.0.0.1:6379/0"')
    return text


def _form(text: str) -> str:
    if text.lower() not in ("text", "json"):
        raise ValueError("text or json")
    return text.lower()


def _search(text: str) -> str:
    if text.lower() not in SEARCHES:
        raise ValueError(", ".join(SEARCHES))
    return text.lower()


def _sites(text: str) -> Tuple[str, ...]:
    sites = tuple(site.rstrip("/") for site in text.replace(",", " ").split())
    for site in sites:
        url = urlsplit(site)
        if url.scheme not in ("http", "https") or not url.hostname or site != f"{url.scheme}://{url.netloc}":
            raise ValueError('origins such as "https://www.example.org", separated by spaces')
    return sites


def _setting(default: Any, parse: Callable[[str], Any], secret: bool = False) -> Any:
    return field(default=default, metadata={"parse": parse}, repr=not secret)


@dataclass(frozen=True)
class Settings:
    """The settings in force. Paths are absolute; the URLs of databases and servers are always filled in."""

    web_host: str = _setting(LOOPBACK, str)
    web_port: int = _setting(8000, _port)
    rasa_port: int = _setting(5005, _port)
    actions_port: int = _setting(5055, _port)
    rasa_host: str = _setting(LOOPBACK, str)
    actions_host: str = _setting(LOOPBACK, str)
    rasa_url: str = _setting("", _address)
    actions_url: str = _setting("", _address)
    data_dir: Path = _setting(ROOT / "var", _path)
    knowledge_url: str = _setting("", _database)
    people_url: str = _setting("", _database, secret=True)
    conversations_url: str = _setting("", _database, secret=True)
    redis_url: str = _setting("", _redis, secret=True)
    migrate: bool = _setting(True, _switch)
    secret: str = _setting("", _secret, secret=True)
    secret_file: Path = _setting(Path(), _path)
    data_key: str = _setting("", str, secret=True)
    dossier_days: int = _setting(365, _positive)
    unfinished_days: int = _setting(30, _positive)
    coach_idle_minutes: int = _setting(30, _positive)
    coach_session_hours: int = _setting(10, _positive)
    login_rate: str = _setting("20/minute", _rate)
    log_level: str = _setting("WARNING", _level)
    log_format: str = _setting("text", _form)
    metrics_token: str = _setting("", _secret, secret=True)
    https: bool = _setting(False, _switch)
    trusted_proxy: str = _setting("", _proxies)
    rest: bool = _setting(True, _switch)
    actions_token: str = _setting("", _secret, secret=True)
    embed_sites: Tuple[str, ...] = _setting((), _sites)
    conversation_rate: str = _setting("30/minute", _rate)
    address_rate: str = _setting("300/minute", _rate)
    message_length: int = _setting(4000, _positive)
    answer_timeout: int = _setting(20, _positive)
    search: str = _setting("both", _search)
    misses_before_topics: int = _setting(2, _positive)
    misses_before_human: int = _setting(3, _positive)

    @property
    def web_url(self) -> str:
        """Address of the web process as a browser on this machine reaches it."""
        host = "127.0.0.1" if self.web_host in ("0.0.0.0", "::") else self.web_host
        return f"http://{host}:{self.web_port}"

    @property
    def log_dir(self) -> Path:
        """Folder of the log files, one for each process."""
        return self.data_dir / "log"


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + name.upper()


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from the environment; raise SettingError with every wrong one."""
    values, errors = {}, []
    for item in fields(Settings):
        text = environ.get(variable(item.name), "").strip()
        if not text:
            continue
        try:
            values[item.name] = item.metadata["parse"](text)
        except ValueError as expected:
            shown = "" if not item.repr else f", not {text!r}"
            errors.append(f"{variable(item.name)} must be {expected}{shown}.")
    if errors:
        raise SettingError("\n".join(errors))
    data_dir = values.get("data_dir", ROOT / "var")
    values.setdefault("knowledge_url", f"sqlite:///{data_dir / 'knowledge.db'}")
    values.setdefault("people_url", f"sqlite:///{data_dir / 'people.db'}")
    values.setdefault("conversations_url", f"sqlite:///{data_dir / 'conversations.db'}")
    values.setdefault("secret_file", data_dir / "secret.key")
    settings = Settings(**values)
    if settings.rest and settings.rasa_host != LOOPBACK:
        raise SettingError(f"{variable('rest')} must be off when {variable('rasa_host')} is not {LOOPBACK}.")
    return replace(
        settings,
        rasa_url=settings.rasa_url or f"http://{LOOPBACK}:{settings.rasa_port}",
        actions_url=settings.actions_url or f"http://{LOOPBACK}:{settings.actions_port}",
    )
