"""Small plans by chance: two teams that work at different times, links of all kinds, two gates."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from planner.rules.links import LagUnit, Link, LinkKind
from planner.rules.networks import Network, Work
from tests.support.half_day_plans import DESIGN, WAREHOUSE, gate, network, team

FIRST = date(2026, 9, 21)


@st.composite
def networks(draw: st.DrawFn, most: int = 8, *, pinned: bool = False) -> Network[int]:
    """Up to ``most`` tasks around National Day; keys in no order of who waits for whom."""
    count = draw(st.integers(1, most))
    keys = draw(st.permutations(range(1, count + 1)))
    works = []
    for number, key in enumerate(keys):
        befores = draw(st.sets(st.sampled_from(keys[:number]), max_size=3)) if number else set()
        fixed = None
        if pinned and draw(st.integers(0, 5)) == 0:
            start = draw(st.integers(0, 40))
            fixed = (start, start + draw(st.integers(1, 8)))
        works.append(
            Work(
                key,
                draw(st.sampled_from([DESIGN, WAREHOUSE])),
                minutes=draw(st.sampled_from([0, 1, 100, 240, 480, 1000, 2400])),
                people=draw(st.integers(1, 3)),
                length=draw(st.integers(0, 4)),
                due=draw(st.none() | st.integers(2, 60)),
                gate=draw(st.none() | st.sampled_from([gate(1), gate(2)])),
                deadline=draw(st.none() | st.integers(2, 80)),
                not_before=draw(st.none() | st.integers(0, 30)),
                fixed=fixed,
                after=tuple(draw(_links(before)) for before in sorted(befores)),
            )
        )
    teams = {
        DESIGN: team(FIRST, draw(st.integers(1, 3))),
        WAREHOUSE: team(FIRST, draw(st.integers(1, 2)), every_day=True),
    }
    return network(works, teams, {1: 36, 2: 58}, now=draw(st.integers(0, 12)))


def _links(before: int) -> st.SearchStrategy[Link[int]]:
    return st.builds(
        Link,
        st.just(before),
        st.sampled_from(LinkKind),
        st.integers(-2, 3),
        st.sampled_from(LagUnit),
    )
