"""A Python environment of our own, made offline from the bundle's wheels."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

from pii_xl.ground.errors import UnreadableError
from pii_xl.install.kit import Kit
from pii_xl.install.places import interpreter

PROOF = "import lxml.etree, pandas, python_calamine, xlwings, pii_xl.live.door"
"""What no button can do without: a virus scanner may have taken a file away, a system library may be missing."""
TEMP_GUARD = (
    "import os; [os.environ.update({name: shared}) for shared in [os.path.expandvars(r'%ProgramData%\\PII-XL\\temp')] "
    "for name in ('TEMP', 'TMP') if not os.path.isdir(os.environ.get(name, '')) and os.path.isdir(shared)]\n"
)
"""Run by Python at its start. xlwings' DLL hands the environment on in the machine's code page, in which the temporary folder
of a user with a Vietnamese name becomes one that does not exist; COM's cache then fails and Excel waits for ever."""
ASIDE = "-cho-xoa"
LOG = "pii-xl-cai-dat.log"
PIP = (
    "install",
    "--isolated",
    "--no-index",
    "--no-deps",
    "--require-hashes",
    "--compile",
    "--no-cache-dir",
    "--no-input",
)


def make_environment(folder: Path, kit: Kit, requirements: Path) -> Path:
    """Make ``folder`` a virtual environment with the packages, their bytecode compiled; its Python.

    pip itself stays outside: it runs from its wheel. Raises UnreadableError E846, OSError.
    """
    venv.EnvBuilder(with_pip=False).create(folder)
    python = interpreter(folder)
    pip = [str(kit.pip / "pip"), *PIP, "--find-links", str(kit.folder), "-r", str(requirements)]
    _run([str(python), "-P", *pip])
    temp_guard(folder).write_text(TEMP_GUARD, "ascii")
    _run([str(python), "-P", "-c", PROOF])
    return python


def temp_guard(environment: Path) -> Path:
    """Where :data:`TEMP_GUARD` lies in an environment."""
    packages = sysconfig.get_path("purelib", "venv", {"base": str(environment)})
    return Path(packages) / "pii-xl-temp.pth"


def fits_code_page(path: str) -> bool:
    """The machine's own code page can write ``path``; off Windows everything can."""
    try:
        path.encode("mbcs" if sys.platform == "win32" else "utf-8", "strict")
    except UnicodeEncodeError:
        return False
    return True


def set_aside(folder: Path) -> Path:
    """Rename an environment that is to go. Raises OSError, on Windows, while a program in it runs; it is then whole."""
    aside = folder.with_name(folder.name + ASIDE)
    shutil.rmtree(aside, ignore_errors=True)
    return folder.rename(aside)


def _run(command: list[str]) -> None:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))
    }
    done = subprocess.run(
        command, env={**environment, "PYTHONUTF8": "1", "PIP_CONFIG_FILE": os.devnull}, capture_output=True
    )
    if done.returncode:
        log = Path(tempfile.gettempdir()) / LOG
        log.write_bytes(done.stdout + done.stderr)
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise UnreadableError("E846", reason=" ".join(last)[:200], log=log)
