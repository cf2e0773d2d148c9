"""What has to be said about an order export beside its figures."""

from __future__ import annotations

from collections.abc import Iterator

from planner.files.order_tally import Tally
from planner.words import Fen, Sentence

_OWN_CURRENCY = ("", "CNY")


def notes(tally: Tally) -> Iterator[Sentence]:
    """What is partial, unknown, damaged or does not add up."""
    outside = [hour.paid_count for at, hour in tally.hours.items() if not tally.is_covered(at)]
    if outside:
        yield Sentence(
            "{n} order was paid after the hours in which the file's orders were created; "
            "its hour is marked as partial. Let the next export begin a day earlier, so that it "
            "holds this order too.",
            "{n} orders were paid after the hours in which the file's orders were created; "
            "their hours are marked as partial. Let the next export begin a day earlier, so that "
            "it holds these orders too.",
            n=sum(outside),
        )
    for last, first in tally.holes():
        yield Sentence(
            "There is no order from {last} to {first}, so nothing is said of the days between. "
            "Check the year of the order before or after.",
            last=last.date(),
            first=first.date(),
        )
    if tally.damaged_numbers:
        yield Sentence(
            "{n} order number was rounded by a spreadsheet, so a repeated order would go unseen. "
            "Import the file as the platform exported it.",
            "{n} order numbers were rounded by a spreadsheet, so a repeated order would go unseen. "
            "Import the file as the platform exported it.",
            n=tally.damaged_numbers,
        )
    if tally.currency not in _OWN_CURRENCY:
        yield Sentence(
            "Amounts are in {currency} and are kept as they stand, without conversion.",
            currency=tally.currency,
        )
    if not tally.knows_creation:
        yield Sentence(
            "The file does not say when orders were created, so what was ordered is unknown."
        )
    if tally.deposits:
        yield Sentence(
            "{n} order has only paid its deposit; it counts as paid once the balance is.",
            "{n} orders have only paid their deposits; they count as paid once the balances are.",
            n=tally.deposits,
        )
    if tally.unpaid:
        yield Sentence(
            "{n} order was not paid and is not counted.",
            "{n} orders were not paid and are not counted.",
            n=tally.unpaid,
        )
    yield from _about_refunds(tally)


def _about_refunds(tally: Tally) -> Iterator[Sentence]:
    if tally.export.refunded_when and tally.knows_refunds:
        yield Sentence(
            "The file has no refunded amounts: an order whose after-sale state says refunded "
            "counts as refunded in full."
        )
    elif not tally.knows_refunds:
        yield Sentence("The file has no column 退款金额, so refunds are unknown.")
    elif tally.paid_without_refund:
        yield Sentence(
            "{n} paid order does not say its refund, so refunds of its hour are unknown.",
            "{n} paid orders do not say their refund, so refunds of their hours are unknown.",
            n=tally.paid_without_refund,
        )
    elif "kept" not in tally.export.columns:
        return
    elif tally.paid_without_kept:
        yield Sentence(
            "Paid minus refunded could not be checked, because 买家实际支付金额 is missing."
        )
    elif tally.net_fen != tally.kept_fen:
        yield Sentence(
            "Paid minus refunded is {net}, but 买家实际支付金额 adds up to {kept}: "
            "a difference of {difference}.",
            net=Fen(tally.net_fen),
            kept=Fen(tally.kept_fen),
            difference=Fen(tally.net_fen - tally.kept_fen),
        )
