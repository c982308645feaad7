"""The one secret of an installation, and the keys derived from it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from bot.settings import Settings


class SecretError(Exception):
    """The secret file cannot be used; the message says why."""


def load_secret(settings: Settings) -> bytes:
    """Return the secret from LOOPBAANBOT_SECRET or the secret file; make that file at first use.

    Raises SecretError when others than the owner may read the file or when it is too short.
    """
    if settings.secret:
        return settings.secret.encode()
    path = settings.secret_file
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48))
    secret = read_private(path)
    if len(secret) < 32:
        raise SecretError(f"{path} is too short to be a secret: it must hold at least 32 characters.")
    return secret


def derive_key(secret: bytes, purpose: str) -> bytes:
    """Return a key of 32 bytes for one purpose, so that a leaked key opens nothing else."""
    return hmac.new(secret, purpose.encode(), hashlib.sha256).digest()


def webhook_token(settings: Settings) -> str:
    """Return the token that the website shows to Rasa's webhook."""
    return derive_key(load_secret(settings), "rasa webhook").hex()


def actions_token(settings: Settings) -> str:
    """Return the token that Rasa shows to the action server."""
    return settings.actions_token or derive_key(load_secret(settings), "action server").hex()


def read_private(path: Path) -> bytes:
    """Return what a secret file holds. Raises SecretError when others than its owner may read it."""
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SecretError(f"{path} can be read by others than its owner. Run: chmod 600 {path}")
    return path.read_bytes().strip()


def write_private(path: Path, text: str, replace: bool = False) -> None:
    """Write a file that only its owner can read; without `replace` one that is there already stays.

    A finished file is put in place in one step, so that nobody reads half of it and two first starts agree on one secret.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    if replace:
        os.replace(draft, path)
        return
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
