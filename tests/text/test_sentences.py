"""Finding the sentences in the code and keeping the catalogue in step with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.text import catalogue, sentences
from planner.text.sentences import NotLiteralError, collect, missing, update


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small program with one page, and room for its catalogue."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "planner").mkdir()
    return tmp_path


def write(house: Path, code: str) -> Path:
    """Give the house this page; returns where its catalogue belongs."""
    (house / "pages" / "tasks.py").write_text(code, encoding="utf-8")
    return house / "data" / "zh.po"


def test_every_way_of_saying_is_found_with_its_place(house: Path) -> None:
    write(
        house,
        'say("My tasks")\nui.say("{n} task", "{n} tasks", n=3)\n'
        'raise Refusal("Too " "long.", title=title)\nlabel = Sentence("Late")\nN_("Brand")\n'
        'say("Late")\n',
    )

    found = collect(house)

    assert found == {
        ("My tasks", None): ["pages/tasks.py:1"],
        ("{n} task", "{n} tasks"): ["pages/tasks.py:2"],
        ("Too long.", None): ["pages/tasks.py:3"],
        ("Late", None): ["pages/tasks.py:4", "pages/tasks.py:6"],
        ("Brand", None): ["pages/tasks.py:5"],
    }


def test_both_ends_of_a_choice_are_found(house: Path) -> None:
    write(house, 'say("Archive" if open_ else "Take out")\n')

    assert set(collect(house)) == {("Archive", None), ("Take out", None)}


@pytest.mark.parametrize(
    "passed_on", ["say(sentence)", "say(WORDS[key])", "say(row.sentence)", "say(name(kind))"]
)
def test_a_sentence_passed_on_is_found_where_it_is_made(house: Path, passed_on: str) -> None:
    write(house, passed_on)

    assert collect(house) == {}


@pytest.mark.parametrize(
    "built", ['say(f"{n} tasks")', 'say("a" + b)', 'say("%s" % a)', 'say("{}".format(a))', "say(3)"]
)
def test_a_sentence_built_from_parts_is_refused_with_its_place(house: Path, built: str) -> None:
    write(house, f"\n{built}")

    with pytest.raises(NotLiteralError, match=r"pages/tasks\.py:2"):
        collect(house)


def test_updating_keeps_translations_adds_new_sentences_and_drops_unused_ones(
    house: Path,
) -> None:
    file = write(house, 'say("Late")\nsay("Gone")\nsay("{n} task", "{n} tasks", n=1)')
    update(file, house)
    file.write_text(
        file.read_text("utf-8")
        .replace('msgid "Late"\nmsgstr ""', 'msgid "Late"\nmsgstr "已逾期"')
        .replace('msgstr[0] ""', 'msgstr[0] "{n} 个任务"'),
        encoding="utf-8",
    )
    write(house, 'say("Late")\nsay("Done")\nsay("{n} task", "{n} tasks", n=1)')

    update(file, house)

    said = {key: catalogue.translations_of(entry) for key, entry in sentences.entries(file).items()}
    assert said == {
        ("Done", None): ("",),
        ("Late", None): ("已逾期",),
        ("{n} task", "{n} tasks"): ("{n} 个任务",),
    }
    assert missing(file, house) == [("Done", None)]


def test_updating_twice_changes_nothing(house: Path) -> None:
    file = write(house, 'say("Late")\nsay("Quote \\"x\\"")\nsay("two\\nlines")')
    update(file, house)
    first = file.read_bytes()

    update(file, house)

    assert file.read_bytes() == first
    assert b"pages/tasks.py" not in first


def test_the_command_lists_what_is_missing_and_says_so_in_its_exit_code(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogue, "FOLDER", house)

    updated = sentences.main(["--update"])
    (house / "zh.po").write_text("", encoding="utf-8")
    lacking = sentences.main(["--missing"])

    assert (updated, lacking) == (0, 1)
    assert "just now" in capsys.readouterr().out.splitlines()
