"""Opening an installation, as a real shop or as a demo, and its shops on the platforms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from planner.actions.links import take_link
from planner.actions.stale import require_version
from planner.rules.names import checked_login, checked_name, tidy
from planner.rules.passwords import check_password, encode, new_salt
from planner.rules.people import SEED_TEAMS, Actor, Right
from planner.rules.platforms import PLATFORMS
from planner.tables.people import Person, Team
from planner.tables.shops import Installation, Shop
from planner.words import Did, Refusal, Sentence


def open_shop(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- nobody is signed in yet
    now: datetime,
    company: str,
    shops: Sequence[tuple[str, str]],
    name: str,
    login: str,
    password: str,
    language: str,
    key: str | None = None,
) -> Did:
    """Make an empty installation a real shop; its first person is operator and lead.

    ``shops`` are names with a key of ``PLATFORMS``, ``key`` the first link's token where one was
    used. The value is the person's id. Refused once an installation is there.
    """
    _require_empty(session)
    login = checked_login(login)
    check_password(password, login)
    if key is not None:
        take_link(session, "first", key, now)
    _open(session, now, "real", company, shops)
    person = _first_person(session, now, name, login, language)
    person.password_hash = encode(password, new_salt())
    return Did(Sentence("opened the shop"), value=person.id)


def open_demo(
    session: Session,
    /,
    *,
    actor: Actor,  # noqa: ARG001 -- nobody is signed in yet
    now: datetime,
    company: str,
    shops: Sequence[tuple[str, str]],
    name: str,
    login: str,
    language: str,
) -> Did:
    """Make an empty installation a demo, where people come in without a password.

    The value is the id of its first person, operator and lead.
    """
    _require_empty(session)
    _open(session, now, "demo", company, shops)
    person = _first_person(session, now, name, checked_login(login), language)
    return Did(Sentence("opened the demo"), value=person.id)


def add_shop(
    session: Session, /, *, actor: Actor, now: datetime, name: str, platform: str = "other"
) -> Did:
    """Add a shop on one platform; the value is its id."""
    actor.require(Right.PLAN)
    shop = _new_shop(session, now, name, platform)
    return Did(Sentence("added the shop “{shop}”", shop=shop.name), value=shop.id)


def rename_shop(
    session: Session,
    /,
    *,
    actor: Actor,
    now: datetime,  # noqa: ARG001 -- every action gets the moment
    shop_id: int,
    version: int,
    name: str,
    platform: str,
) -> Did:
    """Give a shop another name or platform."""
    actor.require(Right.PLAN)
    shop = _shop(session, shop_id)
    require_version(session, shop, version)
    before, shop.name = shop.name, _free_shop_name(session, name, shop.id)
    shop.platform = _checked_platform(platform)
    return Did(Sentence("changed the shop “{before}” to “{after}”", before=before, after=shop.name))


def archive_shop(
    session: Session, /, *, actor: Actor, now: datetime, shop_id: int, archived: bool = True
) -> Did:
    """Stop offering a shop for new campaigns, or offer it again; its figures stay."""
    actor.require(Right.PLAN)
    shop = _shop(session, shop_id)
    if not archived:
        shop.archived_at = None
        return Did(Sentence("took the shop “{shop}” out of the archive", shop=shop.name))
    others = session.exec(
        select(Shop.id).where(col(Shop.archived_at).is_(None), Shop.id != shop.id)
    ).first()
    if others is None:
        raise Refusal("Shop: this is the only one. Add another before you archive it.")
    shop.archived_at = shop.archived_at or now
    return Did(Sentence("archived the shop “{shop}”", shop=shop.name))


def _require_empty(session: Session) -> None:
    if session.get(Installation, 1) is not None:
        raise Refusal("This planner already belongs to a shop. Sign in instead.")


def _open(
    session: Session, now: datetime, kind: str, company: str, shops: Sequence[tuple[str, str]]
) -> None:
    company = tidy(company)
    if not 1 <= len(company) <= 80:
        raise Refusal("Company: write a name of 1 to 80 characters.")
    if not shops:
        raise Refusal("Shop: name at least one.")
    session.add(Installation(kind=kind, company=company, created_at=now))
    for name, platform in shops:
        _new_shop(session, now, name, platform)
    for position, seed in enumerate(SEED_TEAMS):
        session.add(
            Team(
                key=seed.key,
                name=seed.name.msgid,
                colour=seed.colour,
                position=position,
                burst_hours=seed.burst_hours,
            )
        )
    session.flush()


def _first_person(session: Session, now: datetime, name: str, login: str, language: str) -> Person:
    person = Person(
        name=checked_name(name),
        login=login,
        language=language,
        created_at=now,
        operator_since=now,
        lead_since=now,
    )
    session.add(person)
    session.flush()
    return person


def _new_shop(session: Session, now: datetime, name: str, platform: str) -> Shop:
    shop = Shop(
        name=_free_shop_name(session, name, None),
        platform=_checked_platform(platform),
        created_at=now,
    )
    session.add(shop)
    session.flush()
    return shop


def _free_shop_name(session: Session, name: str, own_id: int | None) -> str:
    name = tidy(name)
    if not 1 <= len(name) <= 60:
        raise Refusal("Shop: write a name of 1 to 60 characters.")
    twin = session.exec(
        select(Shop).where(func.lower(Shop.name) == name.lower(), Shop.id != (own_id or 0))
    ).first()
    if twin is not None:
        raise Refusal("Shop: there already is one called “{shop}”. Choose another name.", shop=name)
    return name


def _checked_platform(platform: str) -> str:
    if platform not in PLATFORMS:
        raise Refusal("Platform: choose one from the list.")
    return platform


def _shop(session: Session, shop_id: int) -> Shop:
    shop = session.get(Shop, shop_id)
    if shop is None:
        raise Refusal("Shop: choose one of your shops.")
    return shop
