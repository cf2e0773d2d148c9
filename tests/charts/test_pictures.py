"""Pictures of charts, on machines with and without Chinese fonts."""

from __future__ import annotations

from pathlib import Path
from struct import unpack

import altair as alt
import pandas as pd
import pytest

from planner.charts import house, pictures
from planner.words import Refusal

NO_FONTS: tuple[Path, ...] = ()


def chart_called(name: str) -> alt.LayerChart:
    bars = alt.Chart(pd.DataFrame({"name": [name], "yuan": [3]})).mark_bar()
    return house.finish([bars.encode(x="yuan:Q", y="name:N")], {"measure": "Paid"}, [])


def test_a_machine_without_a_chinese_font_says_so_instead_of_drawing_boxes() -> None:
    with pytest.raises(Refusal, match=r"no Chinese font.* e.g. Noto Sans CJK"):
        pictures.png(chart_called("预热"), folders=NO_FONTS)


def test_a_chart_without_chinese_needs_no_chinese_font() -> None:
    assert pictures.png(chart_called("Warm-up"), folders=NO_FONTS).startswith(b"\x89PNG")


def test_a_picture_is_as_large_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "chinese_font", lambda _: "Noto Sans CJK SC")

    picture = pictures.png(chart_called("预热"), scale=2, width=400)

    width, _ = unpack(">II", picture[16:24])
    assert 800 < width < 1_100


@pytest.mark.parametrize(
    ("file", "font"),
    [
        ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"),
        ("NotoSansCJKsc-Bold.otf", "Noto Sans CJK SC"),
        ("SourceHanSansCN-Regular.otf", "Source Han Sans CN"),
        ("wqy-microhei.ttc", "WenQuanYi Micro Hei"),
        ("msyh.ttc", "Microsoft YaHei"),
        ("STHeiti Medium.ttc", "Heiti SC"),
        ("NotoSansCJKjp-Regular.otf", None),
        ("DejaVuSans.ttf", None),
        ("NotoSansCJK-Regular.txt", None),
    ],
)
def test_a_font_is_known_by_its_file(tmp_path: Path, file: str, font: str | None) -> None:
    below = tmp_path / "opentype"
    below.mkdir()
    (below / file).write_bytes(b"")

    assert pictures.chinese_font((tmp_path, tmp_path / "missing")) == font


def test_a_font_installed_later_is_found(tmp_path: Path) -> None:
    assert pictures.chinese_font((tmp_path,)) is None

    (tmp_path / "simhei.ttf").write_bytes(b"")

    assert pictures.chinese_font((tmp_path,)) == "SimHei"
