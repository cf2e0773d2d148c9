"""What every room may say: sentences, refusals, money and rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Fen(int):
    """An amount of money in fen, 1/100 yuan; arithmetic gives a plain int, so wrap what is said."""


class Bp(int):
    """A rate in basis points: 10,000 is the whole."""


class Who(int):
    """A person by id; whoever reads the sentence sees the name the person has by then."""


@dataclass(frozen=True)
class Sentence:
    """An English sentence and the values in its braces, said later in the reader's language.

    ``msgid`` is the key of the translation. Where a number changes the words, ``plural`` is the
    English plural and the value ``n`` decides. A value may itself be a Sentence.
    """

    msgid: str
    plural: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def __init__(self, msgid: str, plural: str | None = None, /, **values: Any) -> None:
        object.__setattr__(self, "msgid", msgid)
        object.__setattr__(self, "plural", plural)
        object.__setattr__(self, "values", dict(values))

    def __hash__(self) -> int:
        return hash((self.msgid, self.plural, tuple(sorted(self.values))))

    def __str__(self) -> str:
        chosen = (
            self.plural if self.plural is not None and self.values.get("n") != 1 else self.msgid
        )
        return chosen.format_map({name: str(value) for name, value in self.values.items()})


class Refusal(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """A kind, anticipated no: its sentence names the field and the fix; nothing was changed."""

    def __init__(self, msgid: str | Sentence, plural: str | None = None, /, **values: Any) -> None:
        self.sentence = msgid if isinstance(msgid, Sentence) else Sentence(msgid, plural, **values)
        super().__init__(str(self.sentence))


@dataclass(frozen=True)
class Did:
    """What an action did: the sentence history keeps, the campaign it belongs to, what it made.

    ``undoes_id`` is the event that this action took back, if it did.
    """

    sentence: Sentence
    campaign_id: int | None = None
    value: Any = None
    undoes_id: int | None = None
