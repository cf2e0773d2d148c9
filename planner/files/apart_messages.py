"""What two processes of ours say to each other about a file: a length, then a pickled object."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from planner.files.headers import DayNeeded, Unclear, Unrecognised
from planner.rules.exports import HandMapping
from planner.words import Refusal, Sentence

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Question:
    """What ``sales.read`` is asked; the file's bytes follow it, ``length`` of them."""

    file_name: str
    length: int
    zone: str
    day: date | None
    mappings: Mapping[str, HandMapping]


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal as it can be sent: which one, its sentence, and the headers it shows."""

    sentence: Sentence
    headers: tuple[str, ...] | None
    day_needed: bool

    @classmethod
    def of(cls, refusal: Refusal) -> Refused:
        """The refusal, ready to be sent."""
        headers = refusal.headers if isinstance(refusal, Unclear) else None
        return cls(refusal.sentence, headers, isinstance(refusal, DayNeeded))

    def said(self) -> Refusal:
        """The refusal as it was raised."""
        if self.headers is None:
            return Refusal(self.sentence)
        return (DayNeeded if self.day_needed else Unrecognised)(self.sentence, self.headers)


def send(stream: IO[bytes], said: object) -> None:
    """Say one thing."""
    packed = pickle.dumps(said)
    stream.write(_LENGTH.pack(len(packed)))
    stream.write(packed)
    stream.flush()


def received(stream: IO[bytes]) -> Iterator[Any]:
    """Everything that is said, until the other process has ended."""
    while len(length := stream.read(_LENGTH.size)) == _LENGTH.size:
        packed = stream.read(_LENGTH.unpack(length)[0])
        yield pickle.loads(packed)  # noqa: S301 -- a process of our own has written it
