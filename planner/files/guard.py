"""The apostrophe that keeps a spreadsheet from running text of a CSV as a formula.

Which first characters are dangerous: OWASP, "CSV Injection".
"""

from __future__ import annotations

import re

_FORMULA = r"(?:\s*[=+\-@＝＋－＠]|[\t\r\n])"
_NEEDS_GUARD = re.compile("'*" + _FORMULA)
_GUARDED = re.compile("'+" + _FORMULA)


def guard(text: str) -> str:
    """Text that a spreadsheet shows and never runs; also guards what already looks guarded."""
    return "'" + text if _NEEDS_GUARD.match(text) else text


def unguard(text: str) -> str:
    """Take the apostrophe off that ``guard`` put on; ``unguard(guard(text)) == text`` always."""
    return text[1:] if _GUARDED.match(text) else text
