"""What a sale taught, in sentences worked out by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.key_figures import Working
from planner.rules.phase_targets import Judged, PhaseFigure
from planner.rules.retrospective_facts import (
    PhaseOpening,
    coupons_issued,
    findings_accepted,
    gates_passed,
    got_stuck,
    promotions_ran,
)
from planner.rules.retrospectives import (
    Against,
    Compared,
    Learned,
    against_last,
    against_target,
    best_and_worst_day,
    by_own_figures,
    furthest_apart,
    not_final,
)
from planner.text.speaker import speaker
from planner.words import Sentence

PAID = Sentence("Paid amount")
CLOSES = datetime(2026, 11, 16)
UNTIL = datetime(2026, 11, 15, 23, 59)
OPENS = datetime(2026, 11, 10, 20)


def told(learned: Learned | None) -> tuple[str, str, bool | None]:
    assert learned is not None
    voice = speaker("en")
    return voice.say(learned.said), voice.say(learned.working), learned.good


def day(number: int, reached_fen: int, planned_fen: int) -> Against:
    return Against(date(2026, 11, number), reached_fen, planned_fen)


@pytest.mark.parametrize(
    ("now", "covered_to", "said"),
    [
        (datetime(2026, 11, 12), UNTIL, "Not final: the sale runs until 2026-11-16 00:00."),
        (datetime(2026, 11, 17), None, "Not final: there are no sales figures yet."),
        (
            datetime(2026, 11, 17),
            datetime(2026, 11, 12),
            "Not final: the figures end on 2026-11-12 00:00, the sale on 2026-11-16 00:00.",
        ),
    ],
)
def test_a_sale_says_why_it_is_not_final(
    now: datetime, covered_to: datetime | None, said: str
) -> None:
    assert speaker("en").said(not_final(CLOSES, now, covered_to)) == said


@pytest.mark.parametrize(
    ("reached", "target", "expected"),
    [
        # 9,000 of 10,000 yuan are 90 %.
        (
            900_000,
            1_000_000,
            ("The sale reached 90% of its target.", "¥9,000.00 ÷ ¥10,000.00.", False),
        ),
        (1_000_000, 1_000_000, ("The sale reached 100% of its target.", "÷ ¥10,000.00.", True)),
        (900_000, None, ("The sale reached ¥9,000.00.", "There was no target", None)),
    ],
)
def test_the_target_with_its_sum(
    reached: int, target: int | None, expected: tuple[str, str, bool | None]
) -> None:
    attained = None if target is None else Working(reached, target, UNTIL, ())

    said, working, good = told(against_target(PAID, reached, attained, UNTIL))

    assert (said, good) == (expected[0], expected[2])
    assert working.startswith("Paid amount up to 2026-11-15 23:59")
    assert expected[1] in working


def test_less_than_the_target_is_not_bad_while_the_sale_still_runs() -> None:
    attained = Working(90_000, 100_000, UNTIL, ())

    _, _, good = told(against_target(PAID, 90_000, attained, UNTIL, over=False))

    assert good is None


def test_nobody_says_anything_of_a_target_while_nothing_is_known() -> None:
    assert against_target(PAID, None, None, None) is None


def test_the_best_and_the_worst_day_are_by_amount_and_name_what_is_left_out() -> None:
    days = [day(10, 500_00, 300_00), day(11, 9_000_00, 9_500_00), day(12, 90_00, 10_00)]

    best, worst = best_and_worst_day(days, left_out=1)

    # The 12th did nine times its plan, but the 10th brought 200 yuan more than planned.
    assert told(best) == (
        "2026-11-10 was the best day against plan, ¥200.00 above it.",
        "¥500.00 reached, ¥300.00 planned. 1 day that is not known whole is left out.",
        True,
    )
    assert told(worst) == (
        "2026-11-11 was the worst day against plan, ¥500.00 below it.",
        "¥9,000.00 reached, ¥9,500.00 planned. 1 day that is not known whole is left out.",
        False,
    )


@pytest.mark.parametrize(
    ("days", "count"), [([], 0), ([day(10, 100, 100)], 0), ([day(10, 99, 100)], 1)]
)
def test_a_day_on_its_plan_is_neither_best_nor_worst(days: list[Against], count: int) -> None:
    assert len(best_and_worst_day(days)) == count


def test_the_parts_that_lie_furthest_apart() -> None:
    parts = [Against("预热", 50, 0), Against("爆发", 80_00, 100_00), Against("收尾", 11_00, 10_00)]

    said, working, good = told(furthest_apart(parts))

    assert said == "“收尾” did best with 110% of its target, “爆发” worst with 80%."
    assert working == "“收尾”: ¥11.00 ÷ ¥10.00; “爆发”: ¥80.00 ÷ ¥100.00."
    assert good is None
    assert furthest_apart(parts[:2]) is None


def test_phases_by_their_own_figures_name_what_was_missed() -> None:
    warm = Phase(1, "预热", PhaseKind.WARM_UP, datetime(2026, 11, 1), OPENS)
    wrap = Phase(3, "收尾", PhaseKind.WRAP_UP, datetime(2026, 11, 12), CLOSES)
    judged = [
        Judged(warm, PhaseFigure.CART_PIECES, 100, 120, UNTIL, ()),
        # A refund rate is good by being low: 7 % are more than the 5 % wanted.
        Judged(wrap, PhaseFigure.REFUND_RATE, 500, 700, UNTIL, ()),
        Judged(wrap, PhaseFigure.DISPATCH_RATE, 9_800, None, None, ()),
    ]

    said, working, good = told(by_own_figures(judged))

    assert said == "1 of 2 figures that phases are judged by were as good as wanted."
    assert working == "Missed: Refund rate (收尾)."
    assert good is False
    assert by_own_figures(judged[2:]) is None


def test_key_figures_against_the_last_sale() -> None:
    compared = [
        Compared(PAID, 150_00, 120_00),
        Compared(Sentence("Paid orders"), 9, 12, in_fen=False),
        Compared(Sentence("Paid per order"), 10_00, 10_00),
        Compared(Sentence("Ordered amount"), 10_00, 0),
    ]

    found = against_last("双11 2025", UNTIL, datetime(2025, 11, 15, 23, 59), compared)

    # 150 is a quarter more than 120, nine a quarter less than twelve; of nothing there is no share.
    assert [told(one) for one in found] == [
        (
            "Paid amount: 25% more than in “双11 2025”.",
            "¥150.00 up to 2026-11-15 23:59, ¥120.00 up to 2025-11-15 23:59.",
            True,
        ),
        (
            "Paid orders: 25% less than in “双11 2025”.",
            "9 up to 2026-11-15 23:59, 12 up to 2025-11-15 23:59.",
            False,
        ),
        (
            "Paid per order: as much as in “双11 2025”.",
            "¥10.00 up to 2026-11-15 23:59, ¥10.00 up to 2025-11-15 23:59.",
            True,
        ),
    ]


def test_gates_say_which_phases_opened_without_theirs_and_what_was_waived() -> None:
    openings = [
        PhaseOpening("预热", datetime(2026, 11, 1), datetime(2026, 10, 31, 23)),
        PhaseOpening("爆发", OPENS, datetime(2026, 11, 10, 20, 5), ("备货入仓",)),
        PhaseOpening("收尾", datetime(2026, 11, 12), None),
    ]

    passed, waived = gates_passed(openings, now=datetime(2026, 11, 11))

    assert told(passed) == (
        "1 of 2 phases were let open before they opened.",
        "Without it, or after it: 爆发.",
        False,
    )
    assert told(waived)[:2] == ("1 must-have was waived.", "“备货入仓” for 爆发.")
    assert gates_passed(openings, now=datetime(2026, 10, 1)) == []


def test_stuck_tasks_are_counted_once_each_with_the_last_reason() -> None:
    said, working, good = told(
        got_stuck([("备货", "等车。"), ("主图", "等样品"), ("备货", "车坏了")], stuck_now=1)
    )

    assert said == "2 tasks got stuck."
    assert working == "“备货” (车坏了), “主图” (等样品). Still stuck: 1."
    assert good is False
    assert got_stuck([], 0) is None


@pytest.mark.parametrize(
    ("issued", "claimed", "said"),
    [
        (500, 300, "300 coupons were claimed, 500 were issued."),
        (500, None, "500 coupons were issued."),
        (0, 300, "300 coupons were claimed."),
    ],
)
def test_coupons_say_what_is_known(issued: int, claimed: int | None, said: str) -> None:
    assert told(coupons_issued(issued, claimed))[0] == said


def test_promotions_are_counted_and_the_first_named() -> None:
    names = ["立减", "满减", "券", "赠品", "包邮"]

    said, working, _ = told(promotions_ran(names, cancelled=2))

    assert said == "5 promotions were in the sale."
    assert working == "立减, 满减, 券, 赠品, and 1 more. Cancelled: 2."
    assert promotions_ran([], 1) is None
    assert coupons_issued(0, None) is None
    assert findings_accepted(0) is None
    assert told(findings_accepted(1))[0] == "1 finding of the check was accepted with a reason."
