"""The newest answer to each question, kept until what it is about has moved on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from operator import lt
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

    def get(self, question: Hashable, as_of: Sequence[int], make: Callable[[], T]) -> T:
        """The answer as of then or later, which is made anew if the kept one is older.

        ``as_of`` counts how far each thing is that the answer is about; counts only grow. So a
        page that began before a write takes the answer of one that began after it, and the two
        don't take turns at making theirs. Who asks while somebody else is making it waits for
        theirs. What ``make`` raises is raised here, and nothing is kept.
        """
        with self._lock:
            answer = self._answers.get(question)
            if answer is None or any(map(lt, answer.as_of, as_of)):
                answer = self._answers[question] = _Answer(as_of)
        with answer.lock:
            if not answer.made:
                answer.value = make()
                answer.made = True
        value: T = answer.value
        return value


@dataclass(eq=False)
class _Answer:
    as_of: Sequence[int]
    value: Any = None
    made: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)
