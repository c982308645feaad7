"""Passwords: Argon2id, and which are good enough."""

from __future__ import annotations

import secrets
import threading
from typing import Optional

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST, LONGEST = 12, 128
STRONG = 3  # of 4, as zxcvbn counts
GROUPS, SIGNS = 5, "abcdefghijkmnpqrstuvwxyz23456789"

_hasher = PasswordHasher()  # the low-memory choice of RFC 9106: 64 MiB, 3 rounds
_places = threading.BoundedSemaphore(2)  # more at once would let a flood of logins fill the memory
_nobody = _hasher.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """The Argon2id hash of a password, with its own salt."""
    with _places:
        return _hasher.hash(password)


def is_right(stored: Optional[str], password: str) -> bool:
    """Whether `password` belongs to a stored hash; without one it takes as long, so that nobody learns which names exist."""
    if len(password) > LONGEST:
        return False
    with _places:
        try:
            return _hasher.verify(stored or _nobody, password) and stored is not None
        except (Argon2Error, InvalidHashError):
            return False


def is_outdated(stored: str) -> bool:
    """Whether a hash was made with weaker choices than today's."""
    return _hasher.check_needs_rehash(stored)


def weakness(password: str, *known: str) -> Optional[str]:
    """Why a password cannot be used: "short", "long" or "weak" (easy to guess, also from what is `known`); None for a good one."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    from zxcvbn import zxcvbn  # here, because its word lists take 13 MB, and passwords are seldom chosen

    found = zxcvbn(password[:72], user_inputs=["loopbaanbot", "loopbaan", "coach", *known])
    return "weak" if found["score"] < STRONG else None


def new_password() -> str:
    """A random password of 25 signs in groups, about 125 bits, easy to type over."""
    groups = ["".join(secrets.choice(SIGNS) for _ in range(5)) for _ in range(GROUPS)]
    return "-".join(groups)
