"""The kinds of promotion that come with the app, from their TOML file."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from planner.files.toml_fields import Fields
from planner.rules.promotions.presets import ROUNDINGS, GivingKind, Preset
from planner.rules.promotions.ruleset import Base, Layer
from planner.rules.template_parts import Bilingual

SHIPPED = Path(__file__).parents[2] / "data" / "promotions" / "presets.toml"
Named = TypeVar("Named", bound=Enum)


@lru_cache(maxsize=1)
def shipped() -> dict[str, Preset]:
    """The kinds that come with the app by key, in the order of the file."""
    return read(SHIPPED.read_bytes())


def read(content: bytes) -> dict[str, Preset]:
    """The kinds in a TOML file of ``preset`` tables. Raises Refusal naming the field at fault."""
    file = Fields.of_file("presets.toml", content)
    presets = [_preset(fields) for fields in file.tables("preset")]
    file.done()
    return {preset.key: preset for preset in presets}


def _preset(fields: Fields) -> Preset:
    rounding = fields.text("rounding") if fields.has("rounding") else "paid_half_up"
    if rounding not in ROUNDINGS:
        raise fields.wrong("rounding", ", ".join(ROUNDINGS))
    preset = Preset(
        key=fields.key("key"),
        name=Bilingual(zh=fields.text("name_zh"), en=fields.text("name")),
        kind=_named(fields, "kind", GivingKind),
        layer=_named(fields, "layer", Layer),
        base=_named(fields, "base", Base),
        platform=fields.text("platform"),
        year=fields.whole("year", at_least=2015),
        source=fields.text("source"),
        checked=fields.day("checked"),
        group=fields.text("group") if fields.has("group") else "",
        claimed=fields.flag("claimed"),
        repeat=fields.flag("repeat"),
        rounding=rounding,
        shop_bp=100 * fields.whole("shop", at_least=0) if fields.has("shop") else 10_000,
        closes=frozenset(
            _layer(fields, str(name))
            for name in (fields.texts_or_tables("closes") if fields.has("closes") else ())
        ),
    )
    fields.done()
    return preset


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
