"""Sentences on screen: in the reader's language, with typed text kept as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from planner.text.speaker import Speaker, speaker
from planner.ui.visitor import language
from planner.words import Sentence

_LINKED = re.compile(r"(@|www|https?|ftp|mailto|xmpp)(?=\\|\w)", re.IGNORECASE)
_WORD_JOINER = "\u2060"
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!~|<>$:&@^=])")


def say(
    sentence: str | Sentence,
    plural: str | None = None,
    /,
    *,
    knowing: Mapping[int, str] | None = None,
    **values: Any,
) -> str:
    """A sentence in the reader's language; typed text among the values stays text in Markdown.

    ``knowing`` holds what people are called, by id, for sentences that name them.
    """
    if isinstance(sentence, str):
        sentence = Sentence(sentence, plural, **values)
    who_says = voice()
    if knowing:
        who_says = who_says.knowing({person: plain(name) for person, name in knowing.items()})
    return who_says.say(_plain_values(sentence))


def voice() -> Speaker:
    """The speaker of the reader's language, for numbers, dates and texts outside Markdown."""
    return speaker(language())


def plain(text: str) -> str:
    """Typed text for a label, title, toast or help, where Streamlit would read Markdown."""
    escaped = _MARKUP.sub(r"\\\1", text).replace("\n", " ")
    # what looks like an address is made a link after the signs are unescaped
    return _LINKED.sub(rf"\1{_WORD_JOINER}", escaped)


def unbroken(text: str) -> str:
    """A text in which no line ends between a minus and its amount."""
    return text.replace("-¥", f"-{_WORD_JOINER}¥")


def _plain_values(sentence: Sentence) -> Sentence:
    if not sentence.values:
        return sentence
    values = {name: _plain_value(value) for name, value in sentence.values.items()}
    return Sentence(sentence.msgid, sentence.plural, **values)


def _plain_value(value: Any) -> Any:
    match value:
        case str():
            return plain(value)
        case Sentence():
            return _plain_values(value)
        case list() | tuple():
            return [_plain_value(one) for one in value]
        case _:
            return value
