"""What a command says to the user: one dialog in Vietnamese, by Excel's own Unicode message box where there is one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pii_xl.ground.errors import Finding, Level

if TYPE_CHECKING:
    from xlwings import App

TITLE = "PII-XL"
LONGEST = 1800  # what a message box shows on a small screen


def show(app: App | None, item: Finding) -> None:
    """Show a finding, in Excel when it can; else in the system's message box on Windows, on standard error elsewhere."""
    text = text_of(item)
    if app is None or not _shown_in(app, text, "critical" if item.is_error else "info"):
        show_without_excel(text)


def _shown_in(app: App, text: str, mode: str) -> bool:
    try:
        app.alert(text, title=TITLE, mode=mode)
    except Exception:  # an Excel that is busy does not even tell which window is its own
        return False
    return True


def ask(app: App, text: str, *, may_choose: bool = False) -> str | None:
    """The answer "yes" or "no"; with ``may_choose`` also "cancel"."""
    return app.alert(text, title=TITLE, buttons="yes_no_cancel" if may_choose else "yes_no")


def ask_text(app: App, question: str, default: str = "") -> str | None:
    """What the user types in Excel's own box; ``None`` when it is cancelled or left empty."""
    # Prompt, Title, Default, Left, Top, HelpFile, HelpContextID, Type: pywin32 wants positions, and 2 is text.
    answer = app.api.InputBox(question, TITLE, default, None, None, None, None, 2)
    return str(answer).strip() or None if isinstance(answer, str) else None


def text_of(item: Finding) -> str:
    """The dialog's text: what was found, what is needed, how to mend it, and the code."""
    parts = [item.found]
    if item.expected:
        parts.append(f"Cần: {item.expected}")
    if item.remedy:
        parts.append(f"Cách sửa: {item.remedy}")
    if item.level is not Level.NOTE:
        parts.append(f"({item.code}{', ' + item.place if item.place else ''})")
    text = "\n\n".join(parts)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def show_without_excel(text: str) -> None:
    """Tell the user when there is no Excel to do it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(0, text, TITLE, 0x30)
    else:
        print(text, file=sys.stderr)
