"""The PII framework of a year: pillars, sub-pillars, indicators, policy items, base figures, footnotes.

Everything is data in ``data/<year>/``; a new year is a new folder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pii_xl.ground.errors import UnreadableError, WrongUsageError
from pii_xl.year.framework import files

DATA = Path(__file__).parent / "data"

SIDES = ("input", "output")
ENTRIES = ("direct", "ratio", "policies")


class Pillar(NamedTuple):
    """A pillar; ``side`` is ``"input"`` or ``"output"``."""

    code: str
    name: str
    side: str


class SubPillar(NamedTuple):
    """A group of indicators inside a pillar; ``pillar`` is the pillar's code."""

    code: str
    name: str
    pillar: str


class Indicator(NamedTuple):
    """An indicator and how its value is entered.

    A ``"ratio"`` is numerator / denominator × scale, the denominator being the base figure ``base`` or, when
    ``base`` is empty, the indicator's own ``denominator``. A ``"direct"`` value is typed as published; a
    ``"policies"`` value counts the policy items in force. ``minimum`` and ``maximum`` are hard bounds of the value.
    ``printed_code`` and ``printed_name`` are the plan's wording, slips included. ``band_low`` and ``band_high``: between which
    values a province's figure is plausible; what lies outside is asked about, never refused. ``band_source``: whence.
    """

    code: str
    printed_code: str
    name: str
    short_name: str
    printed_name: str
    sub_pillar: str
    unit: str
    entry: str
    numerator: str
    denominator: str
    numerator_base: str
    base: str
    scale: float
    direction: int
    decimals: int
    minimum: float | None
    maximum: float | None
    source: str
    source_group: str
    source_group_certain: bool
    definition: str
    footnote: int | None
    note: str
    certainty: str
    band_low: float | None = None
    band_high: float | None = None
    band_source: str = ""

    @property
    def pillar(self) -> str:
        """Code of the pillar."""
        return self.code.split(".", 1)[0]


class PolicyItem(NamedTuple):
    """One of the policy groups of indicator 1.1.1."""

    code: str
    number: int
    name: str
    legal_basis: str


class BaseFigure(NamedTuple):
    """A figure of the province that several indicators divide by; ``in_plan`` when the plan orders its supply.

    Its band is what an indicator's is.
    """

    code: str
    name: str
    unit: str
    in_plan: bool
    note: str
    band_low: float | None = None
    band_high: float | None = None
    band_source: str = ""


class Footnote(NamedTuple):
    """A footnote of the plan, in full."""

    number: int
    text: str


class SourceGroup(NamedTuple):
    """Where the ministry takes indicators from; ``planned`` is the number that the plan's footnote 2 states."""

    code: str
    name: str
    planned: int
    note: str


class Former(NamedTuple):
    """An indicator's code in the framework of ``year`` and of the years before it that had the same one.

    Only such indicators have a row whose figures of then may be set beside those of today.
    """

    year: int
    code: str
    before: str


Coded = TypeVar("Coded", Pillar, SubPillar, Indicator, PolicyItem, BaseFigure)


@dataclass(frozen=True)
class Framework:
    """All of one year's framework. Tuples are in the order of the plan."""

    year: int
    name: str
    decision: str
    n_units: int
    method: str
    pillars: tuple[Pillar, ...]
    sub_pillars: tuple[SubPillar, ...]
    indicators: tuple[Indicator, ...]
    policies: tuple[PolicyItem, ...] = field(repr=False)
    base_figures: tuple[BaseFigure, ...] = field(repr=False)
    footnotes: tuple[Footnote, ...] = field(repr=False)
    source_groups: tuple[SourceGroup, ...] = field(repr=False)
    formers: tuple[Former, ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of all indicators."""
        return tuple(indicator.code for indicator in self.indicators)

    def indicator(self, code: str) -> Indicator:
        """Raises ``WrongUsageError`` E504 for an unknown code, as do the other look-ups."""
        return _get(self._indicators, code, self.year)

    def sub_pillar(self, code: str) -> SubPillar:
        """Raises ``WrongUsageError`` E504 for an unknown code."""
        return _get(self._sub_pillars, code, self.year)

    def pillar(self, code: str) -> Pillar:
        """Raises ``WrongUsageError`` E504 for an unknown code."""
        return _get(self._pillars, code, self.year)

    def base_figure(self, code: str) -> BaseFigure:
        """Raises ``WrongUsageError`` E504 for an unknown code."""
        return _get(self._base_figures, code, self.year)

    def policy(self, code: str) -> PolicyItem:
        """Raises ``WrongUsageError`` E504 for an unknown code."""
        return _get(self._policies, code, self.year)

    def has_changed_since(self, year: int) -> bool:
        """Whether the indicators of ``year`` were those of another framework."""
        return any(former.year >= year for former in self.formers)

    def former_codes(self, year: int) -> dict[str, str]:
        """The indicators that may be compared with those of ``year``, and their codes then; all of them while nothing changed."""
        steps = [former.year for former in self.formers if former.year >= year]
        if not steps:
            return {code: code for code in self.codes}
        return {former.code: former.before for former in self.formers if former.year == min(steps)}

    def children(self, code: str) -> tuple[Any, ...]:
        """What the component ``code`` is made of.

        The indicators of a sub-pillar, the sub-pillars of a pillar, the pillars of ``"input"`` or ``"output"``,
        and ``("input", "output")`` for ``"PII"``. Raises ``WrongUsageError`` E504 for an unknown code.
        """
        if code == "PII":
            return SIDES
        if code in SIDES:
            return tuple(p for p in self.pillars if p.side == code)
        if code in self._pillars:
            return tuple(s for s in self.sub_pillars if s.pillar == code)
        self.sub_pillar(code)
        return tuple(i for i in self.indicators if i.sub_pillar == code)

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return _by_code(self.indicators)

    @cached_property
    def _sub_pillars(self) -> dict[str, SubPillar]:
        return _by_code(self.sub_pillars)

    @cached_property
    def _pillars(self) -> dict[str, Pillar]:
        return _by_code(self.pillars)

    @cached_property
    def _base_figures(self) -> dict[str, BaseFigure]:
        return _by_code(self.base_figures)

    @cached_property
    def _policies(self) -> dict[str, PolicyItem]:
        return _by_code(self.policies)


def available_years() -> tuple[int, ...]:
    """Years that have a framework."""
    return tuple(int(name) for name in files.subfolders(DATA))


@cache
def load_framework(year: int) -> Framework:
    """The framework of ``year``.

    Raises ``WrongUsageError`` E501 for a year without data, ``UnreadableError`` E502 or E503 for data files that
    are absent or do not fit together.
    """
    if year not in available_years():
        raise WrongUsageError("E501", year=year, years=", ".join(map(str, available_years())))
    return read_framework(DATA / str(year))


def read_framework(folder: Path) -> Framework:
    """The framework kept in ``folder``; errors as for ``load_framework``."""
    head = files.read_toml(folder / "framework.toml")
    bands = _bands(folder / "bands.csv")
    try:
        framework = Framework(
            year=head["year"],
            name=head["name"],
            decision=head["decision"],
            n_units=head["n_units"],
            method=head["method"].strip(),
            pillars=tuple(Pillar(**p) for p in head["pillars"]),
            sub_pillars=tuple(SubPillar(**s) for s in head["sub_pillars"]),
            indicators=_indicators(folder / "indicators.csv", bands),
            policies=_policies(folder / "policies.csv"),
            base_figures=_base_figures(folder / "base_figures.csv", bands),
            footnotes=_footnotes(folder / "footnotes.csv"),
            source_groups=tuple(SourceGroup(**g) for g in head["source_groups"]),
        )
    except (KeyError, TypeError) as error:
        raise UnreadableError(
            "E503", file=folder / "framework.toml", problem=f"mục {error} thiếu hoặc thừa"
        ) from error
    check_framework(framework, folder / "framework.toml", folder / "indicators.csv")
    return framework


Bands = dict[str, tuple[float | None, float | None, str]]


def _bands(path: Path) -> Bands:
    """Code → lowest and highest plausible value, and whence; a framework may have none."""
    if not path.exists():
        return {}
    return {
        row["code"]: (
            files.optional_number(row, "low", path),
            files.optional_number(row, "high", path),
            row["source"],
        )
        for row in files.read_rows(path, ("code", "low", "high", "source"))
    }


NO_BAND = (None, None, "")


def _indicators(path: Path, bands: Bands) -> tuple[Indicator, ...]:
    columns = tuple(name for name in Indicator._fields if name not in Indicator._field_defaults)
    return tuple(_indicator(row, columns, bands, path) for row in files.read_rows(path, columns))


def _indicator(row: dict[str, str], columns: tuple[str, ...], bands: Bands, path: Path) -> Indicator:
    values: dict[str, Any] = {name: row[name] for name in columns}
    values |= {
        "entry": files.choice(row, "entry", ENTRIES, path),
        "scale": files.number(row, "scale", path),
        "direction": int(files.choice(row, "direction", ("1", "-1"), path)),
        "decimals": int(files.number(row, "decimals", path)),
        "minimum": files.optional_number(row, "minimum", path),
        "maximum": files.optional_number(row, "maximum", path),
        "source_group_certain": files.yes_no(row, "source_group_certain", path),
        "footnote": int(files.number(row, "footnote", path)) if row["footnote"] else None,
    }
    low, high, source = bands.get(row["code"], NO_BAND)
    return Indicator(**values, band_low=low, band_high=high, band_source=source)


def _policies(path: Path) -> tuple[PolicyItem, ...]:
    rows = files.read_rows(path, ("code", "number", "name", "legal_basis"))
    return tuple(
        PolicyItem(r["code"], int(files.number(r, "number", path)), r["name"], r["legal_basis"]) for r in rows
    )


def _base_figures(path: Path, bands: Bands) -> tuple[BaseFigure, ...]:
    rows = files.read_rows(path, ("code", "name", "unit", "in_plan", "note"))
    return tuple(
        BaseFigure(
            r["code"],
            r["name"],
            r["unit"],
            files.yes_no(r, "in_plan", path),
            r["note"],
            *bands.get(r["code"], NO_BAND),
        )
        for r in rows
    )


def _footnotes(path: Path) -> tuple[Footnote, ...]:
    rows = files.read_rows(path, ("number", "text"))
    return tuple(Footnote(int(files.number(r, "number", path)), r["text"]) for r in rows)


def check_framework(framework: Framework, head: Path | str, indicators: Path | str) -> None:
    """Raise ``UnreadableError`` E503, naming where it stands, when codes repeat or refer to nothing."""
    files.unique([p.code for p in framework.pillars] + [s.code for s in framework.sub_pillars], head)
    files.unique(framework.codes, indicators)
    for sub_pillar in framework.sub_pillars:
        files.known(sub_pillar.pillar, framework._pillars, head)
    groups = [g.code for g in framework.source_groups]
    notes = [n.number for n in framework.footnotes]
    for indicator in framework.indicators:
        files.known(indicator.sub_pillar, framework._sub_pillars, indicators)
        files.known(indicator.source_group, groups, indicators)
        if indicator.base:
            files.known(indicator.base, framework._base_figures, indicators)
        if indicator.footnote is not None and indicator.footnote not in notes:
            raise UnreadableError("E503", file=indicators, problem=f"không có chú thích {indicator.footnote}")
        if indicator.entry == "ratio" and bool(indicator.base) == bool(indicator.denominator):
            problem = f"{indicator.code} cần đúng một mẫu số: mẫu số riêng hoặc số liệu nền"
            raise UnreadableError("E503", file=indicators, problem=problem)


def _by_code(items: tuple[Coded, ...]) -> dict[str, Coded]:
    return {item.code: item for item in items}


def _get(items: dict[str, Coded], code: str, year: int) -> Coded:
    try:
        return items[code]
    except KeyError as error:
        raise WrongUsageError("E504", subject=code, year=year) from error
