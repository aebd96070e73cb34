"""Published PII results of provinces, with the address each figure was read at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pii_xl.year.framework import files

DATA = Path(__file__).parent / "data"

NAMED_COMPONENTS = ("PII", "input", "output")
PUBLISHED = "công bố"
KINDS = ("strength", "weakness")


@dataclass(frozen=True)
class PublishedScore:
    """The score or the rank, or both, of one component: ``"PII"``, ``"input"``, ``"output"``, or a pillar "1" to "7"."""

    year: int
    province: str
    component: str
    score: float | None
    rank: int | None
    n_units: int
    status: str
    source: str
    note: str


@dataclass(frozen=True)
class PublishedStrength:
    """An entry of a province's published list of strengths or weaknesses (``kind``).

    ``text`` is the publication's wording; ``indicator`` the code of the 2024 indicator it speaks of, empty when
    that framework has none. The framework of another year may define the indicator otherwise.
    """

    year: int
    province: str
    kind: str
    number: int
    text: str
    indicator: str
    rank: int | None
    source: str


@cache
def load_published() -> tuple[PublishedScore, ...]:
    """All published scores and ranks, one component a row, by year and rank.

    Raises ``UnreadableError`` E502 or E503 for a damaged data file.
    """
    path = DATA / "scores.csv"
    return tuple(
        PublishedScore(
            year=int(files.number(row, "year", path)),
            province=row["province"],
            component=_component(row, path),
            score=files.optional_number(row, "score", path),
            rank=_rank(row, path),
            n_units=int(files.number(row, "n_units", path)),
            status=files.choice(row, "status", (PUBLISHED,), path),
            source=row["source"],
            note=row["note"],
        )
        for row in files.read_rows(path, PublishedScore.__dataclass_fields__)
    )


@cache
def load_strengths() -> tuple[PublishedStrength, ...]:
    """All published strengths and weaknesses. Errors as for ``load_published``."""
    path = DATA / "strengths-weaknesses.csv"
    return tuple(
        PublishedStrength(
            year=int(files.number(row, "year", path)),
            province=row["province"],
            kind=files.choice(row, "kind", KINDS, path),
            number=int(files.number(row, "number", path)),
            text=row["text"],
            indicator=row["indicator"],
            rank=_rank(row, path),
            source=row["source"],
        )
        for row in files.read_rows(path, PublishedStrength.__dataclass_fields__)
    )


def _rank(row: files.Row, path: Path) -> int | None:
    value = files.optional_number(row, "rank", path)
    return None if value is None else int(value)


def _component(row: dict[str, str], path: Path) -> str:
    """The index, a sub-index, or a pillar by its code."""
    component = row["component"]
    return component if component.isdigit() else files.choice(row, "component", NAMED_COMPONENTS, path)
