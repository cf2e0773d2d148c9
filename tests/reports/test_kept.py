"""Answers that are kept: as of when, by how many, and for everyone who waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from planner.reports.kept import Kept


class Kitchen:
    """Makes an answer and counts how often it had to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_an_answer_is_made_once_for_as_long_as_nothing_moved_on() -> None:
    kept, make = Kept(4), Kitchen()

    answers = [kept.get("listing", as_of=(7,), make=make) for _ in range(3)]

    assert answers == [1, 1, 1]


def test_an_answer_is_made_anew_when_what_it_is_about_has_moved_on() -> None:
    kept, make = Kept(4), Kitchen()

    answers = [kept.get("listing", as_of=(revision,), make=make) for revision in (7, 8, 8)]

    assert answers == [1, 2, 2]


@pytest.mark.parametrize(
    ("kept_at", "asked_at", "again"),
    [((8, 3), (7, 3), False), ((8, 3), (8, 2), False), ((8, 3), (9, 3), True),
     ((8, 3), (8, 4), True), ((8, 3), (9, 2), True), ((8, 3), (7, 4), True)],
)  # fmt: skip
def test_a_later_answer_serves_who_began_earlier_unless_it_is_behind_in_anything(
    kept_at: tuple[int, int], asked_at: tuple[int, int], again: bool
) -> None:
    kept, make = Kept(4), Kitchen()

    kept.get("listing", kept_at, make)

    assert kept.get("listing", asked_at, make) == (2 if again else 1)


def test_another_question_has_another_answer() -> None:
    kept, make = Kept(4), Kitchen()

    answers = [kept.get(question, as_of=(7,), make=make) for question in ("mine", "yours", "mine")]

    assert answers == [1, 2, 1]


def test_the_question_nobody_asked_lately_makes_room() -> None:
    kept, make = Kept(2), Kitchen()

    answers = [kept.get(question, as_of=(7,), make=make) for question in "abacba"]

    assert answers == [1, 2, 1, 3, 4, 5]


def test_nothing_is_kept_of_an_answer_that_failed() -> None:
    kept, make = Kept(4), Kitchen()

    with pytest.raises(LookupError):
        kept.get("listing", as_of=(7,), make=_fails)

    assert kept.get("listing", as_of=(7,), make=make) == 1


def test_who_asks_while_it_is_being_made_waits_for_the_same_answer() -> None:
    kept, make = Kept(4), Kitchen()
    started, go_on = threading.Event(), threading.Event()

    def slowly() -> int:
        started.set()
        assert go_on.wait(10)
        return make()

    answers: list[int] = []
    people = [
        threading.Thread(target=lambda: answers.append(kept.get("listing", (7,), slowly)))
        for _ in range(5)
    ]
    people[0].start()
    assert started.wait(10)
    for person in people[1:]:
        person.start()
    time.sleep(0.05)
    waiting = list(answers)
    go_on.set()
    for person in people:
        person.join(10)

    assert waiting == []
    assert answers == [1] * 5


def test_other_questions_do_not_wait() -> None:
    kept = Kept(4)
    inside: list[str] = []

    def asks_another() -> str:
        inside.append(kept.get("cheap", (7,), _answer("cheap")))
        return "dear"

    assert kept.get("dear", (7,), asks_another) == "dear"
    assert inside == ["cheap"]


def _answer(text: str) -> Callable[[], str]:
    return lambda: text


def _fails() -> int:
    raise LookupError
