"""The unzipped bundle on the PC, and whether the Python that runs fits it."""

from __future__ import annotations

import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from pii_xl.ground.errors import UnreadableError

PLATFORM = "win-amd64"
SETUP = "cai-dat.pyz"
REQUIREMENTS = "requirements-{version}.txt"
STORE = "WindowsApps"


@dataclass(frozen=True)
class Interpreter:
    """A Python: "3.12", :func:`sysconfig.get_platform`, where it is installed and the program that starts it."""

    version: str
    platform: str
    folder: str
    program: Path

    @classmethod
    def running(cls) -> Interpreter:
        """The one that runs this."""
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return cls(version, sysconfig.get_platform(), sys.base_prefix, Path(sys.executable))


@dataclass(frozen=True)
class Kit:
    """The folder ``goi`` of the bundle: wheels, the setup archive, a list of packages with hashes for each Python."""

    folder: Path

    @property
    def setup(self) -> Path:
        """The installer as one file, ``cai-dat.pyz``."""
        return self.folder / SETUP

    @property
    def pip(self) -> Path:
        """pip's own wheel, which runs without being installed. Raises UnreadableError E845."""
        found = sorted(self.folder.glob("pip-*.whl"))
        if not found:
            raise UnreadableError("E845", reason="không có pip")
        return found[-1]

    @property
    def pythons(self) -> list[str]:
        """The versions of Python that the wheels are for."""
        pattern = REQUIREMENTS.format(version="*")
        return sorted(
            (path.stem.partition("-")[2] for path in self.folder.glob(pattern)),
            key=lambda version: int(version.partition(".")[2]),
        )

    def requirements(self, python: Interpreter) -> Path:
        """The packages for ``python``. Raises UnreadableError E865, E843, E845."""
        if not self.pythons:
            raise UnreadableError("E845", reason="không có danh sách gói")
        if STORE in python.folder:
            raise UnreadableError("E843", wanted=" / ".join(self.pythons))
        if python.platform != PLATFORM or python.version not in self.pythons:
            found = f"{python.version} ({python.platform})"
            raise UnreadableError("E865", found_python=found, wanted=" / ".join(self.pythons))
        return self.folder / REQUIREMENTS.format(version=python.version)
