"""The kinds of promotion and the tasks they ask for, as they come with the app."""

from __future__ import annotations

from datetime import date

import pytest

from planner.files import promotion_presets, promotion_tasks
from planner.rules.promotions.amount_rules import MostFor
from planner.rules.promotions.needs import needs_of
from planner.rules.promotions.presets import GivingKind
from planner.rules.promotions.ruleset import Layer
from planner.words import Refusal

MECHANICS = {
    *("单品直降/立减", "官方立减", "限时折扣", "店铺满减", "满折/满件折", "店铺优惠券"),
    *("平台券/品类券", "88VIP 券", "跨店满减", "国补", "会员价", "第N件M折", "买N送M", "赠品"),
    *("N件M元", "搭配套餐", "拼团价", "砍价（按底价）", "预售定金膨胀", "积分/淘金币抵扣", "红包"),
    "包邮门槛",
}


def test_every_mechanic_of_the_platforms_has_a_kind() -> None:
    assert {preset.name.zh for preset in promotion_presets.shipped().values()} >= MECHANICS


def test_every_kind_says_whose_practice_it_is_and_when_somebody_looked() -> None:
    for preset in promotion_presets.shipped().values():
        assert preset.year >= 2024
        assert preset.checked >= date(2026, 1, 1)
        assert preset.source.en != preset.source.zh


def test_official_off_adds_to_the_other_item_rules_and_they_exclude_each_other() -> None:
    kinds = promotion_presets.shipped()

    assert kinds["official_off"].group == ""
    assert kinds["official_off"].rounding == "whole_yuan_up"
    assert {kinds[key].group for key in ("piece_off", "timed_rate", "nth_piece", "set")} == {"item"}


def test_the_most_of_the_subsidy_alone_counts_for_each_piece() -> None:
    kinds = promotion_presets.shipped()

    assert [key for key, one in kinds.items() if one.most_for is MostFor.PIECE] == ["subsidy"]


def test_a_most_for_something_else_is_refused() -> None:
    content = promotion_presets.SHIPPED.read_text("utf-8")
    wrong = content.replace('most_for = "piece"', 'most_for = "pieces"')

    with pytest.raises(Refusal, match=r"preset subsidy: most_for must be one of order, piece"):
        promotion_presets.read(wrong.encode())


def test_a_kind_in_a_group_without_a_name_is_refused() -> None:
    content = promotion_presets.SHIPPED.read_text("utf-8")
    wrong = content.replace('group = "cross-shop"', 'group = "crossing"')

    with pytest.raises(Refusal, match=r"preset cross_shop: group must be one of item, order"):
        promotion_presets.read(wrong.encode())


def needed(kind: GivingKind, layer: Layer) -> list[str]:
    return [need.key for need in needs_of(promotion_tasks.shipped(), kind, layer)]


def test_what_a_promotion_asks_for_depends_on_its_kind_and_layer() -> None:
    assert needed(GivingKind.GIFT, Layer.SHOP) == ["set_up", "pictures", "replies", "gift_stock"]
    assert needed(GivingKind.AMOUNT_OFF, Layer.SHOP)[-1] == "coupon_test"
    assert needed(GivingKind.FREE_FREIGHT, Layer.FREIGHT) == ["set_up", "replies"]


def test_every_title_names_the_promotion_in_both_languages() -> None:
    for need in promotion_tasks.shipped():
        assert need.titled("满减", "zh").endswith("满减")
        assert need.titled("满减", "en").endswith("满减")


@pytest.mark.parametrize(
    ("written", "wrong", "sentence"),
    [
        ('team = "design"', 'team = "nobody"', "need pictures: team must be one of operations"),
        ('kinds = ["gift"]', 'kinds = ["gifts"]', "need gift_stock: kinds must be one of"),
        ("days_before = 5", "days_before = -5", "need pictures: days_before must be 0 or more"),
        ("must_have = true", "must_haves = true", "“must_haves” is not a field here"),
    ],
)
def test_tasks_that_can_not_be_used_are_refused(written: str, wrong: str, sentence: str) -> None:
    content = promotion_tasks.SHIPPED.read_text("utf-8").replace(written, wrong)

    with pytest.raises(Refusal, match=sentence):
        promotion_tasks.read(content.encode())
