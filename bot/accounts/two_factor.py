"""The second factor: codes of six digits from an authenticator app (TOTP, RFC 6238)."""

from __future__ import annotations

from datetime import datetime
from typing import Optional

import pyotp
import segno
from pyotp.utils import strings_equal

PERIOD = 30  # seconds
ISSUER = "Loopbaanbot"


def new_secret() -> str:
    """A random secret of 160 bits, in base 32."""
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """The otpauth address that an authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def qr(secret: str, name: str) -> str:
    """The address as an inline SVG; dark on light, which every camera reads."""
    code = segno.make(address(secret, name), error="m")
    return code.svg_inline(scale=5, border=3, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)


def period_of(secret: str, code: str, now: datetime, last: Optional[int]) -> Optional[int]:
    """The period of 30 seconds that a code belongs to: this one, the one before or the next; None for any other code,
    and for one of a period that is not later than `last`."""
    digits = "".join(code.split())
    clock = pyotp.TOTP(secret)
    current = int(now.timestamp()) // PERIOD
    for period in (current, current - 1, current + 1):
        if strings_equal(clock.generate_otp(period), digits) and (last is None or period > last):
            return period
    return None
