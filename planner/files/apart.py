"""A large file, read by a process of its own so that nobody waits for it meanwhile.

Reading a million orders takes the interpreter for half a minute, and whoever ticks off a task would
wait for their turn at it. Run as a program, this module takes a question and a file from its input
and writes how far it is, then the answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from planner.files import old_workbooks, sales
from planner.files.apart_messages import Question, Refused, received, send
from planner.rules.clock import USUAL_ZONE
from planner.rules.exports import HandMapping
from planner.rules.figures import SalesFile
from planner.words import Refusal

LARGE = 2**20
MOST_SECONDS = 600
MOST_MEMORY = 3 * 2**29

_ROOT = Path(__file__).parents[2]
_PATIENCE = 10


def read(
    content: bytes,
    file_name: str,
    progress: Callable[[float], None] | None = None,
    *,
    zone: str = USUAL_ZONE,
    day: date | None = None,
    mappings: Mapping[str, HandMapping] = sales.NO_MAPPINGS,
) -> SalesFile:
    """What ``sales.read`` reads, without taking the interpreter of this process for a large file.

    Raises what ``sales.read`` raises, and Refusal where the reading ends before its answer.
    """
    if len(content) < LARGE:
        return sales.read(content, file_name, progress, zone=zone, day=day, mappings=mappings)
    question = Question(file_name, len(content), zone, day, mappings)
    with subprocess.Popen(  # noqa: S603 -- our own module; nothing of the file is in the call
        [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=_ROOT
    ) as process:
        limit = threading.Timer(MOST_SECONDS, process.kill)
        limit.start()
        try:
            return _answer(process, question, content, progress)
        finally:
            limit.cancel()
            process.kill()


def _answer(
    process: subprocess.Popen[bytes],
    question: Question,
    content: bytes,
    progress: Callable[[float], None] | None,
) -> SalesFile:
    assert process.stdin is not None  # noqa: S101 -- it was asked for
    assert process.stdout is not None  # noqa: S101 -- it was asked for
    with suppress(BrokenPipeError):
        send(process.stdin, question)
        process.stdin.write(content)
    with suppress(BrokenPipeError):
        process.stdin.close()
    for said in received(process.stdout):
        if isinstance(said, SalesFile):
            return said
        if isinstance(said, Refused):
            raise said.said()
        if progress is not None:
            progress(said)
    raise old_workbooks.unreadable(question.file_name)


def _main() -> None:
    with suppress(ImportError):  # Windows knows no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with suppress(AttributeError, OSError):  # colleagues at their pages go first
        os.nice(_PATIENCE)
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    question: Question = next(received(asked))
    try:
        found: object = sales.read(
            asked.read(question.length),
            question.file_name,
            lambda share: send(answers, share),
            zone=question.zone,
            day=question.day,
            mappings=question.mappings,
        )
    except Refusal as refusal:
        found = Refused.of(refusal)
    send(answers, found)


if __name__ == "__main__":
    _main()
