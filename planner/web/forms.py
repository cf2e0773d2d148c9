"""Plain web forms: one page template, fields with their labels, and refusals near the field."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, Response

from planner.text.speaker import Language, Speaker
from planner.words import Sentence

_STYLE = (Path(__file__).parent / "style.css").read_bytes()
STYLE_PATH = "/entrance.css"
_STYLE_LINK = f"{STYLE_PATH}?{hashlib.sha256(_STYLE).hexdigest()[:12]}"
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
_OWN_NAMES = {Language.CHINESE: "中文", Language.ENGLISH: "English"}


@dataclass(frozen=True)
class Field:
    """One labelled input; with ``choices`` (value and text) a drop-down.

    A refusal whose sentence begins with the label and a colon is shown beside this field.
    """

    name: str
    label: Sentence
    kind: str = "text"
    autocomplete: str = "off"
    value: str = ""
    hint: Sentence | None = None
    choices: Sequence[tuple[str, str]] = ()
    fixed: bool = False


@dataclass(frozen=True)
class Form:
    """Fields with a button, sent to ``action``; ``hidden`` values travel with them.

    With ``focus`` the cursor stands in the first field that is wrong or empty.
    """

    action: str
    button: Sentence
    fields: Sequence[Field] = ()
    hidden: Mapping[str, str] | None = None
    refused: Sentence | None = None
    quiet: bool = False
    focus: bool = True

    def html(self, voice: Speaker) -> str:
        """The form in the reader's language."""
        beside = [field for field in self.fields if _speaks_of(self.refused, field)]
        parts = [f'<form method="post" action="{escape(self.action)}">']
        if self.refused is not None and not beside:
            parts.append(f'<p class="refused" role="alert">{said(voice, self.refused)}</p>')
        for name, value in (self.hidden or {}).items():
            if value:
                parts.append(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">')
        to_fill = beside or [field for field in self.fields if not field.value]
        for field in self.fields:
            refused = self.refused if field in beside else None
            focused = self.focus and field in to_fill[:1]
            parts.append(_field_html(voice, field, refused, focused=focused))
        kind = ' class="quiet"' if self.quiet else ""
        parts.append(f"<button{kind}>{said(voice, self.button)}</button></form>")
        return "".join(parts)


def said(voice: Speaker, sentence: Sentence) -> str:
    """A sentence as HTML text."""
    return escape(voice.say(sentence))


def page(
    voice: Speaker,
    path: str,
    title: Sentence,
    body: str,
    *,
    query: Mapping[str, str] | None = None,
    wide: bool = False,
    status: int = 200,
) -> HTMLResponse:
    """A whole page; ``body`` is HTML, ``path`` and ``query`` are where a change of language leads.

    Neither the page nor its address is kept or passed on: the address may hold a one-time link.
    """
    other = next(language for language in Language if language != voice.language)
    there = f"{path}?{urlencode({**(query or {}), 'lang': other})}"
    tag = "zh-CN" if voice.language == Language.CHINESE else "en"
    html = (
        f'<!doctype html><html lang="{tag}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex">'
        f"<title>{said(voice, title)} · {said(voice, BRAND)}</title>"
        f'<link rel="stylesheet" href="{_STYLE_LINK}"><link rel="icon" href="data:,">'
        f"</head><body><header><p>{said(voice, BRAND)}</p>"
        f'<a href="{escape(there)}" lang="{other}" hreflang="{other}">{_OWN_NAMES[other]}</a>'
        f"</header><main{' class=wide' if wide else ''}>"
        f"<h1>{said(voice, title)}</h1>{body}</main></body></html>"
    )
    return HTMLResponse(
        html,
        status_code=status,
        headers={
            "content-security-policy": _POLICY,
            "cache-control": "no-store",
            "vary": "Accept-Language, Cookie",
        },
    )


def paragraph(voice: Speaker, sentence: Sentence) -> str:
    """A sentence as a paragraph."""
    return f"<p>{said(voice, sentence)}</p>"


def notice_page(voice: Speaker, path: str, sentence: Sentence, *, status: int) -> HTMLResponse:
    """A page that only says why something was not done, with the way back to the start."""
    body = paragraph(voice, sentence) + f'<p><a href="/">{said(voice, _TO_THE_START)}</a></p>'
    return page(voice, path, Sentence("This did not work"), body, status=status)


def apology_page(voice: Speaker, path: str, reference: str) -> HTMLResponse:
    """A page that says sorry for a fault and names the reference under which it was logged."""
    sentence = Sentence(
        "Something went wrong on our side. Nothing was changed."
        " If it happens again, tell your administrator this reference: {reference}",
        reference=reference,
    )
    return notice_page(voice, path, sentence, status=500)


def style() -> Response:
    """The one stylesheet; its address changes with its content, so browsers may keep it."""
    return Response(
        _STYLE,
        media_type="text/css",
        headers={"cache-control": "public, max-age=31536000, immutable"},
    )


BRAND = Sentence("Sale Planner")
_TO_THE_START = Sentence("Back to the start")


def _speaks_of(refused: Sentence | None, field: Field) -> bool:
    return refused is not None and refused.msgid.startswith(f"{field.label.msgid}:")


def _field_html(voice: Speaker, field: Field, refused: Sentence | None, *, focused: bool) -> str:
    name = escape(field.name)
    notes = []
    if field.hint is not None:
        notes.append(f'<p class="hint" id="{name}-hint">{said(voice, field.hint)}</p>')
    if refused is not None:
        notes.append(f'<p class="refused" id="{name}-refused">{said(voice, refused)}</p>')
    described = " ".join(
        f"{name}-{kind}" for kind, note in (("hint", field.hint), ("refused", refused)) if note
    )
    attributes = f' id="{name}" name="{name}" autocomplete="{escape(field.autocomplete)}" required'
    attributes += f' aria-describedby="{described}"' if described else ""
    attributes += ' aria-invalid="true"' if refused is not None else ""
    attributes += " autofocus" if focused else ""
    attributes += " readonly" if field.fixed else ""
    if field.choices:
        options = "".join(
            f'<option value="{escape(value)}"{" selected" if value == field.value else ""}>'
            f"{escape(text)}</option>"
            for value, text in field.choices
        )
        control = f"<select{attributes}>{options}</select>"
    else:
        kept = "" if field.kind == "password" else escape(field.value)
        control = f'<input type="{escape(field.kind)}" value="{kept}"{attributes}>'
    label = f'<label for="{name}">{said(voice, field.label)}</label>'
    return f'<div class="field">{label}{control}{"".join(notes)}</div>'
