"""Encryption of what people entrust to us, and the keys for it.

Keys come from LOOPBAANBOT_DATA_KEY (Fernet keys, comma separated, newest first) or from `data.key` in the data folder, one key a
line, newest first, readable by its owner only. Everything is written with the newest key and read with any of them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path
from typing import List

from cryptography.fernet import Fernet, MultiFernet

from bot.secrets import SecretError, derive_key, load_secret
from bot.settings import Settings

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L or U: easy to read aloud


class Cipher:
    """Encrypts text at rest, and makes keyed digests of codes so that a code cannot be read from the database."""

    def __init__(self, keys: List[str], digest_key: bytes) -> None:
        self._fernet = MultiFernet([Fernet(key.encode()) for key in keys])
        self._digest_key = digest_key

    def encrypt(self, text: str) -> str:
        """The encrypted text, safe to store."""
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        """The text again; raises cryptography.fernet.InvalidToken when no key fits or it was changed."""
        return self._fernet.decrypt(token.encode()).decode()

    def rotate(self, token: str) -> str:
        """The same text encrypted with the newest key."""
        return self._fernet.rotate(token.encode()).decode()

    def digest(self, code: str) -> str:
        """A keyed digest of a code, 64 hexadecimal digits."""
        return hmac.new(self._digest_key, code.encode(), hashlib.sha256).hexdigest()


def new_code() -> str:
    """A random code of three groups of four signs, about 59 bits."""
    signs = [secrets.choice(ALPHABET) for _ in range(12)]
    return "-".join("".join(signs[start : start + 4]) for start in (0, 4, 8))


def key_file(settings: Settings) -> Path:
    """Where the keys stand when the environment has none."""
    return settings.data_dir / "data.key"


def load_cipher(settings: Settings) -> Cipher:
    """The cipher of this installation; makes a key file at first use. Raises SecretError when the keys cannot be used."""
    try:
        return Cipher(load_keys(settings), derive_key(load_secret(settings), "codes"))
    except ValueError as error:
        raise SecretError("A data key must be 32 url-safe base64-encoded bytes (Fernet).") from error


def load_keys(settings: Settings) -> List[str]:
    """The data keys, newest first. Raises SecretError when others than the owner may read the file or it is empty."""
    if settings.data_key:
        return [key.strip() for key in settings.data_key.split(",") if key.strip()]
    path = key_file(settings)
    if not path.exists():
        _publish(path, [Fernet.generate_key().decode()], replace=False)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SecretError(f"{path} can be read by others than its owner. Run: chmod 600 {path}")
    keys = path.read_text(encoding="ascii").split()
    if not keys:
        raise SecretError(f"{path} holds no key.")
    return keys


def add_key(settings: Settings) -> None:
    """Put a new key in front of the others in the key file. Raises SecretError when the keys come from the environment."""
    if settings.data_key:
        raise SecretError("The data key comes from LOOPBAANBOT_DATA_KEY: put the new key in front of it yourself.")
    _publish(key_file(settings), [Fernet.generate_key().decode(), *load_keys(settings)], replace=True)


def drop_old_keys(settings: Settings) -> None:
    """Keep only the newest key in the key file; for use after everything was encrypted again."""
    if not settings.data_key:
        _publish(key_file(settings), load_keys(settings)[:1], replace=True)


def _publish(path: Path, keys: List[str], replace: bool) -> None:
    """Write the file in one step, so that no process ever reads half of it and two first starts agree on one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write("\n".join(keys) + "\n")
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
