"""Which templates there are, for whom, and what is offered for a new campaign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from planner.actions import templates
from planner.files.templates import ORDER
from planner.reports import templates as reports
from planner.rules.people import NOBODY
from planner.words import Refusal
from tests.support.cast import CAMPAIGN, DAMAO, NOW, ZHOU, Cast, build, opened
from tests.support.databases import Databases


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def save(cast: Cast, name: str) -> str:
    given = {"campaign_id": CAMPAIGN, "name": name, "note": "第一版"}
    key: str = cast.do(cast.zhou, templates.save_as_template, **given).value
    return key


def test_own_templates_come_first_with_who_saved_them_last(cast: Cast) -> None:
    key = save(cast, "小山双11")
    ours = cast.ask(cast.zhou, reports.card, key=key).template
    shorter = replace(ours, tasks=ours.tasks[:3])
    cast.do(cast.damao, templates.edit, key=key, number=1, template=shorter)

    found = cast.ask(cast.zhou, reports.catalogue)

    assert list(found["key"]) == [key, *ORDER]
    own = found.iloc[0]
    assert (own["name"].zh, own["phases"], own["tasks"], own["number"]) == ("小山双11", 3, 3, 2)
    assert (own["saved_by"], own["saved_at"], own["archived"]) == (DAMAO, NOW, False)
    double_11 = found.iloc[1]
    assert (double_11["phases"], double_11["tasks"], double_11["own"]) == (6, 93, False)


def test_every_version_is_listed_the_newest_first(cast: Cast) -> None:
    key = save(cast, "小山双11")
    ours = cast.ask(cast.zhou, reports.card, key=key).template
    cast.do(
        cast.damao, templates.edit, key=key, number=1, template=replace(ours, tasks=()), note="空"
    )

    found = cast.ask(cast.zhou, reports.versions, key=key)

    assert list(found["number"]) == [2, 1]
    assert list(found["who"]) == ["大毛", "周妍"]
    assert list(found["note"]) == ["空", "第一版"]


def test_a_version_says_whether_there_is_a_newer_one(cast: Cast) -> None:
    key = save(cast, "小山双11")
    ours = cast.ask(cast.zhou, reports.card, key=key).template
    cast.do(cast.damao, templates.edit, key=key, number=1, template=replace(ours, tasks=()))

    older = cast.ask(cast.zhou, reports.card, key=key, number=1)

    assert (older.number, older.newest, older.saved_by, older.own) == (1, 2, ZHOU, True)
    assert not cast.ask(cast.zhou, reports.card, key="99").own


def test_what_is_put_away_is_not_offered_for_a_new_campaign(cast: Cast) -> None:
    key, other = save(cast, "小山双11"), save(cast, "小山双12")
    cast.do(cast.zhou, templates.archive, key=key)

    assert list(cast.ask(cast.zhou, reports.usable)) == [other, *ORDER]
    assert set(cast.ask(cast.zhou, reports.catalogue)["key"]) == {key, other, *ORDER}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_templates_are_for_those_who_plan(cast: Cast) -> None:
    for actor in (cast.xiaowen, NOBODY):
        for report, given in (
            (reports.catalogue, {}),
            (reports.usable, {}),
            (reports.known_teams, {}),
            (reports.card, {"key": "99"}),
            (reports.versions, {"key": "99"}),
            (reports.preview, {"content": b"", "file_name": "x"}),
        ):
            with pytest.raises(Refusal, match="Only operators and leads"):
                cast.ask(actor, report, **given)
