"""A small real shop for tests: Lin An leads, Zhou Yan operates, Chen Mo designs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from planner.actions import links, people, shops, sign_ins
from planner.desk import Desk
from planner.reports import entrance
from planner.reports.people import teams as teams_report
from planner.reports.visitors import actor_of
from planner.rules.passwords import encode, hash_token
from planner.rules.people import Actor, Role

OPENED = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)
PASSWORDS = {"lin": "lin likes lychees", "zhou": "zhou zips zebras", "chen": "chen cooks chives"}
KEY = b"a key only this test knows"


@dataclass
class Clock:
    """The time of day, as a test wants it."""

    now: datetime = OPENED

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **how_long: float) -> None:
        """Let time pass, as timedelta counts it."""
        self.now += timedelta(**how_long)


@dataclass
class RealShop:
    """The shop's desk, its clock, and how its people act."""

    desk: Desk
    clock: Clock

    @property
    def lead(self) -> Actor:
        """Lin An, operator and lead, the first account."""
        return self.actor(1)

    @property
    def operator(self) -> Actor:
        """Zhou Yan, operator."""
        return self.actor(2)

    @property
    def teammate(self) -> Actor:
        """Chen Mo, teammate in design."""
        return self.actor(3)

    def actor(self, person_id: int) -> Actor:
        """A person as they act at the moment."""
        found = self.desk.read(actor_of, person_id=person_id)
        assert found is not None
        return found

    def team_id(self, key: str) -> int:
        """The id of one of the first six teams."""
        frame = self.desk.read(teams_report, actor=self.lead, archived=True)
        return int(frame.loc[frame["key"] == key, "id"].item())

    def try_to_sign_in(self, login: str, password: str, address: str = "10.0.0.7") -> str | None:
        """Sign in as the form does; the token, or None where they don't match."""
        salt = self.desk.read(entrance.password_salt, login=login, address=address, key=KEY)
        token: str | None = self.desk.perform(
            sign_ins.start_sign_in,
            login=login,
            proof=encode(password, salt),
            address=address,
            key=KEY,
            browser="a test",
        ).value
        return token

    def sign_in(self, login: str, address: str = "10.0.0.7") -> str:
        """Sign in with the right password; the hash that names the session."""
        token = self.try_to_sign_in(login, PASSWORDS[login], address)
        assert token is not None
        return hash_token(token)


def build(url: str) -> None:
    """Open the shop and let everyone join."""
    desk = Desk(url, clock=Clock())
    desk.perform(
        shops.open_shop,
        company="山岚家居",
        shops=(("山岚旗舰店", "tmall"), ("山岚京东店", "jd")),
        name="Lin An",
        login="lin",
        password=PASSWORDS["lin"],
        language="zh",
    )
    shop = RealShop(desk, Clock())
    for name, login, role, team_ids in (
        ("Zhou Yan", "zhou", Role.OPERATOR, []),
        ("Chen Mo", "chen", Role.TEAMMATE, [shop.team_id("design")]),
    ):
        token = desk.perform(
            people.invite,
            actor=shop.lead,
            name=name,
            login=login,
            roles=[role],
            team_ids=team_ids,
        ).value
        desk.perform(links.accept_invitation, token=token, password=PASSWORDS[login], language="zh")
    desk.close()
