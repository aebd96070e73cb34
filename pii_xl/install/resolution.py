"""Which wheels a Windows PC needs, judged for Windows on any machine.

pip judges environment markers for the machine it runs on, so on Linux it leaves out pywin32, colorama and tzdata even
with ``--platform win_amd64``. Here the markers are evaluated for Windows, with the library pip itself uses.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

PLATFORM_TAG = "win_amd64"


@dataclass(frozen=True)
class Wheel:
    """A wheel's file name and what its metadata say."""

    file: str
    name: str
    version: Version
    tags: frozenset[Tag]
    requires: tuple[Requirement, ...]
    requires_python: SpecifierSet


def read_wheel(path: Path) -> Wheel:
    """The wheel at ``path``. Raises ValueError for a name or metadata that are not a wheel's."""
    name, version, _, tags = parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as archive:
        (metadata,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        headers = HeaderParser().parsestr(archive.read(metadata).decode("utf-8"))
    return Wheel(
        path.name,
        name,
        version,
        frozenset(tags),
        tuple(Requirement(line) for line in headers.get_all("Requires-Dist", [])),
        SpecifierSet(headers.get("Requires-Python", "")),
    )


def windows_markers(python: str) -> dict[str, str]:
    """The environment markers of CPython ``python`` ("3.12") on 64-bit Windows."""
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "10.0.19045",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }


def windows_tags(python: str) -> frozenset[Tag]:
    """The wheel tags that CPython ``python`` accepts on 64-bit Windows."""
    version = tuple(int(part) for part in python.split("."))
    interpreter = f"cp{version[0]}{version[1]}"
    return frozenset(
        [
            *cpython_tags(version, [interpreter], [PLATFORM_TAG]),
            *compatible_tags(version, interpreter, [PLATFORM_TAG]),
        ]
    )


@dataclass(frozen=True)
class Resolution:
    """What the roots need, directly or not: the wheels that satisfy it and the requirements that nothing satisfies."""

    wheels: tuple[Wheel, ...]
    missing: tuple[Requirement, ...]


def resolve(roots: Iterable[str], wheels: Iterable[Wheel], python: str) -> Resolution:
    """Resolve ``roots`` for Windows with these wheels alone; nothing is fetched."""
    fitting = _fitting(wheels, python)
    markers = windows_markers(python)
    used: dict[str, Wheel] = {}
    missing: list[Requirement] = []
    queue = [Requirement(root) for root in roots]
    seen: set[tuple[str, str]] = set()
    while queue:
        wanted = queue.pop()
        name = canonicalize_name(wanted.name)
        wheel = fitting.get(name)
        if wheel is None or not wanted.specifier.contains(wheel.version, prereleases=True):
            missing.append(wanted)
            continue
        used[name] = wheel
        for extra in ("", *sorted(wanted.extras)):
            if (name, extra) not in seen:
                seen.add((name, extra))
                queue += _needed(wheel, extra, markers)
    return Resolution(tuple(used[name] for name in sorted(used)), tuple(missing))


def _fitting(wheels: Iterable[Wheel], python: str) -> dict[str, Wheel]:
    """The newest wheel of each name that this Python takes."""
    tags = windows_tags(python)
    fit = [one for one in wheels if one.tags & tags and one.requires_python.contains(f"{python}.0")]
    return {canonicalize_name(one.name): one for one in sorted(fit, key=lambda one: one.version)}


def _needed(wheel: Wheel, extra: str, markers: dict[str, str]) -> Iterator[Requirement]:
    for requirement in wheel.requires:
        if requirement.marker is None:
            if not extra:
                yield requirement
        elif requirement.marker.evaluate({**markers, "extra": extra}) and (
            not extra or not requirement.marker.evaluate({**markers, "extra": ""})
        ):
            yield requirement
