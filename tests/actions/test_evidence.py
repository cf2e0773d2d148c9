"""What is said and shown about a task: ticked steps, comments, links, files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from planner.actions import campaigns, evidence, plans, tasks
from planner.reports import task_cards
from planner.rules.people import NOBODY
from tests.support.cast import (
    AZHE,
    BANNER,
    CAMPAIGN,
    NOW,
    PICTURES,
    XIAOKE,
    XIAOWEN,
    ZHOU,
    Cast,
    build,
    opened,
)
from tests.support.databases import Databases

WHITE, SCENE = 1, 2
SHA = "0123456789abcdef" * 4


@pytest.fixture
def shop(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def card(shop: Cast) -> task_cards.TaskCard:
    return shop.ask(shop.zhou, task_cards.card, task_id=PICTURES)


def test_the_first_ticked_step_begins_the_task_and_claims_it(shop: Cast) -> None:
    given = shop.task(PICTURES).assigned_at

    shop.do(shop.xiaowen, evidence.tick_item, item_id=SCENE)

    task = shop.task(PICTURES)
    assert (task.started_at, task.started_by, task.owner_id) == (NOW, XIAOWEN, XIAOWEN)
    assert task.assigned_at == given
    assert [(step.text, step.done_by) for step in card(shop).steps] == [
        ("白底图", None),
        ("场景图", "小文"),
    ]


def test_ticking_a_step_of_a_colleagues_task_leaves_it_theirs(shop: Cast) -> None:
    shop.do(shop.azhe, tasks.claim, task_id=PICTURES)

    shop.do(shop.xiaowen, evidence.tick_item, item_id=WHITE)

    assert shop.task(PICTURES).owner_id == AZHE


def test_a_step_ticked_twice_keeps_its_first_tick(shop: Cast) -> None:
    shop.do(shop.xiaowen, evidence.tick_item, item_id=WHITE)
    shop.clock.wait(hours=1)

    again = shop.do(shop.azhe, evidence.tick_item, item_id=WHITE)

    assert again.event_id is None
    assert (card(shop).steps[0].done_at, card(shop).steps[0].done_by) == (NOW, "小文")


def test_a_step_is_unticked(shop: Cast) -> None:
    shop.do(shop.xiaowen, evidence.tick_item, item_id=WHITE)

    shop.do(shop.azhe, evidence.untick_item, item_id=WHITE)

    assert (card(shop).steps[0].done_at, card(shop).steps[0].done_by) == (None, None)


@pytest.mark.parametrize("verb", [evidence.tick_item, evidence.untick_item])
def test_steps_of_other_teams_and_steps_that_are_gone_are_refused(shop: Cast, verb: object) -> None:
    assert callable(verb)
    with shop.refused("belongs to another team"):
        shop.do(shop.laoku, verb, item_id=WHITE)
    with shop.refused("not on the checklist any more"):
        shop.do(shop.xiaowen, verb, item_id=99)
    with shop.refused("Only teammates, operators and leads"):
        shop.do(NOBODY, verb, item_id=WHITE)


def test_everyone_who_sees_the_plan_may_comment(shop: Cast) -> None:
    shop.do(shop.xiaoke, evidence.comment, task_id=PICTURES, text="  客户问\r\n尺寸  ")

    assert shop.remarks(PICTURES) == [("said", "客户问\n尺寸", XIAOKE)]
    remark = card(shop).remarks[0]
    assert (remark.written_by, remark.written_at) == ("小客", NOW)


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "长" * 4001])
def test_a_comment_has_one_to_four_thousand_characters(shop: Cast, text: str) -> None:
    with shop.refused("Comment: write 1 to 4,000"):
        shop.do(shop.xiaowen, evidence.comment, task_id=PICTURES, text=text)


def test_nobody_comments(shop: Cast) -> None:
    with shop.refused("Sign in to see this"):
        shop.do(NOBODY, evidence.comment, task_id=PICTURES, text="hi")


@pytest.mark.parametrize(
    ("url", "title", "shown"),
    [
        (" https://example.com/a?b=1#c ", "", "example.com"),
        ("http://example.com", " 主图 \n 终稿 ", "主图 终稿"),
        ("HTTPS://Example.com/图.png", "", "example.com"),
        ("https://192.0.2.1:8443/x", "", "192.0.2.1"),
    ],
)
def test_a_web_address_shows_work(shop: Cast, url: str, title: str, shown: str) -> None:
    shop.do(shop.xiaowen, evidence.add_link, task_id=PICTURES, url=url, title=title)

    proof = card(shop).proofs[0]
    assert (proof.url, proof.title, proof.added_by, proof.size) == (url.strip(), shown, "小文", 0)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "//example.com/x",
        "javascript:alert(1)",
        "JavaScript://example.com/%0aalert(1)",
        "data:text/html,<b>x</b>",
        "file:///etc/passwd",
        "ftp://example.com",
        "https://",
        "https:///path",
        "https:\\\\example.com",
        "https://exa mple.com",
        "https://example.com/a b",
        "https://example.com/a\nb",
        "https://example.com/\x00",
        "https://example.com/\u202egpj.exe",
        "http://[::1",
        "https://example.com/" + "x" * 1981,
    ],
)
def test_what_is_no_web_address_is_refused(shop: Cast, url: str) -> None:
    with shop.refused("Link: write a web address"):
        shop.do(shop.xiaowen, evidence.add_link, task_id=PICTURES, url=url)


def test_an_address_of_two_thousand_characters_still_fits(shop: Cast) -> None:
    url = "https://example.com/" + "x" * 1980

    shop.do(shop.xiaowen, evidence.add_link, task_id=PICTURES, url=url, title="长" * 300)

    assert (card(shop).proofs[0].url, card(shop).proofs[0].title) == (url, "长" * 200)


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("主图.png", "主图.png"),
        ("D:\\图片\\主图.png", "主图.png"),
        ("../../etc/passwd", "passwd"),
        ("/tmp/a\r\nSet-Cookie: x.png", "a Set-Cookie: x.png"),
        ("folder/", "file"),
        ("", "file"),
        ("\x00", "file"),
        ("长" * 250 + ".png", "长" * 196 + ".png"),
    ],
)
def test_a_file_is_shown_by_its_name_without_its_path(shop: Cast, named: str, shown: str) -> None:
    shop.do(
        shop.xiaowen,
        evidence.add_file,
        task_id=PICTURES,
        file_name=named,
        sha256=SHA,
        size=1234,
    )

    proof = card(shop).proofs[0]
    assert (proof.title, proof.url, proof.size) == (shown, None, 1234)


def test_evidence_is_taken_away_by_the_team_once(shop: Cast) -> None:
    shop.do(shop.xiaowen, evidence.add_link, task_id=PICTURES, url="https://example.com")

    with shop.refused("belongs to another team"):
        shop.do(shop.laoku, evidence.take_away, evidence_id=1)
    shop.do(shop.azhe, evidence.take_away, evidence_id=1)

    assert card(shop).proofs == ()
    with shop.refused("not there any more"):
        shop.do(shop.azhe, evidence.take_away, evidence_id=1)


def test_what_is_said_of_a_task_out_of_reach_is_refused(shop: Cast) -> None:
    shop.do(shop.xiaowen, evidence.add_link, task_id=PICTURES, url="https://example.com")
    shop.do(shop.zhou, plans.remove, task_ids=[PICTURES])

    with shop.refused("may be in the recycle bin"):
        shop.do(shop.damao, evidence.comment, task_id=PICTURES, text="x")
    with shop.refused("may be in the recycle bin"):
        shop.do(shop.damao, evidence.take_away, evidence_id=1)
    with shop.refused("may be in the recycle bin"):
        shop.do(shop.damao, evidence.tick_item, item_id=WHITE)

    shop.do(shop.zhou, campaigns.archive, campaign_id=CAMPAIGN)
    with shop.refused("is archived"):
        shop.do(shop.damao, evidence.comment, task_id=BANNER, text="x")


def test_remarks_stand_in_the_order_they_were_made(shop: Cast) -> None:
    shop.do(shop.xiaowen, evidence.comment, task_id=PICTURES, text="一")
    shop.clock.wait(minutes=1)
    shop.do(shop.zhou, evidence.comment, task_id=PICTURES, text="二")

    assert shop.remarks(PICTURES) == [("said", "一", XIAOWEN), ("said", "二", ZHOU)]
    assert [remark.text for remark in card(shop).remarks] == ["一", "二"]
