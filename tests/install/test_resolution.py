"""Which wheels a Windows PC needs is judged for Windows, whatever machine judges."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from pii_xl.install import PYTHONS
from pii_xl.install.resolution import Resolution, read_wheel, resolve, windows_markers, windows_tags
from tests.install.tiny_wheels import write_wheel


def resolved(folder: Path, *roots: str, python: str = "3.12") -> Resolution:
    return resolve(roots, [read_wheel(path) for path in sorted(folder.glob("*.whl"))], python)


def names(found: Resolution) -> list[str]:
    return [wheel.name for wheel in found.wheels]


def missing(found: Resolution) -> list[str]:
    return [str(requirement) for requirement in found.missing]


@pytest.mark.parametrize(
    "marker",
    [
        'platform_system == "Windows"',
        'sys_platform == "win32"',
        'os_name == "nt"',
        'python_version < "3.13" and platform_machine == "AMD64"',
        'implementation_name == "cpython"',
    ],
)
def test_what_only_windows_needs_is_demanded(tmp_path: Path, marker: str) -> None:
    write_wheel(tmp_path, "app", requires=(f"pywin32>=300; {marker}",))
    assert missing(resolved(tmp_path, "app")) == [str(Requirement(f"pywin32>=300; {marker}"))]
    write_wheel(tmp_path, "pywin32", "312", tag="cp312-cp312-win_amd64")
    found = resolved(tmp_path, "app")
    assert names(found) == ["app", "pywin32"]
    assert found.missing == ()


@pytest.mark.parametrize(
    "marker", ['sys_platform == "linux"', 'os_name == "posix"', 'python_version >= "3.13"']
)
def test_what_windows_does_not_need_is_not(tmp_path: Path, marker: str) -> None:
    write_wheel(tmp_path, "app", requires=(f"appscript; {marker}",))
    assert resolved(tmp_path, "app").missing == ()


@pytest.mark.parametrize(
    "tag",
    [
        "cp312-cp312-manylinux_2_17_x86_64",
        "cp311-cp311-win_amd64",
        "cp312-cp312-win32",
        "cp312-cp312-win_arm64",
    ],
)
def test_a_wheel_for_another_python_or_machine_does_not_count(tmp_path: Path, tag: str) -> None:
    write_wheel(tmp_path, "app", tag=tag)
    assert missing(resolved(tmp_path, "app")) == ["app"]


@pytest.mark.parametrize(
    "tag", ["cp39-abi3-win_amd64", "py3-none-any", "py2.py3-none-any", "py3-none-win_amd64"]
)
def test_a_wheel_for_several_pythons_counts(tmp_path: Path, tag: str) -> None:
    write_wheel(tmp_path, "app", tag=tag)
    assert names(resolved(tmp_path, "app")) == ["app"]


def test_a_wheel_that_wants_a_newer_python_does_not_count(tmp_path: Path) -> None:
    write_wheel(tmp_path, "app", requires_python=">=3.13")
    assert missing(resolved(tmp_path, "app")) == ["app"]
    assert names(resolved(tmp_path, "app", python="3.13")) == ["app"]


def test_a_version_outside_of_what_is_demanded_is_missing(tmp_path: Path) -> None:
    write_wheel(tmp_path, "app", requires=("lib==2.0",))
    write_wheel(tmp_path, "lib", "1.9")
    assert missing(resolved(tmp_path, "app")) == ["lib==2.0"]


def test_an_extra_brings_its_own_requirements_and_nothing_else_does(tmp_path: Path) -> None:
    write_wheel(tmp_path, "app", requires=("lib[tables]",))
    write_wheel(tmp_path, "other", requires=("lib",))
    write_wheel(
        tmp_path, "lib", requires=('pandas; extra == "tables"', 'matplotlib; extra == "charts"', "core")
    )
    assert sorted(missing(resolved(tmp_path, "app"))) == ["core", 'pandas; extra == "tables"']
    assert missing(resolved(tmp_path, "other")) == ["core"]


def test_packages_that_need_each_other_are_resolved_once(tmp_path: Path) -> None:
    write_wheel(tmp_path, "left", requires=("right",))
    write_wheel(tmp_path, "right", requires=("LEFT",))
    assert names(resolved(tmp_path, "Left")) == ["left", "right"]


@given(st.sampled_from(PYTHONS), st.sampled_from(PYTHONS))
def test_a_compiled_wheel_fits_one_version_of_python_alone(of_wheel: str, of_machine: str) -> None:
    compact = of_wheel.replace(".", "")
    tags = {str(tag) for tag in windows_tags(of_machine)}
    assert (f"cp{compact}-cp{compact}-win_amd64" in tags) == (of_wheel == of_machine)
    assert not any("linux" in tag or "macos" in tag for tag in tags)
    assert windows_markers(of_machine)["python_version"] == of_machine
