"""The frame around every page, when there is nobody to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.acting import refusals
from tests.pages.conftest import Visit, shown
from tests.support.cast import Cast


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The database file is damaged or not a database. Restore the last backup."),
        ("zh", "数据库文件已损坏或不是数据库，请恢复最近的备份。"),
    ],
)
def test_a_database_that_went_away_is_said_to_have(
    cast: Cast, visit: Visit, language: str, sentence: str
) -> None:
    app = visit(cast.damao, "overview", language)
    before = refusals(app)
    spoil(cast)

    app.run()

    assert (before, refusals(app)) == ([], [sentence])
    assert not app.exception
    assert "双11" not in shown(app)


def spoil(cast: Cast) -> None:
    """Write something else over the database's file."""
    file = Path(cast.desk._engine.url.database or "")
    cast.desk.close()
    for other in file.parent.glob(f"{file.name}-*"):
        other.unlink()
    file.write_bytes(b"PK\x03\x04 a spreadsheet by mistake" * 1_000)
