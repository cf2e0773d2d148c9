"""What tests of promotions share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planner.text.speaker import speaker


@pytest.fixture
def in_english() -> Callable[[Any], str]:
    """Says a sentence as an English reader sees it."""
    return speaker("en").said
