"""My own account, as anybody sees it."""

from __future__ import annotations

import pytest

from planner import reports
from planner.reports.visitors import Installed, visitor
from planner.ui.account import browser_name
from tests.pages.acting import HOSTILE, labels, press, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import Cast

PASSWORD = "long leaf oolong"


def test_the_language_changes_at_once_and_stays(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "account")

    app.segmented_control(key="account-language").set_value("zh").run()

    assert [title.value for title in app.title] == ["我的账号"]
    assert cast.xiaowen.language == "zh"
    assert app.segmented_control(key="account-language").value == "zh"


@pytest.mark.parametrize(("language", "save"), [("en", "Save name"), ("zh", "保存姓名")])
def test_anybody_corrects_their_own_name(
    cast: Cast, visit: Visit, language: str, save: str
) -> None:
    app = visit(cast.xiaowen, "account", language)
    app.text_input(key="account-name-typed").input("小雯")

    press(app, save)

    assert cast.xiaowen.name == "小雯"


def test_a_name_may_look_like_markup(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "account")
    app.text_input(key="account-name-typed").input(HOSTILE)

    press(app, "Save name")

    assert cast.xiaowen.name == HOSTILE
    assert not app.exception


def test_a_new_password_lets_people_in_and_signs_other_devices_out(
    cast: Cast, visit: Visit
) -> None:
    elsewhere = visit(cast.xiaowen, "account")
    app = visit(cast.xiaowen, "account")
    app.text_input(key="account-old").input(PASSWORD)
    app.text_input(key="account-new").input("short leaf pu'er")
    app.text_input(key="account-again").input("short leaf pu'er")

    press(app, "Change password")

    assert refusals(app) == []
    assert cast.try_to_sign_in("xiaowen", "short leaf pu'er") is not None
    assert cast.try_to_sign_in("xiaowen", PASSWORD) is None
    assert _here(cast, elsewhere.user["session"]) is None
    assert _here(cast, app.user["session"]) is not None


def test_two_different_new_passwords_change_nothing_and_are_kept(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "account")
    app.text_input(key="account-old").input(PASSWORD)
    app.text_input(key="account-new").input("short leaf pu'er")
    app.text_input(key="account-again").input("short leaf puer")

    press(app, "Change password")

    assert "it differs from the first" in refusals(app)[0]
    assert app.text_input(key="account-new").value == "short leaf pu'er"
    assert cast.try_to_sign_in("xiaowen", PASSWORD) is not None


def test_a_wrong_old_password_is_refused(cast: Cast, visit: Visit) -> None:
    app = visit(cast.xiaowen, "account")
    app.text_input(key="account-old").input("long leaf pu'er")
    app.text_input(key="account-new").input("short leaf pu'er")
    app.text_input(key="account-again").input("short leaf pu'er")

    press(app, "Change password")

    assert "this is not it" in refusals(app)[0]


def test_the_browser_in_front_of_me_comes_first(cast: Cast, visit: Visit) -> None:
    visit(cast.xiaowen, "account")

    app = visit(cast.xiaowen, "account")

    browsers = [one.value for one in app.markdown if "browser" in one.value]
    assert browsers[0].endswith(":green-badge[This browser]")
    assert len([one for one in browsers if "badge" in one]) == 1
    assert len(browsers) == 3


def test_signing_out_everywhere_ends_every_session(cast: Cast, visit: Visit) -> None:
    elsewhere = visit(cast.xiaowen, "account").user["session"]
    app = visit(cast.xiaowen, "account")
    here = app.user["session"]

    press(app, "Sign out everywhere")

    assert _here(cast, elsewhere) is None
    assert _here(cast, here) is None
    assert "session" not in app.user


def test_signing_out_leaves_the_other_devices_alone(cast: Cast, visit: Visit) -> None:
    elsewhere = visit(cast.xiaowen, "account").user["session"]
    app = visit(cast.xiaowen, "account")

    press(app, "Sign out")

    assert "session" not in app.user
    assert _here(cast, elsewhere) is not None


def test_in_a_demo_there_is_no_password_to_change(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def installation(*_: object, **__: object) -> Installed:
        return Installed("demo", "小山茶铺", "Asia/Shanghai")

    monkeypatch.setattr(reports.visitors, "installation", installation)

    app = visit(cast.xiaowen, "account")

    assert "This is a demo: nobody has a password." in shown(app)
    assert "Change password" not in labels(app)


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
            "Safari · iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/142.0.0.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Firefox · Linux",
        ),
        ("curl/8.5", ""),
    ],
)
def test_browsers_are_called_what_people_call_them(user_agent: str, name: str) -> None:
    said = browser_name(user_agent)

    assert said == name


def _here(cast: Cast, token_hash: str) -> object:
    return cast.desk.read(visitor, token_hash=token_hash)
