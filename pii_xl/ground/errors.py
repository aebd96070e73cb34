"""Findings and errors: what a person is told, with a stable code, the place, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePath
from typing import Any

EXPECTED, REMEDY = " Cần: ", " Cách sửa: "
"""What comes before the second and the third sentence where a finding is told in one go."""


class Level(StrEnum):
    """How grave a finding is; the values are what users read."""

    ERROR = "Lỗi"
    WARNING = "Cảnh báo"
    NOTE = "Ghi chú"


class Kind(StrEnum):
    """What kind of thing a finding is about; callers ask for it, never for codes."""

    DATA = "data"
    STRUCTURE = "structure"  # a sheet, header row or column is gone: the file cannot be understood
    SCORES = "scores"  # bears on scores
    BLANK = "blank"  # nothing was answered


@dataclass(frozen=True)
class Finding:
    """One thing found in the data: what was found, what was expected, how to mend it, and where."""

    code: str
    level: Level
    found: str
    expected: str
    remedy: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    subject: str = field(default="")  # indicator code, agency code … whatever the finding is about
    facts: Mapping[str, Any] = field(
        default_factory=dict, compare=False, repr=False
    )  # what its texts were filled with

    @property
    def is_error(self) -> bool:
        """Whether it must be mended before the data can be used."""
        return self.level is Level.ERROR

    @property
    def kind(self) -> Kind:
        """What kind of thing it is about."""
        from pii_xl.ground.messages import CATALOGUE

        return CATALOGUE[self.code].kind

    @property
    def identity(self) -> str:
        """What makes it the same finding at the next command: rule, subject and what it is about, not where it stands."""
        from pii_xl.ground.sameness import identity

        return identity(self.code, self.subject, self.found)

    @property
    def place(self) -> str:
        """File, sheet and cell as one Vietnamese phrase; empty when the finding has no place."""
        parts = [
            self.file,
            f"trang “{self.sheet}”" if self.sheet else "",
            f"ô {self.cell}" if self.cell else "",
        ]
        return ", ".join(part for part in parts if part)

    def at(self, **place: Any) -> Finding:
        """The same finding with another file, sheet, cell or subject."""
        return replace(self, **place)

    def __str__(self) -> str:
        where = f" [{self.place}]" if self.place else ""
        text = f"{self.level} {self.code}{where}: {self.found}"
        if self.expected:
            text += f"{EXPECTED}{self.expected}"
        if self.remedy:
            text += f"{REMEDY}{self.remedy}"
        return text


def finding(
    code: str, *, file: str | PurePath = "", sheet: str = "", cell: str = "", subject: str = "", **facts: Any
) -> Finding:
    """Make the finding ``code`` from the message catalogue, its texts filled with ``facts``.

    ``file`` may be a path; only its name is kept, because workbooks travel between machines.
    Raises ``KeyError`` for a code that the catalogue does not have or a fact that the text needs.
    """
    from pii_xl.ground.messages import CATALOGUE

    message = CATALOGUE[code]
    name = PurePath(file).name if file else ""
    filled = {"file": name, "sheet": sheet, "cell": cell, "subject": subject, **facts}
    return Finding(
        code=code,
        level=message.level,
        found=message.found.format(**filled),
        expected=message.expected.format(**filled),
        remedy=message.remedy.format(**filled),
        file=name,
        sheet=sheet,
        cell=cell,
        subject=subject,
        facts=facts,
    )


def level_of(code: str) -> Level:
    """How grave the finding with this code is. Raises ``KeyError`` for a code that the catalogue does not have."""
    from pii_xl.ground.messages import CATALOGUE

    return CATALOGUE[code].level


class PiiError(Exception):
    """A command cannot go on. Carries the finding that tells the user why; never shown as a traceback."""

    exit_code = 2

    def __init__(
        self,
        code: str,
        *,
        file: str | PurePath = "",
        sheet: str = "",
        cell: str = "",
        subject: str = "",
        **facts: Any,
    ):
        self.finding = finding(code, file=file, sheet=sheet, cell=cell, subject=subject, **facts)
        super().__init__(str(self.finding))

    @classmethod
    def of(cls, found: Finding) -> PiiError:
        """The error that carries a finding made elsewhere."""
        error = cls.__new__(cls)
        Exception.__init__(error, str(found))
        error.finding = found
        return error

    @property
    def code(self) -> str:
        """The message's code, e.g. ``E103``."""
        return self.finding.code


class UnreadableError(PiiError):
    """A file or folder cannot be read, or is not what it should be (exit 2)."""


class WrongUsageError(PiiError):
    """The command was called with arguments that make no sense (exit 2)."""


class DataError(PiiError):
    """The data are readable but wrong, and the command cannot give a result (exit 1)."""

    exit_code = 1
