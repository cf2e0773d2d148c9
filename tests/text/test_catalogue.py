"""The catalogue: read without compiled files, English where there is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from planner.text import catalogue


@pytest.fixture
def chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for catalogues; the process's own ones are out of sight."""
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogue, "translations", catalogue.translations.__wrapped__)
    return tmp_path / "zh.po"


def test_a_translated_sentence_is_said_in_chinese_and_a_missing_one_in_english(
    chinese: Path,
) -> None:
    chinese.write_text('msgid "Claim"\nmsgstr "认领"\n', encoding="utf-8")

    said = catalogue.translations("zh")

    assert said.gettext("Claim") == "认领"
    assert said.gettext("Start") == "Start"


def test_chinese_has_one_form_for_one_and_many(chinese: Path) -> None:
    chinese.write_text(
        'msgid "{n} task"\nmsgid_plural "{n} tasks"\nmsgstr[0] "{n} 个任务"\n', encoding="utf-8"
    )

    said = catalogue.translations("zh")

    assert said.ngettext("{n} task", "{n} tasks", 1) == "{n} 个任务"
    assert said.ngettext("{n} task", "{n} tasks", 2) == "{n} 个任务"


def test_a_missing_plural_is_counted_in_english(chinese: Path) -> None:
    chinese.write_text(
        'msgid "{n} task"\nmsgid_plural "{n} tasks"\nmsgstr[0] ""\n', encoding="utf-8"
    )

    said = catalogue.translations("zh")

    assert said.ngettext("{n} task", "{n} tasks", 1) == "{n} task"
    assert said.ngettext("{n} task", "{n} tasks", 2) == "{n} tasks"


def test_an_unsure_translation_is_not_used(chinese: Path) -> None:
    chinese.write_text('#, fuzzy\nmsgid "Claim"\nmsgstr "索赔"\n', encoding="utf-8")

    said = catalogue.translations("zh")

    assert said.gettext("Claim") == "Claim"


def test_english_needs_no_catalogue(chinese: Path) -> None:
    assert not chinese.exists()

    said = catalogue.translations("en")

    assert said.gettext("Claim") == "Claim"
    assert said.ngettext("{n} task", "{n} tasks", 1) == "{n} task"
    assert said.ngettext("{n} task", "{n} tasks", 2) == "{n} tasks"


def test_a_broken_catalogue_is_loud(chinese: Path) -> None:
    chinese.write_text('msgid "Claim"\nmsgstr "认领\nnonsense\n', encoding="utf-8")

    with pytest.raises(PoFileError):
        catalogue.translations("zh")
