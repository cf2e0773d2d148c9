"""Notes of a retrospective, the curve of a sale that is over, and real lead times in a template."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from planner.actions import campaigns, curves, history, retrospectives, sales, tasks, templates
from planner.reports import campaigns as campaign_reports
from planner.reports import curves as curve_reports
from planner.reports import history as history_reports
from planner.reports import proposed_offsets
from planner.reports import retrospectives as reports
from planner.reports import templates as template_reports
from planner.rules.figures import Figures
from planner.rules.retrospectives import NoteKind
from tests.support.cast import CAMPAIGN, PICTURES, Cast, build, opened
from tests.support.databases import Databases

OF_SALE = {"campaign_id": CAMPAIGN}
AFTER = datetime.fromisoformat("2026-11-16T12:00:00+08:00")


@pytest.fixture
def cast(databases: Databases) -> Iterator[Cast]:
    yield from opened(databases.copy_of(build))


def note(cast: Cast, text: str, kind: NoteKind = NoteKind.KEEP) -> int:
    found: int = cast.do(
        cast.zhou, retrospectives.write_note, **OF_SALE, kind=kind, text=text
    ).value
    return found


def notes(cast: Cast) -> list[tuple[str, str, str]]:
    frame = cast.ask(cast.laoku, reports.notes, **OF_SALE)
    return list(zip(frame["kind"], frame["text"], frame["author"], strict=True))


def sell(cast: Cast, day: int, paid_fen: int = 100_000) -> None:
    given = {"shop_id": 1, "day": date(2026, 11, day), "version": None}
    cast.do(cast.zhou, sales.type_in, **given, figures=Figures(paid_fen=paid_fen))


def done_on_the_fifth(cast: Cast) -> None:
    """The pictures, due on the 3rd, seven days before the burst, are done on the 5th: at T-5."""
    cast.clock.now = datetime.fromisoformat("2026-11-05T18:00:00+08:00")
    cast.do(cast.xiaowen, tasks.complete, task_id=PICTURES)
    cast.clock.now = AFTER


def test_operators_write_notes_that_everyone_reads(cast: Cast) -> None:
    note(cast, " 提前一小时到岗 ")
    note(cast, "加购激励提前三天", NoteKind.CHANGE)

    assert notes(cast) == [
        ("keep", "提前一小时到岗", "周妍"),
        ("change", "加购激励提前三天", "周妍"),
    ]


def test_a_removed_note_comes_back_when_that_is_undone(cast: Cast) -> None:
    note_id = note(cast, "提前一小时到岗")
    receipt = cast.do(cast.damao, retrospectives.remove_note, note_id=note_id)
    gone = notes(cast)

    cast.do(cast.damao, history.undo, event_id=receipt.event_id)

    assert gone == []
    assert notes(cast) == [("keep", "提前一小时到岗", "周妍")]


@pytest.mark.parametrize("text", ["", "  \n", "长" * 1_001])
def test_a_note_of_no_or_too_many_letters_is_refused(cast: Cast, text: str) -> None:
    with cast.refused("Note: write 1 to"):
        note(cast, text)


def test_teammates_do_not_write_notes_nor_remove_them(cast: Cast) -> None:
    note_id = note(cast, "提前一小时到岗")
    given = {**OF_SALE, "kind": NoteKind.KEEP, "text": "我也写"}

    with cast.refused("Only operators and leads"):
        cast.do(cast.xiaowen, retrospectives.write_note, **given)
    with cast.refused("Only operators and leads"):
        cast.do(cast.xiaowen, retrospectives.remove_note, note_id=note_id)


def test_an_archived_sale_takes_no_notes(cast: Cast) -> None:
    cast.do(cast.zhou, campaigns.archive, **OF_SALE)

    with cast.refused("is archived"):
        note(cast, "提前一小时到岗")


def test_history_names_a_note(cast: Cast) -> None:
    note(cast, "提前一小时到岗")

    events = cast.ask(cast.damao, history_reports.events, **OF_SALE)

    assert "wrote a note for the retrospective" in str(events["sentence"][0])


def test_the_curve_of_a_sale_is_kept_once_it_is_known_to_its_end(cast: Cast) -> None:
    cast.clock.now = AFTER
    sell(cast, 11)
    sell(cast, 15)

    cast.do(cast.zhou, curves.keep, **OF_SALE, name="双11 曲线")

    kept = cast.ask(cast.zhou, curve_reports.kept)
    assert list(kept["name"]) == ["双11 曲线"]
    assert list(kept["campaign"]) == ["双11 2026"]


def test_the_curve_is_refused_while_the_sale_goes_on(cast: Cast) -> None:
    with cast.refused("the sale runs until"):
        cast.do(cast.zhou, curves.keep, **OF_SALE, name="双11 曲线")


def test_the_curve_is_refused_while_figures_do_not_reach_the_end(cast: Cast) -> None:
    cast.clock.now = AFTER
    sell(cast, 11)

    with cast.refused("the figures do not reach the end of the sale"):
        cast.do(cast.zhou, curves.keep, **OF_SALE, name="双11 曲线")


def test_a_shop_whose_sale_follows_its_own_kept_curve_can_be_erased(cast: Cast) -> None:
    cast.clock.now = AFTER
    sell(cast, 15)
    curve_id = cast.do(cast.zhou, curves.keep, **OF_SALE, name="双11 曲线").value
    version = cast.ask(cast.zhou, campaign_reports.card, **OF_SALE).version
    cast.do(cast.zhou, curves.use, **OF_SALE, version=version, curve_id=curve_id)

    cast.desk.erase()

    assert cast.rows()["campaign"] == cast.rows()["kept_curve"] == []


def test_the_real_lead_time_becomes_the_next_version_of_an_own_template(cast: Cast) -> None:
    key = cast.do(cast.zhou, templates.save_as_template, **OF_SALE, name="小山双11").value
    done_on_the_fifth(cast)
    rows = cast.ask(cast.zhou, proposed_offsets.offsets, **OF_SALE, key=key)
    offsets = dict(zip(rows["key"], rows["proposed_days"], strict=True))

    cast.do(cast.zhou, retrospectives.adopt_offsets, **OF_SALE, key=key, number=1, offsets=offsets)

    card = cast.ask(cast.zhou, template_reports.card, key=key)
    found = {task.key: task.offset_days for task in card.template.tasks}
    assert offsets == {"pictures": -5}
    assert (card.number, found["pictures"], found["banner"]) == (2, -5, -6)
    assert cast.ask(cast.zhou, proposed_offsets.offsets, **OF_SALE, key=key).empty


def test_without_an_own_template_the_sale_becomes_one_first(cast: Cast) -> None:
    done_on_the_fifth(cast)

    key = cast.do(
        cast.zhou,
        retrospectives.adopt_offsets,
        **OF_SALE,
        offsets={"pictures": -5},
        name="小山双11",
    ).value

    card = cast.ask(cast.zhou, template_reports.card, key=key)
    assert (card.number, card.template.name.zh) == (2, "小山双11")
    assert {task.key: task.offset_days for task in card.template.tasks}["pictures"] == -5
    offered = cast.ask(cast.zhou, proposed_offsets.templates, **OF_SALE)
    assert offered == {key: (2, "小山双11")}


def test_a_version_that_somebody_saved_meanwhile_is_not_lost(cast: Cast) -> None:
    key = cast.do(cast.zhou, templates.save_as_template, **OF_SALE, name="小山双11").value
    again = {**OF_SALE, "name": "小山双11", "key": key}
    cast.do(cast.damao, templates.save_as_template, **again)
    given = {**OF_SALE, "key": key, "number": 1, "offsets": {"pictures": -5}}

    with cast.refused("saved version"):
        cast.do(cast.zhou, retrospectives.adopt_offsets, **given)


@pytest.mark.parametrize(
    ("offsets", "why"), [({}, "choose at least one"), ({"gone": -1}, "the template has changed")]
)
def test_offsets_of_nothing_or_of_what_is_gone_are_refused(
    cast: Cast, offsets: dict[str, int], why: str
) -> None:
    key = cast.do(cast.zhou, templates.save_as_template, **OF_SALE, name="小山双11").value
    given = {**OF_SALE, "key": key, "number": 1, "offsets": offsets}

    with cast.refused(why):
        cast.do(cast.zhou, retrospectives.adopt_offsets, **given)


def test_teammates_change_no_template(cast: Cast) -> None:
    with cast.refused("Only operators and leads"):
        cast.do(cast.laoku, retrospectives.adopt_offsets, **OF_SALE, offsets={"pictures": -5})


def test_open_tasks_propose_nothing(cast: Cast) -> None:
    cast.clock.now = AFTER

    assert cast.ask(cast.zhou, proposed_offsets.offsets, **OF_SALE).empty
