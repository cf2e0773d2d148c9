"""What a changed row and its fields are called when history speaks of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from planner.tables.campaigns import Phase
from planner.tables.figure_fields import FIGURE_FIELDS
from planner.tables.naming import name_of, short
from planner.tables.people import Team
from planner.tables.playbook_titles import PLAYBOOK_FIELDS, PLAYBOOK_TITLES
from planner.tables.promotions import Promotion
from planner.tables.recording import State
from planner.tables.said import WHOLE_DAY
from planner.tables.shops import Shop
from planner.tables.target_titles import TARGET_FIELDS, TARGET_TITLES
from planner.tables.tasks import Task
from planner.words import Sentence, Who

FIELD_NAMES: dict[str, Sentence] = (
    FIGURE_FIELDS
    | TARGET_FIELDS
    | PLAYBOOK_FIELDS
    | {
        "acceptance": Sentence("acceptance"),
        "accepted_at": Sentence("acceptance"),
        "anchor_kind": Sentence("anchor"),
        "approver_id": Sentence("approver"),
        "archived_at": Sentence("archive"),
        "base": Sentence("base of the threshold"),
        "baseline_due_on": Sentence("baseline"),
        "budget_fen": Sentence("budget"),
        "burst_hours": Sentence("hours a day in a burst"),
        "cancelled_at": Sentence("cancellation"),
        "category": Sentence("category"),
        "claimed": Sentence("claimed by customers"),
        "closes_at": Sentence("closing"),
        "colour": Sentence("colour"),
        "columns": Sentence("columns"),
        "company": Sentence("company"),
        "cost_fen": Sentence("cost"),
        "country": Sentence("country"),
        "deactivated_at": Sentence("active"),
        "deleted_at": Sentence("recycle bin"),
        "done_at": Sentence("done"),
        "drop_bp": Sentence("largest drop of a price"),
        "due_on": Sentence("due date"),
        "duration_days": Sentence("duration"),
        "effort_hours": Sentence("effort"),
        "fee_bp": Sentence("fee"),
        "file_name": Sentence("file"),
        "first_day": Sentence("first day"),
        "floor_fen": Sentence("floor price"),
        "freezes": Sentence("freeze"),
        "gives": Sentence("terms"),
        "happens_at": Sentence("time"),
        "hours": Sentence("hours a day"),
        "hours_per_day": Sentence("hours a day"),
        "issued": Sentence("how many there are"),
        "item_id": Sentence("item number"),
        "kind": Sentence("kind"),
        "lag_days": Sentence("lag"),
        "lag_unit": Sentence("unit of the lag"),
        "language": Sentence("language"),
        "last_day": Sentence("last day"),
        "last_fen": Sentence("price in the last sale"),
        "layer": Sentence("layer"),
        "lead_since": Sentence("lead"),
        "limit_per_buyer": Sentence("limit for each buyer"),
        "link": Sentence("link"),
        "list_fen": Sentence("list price"),
        "login": Sentence("login"),
        "lowest_week_fen": Sentence("lowest price of the last 7 days"),
        "must_have": Sentence("must-have"),
        "mutex_group": Sentence("group that excludes each other"),
        "name": Sentence("name"),
        "note": Sentence("note"),
        "offset_days": Sentence("offset in days"),
        "opens_at": Sentence("opening"),
        "operator_since": Sentence("operator"),
        "order_fen": Sentence("cost of an order"),
        "owner_id": Sentence("owner"),
        "paper": Sentence("notice"),
        "passed_at": Sentence("opening"),
        "people": Sentence("people"),
        "people_at_once": Sentence("people at once"),
        "people_change": Sentence("people more or fewer"),
        "per_buyer": Sentence("how many a buyer gets"),
        "phase_id": Sentence("phase"),
        "pinned_at": Sentence("pin"),
        "planned_pieces": Sentence("planned pieces"),
        "planning_day": Sentence("planning day"),
        "platform": Sentence("platform"),
        "platform_lines": Sentence("lines of the platform"),
        "position": Sentence("order"),
        "price_fen": Sentence("live price"),
        "priority": Sentence("priority"),
        "protection_days": Sentence("days of price protection"),
        "rate_bp": Sentence("highest rate off"),
        "read_at": Sentence("reading"),
        "reason": Sentence("reason"),
        "removed_at": Sentence("removal"),
        "rounding": Sentence("rounding"),
        "sale_day": Sentence("sale day"),
        "scope": Sentence("products it covers"),
        "shop_bp": Sentence("share the shop bears"),
        "shop_id": Sentence("shop"),
        "signed_at": Sentence("sign-off"),
        "sku": Sentence("code"),
        "sku_id": Sentence("variant number"),
        "source": Sentence("source"),
        "standing": Sentence("standing"),
        "started_at": Sentence("start"),
        "stock": Sentence("stock"),
        "struck_fen": Sentence("struck-through price"),
        "stuck_reason": Sentence("reason for being stuck"),
        "submitted_at": Sentence("submission for review"),
        "target_bp": Sentence("wanted margin"),
        "target_fen": Sentence("target"),
        "target_measure": Sentence("measure of the target"),
        "target_share_bp": Sentence("share of the target"),
        "team_id": Sentence("team"),
        "teammate_since": Sentence("teammate"),
        "text": Sentence("text"),
        "time_zone": Sentence("time zone"),
        "title": Sentence("title"),
        "url": Sentence("link"),
        "wording": Sentence("wording"),
        "works": Sentence("at work"),
        "works_days_off": Sentence("works on days off"),
    }
)


def title_of(session: Session, table: str, state: State) -> Sentence:
    """What a row is called, from its kept state; people are named by ``Who``."""
    return _TITLES[table](session, state)


def _figures(session: Session, state: State) -> Sentence:
    shop = name_of(session, Shop, state["shop_id"])
    day = date.fromisoformat(state["day"])
    if state["hour"] == WHOLE_DAY:
        return Sentence("figures of “{shop}” on {day}", shop=shop, day=day)
    return Sentence(
        "figures of “{shop}” on {day} from {hour}",
        shop=shop,
        day=day,
        hour=f"{state['hour']}:00",
    )


_OTHERS = TARGET_TITLES | PLAYBOOK_TITLES
_TITLES: dict[str, Callable[[Session, State], Sentence]] = _OTHERS | {
    "campaign": lambda _, state: Sentence("campaign “{name}”", name=state["name"]),
    "campaign_shop": lambda session, state: Sentence(
        "shop “{shop}” of the campaign", shop=name_of(session, Shop, state["shop_id"])
    ),
    "phase": lambda _, state: Sentence("phase “{name}”", name=state["name"]),
    "phase_shop": lambda session, state: Sentence(
        "shop “{shop}” of phase “{phase}”",
        shop=name_of(session, Shop, state["shop_id"]),
        phase=name_of(session, Phase, state["phase_id"]),
    ),
    "sign_off": lambda session, state: Sentence(
        "sign-off of the team “{team}” for phase “{phase}”",
        team=name_of(session, Team, state["team_id"]),
        phase=name_of(session, Phase, state["phase_id"]),
    ),
    "waiver": lambda session, state: Sentence(
        "phase “{phase}” without “{task}”",
        phase=name_of(session, Phase, state["phase_id"]),
        task=short(name_of(session, Task, state["task_id"])),
    ),
    "milestone": lambda _, state: Sentence("milestone “{name}”", name=state["name"]),
    "task": lambda _, state: Sentence("task “{title}”", title=short(state["title"])),
    "predecessor": lambda session, state: Sentence(
        "“{task}” waits for “{other}”",
        task=short(name_of(session, Task, state["task_id"])),
        other=short(name_of(session, Task, state["before_id"])),
    ),
    "checklist_item": lambda _, state: Sentence("step “{text}”", text=short(state["text"])),
    "comment": lambda _, state: Sentence("comment “{text}”", text=short(state["text"])),
    "evidence": lambda _, state: Sentence("evidence “{title}”", title=short(state["title"])),
    "team": lambda _, state: Sentence("team “{name}”", name=state["name"]),
    "team_time": lambda session, state: Sentence(
        "time of the team “{team}” from {first} to {last}",
        team=name_of(session, Team, state["team_id"]),
        first=date.fromisoformat(state["first_day"]),
        last=date.fromisoformat(state["last_day"]),
    ),
    "person": lambda _, state: Sentence("account of {person}", person=Who(state["id"])),
    "membership": lambda session, state: Sentence(
        "{person} in the team “{team}”",
        person=Who(state["person_id"]),
        team=name_of(session, Team, state["team_id"]),
    ),
    "installation": lambda _, state: Sentence("company “{name}”", name=state["company"]),
    "shop": lambda _, state: Sentence("shop “{name}”", name=state["name"]),
    "calendar_year": lambda _, state: Sentence("calendar of {year}", year=str(state["year"])),
    "calendar_day": lambda _, state: Sentence(
        "calendar day {day}", day=date.fromisoformat(state["day"])
    ),
    "own_template": lambda _, state: Sentence(
        "template “{name}”, version {number}", name=state["name"], number=state["number"]
    ),
    "product": lambda _, state: Sentence(
        "product “{code}” {name}", code=state["sku"], name=short(state["name"])
    ),
    "live_price": lambda _, state: Sentence(
        "live price of {number}", number=state["sku_id"] or state["item_id"]
    ),
    "promotion": lambda _, state: Sentence("promotion “{name}”", name=state["name"]),
    "promotion_phase": lambda session, state: Sentence(
        "promotion “{promotion}” in phase “{phase}”",
        promotion=name_of(session, Promotion, state["promotion_id"]),
        phase=name_of(session, Phase, state["phase_id"]),
    ),
    "promotion_task": lambda session, state: Sentence(
        "task “{task}” for promotion “{promotion}”",
        task=short(name_of(session, Task, state["task_id"])),
        promotion=name_of(session, Promotion, state["promotion_id"]),
    ),
    "promotion_setting": lambda _, __: Sentence("costs and limits of promotions"),
    # Events name rows to everyone, and a reason speaks of margins.
    "accepted_finding": lambda _, __: Sentence("reason given for the promotion check"),
    "rules_sign_off": lambda session, state: Sentence(
        "sign-off of the rules of phase “{phase}”",
        phase=name_of(session, Phase, state["phase_id"]),
    ),
    "sales_import": lambda _, state: Sentence("import of “{file}”", file=state["file_name"]),
    "sales_figure": _figures,
    "export_mapping": lambda session, state: Sentence(
        "mapped columns of “{shop}”", shop=name_of(session, Shop, state["shop_id"])
    ),
    "source_choice": lambda session, state: Sentence(
        "chosen source of “{shop}”", shop=name_of(session, Shop, state["shop_id"])
    ),
}
