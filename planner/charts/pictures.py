"""Charts as pictures: PNG for a chat or a slide, SVG for a page of one's own."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import vl_convert

from planner.charts.house import FONTS, Chart
from planner.words import Refusal

FONT_FOLDERS: tuple[Path, ...] = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.fonts"),
    Path("~/.local/share/fonts"),
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
    Path("~/Library/Fonts"),
    Path("C:/Windows/Fonts"),
    Path("~/AppData/Local/Microsoft/Windows/Fonts"),
)

# How the file of each of those fonts begins, without spaces and hyphens.
_FILES: dict[str, tuple[str, ...]] = {
    "PingFang SC": ("pingfang",),
    "Microsoft YaHei": ("msyh",),
    "Noto Sans CJK SC": ("notosanscjk",),
    "Noto Sans SC": ("notosanssc", "notosanshans"),
    "Source Han Sans SC": ("sourcehansanssc",),
    "Source Han Sans CN": ("sourcehansanscn",),
    "WenQuanYi Micro Hei": ("wqymicrohei",),
    "WenQuanYi Zen Hei": ("wqyzenhei",),
    "SimHei": ("simhei",),
    "Heiti SC": ("stheiti",),
}
_ENDINGS = {".ttf", ".ttc", ".otf", ".otc"}


_OTHER_SCRIPTS = ("jp", "kr", "tc", "hk")
_NAMESPACE = re.compile(r'(?<=<svg) xmlns(?::xlink)?="[^"]*"| xmlns(?::xlink)?="[^"]*"(?=[^<]*>)')
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def png(
    chart: Chart,
    *,
    scale: float = 2,
    width: int = 760,
    folders: Sequence[Path] = FONT_FOLDERS,
) -> bytes:
    """The chart as a PNG on white, its plot ``width`` times ``scale`` pixels across.

    Raises Refusal where it has Chinese in it and no font in the folders has: its letters would be
    empty boxes.
    """
    spec = chart.properties(width=width).to_dict()
    font = require_font(json.dumps(spec, ensure_ascii=False), folders)
    spec["background"] = "white"
    spec["padding"] = 16
    spec["config"]["font"] = font or "sans-serif"
    picture: bytes = vl_convert.vegalite_to_png(spec, scale=scale)
    return picture


def svg(chart: Chart, *, width: int = 720) -> str:
    """The chart as an SVG element for a page, its plot ``width`` across, letters as text.

    Whoever looks draws the letters with a font of theirs. It names no address, not even SVG's own.
    """
    spec = chart.properties(width=width).to_dict()
    spec["background"] = None
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    picture: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return _NAMESPACE.sub("", picture)


def require_font(text: str, folders: Sequence[Path] = FONT_FOLDERS) -> str | None:
    """The font to draw a text in, None for any; raises Refusal where it is Chinese and none has."""
    font = chinese_font(folders)
    if font is None and _CHINESE.search(text):
        raise Refusal(
            "This machine has no Chinese font, so Chinese in the picture would be empty boxes."
            " Install one, e.g. Noto Sans CJK, and try again."
        )
    return font


def chinese_font(folders: Sequence[Path] = FONT_FOLDERS) -> str | None:
    """The name of the first house font with Chinese whose file lies in the folders, or None."""
    files = {
        re.sub(r"[-_ ]", "", file.stem.lower()): file.parent
        for folder in folders
        for file in folder.expanduser().rglob("*")
        if file.suffix.lower() in _ENDINGS
    }
    for font in FONTS:
        for stem, folder in files.items():
            if any(_begins(stem, beginning) for beginning in _FILES[font]):
                _register(folder)
                return font
    return None


def _begins(stem: str, beginning: str) -> bool:
    return stem.startswith(beginning) and not stem.removeprefix(beginning).startswith(
        _OTHER_SCRIPTS
    )


@lru_cache(maxsize=8)
def _register(folder: Path) -> None:
    vl_convert.register_font_directory(str(folder))
