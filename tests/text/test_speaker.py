"""Sentences, dates and moments in the reader's language."""

from __future__ import annotations

import gettext
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.text.speaker import Language, Speaker, choose_language, speaker
from planner.words import Bp, Fen, Refusal, Sentence, Who

SINGLES_DAY = date(2026, 11, 11)
OPENING = datetime(2026, 10, 31, 20, 0)
NOON = datetime(2026, 11, 11, 4, 0, tzinfo=UTC)


class Phrasebook(gettext.NullTranslations):
    """A catalogue of three phrases, so that these tests do not hang on the real one."""

    def gettext(self, message: str) -> str:
        """The phrase in Chinese."""
        return {"{owner} has “{task}”": "「{task}」在{owner}手里", "warm-up": "预热"}.get(
            message, message
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The counted phrase in Chinese."""
        return "{n} 个任务" if msgid1 == "{n} task" else super().ngettext(msgid1, msgid2, n)


CHINESE = Speaker(Language.CHINESE, Phrasebook())
ENGLISH = speaker("en")


def test_a_sentence_is_said_with_its_values_in_the_order_of_the_language() -> None:
    sentence = Sentence("{owner} has “{task}”", owner="小林", task="主图")

    assert ENGLISH.say(sentence) == "小林 has “主图”"
    assert CHINESE.say(sentence) == "「主图」在小林手里"


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 tasks"), (1, "1 task"), (2, "2 tasks"), (1.5, "1.5 tasks")]
)
def test_the_number_chooses_singular_or_plural(n: float, said: str) -> None:
    assert ENGLISH.say("{n} task", "{n} tasks", n=n) == said


def test_chinese_counts_without_a_plural() -> None:
    assert CHINESE.say("{n} task", "{n} tasks", n=1) == "1 个任务"
    assert CHINESE.say("{n} task", "{n} tasks", n=1_200) == "1,200 个任务"


def test_a_sentence_inside_a_sentence_is_said_in_the_same_language() -> None:
    assert CHINESE.say("{kind}!", kind=Sentence("warm-up")) == "预热!"
    assert ENGLISH.say("{kind}!", kind=Sentence("warm-up")) == "warm-up!"


def test_a_refusal_inside_a_sentence_says_its_sentence() -> None:
    assert CHINESE.say("{why}!", why=Refusal("warm-up")) == "预热!"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fen(123_450), "¥1,234.50"),
        (Bp(2_667), "26.7%"),
        (28_010, "28,010"),
        (np.int64(28_010), "28,010"),
        (2.5, "2.5"),
        (True, "yes"),
        (False, "no"),
        (None, "–"),
        (SINGLES_DAY, "2026-11-11"),
        (OPENING, "2026-10-31 20:00"),
        (NOON, "2026-11-11 12:00"),
        (time(20, 0), "20:00"),
        (["a", 2_000], "a, 2,000"),
    ],
)
def test_each_kind_of_value_is_said_in_its_own_way(value: Any, said: str) -> None:
    assert ENGLISH.say("{value}", value=value) == said


@given(st.text())
def test_typed_text_is_never_read_as_a_pattern(typed: str) -> None:
    assert (
        ENGLISH.say("“{title}” by {who}", title=typed, who="{title}") == f"“{typed}” by {{title}}"
    )


@pytest.mark.parametrize(
    "typed", ["{who.__class__}", "{0}", "{", "}}", "{who!r:>9}", r"\g<0>", "%s"]
)
def test_braces_and_percent_signs_in_typed_text_stay(typed: str) -> None:
    assert ENGLISH.say("“{title}”", title=typed) == f"“{typed}”"


def test_a_forgotten_value_is_loud() -> None:
    with pytest.raises(KeyError, match="title"):
        ENGLISH.say("“{title}”")


def test_people_are_called_by_the_name_they_have_now_else_someone() -> None:
    knowing = ENGLISH.knowing({7: "小林"})

    assert knowing.say("for {who}", who=Who(7)) == "for 小林"
    assert knowing.say("for {who}", who=Who(8)) == "for someone"
    assert ENGLISH.say("for {who}", who=Who(7)) == "for someone"


def test_days_are_said_as_each_language_writes_them() -> None:
    assert CHINESE.day(SINGLES_DAY) == "11月11日 周三"
    assert ENGLISH.day(SINGLES_DAY) == "Wed 11 Nov"
    assert CHINESE.day_long(SINGLES_DAY) == "2026年11月11日 周三"
    assert ENGLISH.day_long(SINGLES_DAY) == "Wed 11 Nov 2026"
    assert CHINESE.weekday(SINGLES_DAY) == "周三"
    assert ENGLISH.weekday(SINGLES_DAY) == "Wed"


def test_wall_clock_times_of_the_plan_name_the_weekday() -> None:
    assert CHINESE.wall_clock(OPENING) == "10月31日 周六 20:00"
    assert ENGLISH.wall_clock(OPENING) == "Sat 31 Oct 20:00"


def test_moments_are_told_on_the_clock_of_the_zone() -> None:
    assert ENGLISH.moment(NOON, "America/New_York") == "2026-11-10 23:00"
    assert ENGLISH.in_zone("Europe/Berlin").say("{at}", at=NOON) == "2026-11-11 05:00"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=3, seconds=50), "3 minutes ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=29), "29 days ago"),
        (timedelta(days=30), "2026-10-12"),
    ],
)
def test_how_long_ago(before: timedelta, said: str) -> None:
    assert ENGLISH.ago(NOON - before, NOON) == said


def test_the_real_chinese_says_how_long_ago_and_how_much_work() -> None:
    assert speaker("zh").ago(NOON - timedelta(minutes=3), NOON) == "3 分钟前"
    assert speaker("zh").hours(2.5) == "2.5 小时"


def test_effort_counts_hours() -> None:
    assert ENGLISH.hours(1) == "1 hour"
    assert ENGLISH.hours(2.5) == "2.5 hours"


def test_several_values_are_joined_as_each_language_does() -> None:
    phases = [Sentence("warm-up"), "618"]

    assert CHINESE.join(phases) == "预热、618"
    assert ENGLISH.join(phases) == "warm-up, 618"


def test_a_language_has_one_speaker_and_only_ours_are_spoken() -> None:
    assert speaker("zh") is speaker(Language.CHINESE)
    with pytest.raises(ValueError, match="fr"):
        speaker("fr")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN", "zh"),
        ("zh-Hant-TW,zh;q=0.9,en;q=0.8", "zh"),
        ("en-US,en;q=0.9,zh-CN;q=0.8", "en"),
        ("en;q=0.5, zh;q=0.9", "zh"),
        ("de-DE,de;q=0.9", "en"),
        ("de,zh;q=0.5", "zh"),
        ("zh;q=0,de", "en"),
        ("zh;q=nonsense,en", "en"),
        ("zh_CN", "zh"),
        ("*", "zh"),
        ("", "zh"),
        (None, "zh"),
    ],
)
def test_the_first_language_is_the_browsers(header: str | None, language: str) -> None:
    assert choose_language(header, None) == language


def test_a_saved_choice_wins_over_the_browser_unless_it_is_not_ours() -> None:
    assert choose_language("zh-CN", "en") is Language.ENGLISH
    assert choose_language("zh-CN", "fr") is Language.CHINESE


@given(st.text(alphabet="zhen-_;q=0.1,* ") | st.text())
def test_no_header_breaks_the_choice(header: str) -> None:
    assert choose_language(header, None) in Language


@pytest.mark.parametrize(
    ("language", "code", "said"),
    [
        ("en", "CN", "China"),
        ("zh", "CN", "中国"),
        ("zh", "JP", "日本"),
        ("en", "XX", "XX"),
    ],
)
def test_a_country_is_called_as_readers_call_it(language: str, code: str, said: str) -> None:
    assert speaker(language).country(code) == said
