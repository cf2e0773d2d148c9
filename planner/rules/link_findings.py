"""What a broken link asks for, and of which team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from planner.rules.broken_links import (
    LINK_NAMES,
    Base,
    Compared,
    GapSplit,
    Link,
    NotComputable,
    Place,
    Split,
    split,
)
from planner.words import Bp, Fen, Sentence


class Cause(StrEnum):
    """What may be behind a broken link."""

    TRAFFIC = "traffic"
    DETAIL_PAGE = "detail_page"
    REPLIES = "replies"
    STOCK = "stock"
    SHIPPING = "shipping"
    BASKET = "basket"


# Teams by the keys that every new shop begins with.
TEAMS: dict[Cause, str] = {
    Cause.TRAFFIC: "operations",
    Cause.DETAIL_PAGE: "design",
    Cause.REPLIES: "customer_service",
    Cause.STOCK: "warehouse",
    Cause.SHIPPING: "warehouse",
    Cause.BASKET: "operations",
}
TASK_TITLES: dict[Cause, Sentence] = {
    Cause.TRAFFIC: Sentence("Bring more visitors"),
    Cause.DETAIL_PAGE: Sentence("Look over the detail pages: what keeps visitors from paying?"),
    Cause.REPLIES: Sentence("Answer customers faster"),
    Cause.STOCK: Sentence("Restock what sold out, or take it off the pages"),
    Cause.SHIPPING: Sentence("Catch up with dispatch"),
    Cause.BASKET: Sentence(
        "Raise what a buyer pays: bundles, add-ons, a higher step of spend-and-save"
    ),
}
SIGN_NAMES: dict[Cause, Sentence] = {
    Cause.REPLIES: Sentence("Replies in time"),
    Cause.STOCK: Sentence("Products in stock"),
    Cause.SHIPPING: Sentence("Dispatched on time"),
}
_BEHIND_CONVERSION = (Cause.REPLIES, Cause.STOCK)
_BY_LINK = {
    Link.VISITORS: Cause.TRAFFIC,
    Link.CONVERSION: Cause.DETAIL_PAGE,
    Link.VALUE: Cause.BASKET,
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A rate that tells of a cause: replies in time, products in stock, dispatch on time.

    Raises ValueError for a cause that no rate tells of.
    """

    place: Place
    cause: Cause
    reached_bp: int
    wanted_bp: int

    def __post_init__(self) -> None:
        if self.cause not in SIGN_NAMES:
            raise ValueError(f"no rate tells of {self.cause}")

    @property
    def lacking_bp(self) -> int:
        """How far it is below what is wanted."""
        return self.wanted_bp - self.reached_bp


@dataclass(frozen=True)
class Finding:
    """A link that costs sales, or a sign below what is wanted, and the cause whose team is asked.

    ``missing_fen`` is what it costs against plan, None where only a sign speaks. ``or_else`` has
    the causes that may as well be behind it, because no rate tells of them.
    """

    place: Place
    cause: Cause
    missing_fen: int | None
    said: Sentence
    signs: tuple[Sentence, ...] = ()
    or_else: tuple[Cause, ...] = ()


@dataclass(frozen=True)
class Findings:
    """What is broken in the places looked at, the costliest first, and where no split is possible.

    ``splits`` has every gap with all of its parts.
    """

    findings: tuple[Finding, ...]
    splits: tuple[GapSplit, ...]
    not_computable: tuple[NotComputable, ...]


def broken_links(compared: Iterable[Compared | Split], signs: Iterable[Sign] = ()) -> Findings:
    """Find the links that cost sales in each place, split or yet to be, and who owns them.

    Places that hold one another (the sale and its phases) each tell the whole gap again, so look
    at one kind at a time. Conversion belongs to customer service or the warehouse where a sign
    there is below what is wanted, the one that lacks most first, else to design, or to whichever of
    them no sign speaks of.
    """
    signs = list(signs)
    told = [split(one) if isinstance(one, Compared) else one for one in compared]
    splits = tuple(one for one in told if isinstance(one, GapSplit))
    lacking = sorted(
        (sign for sign in signs if sign.lacking_bp > 0), key=lambda sign: -sign.lacking_bp
    )
    found: list[Finding] = []
    for one in splits:
        here = [sign for sign in lacking if sign.place == one.compared.place]
        unsaid = tuple(
            cause
            for cause in _BEHIND_CONVERSION
            if all((sign.place, sign.cause) != (one.compared.place, cause) for sign in signs)
        )
        found += [_of_link(one, link, here, unsaid) for link, part in one.parts.items() if part < 0]
    known = {(one.place, one.cause) for one in found}
    found += [_of_sign(sign) for sign in lacking if (sign.place, sign.cause) not in known]
    found.sort(key=lambda finding: finding.missing_fen or 0)
    return Findings(
        tuple(found), splits, tuple(one for one in told if isinstance(one, NotComputable))
    )


def _of_link(gap: GapSplit, link: Link, lacking: list[Sign], unsaid: tuple[Cause, ...]) -> Finding:
    behind = [sign for sign in lacking if sign.cause in _BEHIND_CONVERSION]
    if link is not Link.CONVERSION:
        behind, unsaid = [], ()
    cause = behind[0].cause if behind else _BY_LINK[link]
    compared = gap.compared
    name = LINK_NAMES[link, compared.reached.payer]
    change, amount = gap.changes[link], Fen(gap.parts[link])
    if compared.base is Base.PLAN:
        said = Sentence(
            "{link}: {change} against plan, which makes {amount}.",
            link=name,
            change=change,
            amount=amount,
        )
    else:
        said = Sentence(
            "{link}: {change} against the last sale at the same point, which makes {amount}.",
            link=name,
            change=change,
            amount=amount,
        )
    return Finding(
        place=compared.place,
        cause=cause,
        missing_fen=gap.parts[link],
        said=said,
        signs=tuple(_say(sign) for sign in behind),
        or_else=() if behind else unsaid,
    )


def _of_sign(sign: Sign) -> Finding:
    return Finding(sign.place, sign.cause, None, _say(sign))


def _say(sign: Sign) -> Sentence:
    return Sentence(
        "{rate}: {reached} where {wanted} is wanted.",
        rate=SIGN_NAMES[sign.cause],
        reached=Bp(sign.reached_bp),
        wanted=Bp(sign.wanted_bp),
    )
