"""The tasks that promotions ask for, from their TOML file."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from planner.files.toml_fields import Fields
from planner.rules.people import SEED_TEAMS
from planner.rules.promotions.needs import Need
from planner.rules.promotions.presets import GivingKind
from planner.rules.promotions.ruleset import Layer
from planner.rules.template_parts import Bilingual

SHIPPED = Path(__file__).parents[2] / "data" / "promotions" / "tasks.toml"
Named = TypeVar("Named", bound=Enum)
_TEAMS = tuple(team.key for team in SEED_TEAMS)


@lru_cache(maxsize=1)
def shipped() -> tuple[Need, ...]:
    """The tasks that come with the app, in the order of the file."""
    return read(SHIPPED.read_bytes())


def read(content: bytes) -> tuple[Need, ...]:
    """The tasks in a TOML file of ``need`` tables. Raises Refusal naming the field at fault."""
    file = Fields.of_file("tasks.toml", content)
    needs = tuple(_need(fields) for fields in file.tables("need"))
    file.done()
    return needs


def _need(fields: Fields) -> Need:
    team = fields.text("team")
    if team not in _TEAMS:
        raise fields.wrong("team", ", ".join(_TEAMS))
    need = Need(
        key=fields.key("key"),
        team=team,
        title=_bilingual(fields.table("title")),
        acceptance=_bilingual(fields.table("acceptance")),
        days_before=fields.whole("days_before", at_least=0),
        effort_hours=fields.hours("effort_hours"),
        must_have=fields.flag("must_have"),
        kinds=_members(fields, "kinds", GivingKind),
        layers=_members(fields, "layers", Layer),
    )
    fields.done()
    return need


def _bilingual(fields: Fields) -> Bilingual:
    text = Bilingual(zh=fields.text("zh"), en=fields.text("en"))
    fields.done()
    return text


def _members(fields: Fields, name: str, kind: type[Named]) -> frozenset[Named]:
    """The members of an enumeration that a field lists; all of them where it is missing."""
    if not fields.has(name):
        return frozenset(kind)
    known = {member.name.lower(): member for member in kind}
    listed = [str(text) for text in fields.texts_or_tables(name)]
    if not listed or not known.keys() >= set(listed):
        raise fields.wrong(name, ", ".join(known))
    return frozenset(known[text] for text in listed)
