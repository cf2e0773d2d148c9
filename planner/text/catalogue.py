"""The translations of our sentences, read from ``data/text`` once per process."""

from __future__ import annotations

from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

FOLDER = Path(__file__).resolve().parents[2] / "data" / "text"


@lru_cache(maxsize=8)
def translations(language: str) -> NullTranslations:
    """The catalogue of a language; the sentences themselves (English) where it has none.

    A sentence without a translation is said in English.
    """
    file = po_file(language)
    if not file.exists():
        return NullTranslations()
    catalogue = read_catalogue(file, language)
    # Babel would fill a missing plural with the English singular: "3 task"
    for entry in [entry for entry in catalogue if not all(translations_of(entry))]:
        catalogue.delete(entry.id)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def po_file(language: str) -> Path:
    """Where the translations of a language are kept."""
    return FOLDER / f"{language}.po"


def read_catalogue(file: Path, language: str) -> Catalog:
    """The entries of a catalogue file, translated or not; a broken file raises ``PoFileError``."""
    with file.open("rb") as lines:
        return read_po(lines, locale=language, abort_invalid=True)


def translations_of(entry: Message) -> tuple[str, ...]:
    """What an entry says in the other language, one text a plural form, "" where it is missing."""
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))
