"""Chromium and a Chinese font: found, or got; without a browser the run fails, it never skips."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import fasteners
from playwright.sync_api import sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that asks for anything from outside must not get it by luck.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)


def ready() -> str:
    """Chromium's path, after getting it and a Chinese font where they were missing.

    Raises RuntimeError when there is no browser and none can be got.
    """
    one_at_a_time = Path(tempfile.gettempdir()) / "planner-tests-chromium.lock"
    with fasteners.InterProcessLock(one_at_a_time):
        path = _found() or _got()
        if not _has_chinese_font():
            _install("fontconfig", "fonts-noto-cjk")
            if not _has_chinese_font():
                warnings.warn(
                    "No Chinese font: screenshots will show boxes. Install fonts-noto-cjk.",
                    stacklevel=2,
                )
    return path


def _found() -> str | None:
    if named := os.environ.get("CHROMIUM"):
        if not shutil.which(named):
            raise RuntimeError(f"CHROMIUM names no program: {named}")
        return named
    for command in _COMMANDS:
        if path := shutil.which(command):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def _got() -> str:
    said = _install("chromium")
    if not _found():
        got = subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"],
            capture_output=True,
            text=True,
            check=False,
        )
        said += got.stdout + got.stderr
    path = _found()
    if path is None:
        raise RuntimeError(f"No Chromium, and none could be got. Set CHROMIUM to one.\n{said}")
    return path


def _install(*packages: str) -> str:
    """Debian's packages, where we may; what the installer said, for when it did not help."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return ""
    said = ""
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
        said += done.stdout + done.stderr
    return said


def _has_chinese_font() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    if not shutil.which("fc-list"):
        return False
    told = subprocess.run(
        ["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False
    )
    return bool(told.stdout.strip())
