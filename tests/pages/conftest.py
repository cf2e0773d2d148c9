"""Pages as somebody sees them: the whole app, from the frame on, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from gettext import NullTranslations
from pathlib import Path

import pytest
from sqlmodel import Session
from streamlit.testing.v1 import AppTest

from planner.actions.people import set_language
from planner.actions.sign_ins import begin_session
from planner.desk import counter
from planner.rules.passwords import hash_token
from planner.rules.people import Actor
from planner.tables.people import Person
from planner.text.speaker import speaker
from planner.words import Did, Sentence
from tests.support.cast import NOW, Cast, build
from tests.support.databases import SqliteDatabases
from tests.support.real_shop import Clock

Visit = Callable[..., AppTest]

_SHELL = Path(__file__).resolve().parents[2] / "planner" / "ui" / "shell.py"


@pytest.fixture
def cast(
    request: pytest.FixtureRequest,
    sqlite_databases: SqliteDatabases,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Cast]:
    """The tea shop behind the pages, on the morning of the 4th.

    ``parametrize("cast", [build_another_shop], indirect=True)`` puts another shop there.
    """
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(
        "PLANNER_DATABASE", sqlite_databases.copy_of(getattr(request, "param", build))
    )
    counter.cache_clear()
    clock = Clock(NOW)
    desk = counter()
    monkeypatch.setattr(desk, "_clock", clock)
    yield Cast(desk, clock)
    desk.close()
    counter.cache_clear()
    sqlite_databases.throw_away()


class Untranslated(NullTranslations):
    """Notes what a page would say in English although its reader speaks Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def gettext(self, message: str) -> str:
        """The sentence as it is, noted."""
        self.said.append(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The sentence as it is, noted."""
        self.said.append(msgid1)
        return msgid1 if n == 1 else msgid2


@pytest.fixture(autouse=True)
def all_is_translated(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No page says a sentence that has no Chinese, not even one found only while it runs."""
    untranslated = Untranslated()
    monkeypatch.setattr(speaker("zh").catalogue, "_fallback", untranslated)
    yield
    assert untranslated.said == []


@pytest.fixture
def visit(cast: Cast) -> Visit:
    """Opens a page as a person, in "en" or "zh"; further values go into the address.

    ``cold`` says that the address is the first thing this browser asks for.
    """

    def open_page(
        who: Actor, page: str, language: str = "en", *, cold: bool = False, **address: str
    ) -> AppTest:
        cast.do(who, set_language, language=language)
        app = open_as(cast, who)
        if not cold:
            app.run()
        app.query_params.update(address)
        return app.switch_page(f"../../pages/{page}.py").run()

    return open_page


def open_as(cast: Cast, who: Actor) -> AppTest:
    """A browser in which somebody has signed in, before it asks for anything."""
    app = AppTest.from_file(_SHELL, default_timeout=30)
    app.user = {"session": cast.do(who, _enter).value}
    return app


def shown(app: AppTest) -> str:
    """Everything a page says, dialogs too, one text a line, as Streamlit gets it."""
    said = (
        getattr(one, "label", "") or getattr(one, "value", "")
        for part in (app.main, *app.get("dialog"))
        for one in part
    )
    return "\n".join(text for text in said if isinstance(text, str))


def _enter(session: Session, /, *, actor: Actor, now: datetime) -> Did:
    person = session.get(Person, actor.person_id)
    assert person is not None
    token = begin_session(session, person, now, "a test")
    return Did(Sentence("entered"), value=hash_token(token))
