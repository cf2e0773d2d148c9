"""What a shop sells in a sale: add, change, take out and bring back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session

from planner.actions.finding import open_campaign
from planner.actions.product_rows import (
    Fields,
    added,
    require_planning,
    require_rights,
    set_fields,
    standing,
)
from planner.actions.stale import require_version
from planner.rules.people import Actor
from planner.tables.products import Product
from planner.words import Did, Refusal, Sentence


def add(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    shop_id: int,
    fields: Fields,
) -> Did:
    """Add a product to a shop's sale: it needs a code, a name and a list price."""
    require_planning(session, actor, campaign_id, shop_id)
    row = added(session, actor, now, campaign_id, shop_id, fields)
    return Did(Sentence("added the product “{name}”", name=row.name), campaign_id, row.id)


def edit(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,
    product_id: int,
    version: int,
    fields: Fields,
) -> Did:
    """Change fields of a product that the person saw at ``version``."""
    return change_many(session, actor=actor, now=now, changes=[(product_id, version, fields)])


def change_many(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    changes: Sequence[tuple[int, int, Fields]],
) -> Did:
    """Change products, each (id, the version the person saw, fields); all of them or none."""
    require_rights(actor)
    if not changes:
        raise Refusal("Choose at least one product.")
    rows = [standing(session, product_id) for product_id, _, _ in changes]
    for row, (_, version, fields) in zip(rows, changes, strict=True):
        require_version(session, row, version)
        try:
            set_fields(session, row, fields)
        except Refusal as refusal:
            if len(rows) == 1:
                raise
            raise Refusal("“{code}”, {what}", code=row.sku, what=refusal.sentence) from refusal
    campaign_id = _one_campaign(rows)
    if len(rows) == 1:
        return Did(Sentence("changed the product “{name}”", name=rows[0].name), campaign_id)
    said = Sentence("changed {n} product", "changed {n} products", n=len(rows))
    return Did(said, campaign_id, len(rows))


def remove(session: Session, /, *, actor: Actor, now: datetime, product_ids: Sequence[int]) -> Did:
    """Take products out of the sale, into the recycle bin."""
    require_rights(actor)
    if not product_ids:
        raise Refusal("Choose at least one product.")
    rows = [standing(session, product_id) for product_id in dict.fromkeys(product_ids)]
    for row in rows:
        row.removed_at, row.removed_by = now, actor.person_id
    campaign_id = _one_campaign(rows)
    if len(rows) == 1:
        said = Sentence("put the product “{name}” into the recycle bin", name=rows[0].name)
    else:
        said = Sentence(
            "put {n} product into the recycle bin",
            "put {n} products into the recycle bin",
            n=len(rows),
        )
    return Did(said, campaign_id, len(rows))


def bring_back(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    product_id: int,
) -> Did:
    """Take a product out of the recycle bin, back into its sale."""
    require_rights(actor)
    row = session.get(Product, product_id)
    if row is None:
        raise Refusal("This product is not there any more.")
    open_campaign(session, row.campaign_id)
    row.removed_at = row.removed_by = None
    said = Sentence("took the product “{name}” out of the recycle bin", name=row.name)
    return Did(said, row.campaign_id)


def _one_campaign(rows: Collection[Product]) -> int:
    ids = {row.campaign_id for row in rows}
    if len(ids) > 1:
        raise Refusal("Choose products of one campaign.")
    return ids.pop()
