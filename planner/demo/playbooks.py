"""The demo's playbooks: one fired in the first hours of the second wave, one still watches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.actions import firing, playbooks
from planner.demo.names import Both
from planner.demo.story import Moment, Sale
from planner.rules.people import NOBODY
from planner.rules.playbook_drafts import PlaybookDraft, Release
from planner.rules.playbooks import Side, Trigger
from planner.rules.targets import Measure

Told = tuple[str, Both, Both, int, bool]
_WAVE = "wave_2"
_FAST = Both("开场卖得快：提前补货加人", "Fast start: restock and staff early")
_BEHIND = Both("收官落后：返场加码", "Behind at the end: push the encore")
# Team, title, when it is done, hours after it fires, must-have.
_RESTOCK: tuple[Told, ...] = (
    (
        "warehouse",
        Both("爆款补货提前到今晚上架", "Put the best sellers' restock on the shelf tonight"),
        Both("后台库存已更新，爆款不断货", "Stock is updated, no best seller is out"),
        2,
        False,
    ),
    (
        "customer_service",
        Both("夜班加两名客服到零点", "Two more on the night shift until midnight"),
        Both("响应时间回到 30 秒以内", "Replies take less than 30 seconds again"),
        1,
        False,
    ),
)
_PUSH: tuple[Told, ...] = (
    (
        "operations",
        Both("返场加发一轮满200减30券", "Add a round of 30 off from 200 to the encore"),
        Both("券已露出，页面和客服话术同步", "It shows, and page and replies say so"),
        10,
        True,
    ),
    (
        "marketing",
        Both("预算挪到三个爆款", "Move the budget to three best sellers"),
        Both("出价已调高，记下每小时的花费", "Bids are raised, each hour's spend is noted"),
        10,
        False,
    ),
)


def watching(sale: Sale) -> Iterator[Moment]:
    """Both are armed before the wave opens; one fires once the evening's export is there."""
    (wave,) = (phase for phase in sale.layout.phases if phase.key == _WAVE)
    phase_id, paid = sale.phase_ids[_WAVE], Measure.PAID
    fast = Trigger(phase_id, paid, Side.ABOVE, 9_000, offset_minutes=120)
    behind = Trigger(phase_id, paid, Side.BELOW, 9_500, moment=wave.closes)
    told = ((fast, _FAST, _RESTOCK), (behind, _BEHIND, _PUSH))
    for place, (trigger, name, tasks) in enumerate(told):
        draft = PlaybookDraft(name.of(sale.language), trigger, _releases(sale, tasks))
        given: dict[str, Any] = {"campaign_id": sale.id, "draft": draft}
        yield Moment(
            sale.calendar.at(-1, 15, 10 + 8 * place), sale.cast.operator, playbooks.write, given
        )
        yield Moment(
            sale.calendar.at(-1, 16, 20 + place),
            sale.cast.lead,
            playbooks.arm,
            {"playbook_id": place + 1},
        )
    yield Moment(sale.calendar.at(-1, 22, 20), NOBODY, firing.fire_due)


def _releases(sale: Sale, tasks: tuple[Told, ...]) -> tuple[Release, ...]:
    return tuple(
        Release(
            title.of(sale.language),
            sale.cast.team_ids[team],
            hours,
            done.of(sale.language),
            must_have=must,
        )
        for team, title, done, hours, must in tasks
    )
