"""The platforms a shop can be on."""

from __future__ import annotations

from planner.words import Sentence

PLATFORMS: dict[str, Sentence] = {
    "tmall": Sentence("Tmall"),
    "taobao": Sentence("Taobao"),
    "jd": Sentence("JD.com"),
    "pinduoduo": Sentence("Pinduoduo"),
    "douyin": Sentence("Douyin"),
    "kuaishou": Sentence("Kuaishou"),
    "xiaohongshu": Sentence("Xiaohongshu"),
    "wechat": Sentence("WeChat shop"),
    "amazon": Sentence("Amazon"),
    "own_site": Sentence("Own website"),
    "other": Sentence("Another platform"),
}
