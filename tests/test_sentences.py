"""Every sentence on screen has a Chinese translation that says the same with the same values."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from planner.text.catalogue import po_file, translations_of
from planner.text.sentences import ROOT, collect, entries, missing, source_files
from planner.text.speaker import PLACEHOLDER

CATALOGUE = po_file("zh")

# Where Chinese stands in the code itself: what is read or written by machines, not said on screen.
CHINESE_IN_CODE: dict[str, str] = {
    "planner/charts/house.py": "patterns by which the browser writes Chinese dates and amounts",
    "planner/web/forms.py": "the language switch names each language in itself",
    "planner/tables/migrations/versions/0002": "the name that the shipped templates give a freeze",
    "planner/demo": "the invented people, shops and remarks of the demo",
    "planner/files": "headers and words of other programs' exports, in their own language",
    "planner/text/numbers.py": "the steps 万 and 亿 that Chinese numbers take",
    "planner/text/speaker.py": "the patterns of Chinese dates",
    "planner/ui/language_switch.py": "each language goes by its own name",
    "planner/rules/link_notation.py": "the words for days in typed links",
    "planner/rules/promotions/rates.py": "the word 折 in typed rates",
    "planner/rules/promotions/checks/mentions.py": "the patterns of 满X减Y and the like in names",
    "planner/rules/money.py": "the words 万, 亿 and 元 in typed amounts",
}

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# An English sentence may quote a Chinese name, such as 双11 or the header of an export's column.
_ENGLISH = re.compile(r"[A-Za-z]{2}")
_NOT_A_PLACEHOLDER = re.compile(r"[{}]")


def test_every_sentence_has_a_chinese_translation() -> None:
    lacking = missing(CATALOGUE)

    assert not lacking, "translate in data/text/zh.po (python -m planner.text.sentences --update)"


def test_no_translation_is_left_without_its_sentence() -> None:
    unused = set(entries(CATALOGUE)) - set(collect())

    assert not unused, "run python -m planner.text.sentences --update"


def test_a_translation_has_the_placeholders_of_its_sentence() -> None:
    wrong = {
        msgid: said
        for (msgid, plural), entry in entries(CATALOGUE).items()
        for said in translations_of(entry)
        if said and _placeholders(said) != _placeholders(plural or msgid)
    }

    assert not wrong


def test_a_translation_keeps_line_breaks_and_outer_spaces_of_its_sentence() -> None:
    wrong = {
        msgid: said
        for (msgid, _), entry in entries(CATALOGUE).items()
        for said in translations_of(entry)
        if said and (_edges(said) != _edges(msgid) or said.count("\n") != msgid.count("\n"))
    }

    assert not wrong


def test_no_translation_is_marked_as_unsure() -> None:
    unsure = [msgid for (msgid, _), entry in entries(CATALOGUE).items() if entry.fuzzy]

    assert not unsure


def test_a_sentence_has_braces_only_around_its_values() -> None:
    wrong = [
        text
        for key in collect()
        for text in key
        if text and _NOT_A_PLACEHOLDER.search(PLACEHOLDER.sub("", text))
    ]

    assert not wrong


def test_a_sentence_that_counts_says_n_and_is_always_counted_alike() -> None:
    plurals: dict[str, set[str | None]] = defaultdict(set)
    for msgid, plural in collect():
        plurals[msgid].add(plural)

    assert [texts for texts in plurals.items() if len(texts[1]) > 1] == []
    assert [key for key in collect() if key[1] and "n" not in _placeholders(key[1])] == []


def test_chinese_stands_in_the_catalogue_not_in_the_code() -> None:
    english = {text for key in collect() for text in key if text and _ENGLISH.search(text)}

    bare = [
        f"{place}: {text}"
        for file in source_files()
        for place, text in _chinese_literals(file)
        if text not in english and not place.startswith(tuple(CHINESE_IN_CODE))
    ]

    assert not bare, "say it in English with say() or Sentence(), and translate that"


@pytest.mark.parametrize("place", CHINESE_IN_CODE)
def test_every_place_that_may_have_chinese_needs_it(place: str) -> None:
    files = [file for file in source_files() if _name(file).startswith(place)]

    assert any(_chinese_literals(file) for file in files)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('x = "大促"', ["大促"]),
        ('x = f"{n} 个"', [" 个"]),
        ('"""About 大促."""', []),
        ('def f():\n    """Reads 大促."""', []),
        ('class A:\n    """Reads 大促."""\n    x = "预热"', ["预热"]),
        ("# 大促", []),
    ],
)
def test_bare_chinese_is_found_but_docstrings_may_explain_a_word(
    tmp_path: Path, code: str, found: list[str]
) -> None:
    file = tmp_path / "page.py"
    file.write_text(code, encoding="utf-8")

    assert [text for _, text in _chinese_literals(file)] == found


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def _edges(text: str) -> tuple[bool, bool]:
    return text != text.lstrip(), text != text.rstrip()


def _chinese_literals(file: Path) -> list[tuple[str, str]]:
    tree = ast.parse(file.read_text("utf-8"))
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (f"{_name(file)}:{node.lineno}", node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in explained
        and _CHINESE.search(node.value)
    ]


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
