"""The sentences in the code and their translations: finds, compares and updates the catalogue."""

from __future__ import annotations

import argparse
import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from planner.text.catalogue import po_file, read_catalogue, translations_of

Key = tuple[str, str | None]

ROOT = Path(__file__).resolve().parents[2]
SAYERS = frozenset({"Sentence", "Refusal", "say", "N_"})
_LANGUAGE = "zh"
_HEADER = r"""msgid ""
msgstr ""
"Language: zh_Hans_CN\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""


class NotLiteralError(ValueError):
    """A sentence put together while the program runs, which no translator could find."""


def collect(root: Path = ROOT) -> dict[Key, list[str]]:
    """Every sentence in the code as (msgid, plural), with the places ("file:line") that say it.

    Raises ``NotLiteralError`` for one built from parts.
    """
    places: dict[Key, list[str]] = defaultdict(list)
    for file in source_files(root):
        name = file.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(file.read_text("utf-8"), name)):
            if isinstance(node, ast.Call) and _called(node) in SAYERS:
                for key in _keys(node, f"{name}:{node.lineno}"):
                    places[key].append(f"{name}:{node.lineno}")
    return dict(places)


def source_files(root: Path = ROOT) -> list[Path]:
    """The program's own files: app.py, planner/ and pages/."""
    folders = (root / "planner", root / "pages")
    files = [file for folder in folders for file in sorted(folder.rglob("*.py"))]
    return [file for file in (root / "app.py", *files) if file.exists()]


def entries(file: Path) -> dict[Key, Message]:
    """The entries of a catalogue file as (msgid, plural)."""
    return {_key(message): message for message in read_catalogue(file, _LANGUAGE) if message.id}


def missing(file: Path, root: Path = ROOT) -> list[Key]:
    """The sentences in the code that have no translation, in alphabetical order."""
    kept = entries(file) if file.exists() else {}
    return [
        key
        for key in sorted(collect(root), key=_alphabetical)
        if key not in kept or not all(translations_of(kept[key]))
    ]


def update(file: Path, root: Path = ROOT) -> None:
    """Write the catalogue anew: translations kept, new sentences empty, unused ones left out."""
    kept = entries(file) if file.exists() else {}
    catalogue = Catalog(locale=_LANGUAGE)
    for key in sorted(collect(root), key=_alphabetical):
        msgid, plural = key
        said = kept[key].string if key in kept else ""
        catalogue.add((msgid, plural) if plural else msgid, said)
    text = BytesIO()
    write_po(text, catalogue, width=0, omit_header=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_HEADER.encode() + text.getvalue().rstrip() + b"\n")


def main(arguments: list[str] | None = None) -> int:
    """``--update`` rewrites the catalogue; ``--missing`` lists what it lacks, then exits with 1."""
    parser = argparse.ArgumentParser(
        prog="python -m planner.text.sentences",
        description="Keep the Chinese catalogue in step with the sentences in the code.",
    )
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--update", action="store_true", help="rewrite the catalogue")
    choice.add_argument("--missing", action="store_true", help="list untranslated sentences")
    chosen = parser.parse_args(arguments)
    file = po_file(_LANGUAGE)
    if chosen.update:
        update(file)
    lacking = missing(file)
    for msgid, _ in lacking if chosen.missing else ():
        print(msgid)
    print(f"{len(lacking)} sentences without a translation", file=sys.stderr)
    return 1 if lacking and chosen.missing else 0


def _called(call: ast.Call) -> str | None:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return None


def _keys(call: ast.Call, place: str) -> Iterator[Key]:
    if not call.args:
        return
    plural = call.args[1] if len(call.args) > 1 else None
    for msgid in _literals(call.args[0], place):
        if plural is None or (isinstance(plural, ast.Constant) and plural.value is None):
            yield msgid, None
        else:
            for text in _literals(plural, place):
                yield msgid, text


def _literals(node: ast.expr, place: str) -> Iterator[str]:
    """The texts an argument may be; a name stands for a sentence that is found where it is made."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=otherwise):
            yield from _literals(body, place)
            yield from _literals(otherwise, place)
        case ast.Name() | ast.Attribute() | ast.Subscript() | ast.Starred():
            pass
        case ast.Call() if _called(node) not in {"format", "join", "replace", "format_map"}:
            pass
        case _:
            raise NotLiteralError(f"{place}: write the sentence as one literal string")


def _key(message: Message) -> Key:
    return (message.id, None) if isinstance(message.id, str) else (message.id[0], message.id[1])


def _alphabetical(key: Key) -> tuple[str, str]:
    return key[0], key[1] or ""


if __name__ == "__main__":
    sys.exit(main())
