"""What is released: a wheel that works away from the repository, a list of what it runs with, and one version everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from pii_xl import __version__
from scripts.sbom import PAGE, closure, text

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of the sources, so that nothing is left beside them."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    kept = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, kept.stdout.split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(source)], check=True)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_carries_code_data_and_licences_and_nothing_of_the_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert wheel.name == f"pii_xl-{__version__}-py3-none-any.whl"
    assert any(name.endswith("LICENSE") for name in names)
    assert any(name.endswith("THIRD-PARTY.md") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"pii_xl", "docgen", "udfs"}
    data = (ROOT / "pii_xl").rglob("*.csv")
    assert {str(path.relative_to(ROOT)) for path in data} <= set(names)


def test_from_the_wheel_alone_the_two_workbooks_are_those_of_the_repository(
    wheel: Path, tmp_path: Path
) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = "from pii_xl.cli import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "--out", str(tmp_path / "books")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for name in ("template.xlsm", "assignments.xlsx"):
        assert (tmp_path / "books" / name).read_bytes() == (ROOT / "workbooks" / name).read_bytes()


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the list is made with Python 3.11")
def test_the_list_of_parts_is_what_is_installed() -> None:
    assert PAGE.read_text("utf-8") == text(), "python -m scripts.sbom"


def test_every_part_has_the_pinned_version() -> None:
    pins = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().split())
    pinned = {name.lower().replace("_", "-"): version for name, version in pins.items()}
    assert {name: part.version for name, part in closure().items()} == {
        name: pinned[name] for name in closure()
    }


def test_one_version_is_told_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == __version__
    assert f"## {__version__}\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")
