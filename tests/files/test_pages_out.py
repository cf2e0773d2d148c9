"""A page to send asks nobody for anything, and what somebody typed stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from planner.files.pages_out import Page, Part, Picture, Point, WrittenTable, write_page

HOSTILE = "<script>alert(1)</script><img src=https://x.test onerror=alert(1)>\"'&\ud800"
SVG = '<svg width="10" height="10"><text>¥6万</text></svg>'


@dataclass
class Reader(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and its text."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def page() -> Page:
    return Page(
        language="zh-CN",
        title=HOSTILE,
        below=HOSTILE,
        note=HOSTILE,
        parts=[
            Part(
                HOSTILE,
                pictures=[Picture(SVG, SVG, HOSTILE)],
                points=[Point(HOSTILE, HOSTILE, good=True), Point("平", "=1+1")],
                lists=[(HOSTILE, [HOSTILE])],
                tables=[
                    WrittenTable(HOSTILE, [HOSTILE, "金额"], [[HOSTILE, "¥1.00"]], frozenset({1})),
                    WrittenTable("空表", ["a"], []),
                ],
            )
        ],
    )


def read(content: bytes) -> Reader:
    reader = Reader()
    reader.feed(content.decode("utf-8"))
    return reader


def test_what_somebody_typed_is_text_wherever_it_stands() -> None:
    reader = read(write_page(page()))

    tags = {tag for tag, _ in reader.tags}
    assert not tags & {"script", "img", "iframe", "link", "object", "base", "form", "a"}
    assert not [name for _, attributes in reader.tags for name in attributes if name[:2] == "on"]
    # Heading, title, line below, note, heading of the part, two of the point, list and its entry,
    # and of the table title, header and cell.
    assert sum("<script>alert(1)</script>" in text for text in reader.text) == 12


def test_a_page_asks_nobody_for_anything() -> None:
    reader = read(write_page(page()))

    outside = ("src", "href", "srcset", "action", "data", "poster", "xlink:href")
    assert [name for _, known in reader.tags for name in known if name in outside] == []
    style = next(text for text in reader.text if "--ink" in text)
    assert not re.search(r"url\(|@import|https?:", style)
    policy = next(known["content"] for tag, known in reader.tags if known.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_a_page_reads_in_its_language_and_on_a_phone() -> None:
    reader = read(write_page(page()))

    assert ("html", {"lang": "zh-CN"}) in reader.tags
    assert any(known.get("name") == "viewport" for _, known in reader.tags)
    assert "¥6万" in reader.text
    assert "空表" not in reader.text
    cells = [known for tag, known in reader.tags if tag == "td"]
    assert cells[1] == {"data-of": "金额", "class": "number"}


def test_days_and_names_are_never_broken_and_long_texts_are() -> None:
    rows = [["11月24日 周二", "补货的收纳箱还在路上，预计下午到仓", "4"]]
    table = WrittenTable("晚", ["截止日期", "原因", "天"], rows, frozenset({2}))

    reader = read(write_page(Page("zh-CN", "页", "", "", [Part("晚", tables=[table])])))

    cells = [given.get("class") for name, given in reader.tags if name == "td"]
    assert cells == ["short", None, "number"]
