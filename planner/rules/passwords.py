"""Secrets people know or hold: passwords, one-time tokens, and how many guesses are too many."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from planner.words import Refusal

SHORTEST = 8
LONGEST = 200
PATIENCE = timedelta(minutes=15)
GUESSES_PER_LOGIN = 5
GUESSES_PER_ADDRESS = 30

_COST, _BLOCK, _PARALLEL = 2**15, 8, 1
_MEMORY = 64 * 1024 * 1024
_FEWEST_DIFFERENT = 4


def check_password(password: str, login: str) -> None:
    """Refuse a new password that is short, endless, the login itself or a few keys held down."""
    if len(password) < SHORTEST:
        raise Refusal("Password: use at least {least} characters.", least=SHORTEST)
    if len(password) > LONGEST:
        raise Refusal("Password: use at most {most} characters.", most=LONGEST)
    if password.strip().casefold() == login.strip().casefold():
        raise Refusal("Password: choose one that is not your login.")
    if len(set(password)) < _FEWEST_DIFFERENT:
        raise Refusal("Password: use at least {least} different characters.", least=4)


def new_salt() -> str:
    """The head of an encoded password: method, cost, and 16 random bytes."""
    return f"scrypt${_COST}${_BLOCK}${_PARALLEL}${_text(secrets.token_bytes(16))}"


def decoy_salt(login: str, key: bytes) -> str:
    """A salt for a login nobody has, the same each time, so that it looks like a real one's."""
    random_looking = hmac.digest(key, f"salt of {login}".encode(), "sha256")[:16]
    return f"scrypt${_COST}${_BLOCK}${_PARALLEL}${_text(random_looking)}"


def salt_of(encoded: str) -> str:
    """The head of an encoded password."""
    return encoded.rpartition("$")[0]


def encode(password: str, salt: str) -> str:
    """A password under a salt, as one string to keep; about a tenth of a second of work."""
    _, cost, block, parallel, random_part = salt.split("$")
    key = hashlib.scrypt(
        password.encode(),
        salt=base64.b64decode(random_part),
        n=int(cost),
        r=int(block),
        p=int(parallel),
        maxmem=_MEMORY,
    )
    return f"{salt}${_text(key)}"


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that doesn't tell how much of them is."""
    return hmac.compare_digest(one.encode(), other.encode())


def fits(password: str, encoded: str | None) -> bool:
    """Whether this is the password that was encoded; None (nobody's) takes as long to say no."""
    if encoded is None:
        encode(password, new_salt())
        return False
    return same(encode(password, salt_of(encoded)), encoded)


def new_token() -> str:
    """A random token for a link or a cookie, 256 bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is kept of a token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_hash(text: str, key: bytes) -> str:
    """A text that can be recognised but, without the key, not guessed: HMAC-SHA-256 in hex."""
    return hmac.digest(key, text.encode(), "sha256").hex()


def require_patience(
    guesses_for_login: Sequence[datetime], guesses_from_address: Sequence[datetime], now: datetime
) -> None:
    """Refuse one more guess after too many wrong ones within the last 15 minutes.

    ``guesses_for_login`` are the wrong ones for this login from this address.
    """
    until = max(
        _allowed_from(guesses_for_login, GUESSES_PER_LOGIN, now),
        _allowed_from(guesses_from_address, GUESSES_PER_ADDRESS, now),
    )
    if until > now:
        minutes = -((now - until) // timedelta(minutes=1))
        raise Refusal(
            "Too many wrong tries. Wait {n} minute and try again,"
            " or ask a lead for a new password.",
            "Too many wrong tries. Wait {n} minutes and try again,"
            " or ask a lead for a new password.",
            n=minutes,
        )


def _allowed_from(guesses: Sequence[datetime], most: int, now: datetime) -> datetime:
    recent = sorted(at for at in guesses if at > now - PATIENCE)
    return recent[-most] + PATIENCE if len(recent) >= most else now


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
