"""Dropped files, read once each: what they say, or why they can't be used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from planner import reports
from planner.files import apart, zipped
from planner.files.headers import Unclear
from planner.rules.clock import USUAL_ZONE
from planner.rules.exports import HandMapping, fingerprint
from planner.rules.figures import SalesFile
from planner.ui.asking import read
from planner.ui.reading_bar import reading
from planner.words import Refusal

_READ = "_figures_read"
_INSIDE = "_figures_inside"
_DAY = "figures-day-of-"

Mappings = Mapping[str, HandMapping]


@dataclass(frozen=True)
class Dropped:
    """A dropped file as far as it is needed: its bytes, and with them the buyers, are not kept.

    Exactly one of ``figures`` and ``refusal`` is there. ``mapping`` is what was known of its header
    by hand when it was read, ``day`` what somebody said its rows are of.
    """

    key: str
    name: str
    sha256: str
    figures: SalesFile | None = None
    refusal: Refusal | None = None
    mapping: HandMapping | None = None
    day: date | None = None

    @property
    def headers(self) -> tuple[str, ...]:
        """The file's headers, where a row looks like them."""
        if self.figures is not None:
            return self.figures.headers
        return self.refusal.headers if isinstance(self.refusal, Unclear) else ()

    def holds(self, mappings: Mappings, day: date | None) -> bool:
        """Whether reading it again would say the same."""
        return self.day == day and self.mapping == mappings.get(fingerprint(self.headers))


def dropped_files(uploads: Iterable[UploadedFile], shop_id: int) -> list[Dropped]:
    """Every file that was dropped, those in a ZIP one by one, in order."""
    remembered = read(reports.exports.mappings, shop_id=shop_id)
    mappings = {one.mapping.fingerprint: one.mapping for one in remembered}
    kept: dict[str, Dropped] = st.session_state.setdefault(_READ, {})
    inside: dict[str, list[str]] = st.session_state.setdefault(_INSIDE, {})
    found: dict[str, Dropped] = {}
    for upload in uploads:
        known = [kept[key] for key in inside.get(upload.file_id, []) if key in kept]
        if not known or not all(one.holds(mappings, said_day(one.key)) for one in known):
            known = _read(upload, mappings)
            inside[upload.file_id] = [one.key for one in known]
        found |= {one.key: one for one in known}
    st.session_state[_READ] = found
    return list(found.values())


def forget_files() -> None:
    """Let go of what was read."""
    st.session_state.pop(_READ, None)
    st.session_state.pop(_INSIDE, None)


def keys_read() -> set[str]:
    """The keys of the files that were dropped last."""
    return set(st.session_state.get(_READ, {}))


def day_key(key: str) -> str:
    """The field in which somebody says the day of a file's rows."""
    return f"{_DAY}{key}"


def said_day(key: str) -> date | None:
    """The day that somebody said a file's rows are of."""
    day: date | None = st.session_state.get(day_key(key))
    return day


def _read(upload: UploadedFile, mappings: Mappings) -> list[Dropped]:
    content = upload.getvalue()
    try:
        members = zipped.unpack(content, upload.name)
    except Refusal as refusal:
        sha256 = hashlib.sha256(content).hexdigest()
        return [Dropped(upload.file_id, upload.name, sha256, refusal=refusal)]
    return [
        _read_one(f"{upload.file_id}-{place}", name, inside, mappings)
        for place, (name, inside) in enumerate(members)
    ]


def _read_one(key: str, name: str, content: bytes, mappings: Mappings) -> Dropped:
    place = read(reports.visitors.installation)
    day = said_day(key)
    sha256 = hashlib.sha256(content).hexdigest()

    try:
        with reading(name) as advance:
            figures = apart.read(
                content,
                name,
                advance,
                zone=place.time_zone if place else USUAL_ZONE,
                day=day,
                mappings=mappings,
            )
    except Refusal as refusal:
        headers = refusal.headers if isinstance(refusal, Unclear) else ()
        return Dropped(
            key, name, sha256, refusal=refusal, mapping=mappings.get(fingerprint(headers)), day=day
        )
    mapping = mappings.get(fingerprint(figures.headers))
    return Dropped(key, name, sha256, figures=figures, mapping=mapping, day=day)
