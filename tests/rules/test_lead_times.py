"""Lead times planned and real, and the offsets that follow, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from planner.rules.campaigns import Anchor, AnchorKind, PhaseKind
from planner.rules.lead_times import TaskTimes, proposals, punctuality, say_days, times_of
from planner.rules.sale_days import NoUsualDay
from planner.rules.template_parts import Bilingual, LibraryTask, TemplatePhase, TemplateTask
from planner.rules.templates import SaleTemplate
from planner.text.speaker import speaker

OPENING = date(2026, 11, 10)
TODAY = date(2026, 11, 20)


def task(planned: int, real: int | None, key: str | None = "pictures") -> TaskTimes:
    """A task planned and done so many days from the opening."""
    return TaskTimes(
        title=f"{key} {planned}",
        team_id=1,
        key=key,
        anchor_kind=AnchorKind.OPENING,
        anchor_on=OPENING,
        due_on=OPENING + timedelta(days=planned),
        done_on=None if real is None else OPENING + timedelta(days=real),
    )


def template(offset: int, *, must: bool = False) -> SaleTemplate:
    """A template with one task that hangs on the opening of the phase it serves."""
    work = LibraryTask("pictures", "design", Bilingual.same("主图"), None, (), 4, must_have=must)
    anchor = Anchor(AnchorKind.OPENING, "burst")
    one = TemplateTask(work, "burst", anchor, offset, 1, (), 4)
    phase = TemplatePhase(
        *("burst", Bilingual.same("爆发"), PhaseKind.BURST, -1, time(20), 1, time(0), 10_000)
    )
    return SaleTemplate("ours", Bilingual.same("双11"), NoUsualDay(), (phase,), (), (one,))


def test_the_middle_of_a_teams_tasks_and_how_late_they_were() -> None:
    tasks = [task(-7, -5), task(-4, -4), task(-2, -3), task(-1, None), task(15, None)]

    times = times_of(tasks, TODAY)

    # Done: planned -7, -4, -2, real -5, -4, -3. Late: the first by 2, and the one of the 9th that
    # is open on the 20th by 11; the one of the 25th is not due.
    assert (times.tasks, times.done, times.known, times.on_time) == (5, 3, 4, 2)
    assert (times.planned_days, times.real_days, times.late_days) == (-4, -4, 6.5)
    assert times.on_time_bp == 5_000


def test_open_tasks_that_are_not_due_say_nothing() -> None:
    times = times_of([task(15, None)], TODAY)

    assert times.on_time_bp is None
    assert times.planned_days is times.real_days is times.late_days is None
    assert punctuality([task(15, None)], TODAY) == []


def test_the_statements_name_the_latest() -> None:
    on_time, late = punctuality([task(-7, -5), task(-4, -4), task(-3, 0, "banner")], TODAY)

    voice = speaker("en")
    assert voice.say(on_time.said) == "33.3% of the tasks were done on time."
    assert voice.say(on_time.working).startswith("1 of 3 tasks")
    assert voice.say(late.said) == "Late tasks were 2.5 days late."
    assert "“banner -3” was the latest with 3" in voice.say(late.working)


def test_all_in_time_is_good_and_has_no_late_ones() -> None:
    (only,) = punctuality([task(-7, -7)], TODAY)

    assert only.good is True


@pytest.mark.parametrize(
    ("old", "real", "proposed"),
    [
        (-7, [-5], -5),
        (-7, [-10], -10),
        (-7, [-7], None),
        # The middle of -7 and -6 is half a day off: not a day.
        (-7, [-7, -6], None),
        # The middle of -6 and -5 is -5.5: a half goes towards -7.
        (-7, [-6, -5], -6),
        (-7, [-9, -5, -4], -5),
        (-7, [None], None),
    ],
)
def test_an_offset_follows_the_middle_of_what_happened(
    old: int, real: list[int | None], proposed: int | None
) -> None:
    found = proposals([task(-7, days) for days in real], template(old))

    assert [one.proposed_days for one in found] == ([] if proposed is None else [proposed])
    assert all(one.old_days == old for one in found)


def test_a_must_have_stays_before_its_phase_opens() -> None:
    (free,) = proposals([task(-2, 3)], template(-2))
    (bound,) = proposals([task(-2, 3)], template(-2, must=True))

    assert (free.proposed_days, bound.proposed_days) == (3, 0)
    assert "can't come after its phase opens" in speaker("en").say(bound.why)
    assert proposals([task(0, 3)], template(0, must=True)) == []


def test_only_tasks_of_the_same_key_and_kind_of_anchor_speak() -> None:
    elsewhere = replace(task(-7, -3), anchor_kind=AnchorKind.CLOSING)

    assert proposals([elsewhere, task(-7, -3, "banner"), task(-7, -3, None)], template(-7)) == []


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "1 day before"), (-2.5, "2.5 days before"), (0, "on the day"), (3.0, "3 days after")],
)
def test_offsets_in_words(days: float, said: str) -> None:
    assert speaker("en").say(say_days(days)) == said
