"""Wheels of a few bytes, and a bundle made of them that installs on the machine the tests run on."""

from __future__ import annotations

import compileall
import ensurepip
import hashlib
import shutil
import zipfile
from pathlib import Path

from pii_xl import __version__
from pii_xl.install.environment import PROOF
from pii_xl.install.kit import PLATFORM, REQUIREMENTS, SETUP, Interpreter, Kit

CLI = "import sys\nprint('doctor' in sys.argv and 'Cài đặt tốt.')\n"


def write_wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    *,
    tag: str = "py3-none-any",
    requires: tuple[str, ...] = (),
    requires_python: str = ">=3.11",
    files: dict[str, str] | None = None,
) -> Path:
    """An installable wheel with these files, by default one empty module of its own name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{version}-{tag}.whl"
    info = f"{name}-{version}.dist-info"
    metadata = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    metadata += [f"Requires-Python: {requires_python}", *(f"Requires-Dist: {one}" for one in requires)]
    wheel = ["Wheel-Version: 1.0", "Generator: tests", "Root-Is-Purelib: true", f"Tag: {tag}"]
    parts = {
        **(files if files is not None else {f"{name}/__init__.py": ""}),
        f"{info}/METADATA": "\n".join(metadata) + "\n",
        f"{info}/WHEEL": "\n".join(wheel) + "\n",
    }
    record = "".join(f"{part},,\n" for part in (*parts, f"{info}/RECORD"))
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in {**parts, f"{info}/RECORD": record}.items():
            archive.writestr(part, content)
    return path


def tiny_kit(folder: Path, *, unpacked_pip: bool = True) -> Kit:
    """A bundle for the running Python: a small package for each one the installed program must be able to import.

    pip is unpacked and compiled unless the test is about the wheel: as a zip it is compiled anew at each start.
    """
    for module in PROOF.removeprefix("import ").split(", "):
        package = module.partition(".")[0]
        if package != "pii_xl":
            inner = module.replace(".", "/") + ".py" if "." in module else f"{package}/__init__.py"
            write_wheel(folder, package, files={f"{package}/__init__.py": "", inner: ""})
    own = {"pii_xl/__init__.py": "", "pii_xl/live/door.py": "", "pii_xl/cli.py": CLI}
    write_wheel(folder, "pii_xl", __version__, files=own)
    wheels = sorted(folder.glob("*.whl"))
    lines = [
        f"{_pinned(path)} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in wheels
    ]
    (folder / REQUIREMENTS.format(version=Interpreter.running().version)).write_text("".join(lines))
    (folder / SETUP).write_bytes(b"PK")
    (pip,) = (Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl")
    if unpacked_pip:
        shutil.unpack_archive(pip, folder / pip.name, "zip")
        compileall.compile_dir(folder / pip.name, quiet=1)
    else:
        shutil.copy(pip, folder)
    return Kit(folder)


def windows_python() -> Interpreter:
    """The running Python, as if it were the right one for Windows."""
    running = Interpreter.running()
    return Interpreter(running.version, PLATFORM, r"C:\Python", running.program)


def _pinned(path: Path) -> str:
    name, version = path.name.split("-")[:2]
    return f"{name}=={version}"
