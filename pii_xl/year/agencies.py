"""The agencies that answer for indicators and tasks: one registry, however a document spells their names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from pii_xl.ground.errors import DataError, UnreadableError, WrongUsageError
from pii_xl.ground.text import key, tidy
from pii_xl.year.framework import files

DATA = Path(__file__).parent / "agencies_data" / "agencies.csv"

KINDS = ("agency", "collective")
ROLES = ("executing", "authority")
COLUMNS = ("code", "name", "short", "aliases", "kind", "role", "valid_from", "valid_to", "successor", "note")

SEPARATOR = re.compile(r"[;,\n]+|\s(?=và\s)", re.IGNORECASE)
LEADING = re.compile(r"^[\s\-–+•]+|^\s*và\s+", re.IGNORECASE)
CLOSE_MATCHES = 3


class Heir(NamedTuple):
    """An agency that takes over from another: everything, or these codes and what is below them."""

    agency: str
    codes: tuple[str, ...] = ()

    def takes(self, code: str) -> bool:
        """Whether ``code`` is named, or a code above it."""
        return any(code == one or code.startswith((f"{one}.", f"{one}(")) for one in self.codes)


@dataclass(frozen=True)
class Agency:
    """A body, or a collective name ("Các sở, ban, ngành") that stands for several.

    ``role`` is ``"executing"`` for who does the plan's work and ``"authority"`` for who orders it or receives
    the results. ``valid_from`` and ``valid_to`` are inclusive. ``successor`` is the code of what follows, or of what it was
    split into: "SKHCN; SCT: 3.1.1, 3.2" – the second takes these codes and what is below them, the first the rest.
    """

    code: str
    name: str
    short: str
    aliases: tuple[str, ...]
    kind: str
    valid_from: date | None
    valid_to: date | None
    successor: str
    note: str
    role: str = "executing"
    former: tuple[str, ...] = ()

    @cached_property
    def heirs(self) -> tuple[Heir, ...]:
        """What follows this agency, first the one that takes whatever no other does."""
        parts = (part.partition(":") for part in self.successor.split(";") if part.strip())
        return tuple(
            Heir(code.strip(), tuple(one.strip() for one in taken.split(",") if one.strip()))
            for code, _, taken in parts
        )

    def heir_of(self, code: str) -> str:
        """The code of the agency that takes over ``code``, an indicator's, task's or policy group's; "" for none."""
        takes = (heir.agency for heir in self.heirs if heir.takes(code))
        rest = (heir.agency for heir in self.heirs if not heir.codes)
        return next(takes, next(rest, ""))

    @property
    def is_collective(self) -> bool:
        """Whether the name stands for many bodies, such as "Các sở, ban, ngành"."""
        return self.kind == "collective"

    @property
    def names(self) -> tuple[str, ...]:
        """Every way to write this agency: code, name, short name, aliases, former names."""
        return (*self.names_today, *self.former)

    @property
    def names_today(self) -> tuple[str, ...]:
        """Every way to write this agency that is no former name."""
        return (self.code, self.name, self.short, *self.aliases)

    def valid_on(self, day: date) -> bool:
        """Whether the agency exists on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class AgencyRegistry:
    """All agencies, found by code or by any of their names."""

    agencies: tuple[Agency, ...]

    def get(self, code: str) -> Agency:
        """The agency with this code. Raises ``WrongUsageError`` E506."""
        try:
            return self._by_code[code]
        except KeyError as error:
            raise WrongUsageError("E506", subject=code) from error

    def find(self, text: str) -> Agency | None:
        """The agency that ``text`` names, or ``None``.

        Case, Unicode form, spaces, place of tone marks ("Tỉnh uỷ") and list punctuation do not matter.
        """
        return self._by_name.get(fold(text))

    def resolve(self, text: str) -> Agency:
        """The agency that ``text`` names. Raises ``DataError`` E505 with the closest names."""
        found = self.find(text)
        if found is None:
            raise DataError("E505", name=_tidy(text), close="; ".join(self.close(text)) or "không có")
        return found

    def name_of(self, text: str) -> str:
        """The official name of the agency that ``text`` names; the text itself where it names none."""
        found = self.find(text)
        return found.name if found else _tidy(text)

    def close(self, text: str) -> tuple[str, ...]:
        """Official names of the agencies that read most like ``text``, best first; at most three."""
        import difflib  # needed for unknown names only

        folded = difflib.get_close_matches(fold(text), self._by_name, n=10, cutoff=0.6)
        return tuple(dict.fromkeys(self._by_name[name].name for name in folded))[:CLOSE_MATCHES]

    def split(self, text: str) -> list[str]:
        """The names in one cell of a plan, as written there, without dashes before and punctuation after.

        A comma or "và" inside a registered name does not split it: "Các sở, ban, ngành, UBND các huyện,
        thị xã, thành phố" is two names. Unknown names are split at comma, semicolon and line break.
        """
        atoms = _atoms(text)
        names, start = [], 0
        while start < len(atoms):
            end = self._longest_name(text, atoms, start)
            names.append(_tidy(text[atoms[start][0] : atoms[end][1]]))
            start = end + 1
        return [name for name in names if name]

    def real(self, role: str = "executing") -> tuple[Agency, ...]:
        """The bodies, collective names left out, that have this role."""
        return tuple(a for a in self.agencies if not a.is_collective and a.role == role)

    def successor_on(self, agency: Agency, day: date, code: str = "") -> Agency:
        """What ``agency`` has become by ``day``, for ``code`` when it was split: itself while it exists or has no successor."""
        while agency.valid_to is not None and day > agency.valid_to and agency.heir_of(code):
            agency = self.get(agency.heir_of(code))
        return agency

    def _longest_name(self, text: str, atoms: list[tuple[int, int]], start: int) -> int:
        """Index of the last atom of the name that begins at atom ``start``."""
        for end in range(len(atoms) - 1, start - 1, -1):
            if self.find(text[atoms[start][0] : atoms[end][1]]):
                return end
        end = start
        while end + 1 < len(atoms) and not text[atoms[end][1] : atoms[end + 1][0]].strip():
            end += 1  # "và" is no boundary inside a name that the registry does not know
        return end

    @cached_property
    def _by_code(self) -> dict[str, Agency]:
        return {agency.code: agency for agency in self.agencies}

    @cached_property
    def _by_name(self) -> dict[str, Agency]:
        former = {fold(name): agency for agency in self.agencies for name in agency.former}
        return {**former, **{fold(name): agency for agency in self.agencies for name in agency.names_today}}


def piped(cell: object) -> tuple[str, ...]:
    """The names in a cell of the sheet "Cơ quan", separated by "|"."""
    return tuple(part.strip() for part in str(cell or "").split("|") if part.strip())


def fold(text: str) -> str:
    """A key under which every spelling of the same name is equal: ``pii_xl.ground.text.key``, no spaces around "&",
    dashes before and ".,;:" after removed.
    """
    return re.sub(r"\s*&\s*", "&", key(_tidy(tidy(text))))


@cache
def load_agencies() -> AgencyRegistry:
    """The registry. Raises ``UnreadableError`` E502 or E503 for a damaged data file."""
    return read_agencies(DATA)


def read_agencies(path: Path) -> AgencyRegistry:
    """The registry kept in the CSV file ``path``; errors as for ``load_agencies``."""
    rows = files.read_rows(path, COLUMNS)
    registry = AgencyRegistry(tuple(_agency(row, path) for row in rows))
    files.unique((a.code for a in registry.agencies), path)
    for agency in registry.agencies:
        for heir in agency.heirs:
            files.known(heir.agency, registry._by_code, path)
        for name in agency.names:
            if registry._by_name[fold(name)] is not agency:
                raise UnreadableError("E503", file=path, problem=f"tên “{name}” thuộc hai cơ quan")
    return registry


def _agency(row: dict[str, str], path: Path) -> Agency:
    return Agency(
        code=row["code"],
        name=row["name"],
        short=row["short"],
        aliases=tuple(name for name in row["aliases"].split("|") if name),
        kind=files.choice(row, "kind", KINDS, path),
        valid_from=_day(row, "valid_from", path),
        valid_to=_day(row, "valid_to", path),
        successor=row["successor"],
        note=row["note"],
        role=files.choice(row, "role", ROLES, path),
    )


def _day(row: dict[str, str], column: str, path: Path) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError as error:
        raise UnreadableError(
            "E503", file=path, problem=f"cột {column} có “{row[column]}”, cần năm-tháng-ngày"
        ) from error


def _atoms(text: str) -> list[tuple[int, int]]:
    """Start and end of every piece of ``text`` between separators, empty ones left out."""
    bounds = [0, *(edge for match in SEPARATOR.finditer(text) for edge in match.span()), len(text)]
    pieces = zip(bounds[::2], bounds[1::2], strict=True)
    return [(start, end) for start, end in pieces if text[start:end].strip()]


def _tidy(text: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return LEADING.sub("", text).rstrip(" .,;:")
