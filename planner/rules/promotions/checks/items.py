"""Items on the platform: all variants signed up, and links that lead to the right one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qs, urlsplit

from planner.rules.promotions.checks.grounds import Grounds, not_checked, phase_of, signs_up
from planner.rules.promotions.checks.working import said_list
from planner.rules.promotions.findings import Code, Finding, Level
from planner.rules.promotions.plans import PlannedRule, Product
from planner.words import Sentence

_ITEM_FIELDS = ("id", "itemid", "item_id", "goods_id", "goodsid", "product_id", "wareid")
_SKU_FIELDS = ("skuid", "sku_id")
# What exports write where an item has no variants.
_NO_VARIANT = frozenset({"", "0"})
_NUMBER = re.compile(r"\d{5,20}")
_IN_PATH = re.compile(r"/(\d{5,20})(?:\.html?)?/?$")


def find(grounds: Grounds) -> Iterator[Finding]:
    """Variants that are missing, and links that don't fit."""
    yield from _incomplete(grounds)
    yield from _unplanned(grounds)
    yield from _links(grounds)


def _incomplete(grounds: Grounds) -> Iterator[Finding]:
    """A sign-up for some variants of an item: the platform refuses the whole item."""
    items: dict[str, list[Product]] = defaultdict(list)
    for product in grounds.products:
        if product.item_id:
            items[product.item_id].append(product)
    for planned in grounds.plan.rules:
        if not signs_up(planned):
            continue
        own = {product.sku for product in grounds.covered(planned.rule)}
        for item, variants in items.items():
            missing = [one.sku for one in variants if one.sku not in own]
            if missing and len(missing) < len(variants):
                yield _missing(
                    item,
                    missing,
                    [one.sku for one in variants],
                    planned,
                )


def _missing(
    item: str, missing: Sequence[str], variants: Sequence[str], planned: PlannedRule
) -> Finding:
    return Finding(
        Code.ITEM_SKU_SET_INCOMPLETE,
        Level.P0,
        Sentence(
            "“{rule}” leaves out {n} variant of item {item}: {skus}. The platform refuses it all.",
            "“{rule}” leaves out {n} variants of item {item}: {skus}. The platform refuses it all.",
            n=len(missing),
            rule=planned.rule.name,
            item=item,
            skus=said_list(missing),
        ),
        (planned.rule.key,),
        missing[0],
        phase_of(planned),
        working=(
            Sentence("variants of the item: {skus}", skus=said_list(variants, 20)),
            Sentence("left out: {skus}", skus=said_list(missing, 20)),
        ),
        fix=Sentence("Add {skus} to it, or leave the whole item out.", skus=said_list(missing)),
    )


def _unplanned(grounds: Grounds) -> Iterator[Finding]:
    """Variants that an export knows of an item in the sale, and the sale doesn't."""
    planned: dict[str, set[str]] = defaultdict(set)
    for product in grounds.products:
        if product.item_id and product.sku_id:
            planned[product.item_id].add(product.sku_id)
    known: dict[str, set[str]] = defaultdict(set)
    for one in grounds.plan.live:
        if one.item_id in planned and one.sku_id not in _NO_VARIANT:
            known[one.item_id].add(one.sku_id)
    for item, variants in sorted(known.items()):
        missing = sorted(variants - planned[item])
        if missing:
            own = next(one.sku for one in grounds.products if one.item_id == item)
            yield Finding(
                Code.ITEM_SKU_SET_INCOMPLETE,
                Level.P0,
                Sentence(
                    "Item {item} has {n} variant that this sale doesn't: {skus}.",
                    "Item {item} has {n} variants that this sale doesn't: {skus}.",
                    n=len(missing),
                    item=item,
                    skus=said_list(missing),
                ),
                sku=own,
                working=(
                    Sentence("in the back office: {skus}", skus=said_list(sorted(variants), 20)),
                    Sentence("in this sale: {skus}", skus=said_list(sorted(planned[item]), 20)),
                ),
                fix=Sentence("Add the missing variants as products."),
            )


def _links(grounds: Grounds) -> Iterator[Finding]:
    lacking = [one.sku for one in grounds.products if not (one.link and one.item_id)]
    if lacking:
        yield not_checked(
            Code.LINK_SKU_MISMATCH,
            Sentence(
                "{n} product has no link or no item number: {skus}.",
                "{n} products have no link or no item number: {skus}.",
                n=len(lacking),
                skus=said_list(lacking),
            ),
            Sentence("Write the link and the item number of each product."),
        )
    owners: dict[str, Product] = {}
    for product in grounds.products:
        if not product.link:
            continue
        why = _wrong(product)
        owner = owners.setdefault(product.link, product)
        if why is None and owner.item_id != product.item_id:
            why = Sentence("“{sku}” of another item has the same link", sku=owner.sku)
        if why is not None:
            yield Finding(
                Code.LINK_SKU_MISMATCH,
                Level.P0,
                Sentence("The link of “{sku}” is wrong: {why}.", sku=product.sku, why=why),
                sku=product.sku,
                working=(
                    Sentence("link {link}", link=product.link),
                    Sentence("item number {item}", item=product.item_id or "–"),
                ),
                fix=Sentence("Copy the link of item {item} anew.", item=product.item_id or "–"),
            )


def _wrong(product: Product) -> Sentence | None:
    """What is wrong with a link by itself; None where nothing is."""
    try:
        parts = urlsplit(product.link.strip())
    except ValueError:
        return Sentence("it can't be read")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return Sentence("it doesn't start with http:// or https://")
    fields = {name.lower(): values[0] for name, values in parse_qs(parts.query).items()}
    item = next(
        (fields[name] for name in _ITEM_FIELDS if _NUMBER.fullmatch(fields.get(name, ""))), None
    )
    in_path = _IN_PATH.search(parts.path)
    item = item or (in_path[1] if in_path else None)
    variant = next((fields[name] for name in _SKU_FIELDS if name in fields), None)
    if item and product.item_id and item not in (product.item_id, product.sku_id):
        return Sentence("it leads to item {item}", item=item)
    if variant and product.sku_id and variant != product.sku_id:
        return Sentence("it leads to variant {variant}", variant=variant)
    return None
