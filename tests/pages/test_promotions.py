"""The promotions page: the rules by layer, the form that writes them, and costs and limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from planner import actions, reports
from planner.rules.promotions.amount_rules import AmountOff, MostFor, RateOff
from planner.rules.promotions.draft_fields import DraftField
from planner.rules.promotions.extra_rules import Gift
from planner.rules.promotions.lines import Present
from planner.rules.promotions.ruleset import Layer
from planner.ui.promotion_acts import typed_key
from tests.pages.acting import HOSTILE, HOSTILE_IN_MARKDOWN, labels, press, refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import BURST, CAMPAIGN, WARM, Cast
from tests.support.tea_rules import CUP, POT, stock_up, write, write_all

F = DraftField


@pytest.fixture
def shop(cast: Cast) -> Cast:
    stock_up(cast)
    return cast


def listed(shop: Cast) -> pd.DataFrame:
    return shop.ask(shop.zhou, reports.promotions.listing, campaign_id=CAMPAIGN)


def begin(visit: Visit, shop: Cast, preset: str, language: str = "en") -> tuple[AppTest, str]:
    """Open the form of a new promotion of a kind; the page and what its keys begin with."""
    app = visit(shop.zhou, "promotions", language)
    button = "add-promotion" if listed(shop).shape[0] else "add-first-promotion"
    app.button(key=button).click().run()
    app.selectbox(key=typed_key("preset")).set_value(preset).run()
    return app, typed_key(f"new-{preset}")


def fill(app: AppTest, key: str, **texts: str) -> None:
    for name, text in texts.items():
        app.text_input(key=f"{key}-{name.replace('__', '-')}").set_value(text)


def save(app: AppTest) -> AppTest:
    return app.button(key="save-promotion").click().run()


@pytest.mark.parametrize(
    ("language", "layers", "terms"),
    [
        ("en", ["Single item", "Shop layer", "Freight"], "¥30.00 off from ¥200.00"),
        ("zh", ["单品级", "店铺级", "运费"], "满 ¥200.00 减 ¥30.00"),
    ],
)
@pytest.mark.parametrize("who", ["damao", "zhou", "xiaowen"])
def test_rules_stand_by_layer_in_the_readers_words(
    shop: Cast, visit: Visit, language: str, layers: list[str], terms: str, who: str
) -> None:
    write_all(shop)

    app = visit(getattr(shop, who), "promotions", language)

    assert [one.value for one in app.subheader] == layers
    assert terms in shown(app).replace("\\", "")
    assert not app.exception


def test_a_teammate_reads_and_changes_nothing(shop: Cast, visit: Visit) -> None:
    write_all(shop)

    app = visit(shop.xiaowen, "promotions")

    assert not {"Add a promotion", "Change", "Cancel it", "Costs and limits"} & set(labels(app))
    assert "promotion-view" not in [one.key for one in app.button_group]


def test_rules_of_a_group_name_each_other(shop: Cast, visit: Visit) -> None:
    write_all(shop)
    write(shop, "满300减60", AmountOff(((30_000, 6_000),)), Layer.SHOP, group="shop rule")

    app = visit(shop.zhou, "promotions", "zh")

    assert "与满300减60互斥" in shown(app)
    assert "与满200减30互斥" in shown(app)


def test_a_phase_shows_its_own_rules(shop: Cast, visit: Visit) -> None:
    write_all(shop)
    app = visit(shop.zhou, "promotions")

    app.button_group(key="promotion-phase").set_value(str(WARM)).run()

    assert "包邮" in shown(app)
    assert "官方立减" not in shown(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_rule_is_added_with_its_tasks(shop: Cast, visit: Visit, language: str) -> None:
    app, key = begin(visit, shop, "spend_save", language)
    fill(app, key, name="满300减50", threshold__0="300", off__0="50")
    said = shown(app)

    save(app)

    row = listed(shop).iloc[0]
    assert (row["name"], row["layer"], row["group"]) == ("满300减50", Layer.SHOP, "shop rule")
    assert (row["phase_ids"], row["tasks"]) == ((BURST,), 4)
    assert {"en": "3 days before it opens", "zh": "开始前 3 天"}[language] in said
    assert {"en": "Add a promotion", "zh": "添加优惠"}[language] in labels(app)


@pytest.mark.parametrize(
    ("language", "most_for", "terms"),
    [
        ("en", MostFor.PIECE, "15% off, at most ¥1,500.00 a piece"),
        ("zh", MostFor.PIECE, "每件最高减 ¥1,500.00"),
        ("en", MostFor.ORDER, "15% off, at most ¥1,500.00 an order"),
        ("zh", MostFor.ORDER, "每单最高减 ¥1,500.00"),
    ],
)
def test_a_most_counts_for_what_is_chosen(
    shop: Cast, visit: Visit, language: str, most_for: MostFor, terms: str
) -> None:
    """The form of a subsidy begins with each piece, and shows again what was kept."""
    app, key = begin(visit, shop, "subsidy", language)
    begun = app.button_group(key=f"{key}-most_for").value
    fill(app, key, off__0="15%", most="1500")
    app.button_group(key=f"{key}-most_for").set_value(most_for).run()

    save(app)

    promotion_id = int(listed(shop)["id"].iloc[0])
    card = shop.ask(shop.zhou, reports.promotions.card, promotion_id=promotion_id)
    assert begun == MostFor.PIECE
    assert card.draft.gives == RateOff(((0, 1_500),), most_fen=150_000, most_for=most_for)
    assert terms in shown(app).replace("\\", "")
    app.button(key=f"change-promotion-{promotion_id}").click().run()
    again = app.button_group(key=f"{typed_key(f'{promotion_id}-subsidy')}-most_for")
    assert again.value == most_for


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_most_of_money_off_says_that_it_counts_for_an_order(
    shop: Cast, visit: Visit, language: str
) -> None:
    app, key = begin(visit, shop, "cross_shop", language)

    label = app.text_input(key=f"{key}-most").label

    assert label == {"en": "At most off an order, in yuan", "zh": "每单最高减（元）"}[language]


def test_tasks_can_be_left_out(shop: Cast, visit: Visit) -> None:
    app, key = begin(visit, shop, "spend_save")
    fill(app, key, threshold__0="300", off__0="50")
    app.toggle(key=f"{key}-with-tasks").set_value(False).run()

    save(app)

    assert listed(shop)["tasks"].iloc[0] == 0


@pytest.mark.parametrize(("gift", "n_told"), [("茶巾", 1), (CUP, 0)])
def test_a_gift_that_is_no_product_is_asked_for_its_cost(
    shop: Cast, visit: Visit, gift: str, n_told: int
) -> None:
    written = write(shop, "满赠", Gift(Present(gift, 1), 100), Layer.SHOP, preset="gift")
    app = visit(shop.zhou, "promotions")

    app.button(key=f"change-promotion-{written}").click().run()

    told = [one.value for one in app.caption if "none of the products" in one.value]
    assert len(told) == n_told


def test_only_the_fields_of_the_kind_are_asked(shop: Cast, visit: Visit) -> None:
    app, key = begin(visit, shop, "deposit")

    asked = {str(one.key).removeprefix(f"{key}-") for one in app.text_input}
    assert {"deposit", "worth"} <= asked
    assert not {"threshold-0", "nth", "gift_pieces", "price"} & asked


def test_a_preset_says_whose_practice_it_is(shop: Cast, visit: Visit) -> None:
    app, _ = begin(visit, shop, "official_off", "zh")

    said = shown(app)
    assert "天猫 618、双11 2025 年的常见规则" in said
    assert "最近核对：2026" in said


def test_a_ladder_has_as_many_steps_as_are_asked_for(shop: Cast, visit: Visit) -> None:
    app, key = begin(visit, shop, "spend_save")
    press(app, "Add a step")
    fill(app, key, threshold__0="200", off__0="20", threshold__1="500", off__1="80")

    save(app)

    assert str(listed(shop)["terms"].iloc[0].values["parts"][1]) == "8000 off from 50000"


def test_a_bundle_is_put_together_from_products(shop: Cast, visit: Visit) -> None:
    app, key = begin(visit, shop, "set")
    app.multiselect(key=f"{key}-set").set_value([POT, CUP]).run()
    fill(app, key, price="219", **{f"pieces__{CUP}": "2"})

    save(app)

    assert listed(shop)["terms"].iloc[0].values["products"] == ["茶壶 × 1", "茶杯 × 2"]


@pytest.mark.parametrize(
    ("preset", "typed", "sentence"),
    [
        ("official_off", {"off__0": "8.5"}, "could be 折 or percent off. Write 8.5折, or 15%"),
        ("spend_save", {"threshold__0": "0", "off__0": "50"}, "0 is no threshold"),
        ("spend_save", {"threshold__0": "300", "off__0": "50.001"}, "less than a fen"),
        ("spend_save", {"threshold__0": "300"}, "Off: The amount is empty"),
        ("nth_piece", {"nth": "2", "rate": "50"}, "could be 折 or percent off"),
    ],
)
def test_what_can_not_be_is_refused_and_what_was_typed_stays(
    shop: Cast, visit: Visit, preset: str, typed: dict[str, str], sentence: str
) -> None:
    app, key = begin(visit, shop, preset)
    fill(app, key, **typed)

    save(app)

    (told,) = refusals(app)
    assert sentence in told.replace("\\", "")
    for name, text in typed.items():
        assert app.text_input(key=f"{key}-{name.replace('__', '-')}").value == text
    assert listed(shop).empty


def test_no_phase_is_refused_in_the_readers_language(shop: Cast, visit: Visit) -> None:
    app, key = begin(visit, shop, "spend_save", "zh")
    fill(app, key, threshold__0="300", off__0="50")
    app.button_group(key=f"{key}-phases").set_value([]).run()

    save(app)

    assert "阶段" in refusals(app)[0]


def test_a_rule_is_changed_from_what_it_is(shop: Cast, visit: Visit) -> None:
    promotion_id = write_all(shop)["spend"]
    app = visit(shop.zhou, "promotions")
    app.button(key=f"change-promotion-{promotion_id}").click().run()
    key = typed_key(f"{promotion_id}-spend_save")
    before = app.text_input(key=f"{key}-off-0").value

    fill(app, key, off__0="40")
    save(app)

    assert before == "30"
    assert str(listed(shop).set_index("id").loc[promotion_id, "terms"]) == "4000 off from 20000"


def test_a_stale_change_is_told_and_can_be_saved_again(shop: Cast, visit: Visit) -> None:
    promotion_id = write_all(shop)["spend"]
    app = visit(shop.zhou, "promotions")
    app.button(key=f"change-promotion-{promotion_id}").click().run()
    key = typed_key(f"{promotion_id}-spend_save")
    card = shop.ask(shop.damao, reports.promotions.card, promotion_id=promotion_id)
    renamed = replace(card.draft, name="满200减三十")
    given = {"promotion_id": promotion_id, "version": 1, "draft": renamed}
    shop.do(shop.damao, actions.promotions.edit, **given)

    fill(app, key, off__0="40")
    save(app)
    told = refusals(app)
    save(app)

    assert "大毛 changed this" in told[0]
    assert refusals(app) == []
    assert str(listed(shop).set_index("id").loc[promotion_id, "terms"]) == "4000 off from 20000"


def test_a_rule_of_a_kind_that_is_gone_is_changed_in_a_form_that_gives_the_same(
    shop: Cast, visit: Visit
) -> None:
    spend = AmountOff(((20_000, 3_000),))
    promotion_id = write(shop, "旧满减", spend, Layer.SHOP, preset="not_any_more")
    app = visit(shop.zhou, "promotions")
    app.button(key=f"change-promotion-{promotion_id}").click().run()

    fill(app, typed_key(f"{promotion_id}-spend_save"), off__0="40")
    save(app)

    row = listed(shop).iloc[0]
    assert (row["name"], str(row["terms"])) == ("旧满减", "4000 off from 20000")


def test_leaving_the_form_changes_nothing(shop: Cast, visit: Visit) -> None:
    app, key = begin(visit, shop, "spend_save")
    fill(app, key, threshold__0="300", off__0="50")

    press(app, "Back to the list")

    assert listed(shop).empty
    assert "No promotion yet" in shown(app)


def test_who_changes_a_rule_that_is_cancelled_meanwhile_finds_the_way_back(
    shop: Cast, visit: Visit
) -> None:
    promotion_id = write_all(shop)["spend"]
    app = visit(shop.zhou, "promotions")
    app.button(key=f"change-promotion-{promotion_id}").click().run()
    shop.do(shop.damao, actions.promotions.cancel, promotion_id=promotion_id)

    app.run()
    told = shown(app)
    press(app, "Back to the list")

    assert "This promotion is not in the sale any more" in told
    assert "官方立减" in shown(app)


def test_a_rule_of_another_campaign_is_not_changed_here(shop: Cast, visit: Visit) -> None:
    given = {"campaign_id": CAMPAIGN, "name": "双12 2026", "sale_day": date(2026, 12, 12)}
    other = int(shop.do(shop.zhou, actions.copies.duplicate, **given).value)
    promotion_id = write_all(shop)["spend"]

    app = visit(shop.zhou, "promotions", campaign="双12 2026", promotion=str(promotion_id))

    assert other != CAMPAIGN
    assert "This promotion belongs to another campaign" in shown(app)
    assert "save-promotion" not in {one.key for one in app.button}


def test_a_rule_is_cancelled_and_brought_back(shop: Cast, visit: Visit) -> None:
    promotion_id = write_all(shop)["spend"]
    app = visit(shop.zhou, "promotions")

    app.button(key=f"cancel-promotion-{promotion_id}").click().run()
    cancelled = listed(shop).set_index("id").loc[promotion_id, "cancelled"]
    press(app, "Bring it back")

    assert cancelled
    assert not listed(shop)["cancelled"].any()


def test_the_rules_of_an_archived_campaign_are_only_looked_at(shop: Cast, visit: Visit) -> None:
    write_all(shop)
    shop.do(shop.zhou, actions.campaigns.archive, campaign_id=CAMPAIGN)

    app = visit(shop.zhou, "promotions", campaign="双11 2026")

    assert "官方立减" in shown(app)
    assert not {"Add a promotion", "Change", "Cancel it"} & set(labels(app))


def test_hostile_names_stay_text(shop: Cast, visit: Visit) -> None:
    write(shop, "赠", Gift(Present(HOSTILE, 1, 500), 100), Layer.SHOP, preset="gift")
    app, key = begin(visit, shop, "spend_save")
    fill(app, key, name=HOSTILE, threshold__0="300", off__0="50")
    app.text_area(key=f"{key}-wording").set_value(HOSTILE + "!")
    app.run()

    save(app)

    assert refusals(app) == []
    assert shown(app).count(HOSTILE_IN_MARKDOWN) >= 3


def costs_view(visit: Visit, shop: Cast, language: str = "en") -> AppTest:
    app = visit(shop.zhou, "promotions", language)
    return app.button_group(key="promotion-view").set_value("costs").run()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_costs_and_limits_are_set(shop: Cast, visit: Visit, language: str) -> None:
    app = costs_view(visit, shop, language)
    key = f"costs-typed-{CAMPAIGN}"
    fill(app, key, fee="5.25%", order="6.5", target="12", drop="40")
    app.text_input(key=f"{key}-source").set_value("费率表")

    press(app, {"en": "Save changes", "zh": "保存修改"}[language])

    card = shop.ask(shop.zhou, reports.promotions.costs, campaign_id=CAMPAIGN)
    assert (card.costs.fee_bp, card.costs.order_fen, card.costs.target_bp) == (525, 650, 1_200)
    assert (card.limits.drop_bp, card.source, card.version) == (4_000, "费率表", 1)


def test_a_wrong_cost_is_refused_and_stays(shop: Cast, visit: Visit) -> None:
    app = costs_view(visit, shop)
    key = f"costs-typed-{CAMPAIGN}"
    fill(app, key, order="6.505")

    press(app, "Save changes")

    assert "Cost of an order, in yuan" in refusals(app)[0]
    assert app.text_input(key=f"{key}-order").value == "6.505"
    assert shop.ask(shop.zhou, reports.promotions.costs, campaign_id=CAMPAIGN).version is None
