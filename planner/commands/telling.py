"""How a command speaks: sentences in the terminal's language, refusals with exit code 1."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any

import typer

from planner import reports
from planner.desk import counter
from planner.rules.people import Actor
from planner.text.speaker import Speaker, choose_language, speaker
from planner.words import Refusal, Sentence

REFUSED = 1
As = Annotated[str, typer.Option("--as", help="Login of who acts; else the first lead.")]
Lang = Annotated[str, typer.Option(help="zh or en; else what LC_ALL or LANG says.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]

_wanted: ContextVar[str] = ContextVar("wanted", default="")


def speak(lang: Lang = "") -> None:
    """Sale Planner without a browser."""
    _wanted.set(lang)


@contextmanager
def told(*, as_json: bool = False) -> Iterator[None]:
    """Say a refusal on standard error, or as JSON, and end with exit code 1."""
    try:
        yield
    except Refusal as refusal:
        said = voice().say(refusal.sentence)
        if as_json:
            tell_json({"refused": said})
        else:
            typer.echo(said, err=True)
        raise typer.Exit(REFUSED) from refusal


def tell(sentence: Sentence) -> None:
    """Print a sentence in the terminal's language."""
    typer.echo(voice().say(sentence))


def tell_json(facts: dict[str, Any]) -> None:
    """Print facts as one JSON object."""
    typer.echo(json.dumps(facts, ensure_ascii=False))


def voice() -> Speaker:
    """The speaker of the language asked for with --lang, else the terminal's: LC_ALL, else LANG."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    return speaker(choose_language(wanted.partition(".")[0].replace("_", "-"), _wanted.get()))


def acting(login: str) -> Actor:
    """Who a command acts as: the person with this login, else the first lead."""
    actor = counter().read(reports.visitors.actor_by_login, login=login)
    if actor is None and login:
        raise Refusal("--as: nobody here signs in as “{login}”.", login=login)
    if actor is None:
        raise Refusal("There is no shop here yet. Start the planner and open one.")
    return actor


def read_file(file: Path) -> bytes:
    """What is in a file; a Refusal where it can't be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refusal("File: “{file}” can't be read.", file=str(file)) from error
