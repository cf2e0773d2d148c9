"""The stamp of a phase's rules: what is in the way, and what a signature is worth."""

from __future__ import annotations

import pytest

from planner.rules.gates import RulesSigned
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.stamps import Stamp, in_the_way, keyed, stamp, unanswered
from planner.words import Sentence

LOSES = Finding(Code.BELOW_COST, Level.P0, Sentence("It loses"), ("1",), "CUP", 2)
THIN = Finding(Code.BELOW_TARGET_MARGIN, Level.P1, Sentence("It is thin"), ("1",), "CUP", 2)
GAP = Finding(Code.PHASE_GAP, Level.P1, Sentence("From 8 to 9"), phase=2)
LATER_GAP = Finding(Code.PHASE_GAP, Level.P1, Sentence("From 12 to 14"), phase=2)
UNKNOWN = Finding(
    Code.BELOW_COST,
    Level.NOT_CHECKED,
    Sentence("Not checked because {why}", why=Sentence("nobody said")),
)
INFORMS = Finding(Code.STOCK_SHORT, Level.P2, Sentence("Little is left"))


@pytest.mark.parametrize(
    ("blocked", "waiting", "signed", "expected"),
    [
        ([LOSES], [THIN], RulesSigned.NOT_YET, Stamp.BLOCKED),
        ([LOSES], [], RulesSigned.STALE, Stamp.BLOCKED),
        ([], [THIN], RulesSigned.NOT_YET, Stamp.NEEDS_REASONS),
        ([], [THIN], RulesSigned.STALE, Stamp.NEEDS_REASONS),
        ([], [], RulesSigned.NOT_YET, Stamp.READY),
        ([], [], RulesSigned.STALE, Stamp.STALE),
        ([], [], RulesSigned.HOLDS, Stamp.SIGNED),
        ([LOSES], [], RulesSigned.HOLDS, Stamp.SIGNED),
    ],
)
def test_the_stamp_says_how_far_the_rules_are(
    blocked: list[Finding], waiting: list[Finding], signed: RulesSigned, expected: Stamp
) -> None:
    assert stamp(blocked, waiting, signed) is expected


def test_only_findings_of_the_second_level_need_a_reason() -> None:
    found = keyed([LOSES, THIN, UNKNOWN, INFORMS])

    assert unanswered(found, {}) == [THIN]


def test_a_reason_stands_for_the_figures_it_was_given_for() -> None:
    found = keyed([THIN, GAP])

    assert unanswered(found, {THIN.key: THIN.proof, GAP.key: LATER_GAP.proof}) == [GAP]


def test_findings_of_one_key_are_told_apart() -> None:
    found = keyed([GAP, LATER_GAP])

    assert GAP.key == LATER_GAP.key
    assert list(found.values()) == [GAP, LATER_GAP]
    assert unanswered(found, {GAP.key: GAP.proof}) == [LATER_GAP]


def test_what_shops_have_alike_counts_once() -> None:
    said = in_the_way([LOSES, LOSES], [THIN, GAP, LATER_GAP, THIN])

    assert [(str(one.msgid), one.values["n"]) for one in said] == [
        ("{n} finding blocks it ({what})", 1),
        ("{n} finding has no reason ({what})", 3),
    ]


def test_nothing_is_in_the_way_where_nothing_is_found() -> None:
    assert in_the_way([], []) == ()
