"""The user's settings file of xlwings: lines ``"KEY","value"``, shared with whatever else on this PC uses xlwings.

Our own workbooks carry their settings; these lines are for workbooks that people make themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pii_xl.install.machine import Folders

ENCODING = "latin-1"  # any bytes survive; VBA reads the file in the machine's own code page
END = "\r\n"


def settings_path(folders: Folders) -> Path:
    """Where xlwings looks for it."""
    return folders.profile / ".xlwings" / "xlwings.conf"


def with_settings(
    content: bytes, wanted: Mapping[str, str], ours: Mapping[str, str]
) -> tuple[bytes, dict[str, str]]:
    """The file with ``wanted`` added, and which of them are in it because of us.

    Lines that say ``ours`` (an earlier installation) are replaced; what somebody else has set stays as it is.
    """
    text = _without(content, ours)
    taken = {line.partition(",")[0].strip().strip('"').lower() for line in text.split("\n")}
    added = {key: value for key, value in wanted.items() if key.lower() not in taken}
    if text and not text.endswith("\n"):
        text += END
    return (text + "".join(_line(*pair) + END for pair in added.items())).encode(ENCODING), added


def without_settings(content: bytes, ours: Mapping[str, str]) -> bytes:
    """The file without the lines we wrote; one that was changed since is no longer ours."""
    return _without(content, ours).encode(ENCODING)


def _without(content: bytes, ours: Mapping[str, str]) -> str:
    mine = {_line(*pair) for pair in ours.items()}
    lines = re.findall(r"[^\n]*\n|[^\n]+", content.decode(ENCODING))
    return "".join(line for line in lines if line.strip() not in mine)


def _line(key: str, value: str) -> str:
    return f'"{key}","{value}"'
