"""What the audit finds in a basket file, as plain values that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from planner.files.basket_fields import Fields
from planner.files.basket_files import BasketFile
from planner.files.basket_plans import asked, exposure, lowest_deal, plans_of, red_line
from planner.rules.promotions.audits import audit
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.solving import least_mid_price
from planner.words import Bp, Fen, Sentence


def found_in(file: BasketFile) -> list[tuple[str, Finding]]:
    """What the audit finds, with the shop where it does; the worst first."""
    levels = list(Level)
    found = [(shop, finding) for shop, plan in plans_of(file).items() for finding in audit(plan)]
    found += [("", finding) for finding in _two_events(file)]
    return sorted(found, key=lambda one: levels.index(one[1].level))


def audited(file: BasketFile) -> dict[str, Any]:
    """The codes that were found and those that could not be checked, each finding with its sum,
    and the answers to what the file asks beside them."""
    found = found_in(file)
    sure = [(shop, one) for shop, one in found if one.level is not Level.NOT_CHECKED]
    told: dict[str, Any] = {
        "audit": _codes(one for _, one in sure),
        "severity": str(sure[0][1].level) if sure else None,
        "not_checked": _codes(one for _, one in found if one.level is Level.NOT_CHECKED),
        "findings": [_told(shop, one) for shop, one in sure],
    }
    apart = [shop for shop, one in sure if one.code is Code.CROSS_SHOP_PRICE_GAP]
    if apart:
        told["on_shop"] = apart[0]
    return told | _asked(file, [one for _, one in sure])


def _codes(findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(str(one.code) for one in findings))


def _told(shop: str, finding: Finding) -> dict[str, Any]:
    return {
        "code": str(finding.code),
        "level": str(finding.level),
        "shop": shop,
        "sku": finding.sku,
        "rules": list(finding.rules),
        "said": str(finding.said),
        "working": [str(line) for line in finding.working],
        "loss": finding.loss_fen,
        "fix": None if finding.fix is None else str(finding.fix),
    }


def _asked(file: BasketFile, findings: list[Finding]) -> dict[str, Any]:
    """What red lines, protections, platform lines and sheets want to know."""
    told: dict[str, Any] = {}
    for entry in asked(file.others, "margin_red_line"):
        told["impact"] = sum(
            goods.pieces * max(red_line(entry, goods.cost_fen) - goods.price_fen, 0)
            for goods in file.basket
            if goods.cost_fen is not None
        )
    for entry in asked(file.others, "price_protection"):
        told["min_deal_price"] = lowest_deal(entry)
        told["exposure"] = exposure(entry, file.basket)
    if asked(file.others, "platform_line"):
        over = [one.loss_fen or 0 for one in findings if one.code is Code.OVER_PLATFORM_LINE]
        told["difference"] = max(over, default=0)
        blocked = any(one.level is Level.P0 for one in findings)
        told["rows"] = 0 if blocked else len(file.basket)
    for entry in asked(file.others, "two_event_prices"):
        told["min_mid"] = _least_mid(entry)
    for entry in asked(file.others, "signup_sheet"):
        sheet = entry.texts("skus")
        told["missing"] = [goods.sku for goods in file.basket if goods.sku not in sheet]
    return told


def _least_mid(entry: Fields) -> int:
    return least_mid_price(
        entry.number("big"), entry.rate("big_percent"), entry.rate("mid_percent")
    )


def _two_events(file: BasketFile) -> Iterator[Finding]:
    """One price to sign up with has to serve a large event and a smaller one."""
    for entry in asked(file.others, "two_event_prices"):
        least, mid = Fen(_least_mid(entry)), Fen(entry.number("mid"))
        if mid < least:
            yield Finding(
                Code.PHASE_PRICES_INCONSISTENT,
                Level.P1,
                Sentence(
                    "The smaller event is to cost {mid}; one sign-up price for both allows {least}"
                    " or more.",
                    mid=mid,
                    least=least,
                ),
                working=(
                    Sentence(
                        "{big} × (1 − {mid_rate}) ÷ (1 − {big_rate}) = {least}",
                        big=Fen(entry.number("big")),
                        mid_rate=Bp(entry.rate("mid_percent")),
                        big_rate=Bp(entry.rate("big_percent")),
                        least=least,
                    ),
                ),
                loss_fen=least - mid,
                fix=Sentence("Ask {least} or more in the smaller event.", least=least),
            )
