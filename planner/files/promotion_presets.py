"""The kinds of promotion that come with the app, from their TOML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from planner.files.toml_fields import Fields
from planner.rules.promotions.amount_rules import MostFor
from planner.rules.promotions.presets import ROUNDINGS, GivingKind, Preset
from planner.rules.promotions.ruleset import Base, Layer
from planner.rules.template_parts import Bilingual

SHIPPED = Path(__file__).parents[2] / "data" / "promotions" / "presets.toml"
Named = TypeVar("Named", bound=Enum)


@dataclass(frozen=True)
class Presets:
    """The kinds of promotion by key, and what their groups are called, in the file's order."""

    kinds: dict[str, Preset]
    groups: dict[str, Bilingual]


def shipped() -> dict[str, Preset]:
    """The kinds that come with the app by key."""
    return _shipped().kinds


def shipped_groups() -> dict[str, Bilingual]:
    """What the groups are called of which only one counts."""
    return _shipped().groups


def read(content: bytes) -> Presets:
    """The kinds in a TOML file of ``preset`` and ``group`` tables.

    Raises Refusal naming the field at fault, as for a kind in a group that has no name.
    """
    file = Fields.of_file("presets.toml", content)
    groups = dict(_group(fields) for fields in file.tables("group"))
    presets = [_preset(fields, groups) for fields in file.tables("preset")]
    file.done()
    return Presets({preset.key: preset for preset in presets}, groups)


@lru_cache(maxsize=1)
def _shipped() -> Presets:
    return read(SHIPPED.read_bytes())


def _group(fields: Fields) -> tuple[str, Bilingual]:
    group = fields.key("key"), _bilingual(fields, "name")
    fields.done()
    return group


def _preset(fields: Fields, groups: Mapping[str, Bilingual]) -> Preset:
    rounding = fields.text("rounding") if fields.has("rounding") else "paid_half_up"
    if rounding not in ROUNDINGS:
        raise fields.wrong("rounding", ", ".join(ROUNDINGS))
    group = fields.text("group") if fields.has("group") else ""
    if group and group not in groups:
        raise fields.wrong("group", ", ".join(groups))
    preset = Preset(
        key=fields.key("key"),
        name=_bilingual(fields, "name"),
        kind=_named(fields, "kind", GivingKind),
        layer=_named(fields, "layer", Layer),
        base=_named(fields, "base", Base),
        platform=_bilingual(fields, "platform"),
        year=fields.whole("year", at_least=2015),
        source=_bilingual(fields, "source"),
        checked=fields.day("checked"),
        group=group,
        claimed=fields.flag("claimed"),
        repeat=fields.flag("repeat"),
        most_for=(_named(fields, "most_for", MostFor) if fields.has("most_for") else MostFor.ORDER),
        rounding=rounding,
        shop_bp=100 * fields.whole("shop", at_least=0) if fields.has("shop") else 10_000,
        closes=frozenset(
            _layer(fields, str(name))
            for name in (fields.texts_or_tables("closes") if fields.has("closes") else ())
        ),
    )
    fields.done()
    return preset


def _bilingual(fields: Fields, name: str) -> Bilingual:
    return Bilingual(zh=fields.text(f"{name}_zh"), en=fields.text(name))


def _named(fields: Fields, name: str, kind: type[Named]) -> Named:
    """The member of an enumeration that a field names."""
    text = fields.text(name)
    for member in kind:
        if member.name.lower() == text:
            return member
    raise fields.wrong(name, ", ".join(member.name.lower() for member in kind))


def _layer(fields: Fields, text: str) -> Layer:
    for layer in Layer:
        if layer.name.lower() == text:
            return layer
    raise fields.wrong("closes", ", ".join(layer.name.lower() for layer in Layer))
