"""What people and teams may be called, and the names they sign in with."""

from __future__ import annotations

import unicodedata
from collections.abc import Container

from planner.words import Refusal

LONGEST_NAME = 60
LONGEST_LOGIN = 120
_LONGEST_FILE_NAME = 200


def tidy(text: str) -> str:
    """Typed text on one line, without stray spaces and characters that cannot be seen."""
    seen = "".join(sign if sign.isprintable() else " " * sign.isspace() for sign in text)
    return " ".join(seen.split())


def file_title(file_name: str) -> str:
    """A file's own name as it is kept and told: on one line, without folders, its end if long."""
    return tidy(file_name.replace("\\", "/").rpartition("/")[2])[-_LONGEST_FILE_NAME:] or "file"


def first_free(name: str, taken: Container[str]) -> str:
    """The name, or the first of “name (2)”, “name (3)” and so on that is not taken."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free


def checked_name(name: str) -> str:
    """A person's name without stray spaces; refused when empty or over 60 characters."""
    name = tidy(name)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refusal("Name: write 1 to {most} characters.", most=LONGEST_NAME)
    return name


def checked_team_name(name: str) -> str:
    """A team's name without stray spaces; refused when empty or over 60 characters."""
    name = tidy(name)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refusal("Team: write a name of 1 to {most} characters.", most=LONGEST_NAME)
    return name


def same_login(login: str) -> str:
    """A login as it is compared and kept: tidy, lower case, full-width letters as plain ones."""
    return tidy(unicodedata.normalize("NFKC", login)).casefold()


def checked_login(login: str) -> str:
    """A login as it is kept; refused when empty, over 120 characters or with spaces inside."""
    login = same_login(login)
    if not 1 <= len(login) <= LONGEST_LOGIN:
        raise Refusal("Login: write 1 to {most} characters.", most=LONGEST_LOGIN)
    if " " in login:
        raise Refusal("Login: leave out spaces, for example li.na or an e-mail address.")
    return login
