"""What ``quote`` answers about a basket file: plain values that JSON can hold."""

from __future__ import annotations

from typing import Any

from planner.files.basket_audits import audited
from planner.files.basket_fields import Fields
from planner.files.basket_files import BasketFile
from planner.rules.money import apportion
from planner.rules.promotions.baskets import MOST_FEN
from planner.rules.promotions.extra_rules import DepositWorth
from planner.rules.promotions.margins import Costs, margin
from planner.rules.promotions.quotes import Quote, refund
from planner.rules.promotions.quoting import quote
from planner.rules.promotions.rounding import WHOLE_BP
from planner.rules.promotions.solving import piece_off_for, signup_price


def answer(file: BasketFile) -> dict[str, Any]:
    """The quote of a basket file, its steps, its audit and what else it asks; amounts are fen.

    Lists have one value for every line of the basket, ``per_rule`` one for every rule of the goods'
    price in the order of the file, and ``steps`` one for every rule that counted. ``not_read`` has
    the fields that changed nothing.
    """
    quoted = quote(file.basket, file.rules, file.policy)
    told: dict[str, Any] = {
        "payable": quoted.payable_fen,
        "total_discount": quoted.off_fen,
        "goods_payable": quoted.goods_fen,
        "shipping": quoted.freight_fen,
        "free_shipping": quoted.freight_free is not None,
        "line_discounts": list(quoted.lines_off),
        "line_payable": list(quoted.lines_paid),
        "line_shipping": list(quoted.freight_shares),
        "unit_discounts": [quoted.pieces_off(line) for line in range(len(quoted.basket))],
        "per_rule": _per_rule(file, quoted),
        "applied_rules": len(quoted.steps),
        "after_layer": _after_layers(quoted),
        "gifts": sum(one.pieces for one in quoted.presents),
        "item_total": quoted.list_fen + sum(one.worth_fen for one in quoted.presents),
        "merchant_receives": quoted.shop_fen,
        "buyer_pays": quoted.buyer_fen,
        "invoice": quoted.payable_fen,
        "steps": [
            {
                "rule": step.rule.name,
                "key": step.rule.key,
                "before": step.before_fen,
                "base": step.base_fen,
                "off": step.off_fen,
                "shares": list(step.shares),
            }
            for step in quoted.steps
        ],
        "skipped": [one.rule.key for one in quoted.skipped],
    }
    if file.points:
        told["points"] = file.points_won(quoted)
    if file.returned:
        told["refund"] = refund(quoted, file.returned)
    told |= _presale(file, quoted) | _asked(file, quoted) | audited(file)
    return told | {"not_read": file.unread}


def _per_rule(file: BasketFile, quoted: Quote) -> list[int]:
    return [sum(step.off_fen for step in quoted.steps if step.rule.key == key) for key in file.keys]


def _after_layers(quoted: Quote) -> list[int]:
    left: dict[int, int] = {}
    for step in quoted.steps:
        left[step.rule.layer] = step.before_fen - step.off_fen
    return list(left.values())


def _presale(file: BasketFile, quoted: Quote) -> dict[str, int]:
    """What is still to be paid after a deposit, and what the order counts for coupons."""
    deposits = [rule for rule in file.rules if isinstance(rule.gives, DepositWorth)]
    if not deposits:
        return {}
    paid = sum(
        goods.pieces * rule.gives.deposit_fen
        for rule in deposits
        if isinstance(rule.gives, DepositWorth)
        for goods in quoted.basket
        if goods.selected and rule.scope.covers(goods)
    )
    steps = [step for step in quoted.steps if isinstance(step.rule.gives, DepositWorth)]
    counts = quoted.list_fen - sum(step.off_fen for step in steps)
    return {"balance": quoted.payable_fen - paid, "threshold_base": counts}


def _asked(file: BasketFile, quoted: Quote) -> dict[str, Any]:
    """The answers to the entries that are questions."""
    told: dict[str, Any] = {}
    for entry in file.others:
        match entry.text("type"):
            case "apportion":
                amount = entry.number("amount", least=-MOST_FEN)
                told["shares"] = apportion(amount, entry.numbers("weights"))
            case "platform_fee":
                left = margin(quoted, Costs(fee_bp=entry.number("basis_points", most=WHOLE_BP)))
                told["profit"] = None if left is None else left.margin_fen
            case "solve_unit_fixed_off":
                target = entry.number("target")
                told["unit_fixed_off"] = piece_off_for(quoted.payable_fen, target)
                told["payable"] = target
            case "solve_signup_price":
                told |= _signup(entry)
    return told


def _signup(entry: Fields) -> dict[str, int]:
    """The highest price to sign up with, what it is after the rate, and the next step's."""
    rate, step = entry.rate("percent"), entry.number("step", least=1)
    price = signup_price(entry.number("line"), rate, step)
    after = {"after": price, "next_after": price + step}
    return {"signup_price": price} | {
        name: one * (WHOLE_BP - rate) // WHOLE_BP for name, one in after.items()
    }
