"""The newest answer to each question, kept until what it is about has moved on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cachetools import LRUCache

T = TypeVar("T")


class Kept:
    """Keeps one answer to each of the ``most`` questions asked last.

    Answers are shared, so whoever gets one treats it as read-only.
    """

    def __init__(self, most: int) -> None:
        self._answers: LRUCache[Hashable, _Answer] = LRUCache(most)
        self._lock = threading.Lock()

    def get(self, question: Hashable, as_of: Hashable, make: Callable[[], T]) -> T:
        """The answer as of then, which is made anew if the kept one is of another moment.

        Who asks while somebody else is making it waits for theirs. What ``make`` raises is raised
        here, and nothing is kept.
        """
        with self._lock:
            answer = self._answers.get(question)
            if answer is None or answer.as_of != as_of:
                answer = self._answers[question] = _Answer(as_of)
        with answer.lock:
            if not answer.made:
                answer.value = make()
                answer.made = True
        value: T = answer.value
        return value


@dataclass(eq=False)
class _Answer:
    as_of: Hashable
    value: Any = None
    made: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)
