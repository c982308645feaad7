"""Encryption of what people entrust to us, and the keys for it.

Keys come from LOOPBAANBOT_DATA_KEY (Fernet keys, comma separated, newest first) or from `data.key` in the data folder, one key a
line, newest first, readable by its owner only. Everything is written with the newest key and read with any of them.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import List

from cryptography.fernet import Fernet, MultiFernet

from bot.secrets import SecretError, derive_key, load_secret, read_private, write_private
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
        return hmac.new(self._digest_key, code.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


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
        write_private(path, Fernet.generate_key().decode())
    keys = read_private(path).decode("ascii").split()
    if not keys:
        raise SecretError(f"{path} holds no key.")
    return keys


def add_key(settings: Settings) -> None:
    """Put a new key in front of the others in the key file. Raises SecretError when the keys come from the environment."""
    if settings.data_key:
        raise SecretError("The data key comes from LOOPBAANBOT_DATA_KEY: put the new key in front of it yourself.")
    _store(settings, [Fernet.generate_key().decode(), *load_keys(settings)])


def drop_old_keys(settings: Settings) -> None:
    """Keep only the newest key in the key file; for use after everything was encrypted again."""
    if not settings.data_key:
        _store(settings, load_keys(settings)[:1])


def _store(settings: Settings, keys: List[str]) -> None:
    write_private(key_file(settings), "\n".join(keys), replace=True)
