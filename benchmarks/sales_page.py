"""Prints what the sales page takes, and how that grows: ``python -m benchmarks.sales_page``.

A sale of 40 days, known by the hour for the whole shop and for each of its channels, with the same
sale of a year before behind it.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from planner import actions, reports
from planner.desk import Desk
from planner.rules.campaigns import Phase, PhaseKind
from planner.rules.figures import Figures, SalesFile, Source, Span
from planner.rules.layouts import LaidOutPlan
from planner.rules.people import Actor
from planner.rules.target_shares import ChannelPlan
from planner.rules.targets import Measure
from tests.support.server import running
from tests.support.visitor import Visitor

DAYS = 40
CHANNELS = (1, 10, 40)
_TARGET_FEN = 500_000_000
_TIMES = 8
_BURST = 20
_REPORTS = (
    reports.key_figures.key_figures,
    reports.past_moments.last_sale,
    reports.forecasts.forecast,
    reports.forecasts.burn_up,
    reports.broken_links.findings,
    reports.phase_targets.by_figure,
    reports.sales.by_day,
    reports.sales.by_phase,
    reports.sale_places.by_shop,
    reports.sale_places.by_platform,
    reports.sale_places.by_channel,
    reports.buyers.buyers,
)


@dataclass(frozen=True)
class Shop:
    """A made shop: its desk, who leads it, the token of their session, and this year's campaign."""

    desk: Desk
    lead: Actor
    token: str
    campaign_id: int


def main() -> None:
    """Measure shops of more and more channels."""
    for channels in CHANNELS:
        print(f"\n{channels} channels x 24 hours x {DAYS} days, two sales", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), channels)


def measure(home: Path, channels: int, times: int = _TIMES) -> dict[str, float]:
    """Make such a shop, print what each part takes and return the milliseconds by name."""
    shop = make(home, channels)
    found = _report_times(shop)
    with running(home) as server:
        visitor = Visitor(server.url, shop.token)
        found["page: opened"] = visitor.open("progress") * 1000
        visitor.again()
        found["page: again"] = _median(visitor.again, times)
        found["page: after new figures"] = _median(visitor.reload, times, before=_write(shop))
        visitor.close()
    shop.desk.close()
    for name, milliseconds in found.items():
        print(f"  {name:36} {milliseconds:8.1f} ms", flush=True)
    return found


def make(home: Path, channels: int) -> Shop:
    """A shop of two sales a year apart, the later one known up to yesterday."""
    home.mkdir(parents=True, exist_ok=True)
    desk = Desk(f"sqlite:///{home / 'planner.sqlite'}")
    opened = desk.perform(
        actions.shops.open_demo,
        company="Measured",
        shops=(("Shop one", "tmall"),),
        name="Lead",
        login="lead",
        language="en",
    ).value
    lead = desk.read(reports.visitors.actor_of, person_id=opened)
    if lead is None:
        raise LookupError(opened)
    token: str = desk.perform(actions.sign_ins.sign_in_as, person_id=opened).value
    today = datetime.now(UTC).date()
    begins = today - timedelta(days=DAYS - 2)
    campaign_id = 0
    for first, days in ((begins - timedelta(days=364), DAYS), (begins, DAYS - 2)):
        campaign_id = _campaign(desk, lead, first)
        _take_in(desk, lead, first, days, channels)
    plans = {
        f"Channel {number}": ChannelPlan(share, 400, 20_000)
        for number, share in enumerate(_shares(channels))
    }
    given = {"campaign_id": campaign_id, "shop_id": 1, "channels": plans, "seen": {}}
    desk.perform(actions.targets.set_channels, actor=lead, **given)
    return Shop(desk, lead, token, campaign_id)


def _report_times(shop: Shop) -> dict[str, float]:
    """Each report in turn, asked for the first time by one who asked those before it."""
    found: dict[str, float] = {}
    for report in _REPORTS:
        began = time.perf_counter()
        shop.desk.read(report, actor=shop.lead, campaign_id=shop.campaign_id)
        name = f"{report.__module__.rpartition('.')[2]}.{report.__name__}"
        found[name] = (time.perf_counter() - began) * 1000
    return found


def _campaign(desk: Desk, lead: Actor, first: date) -> int:
    opens = datetime.combine(first, datetime.min.time())
    burst, over = opens + timedelta(days=_BURST), opens + timedelta(days=_BURST + 4)
    plan = LaidOutPlan(
        sale="measured",
        name="Measured",
        sale_day=burst.date(),
        phases=(
            Phase("warm", "Warm-up", PhaseKind.WARM_UP, opens, burst),
            Phase("burst", "Burst", PhaseKind.BURST, burst, over),
            Phase("wrap", "Wrap-up", PhaseKind.WRAP_UP, over, opens + timedelta(days=DAYS)),
        ),
        milestones=(),
        tasks=(),
        target_shares_bp={},
    )
    made = desk.perform(
        actions.campaigns.create,
        actor=lead,
        name=f"Measured {first.year}",
        sale="measured",
        sale_day=burst.date(),
        shop_ids=(1,),
        plan=plan,
        shares_bp={"warm": 3_000, "burst": 5_000, "wrap": 2_000},
        target_fen=_TARGET_FEN,
        measure=Measure.PAID,
        time_zone="Asia/Shanghai",
        language="en",
    )
    campaign_id: int = made.value
    return campaign_id


def _take_in(desk: Desk, lead: Actor, first: date, days: int, channels: int) -> None:
    last = first + timedelta(days=days - 1)
    file = SalesFile(
        source=Source.HOURLY_SHEET,
        spans=tuple(_hours(first, days, channels)),
        rows_read=days * 24 * (channels + 1),
        covers_from=datetime.combine(first, datetime.min.time()),
        covers_to=datetime.combine(last, datetime.max.time()).replace(microsecond=0),
    )
    preview = desk.read(reports.imports.preview, actor=lead, shop_id=1, sales_file=file)
    desk.perform(
        actions.sales.take_in,
        actor=lead,
        shop_id=1,
        sales_file=file,
        file_name="measured.csv",
        sha256="0" * 64,
        digest=preview.digest,
    )


def _hours(first: date, days: int, channels: int) -> Iterator[Span]:
    chance = random.Random(days)
    for ahead in range(days):
        for hour in range(24):
            day = first + timedelta(days=ahead)
            parts = [chance.randrange(10_000, 90_000) for _ in range(channels)]
            yield Span(day, hour, _figures(sum(parts)))
            for number, paid in enumerate(parts):
                yield Span(day, hour, _figures(paid), f"Channel {number}")


def _figures(paid: int) -> Figures:
    return Figures(paid, 20, paid, 18, paid // 10, 900, 16)


def _shares(channels: int) -> list[int]:
    each, over = divmod(10_000, channels)
    return [each + (number < over) for number in range(channels)]


def _write(shop: Shop) -> Callable[[], None]:
    version: list[int | None] = [None]
    day = datetime.now(UTC).date() - timedelta(days=2)

    def write() -> None:
        shop.desk.perform(
            actions.sales.type_in,
            actor=shop.lead,
            shop_id=1,
            day=day,
            figures=Figures(members_gained=random.randrange(10**6)),
            version=version[0],
        )
        version[0] = (version[0] or 0) + 1

    return write


def _median(
    run: Callable[[], float], times: int, before: Callable[[], None] | None = None
) -> float:
    taken = []
    for _ in range(times):
        if before is not None:
            before()
        taken.append(run() * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
