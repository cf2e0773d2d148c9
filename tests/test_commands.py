"""The command line, as somebody without a browser uses it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from planner import reports
from planner.commands import app
from planner.desk import Desk, counter, home, keep_file
from planner.files.tasks import read
from planner.reports.visitors import actor_by_login, installation
from tests.support.cast import build
from tests.support.databases import SqliteDatabases
from tests.support.server import ROOT

Command = Callable[..., Result]

ORDERS = (
    "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额\r\n"
    "1,100.0,100.0,上海,2026-11-11 00:10:00,2026-11-11 00:11:00,0.0\r\n"
    "2,50.5,0.0,北京,2026-11-11 00:20:00,2026-11-11 01:00:00,50.5\r\n"
    "3,30.0,0.0,云南,2026-11-11 02:00:00,,0.0\r\n"
).encode()


@pytest.fixture
def command(
    sqlite_databases: SqliteDatabases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """Runs a command against the tea shop, whose database is the file at home."""
    place = tmp_path / "home"
    place.mkdir(mode=0o700)
    made = sqlite_databases.copy_of(build).removeprefix("sqlite:///")
    shutil.copy(made, place / "planner.sqlite")
    monkeypatch.setenv("PLANNER_HOME", str(place))
    monkeypatch.delenv("PLANNER_DATABASE", raising=False)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    counter.cache_clear()

    def run(*words: str) -> Result:
        counter.cache_clear()
        return CliRunner().invoke(app, [*words])

    return run


def test_an_import_prints_its_sums_in_fen_and_the_second_one_changes_nothing(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(ORDERS)
    shop = _first_shop()

    words = ("import", "sales", str(file), "--shop", shop, "--yes", "--json")
    first = json.loads(command(*words).output)
    second = json.loads(command(*words).output)

    assert first["taken_in"] is True
    assert second["taken_in"] is False
    assert (first["rows_read"], first["skipped"]) == (3, [])
    assert (first["ordered_fen"], first["paid_fen"]) == (18050, 15050)
    assert (first["refunded_fen"], first["net_fen"]) == (5050, 10000)
    assert (second["new"], second["changed"]) == (0, 0)


def test_a_program_may_look_at_an_import_without_agreeing_to_it(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(ORDERS)
    before = _dump()

    answer = command("import", "sales", str(file), "--shop", _first_shop(), "--json")

    facts = json.loads(answer.output)
    assert (answer.exit_code, facts["taken_in"], facts["paid_fen"]) == (0, False, 15050)
    assert _dump() == before


def test_rows_left_out_say_why_in_the_language_asked_for(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(ORDERS + "4,x,0.0,云南,2026-11-11 02:00:00,,0.0\r\n".encode())
    shop = _first_shop()

    english = command("import", "sales", str(file), "--shop", shop, "--yes")
    chinese = command("--lang", "zh", "import", "sales", str(file), "--shop", shop, "--yes")

    assert "Row 5 left out: 总金额: write an amount" in english.output
    assert "第 5 行" in chinese.output
    assert "left out" not in chinese.output


@pytest.mark.usefixtures("command")
def test_an_import_asks_before_it_writes(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(ORDERS)
    before = _dump()

    answer = CliRunner().invoke(
        app, ["import", "sales", str(file), "--shop", _first_shop()], input="n\n"
    )

    assert answer.exit_code == 1
    assert "paid ¥150.50" in answer.output
    assert _dump() == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64), "photo.xlsx"),
        ("empty.csv", b"", "empty.csv"),
    ],
)
def test_a_wrong_file_is_refused_and_changes_nothing(
    command: Command, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    before = _dump()

    answer = command("import", "sales", str(file), "--shop", _first_shop(), "--yes")

    assert answer.exit_code == 1
    assert said in answer.output
    assert _dump() == before


def test_an_unknown_shop_names_those_there_are(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(ORDERS)

    answer = command("import", "sales", str(file), "--shop", "No such shop", "--yes")

    assert answer.exit_code == 1
    assert _first_shop() in answer.output


def test_tasks_are_written_so_that_they_can_be_read_again(command: Command, tmp_path: Path) -> None:
    target = tmp_path / "tasks.xlsx"
    campaign, titles = _campaign()

    answer = command("export", "tasks", "--campaign", campaign, "--out", str(target))

    assert answer.exit_code == 0
    rows = read(target.read_bytes(), "tasks.xlsx").rows
    assert {row.cells["title"] for row in rows} == titles  # type: ignore[index] # a StrEnum is its text


def test_a_backup_brings_every_row_file_and_key_back(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep_file(b"a banner")
    before = _dump()
    packed = tmp_path / "monday.zip"
    assert command("backup", str(packed)).exit_code == 0
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "elsewhere"))

    answer = command("restore", str(packed))

    assert answer.exit_code == 0
    assert _dump() == before
    assert (home() / "files" / kept).read_bytes() == b"a banner"
    assert stat.S_IMODE(packed.stat().st_mode) == 0o600
    assert stat.S_IMODE((home() / "planner.sqlite").stat().st_mode) == 0o600


def test_a_restore_over_a_shop_needs_a_word_and_puts_it_aside(
    command: Command, tmp_path: Path
) -> None:
    packed = tmp_path / "monday.zip"
    command("backup", str(packed))

    without = command("restore", str(packed))
    with_ = command("restore", str(packed), "--replace")

    assert without.exit_code == 1
    assert with_.exit_code == 0
    assert list(home().parent.glob("home.before-restore-*"))


def test_a_restore_waits_until_the_planner_has_stopped(command: Command, tmp_path: Path) -> None:
    packed = tmp_path / "monday.zip"
    command("backup", str(packed))
    running = Desk(f"sqlite:///{home() / 'planner.sqlite'}")
    running.read(installation)
    before = _dump()

    while_running = command("restore", str(packed), "--replace")
    running.close()
    after = command("restore", str(packed), "--replace")

    assert (while_running.exit_code, after.exit_code) == (1, 0)
    assert "is running" in while_running.output
    assert _dump() == before


def test_a_backup_of_a_newer_release_is_not_restored(command: Command, tmp_path: Path) -> None:
    with sqlite3.connect(home() / "planner.sqlite") as database:
        database.execute("update alembic_version set version_num = '9999'")
    packed = tmp_path / "monday.zip"
    command("backup", str(packed))
    before = _dump()

    answer = command("restore", str(packed), "--replace")

    assert answer.exit_code == 1
    assert "another release" in answer.output
    assert _dump() == before


def test_a_backup_beside_the_database_does_not_pack_backups(command: Command) -> None:
    keep_file(b"a banner")

    first = command("backup", str(home() / "monday.zip"))
    second = command("backup", str(home() / "tuesday.zip"))
    again = command("backup", str(home() / "tuesday.zip"))

    assert "Packed 2 files" in first.output
    assert "Packed 2 files" in second.output
    assert again.exit_code == 1
    with zipfile.ZipFile(home() / "tuesday.zip") as packed:
        assert {name.partition("/")[0] for name in packed.namelist()} == {
            "planner.sqlite",
            "files",
        }


def test_a_backup_that_can_not_be_written_leaves_nothing(command: Command, tmp_path: Path) -> None:
    answer = command("backup", str(tmp_path / "nowhere" / "monday.zip"))

    assert answer.exit_code == 1
    assert "can't be written" in answer.output
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("entry", ["../planner.sqlite", "/planner.sqlite", "notes.txt"])
def test_what_is_no_backup_is_refused(command: Command, tmp_path: Path, entry: str) -> None:
    packed = tmp_path / "strange.zip"
    with zipfile.ZipFile(packed, "w") as writing:
        writing.writestr(entry, b"x")
    before = _dump()

    answer = command("restore", str(packed), "--replace")

    assert answer.exit_code == 1
    assert _dump() == before


def test_a_damaged_database_is_not_restored(command: Command, tmp_path: Path) -> None:
    packed = tmp_path / "damaged.zip"
    with zipfile.ZipFile(packed, "w") as writing:
        writing.writestr("planner.sqlite", b"SQLite format 3\x00" + bytes(4096))
    before = _dump()

    answer = command("restore", str(packed), "--replace")

    assert answer.exit_code == 1
    assert _dump() == before


def test_someone_invited_gets_a_one_time_link(command: Command) -> None:
    first = command("user", "add", "Lin An", "lin", "--role", "operator", "--json")
    again = command("user", "add", "Lin An", "lin", "--json")

    assert json.loads(first.output)["link"].startswith("/join/")
    assert again.exit_code == 1
    assert "refused" in json.loads(again.output)


@pytest.mark.parametrize("team", ["Design", "design", "设计", " DESIGN "])
def test_someone_is_invited_into_teams(command: Command, team: str) -> None:
    answer = command("--lang", "zh", "user", "add", "Lin An", "lin", "--team", team)

    assert answer.exit_code == 0
    assert _teams_by_name()["Lin An"] == ("Design",)


def test_a_team_that_is_not_there_is_named_with_those_that_are(command: Command) -> None:
    answer = command("user", "add", "Lin An", "lin", "--team", "design", "--team", "Desing")

    assert answer.exit_code == 1
    assert "Team: there is none called “Desing”. There are Operations, Marketing" in answer.output
    assert "Lin An" not in _teams_by_name()


def test_a_teammate_can_not_invite_from_the_command_line_either(command: Command) -> None:
    answer = command("user", "add", "Lin An", "lin", "--as", _login_of_a_teammate())

    assert answer.exit_code == 1


def test_a_check_finds_a_file_that_is_gone(command: Command) -> None:
    whole = command("check")
    with sqlite3.connect(home() / "planner.sqlite") as database:
        database.execute(
            "insert into evidence (version, campaign_id, task_id, title, sha256, size, added_at)"
            " values (1, 1, 1, 'banner.png', ?, 8, '2026-11-01 00:00:00')",
            ("a" * 64,),
        )

    after = command("check", "--json")

    assert whole.exit_code == 0
    assert after.exit_code == 1
    assert "banner.png" in json.loads(after.output)["findings"][0]


def test_a_check_finds_what_others_can_read(command: Command) -> None:
    (home() / "planner.sqlite").chmod(0o644)

    answer = command("check")

    assert answer.exit_code == 1
    assert str(home() / "planner.sqlite") in answer.output


def test_a_check_finds_rows_that_point_nowhere(command: Command) -> None:
    with sqlite3.connect(home() / "planner.sqlite") as database:
        database.execute("update task set team_id = 999 where id = 1")

    answer = command("check")

    assert answer.exit_code == 1
    assert "task 1 -> team" in answer.output


def test_a_check_leaves_an_older_database_as_it_is(command: Command) -> None:
    with sqlite3.connect(home() / "planner.sqlite") as database:
        database.execute("update alembic_version set version_num = '0000'")
    before = _dump()

    answer = command("check")

    assert answer.exit_code == 1
    assert "another release" in answer.output
    assert _dump() == before


def test_nothing_is_there_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLANNER_DATABASE", raising=False)

    checked = CliRunner().invoke(app, ["check"])
    packed = CliRunner().invoke(app, ["backup", str(tmp_path / "monday.zip")])

    assert (checked.exit_code, packed.exit_code) == (1, 1)
    assert not (tmp_path / "home").exists()


def test_the_demo_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLANNER_DATABASE", raising=False)
    counter.cache_clear()

    first = CliRunner().invoke(app, ["demo", "--language", "en"])
    before = _dump()
    second = CliRunner().invoke(app, ["demo", "--language", "en"])

    assert (first.exit_code, second.exit_code) == (0, 1)
    assert _first_shop() == "Hillmist Home Tmall"
    assert _dump() == before


@pytest.mark.usefixtures("command")
def test_a_backup_of_postgresql_holds_what_pg_dump_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_DATABASE", "postgresql+psycopg://lin:lychee@db.example:5433/shop")
    monkeypatch.setenv("PATH", str(tmp_path))
    keep_file(b"a banner")
    packed = tmp_path / "monday.zip"

    without = CliRunner().invoke(app, ["backup", str(packed)])
    _stand_in_for_pg_dump(tmp_path)
    with_ = CliRunner().invoke(app, ["backup", str(packed)])
    brought_back = CliRunner().invoke(app, ["restore", str(packed), "--replace"])

    assert (without.exit_code, with_.exit_code, brought_back.exit_code) == (1, 0, 1)
    assert "pg_dump is not here" in without.output
    assert "pg_restore" in brought_back.output
    with zipfile.ZipFile(packed) as opened:
        told = opened.read("planner.dump").decode()
        assert len(opened.namelist()) == 2
    assert told == "--format=custom --no-owner --file | db.example 5433 lin lychee shop"


@pytest.mark.usefixtures("command")
def test_pg_dump_that_fails_says_why_and_leaves_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_DATABASE", "postgresql+psycopg://lin:lychee@db.example/missing")
    monkeypatch.setenv("PATH", str(tmp_path))
    _stand_in_for_pg_dump(tmp_path)
    packed = tmp_path / "monday.zip"

    answer = CliRunner().invoke(app, ["backup", str(packed)])

    assert answer.exit_code == 1
    assert 'no database "missing"' in answer.output
    assert not packed.exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("no-such-command",), 2),
        (("import", "sales"), 2),
        (("export", "tasks", "--campaign", "No such sale"), 1),
        (("user", "add", "Lin An", "lin", "--as", "nobody"), 1),
    ],
)
def test_a_refusal_ends_with_1_and_a_misspelt_command_with_2(
    command: Command, words: tuple[str, ...], code: int
) -> None:
    assert command(*words).exit_code == code


def test_the_command_runs_as_a_program_of_its_own(command: Command) -> None:
    assert command("check").exit_code == 0

    answer = subprocess.run(
        [sys.executable, "-m", "planner", "check", "--json"],
        cwd=ROOT,
        env=os.environ.copy(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (answer.returncode, json.loads(answer.stdout)) == (0, {"findings": []})


@pytest.mark.parametrize(
    "words",
    [
        ("demo",),
        ("import", "sales"),
        ("export", "tasks"),
        ("backup",),
        ("restore",),
        ("user", "add"),
        ("check",),
    ],
)
def test_every_command_helps_with_an_example(command: Command, words: tuple[str, ...]) -> None:
    answer = command(*words, "--help")

    assert answer.exit_code == 0
    assert f"python -m planner {' '.join(words)}" in " ".join(answer.output.split())


def _stand_in_for_pg_dump(folder: Path) -> None:
    """A program that writes down how it was called; there is a database called shop only."""
    program = folder / "pg_dump"
    program.write_text(
        f"#!{sys.executable}\n"
        "import os, sys\n"
        "*options, target = sys.argv[1:]\n"
        "if os.environ['PGDATABASE'] != 'shop':\n"
        "    sys.exit('no database \"' + os.environ['PGDATABASE'] + '\"')\n"
        "names = ('PGHOST', 'PGPORT', 'PGUSER', 'PGPASSWORD', 'PGDATABASE')\n"
        "told = ' '.join(options) + ' | ' + ' '.join(os.environ[name] for name in names)\n"
        "open(target, 'w').write(told)\n"
    )
    program.chmod(0o700)


def _dump() -> list[str]:
    with sqlite3.connect(home() / "planner.sqlite") as database:
        return list(database.iterdump())


def _first_shop() -> str:
    with sqlite3.connect(home() / "planner.sqlite") as database:
        return str(database.execute("select name from shop order by id").fetchone()[0])


def _campaign() -> tuple[str, set[str]]:
    with sqlite3.connect(home() / "planner.sqlite") as database:
        name = database.execute("select name from campaign order by id").fetchone()[0]
        titles = database.execute(
            "select title from task where campaign_id = 1 and deleted_at is null"
        )
        return str(name), {title for (title,) in titles}


def _login_of_a_teammate() -> str:
    with sqlite3.connect(home() / "planner.sqlite") as database:
        found = database.execute(
            "select login from person where lead_since is null and operator_since is null"
        )
        return str(found.fetchone()[0])


def _teams_by_name() -> dict[str, tuple[str, ...]]:
    lead = counter().read(actor_by_login, login="")
    assert lead is not None
    people = counter().read(reports.people.people, actor=lead)
    return dict(zip(people["name"], people["teams"], strict=True))


def test_a_table_of_cases_is_priced_by_id_and_says_which_one_cant_be_read(
    command: Command, tmp_path: Path
) -> None:
    table = tmp_path / "cases.json"
    tea = {"sku": "tea", "qty": 1, "unit_price": 10_000}
    good = {"id": "good", "basket": [tea], "rules": [{"type": "percent_off", "percent": 12.5}]}
    odd = {"id": "odd", "basket": [tea], "rules": [{"type": "teleport"}]}
    table.write_text(json.dumps({"cases": [odd, good]}))

    said = command("quote", str(table), "--json")
    read_out = command("quote", str(table))

    answers = {answer["id"]: answer for answer in json.loads(said.stdout)["cases"]}
    assert answers["good"]["payable"] == 8_750
    assert answers["odd"]["refused"] == "“type” in rules 1: “teleport” is not known."
    assert "good: ¥87.50 to pay" in read_out.stdout
