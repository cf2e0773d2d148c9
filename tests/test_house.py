"""The house stays as it is drawn: who imports what, how long a file is, what a comment owes."""

from __future__ import annotations

import ast
import re
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 260
MAY_IMPORT = {
    "planner/words.py": set[str](),
    "planner/rules": {"numpy", "chinese_calendar", "planner.rules", "planner.words"},
    "pages": {
        "streamlit",
        "pandas",
        "planner.ui",
        "planner.actions",
        "planner.reports",
        "planner.charts",
        "planner.files",
        "planner.rules",
        "planner.words",
    },
    "app.py": {"streamlit", "planner.web"},
}


def _python(*places: str) -> list[Path]:
    found: list[Path] = []
    for place in places or ("app.py", "planner", "pages", "tests", "benchmarks"):
        path = ROOT / place
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.exists()
    return found


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "planner":
            yield from ((node.lineno, f"planner.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(path)}:{node.lineno} imports relatively"
            yield node.lineno, node.module or ""


def _comments(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as code:
        for token in tokenize.tokenize(code.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


@pytest.mark.parametrize("place", MAY_IMPORT)
def test_a_room_imports_only_what_the_map_allows(place: str) -> None:
    allowed = MAY_IMPORT[place]

    strangers = [
        f"{_name(path)}:{line} imports {module}"
        for path in _python(place)
        for line, module in _imports(path)
        if module.partition(".")[0] not in sys.stdlib_module_names
        and not any(module == known or module.startswith(f"{known}.") for known in allowed)
    ]

    assert strangers == []


def test_every_package_our_code_imports_is_asked_for_by_name() -> None:
    distributions = packages_distributions()
    app, both = _asked_for("requirements.txt"), _asked_for("requirements-dev.txt")
    both |= app

    missing = [
        f"{_name(path)}:{line} imports {top}"
        for path in _python()
        for line, module in _imports(path)
        if (top := module.partition(".")[0]) not in sys.stdlib_module_names
        and top not in ("planner", "tests", "benchmarks", "app")
        and not {_plain(name) for name in distributions.get(top, [])}
        & (both if _name(path).startswith(("tests/", "benchmarks/")) else app)
    ]

    assert missing == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_version_is_pinned(file: str) -> None:
    lines = [
        line.partition("#")[0].strip()
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
    ]

    floating = [line for line in lines if line and not line.startswith("-r ") and "==" not in line]

    assert floating == []


def test_no_file_is_longer_than_one_can_read_at_a_sitting() -> None:
    lengths = {
        _name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in _python("app.py", "planner", "pages")
        if "migrations/versions" not in path.as_posix()
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_exception_to_a_check_says_why() -> None:
    noqa = re.compile(r"#\s*noqa\b(?!: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)* -- \S)", re.IGNORECASE)
    ignored = re.compile(r"#\s*type:\s*ignore(?!\[[a-z, -]+\]\s+# \S)")

    bare = [
        f"{_name(path)}:{line} {comment}"
        for path in _python()
        for line, comment in _comments(path)
        if noqa.search(comment) or ignored.search(comment)
    ]

    assert bare == []


def test_every_lint_rule_switched_off_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lint = tomllib.loads(text)["tool"]["ruff"]["lint"]
    off = [
        *lint["ignore"],
        *(rule for rules in lint["per-file-ignores"].values() for rule in rules),
    ]

    bare = [rule for rule in off if not re.search(rf'"{rule}", # \S', text)]

    assert bare == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")

    left = [
        f"{_name(path)}:{line} {comment}"
        for path in _python()
        for line, comment in _comments(path)
        if later.search(comment)
    ]

    assert left == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    machine = re.compile(r"(?<![\w.])/(work|root|home|Users|opt/pypi)/\w|[A-Z]:\\\\?Users\b")
    kinds = {".py", ".md", ".toml", ".txt", ".po", ".json", ".js", ".css", ".mako", ".csv", ""}
    places = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]
    for folder in (".ci", ".streamlit", "planner", "pages", "data", "docs", "tests", "benchmarks"):
        places += (ROOT / folder).rglob("*")
    skipped = {ROOT / "data" / "local", ROOT / "tests" / "screenshots"}

    told = [
        f"{_name(path)}: {found.group()}"
        for path in places
        if path.is_file() and path.suffix in kinds and not skipped & set(path.parents)
        if (found := machine.search(path.read_text(encoding="utf-8", errors="replace")))
    ]

    assert told == []


def _asked_for(file: str) -> set[str]:
    """The packages of the first part of a requirements file, the one that says what for."""
    text = (ROOT / file).read_text(encoding="utf-8").partition("# What those bring along")[0]
    return {_plain(name) for name in re.findall(r"^([\w.-]+)(?:\[\w+\])?==", text, re.MULTILINE)}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
