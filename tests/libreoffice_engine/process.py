"""The two processes behind the engine: LibreOffice itself and the bridge that speaks UNO to it."""

from __future__ import annotations

import atexit
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from functools import cache
from pathlib import Path
from typing import Any

from tests import office

BRIDGE = Path(__file__).with_name("bridge")
START_SECONDS = 90
CALL_SECONDS = 60


class ComError(Exception):
    """What Excel would refuse with a COM error: a locked cell, a hidden sheet, a broken formula, a taken name."""

    hresult = -2147352567
    """DISP_E_EXCEPTION, as nearly always."""
    excepinfo: tuple[Any, ...] = (0, "Microsoft Excel", None, None, 0, -2146827284)


class BusyError(ComError):
    """What Excel answers while a cell is edited: the reason stands in the exception's record only."""

    excepinfo = (0, None, None, None, 0, -2146777998)


class BridgeError(RuntimeError):
    """LibreOffice or the bridge failed: a fault of the test bed, not of the macro."""


@cache
def uno_python() -> Path | None:
    """A Python that can import LibreOffice's ``uno``; None when the machine has none."""
    program = office.soffice()
    beside = [program.resolve().with_name("python")] if program else []
    named = [os.environ.get("PII_XL_UNO_PYTHON"), "/usr/bin/python3", shutil.which("python3"), sys.executable]
    candidates = [Path(path) for path in named if path] + beside
    return next((path for path in candidates if path.exists() and _imports_uno(path)), None)


class Bridge:
    """A running LibreOffice; :meth:`call` makes one request (see ``bridge/__main__.py``)."""

    def __init__(self) -> None:
        self._python = uno_python()
        if self._python is None:
            raise BridgeError("no Python on this machine imports LibreOffice's uno")
        self._profile = office.new_profile()
        self._pipe = f"pii-xl-{uuid.uuid4().hex}"
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the processes
        self._office = self._start_office()
        self._server = self._start_server()
        self.busy_until = 0.0
        """The moment (monotonic) until which Excel refuses everything, because a cell is being edited."""
        atexit.register(self.close)
        self._wait_until_ready()

    @property
    def pid(self) -> int:
        """Process number of LibreOffice."""
        return self._office.pid

    def call(self, do: str, **arguments: Any) -> Any:
        """The result of one request; :class:`ComError` when Excel would refuse it as well."""
        self.refuse_while_busy(do)
        line = json.dumps({"do": do, "with": arguments}, allow_nan=False) + "\n"
        guard = threading.Timer(CALL_SECONDS, self._kill)
        guard.start()
        try:
            self._to_server.write(line.encode())
            self._to_server.flush()
            said = self._from_server.readline()
        except BrokenPipeError:
            said = b""
        finally:
            guard.cancel()
        if not said:
            raise BridgeError(
                f"LibreOffice died or took longer than {CALL_SECONDS} s at {do!r}\n{self._told()}"
            )
        return _result(json.loads(said))

    def refuse_while_busy(self, do: str) -> None:
        """What Excel does while a cell is edited."""
        if time.monotonic() < self.busy_until:
            raise BusyError(do)

    def close(self) -> None:
        """Shut both processes down; a second call does nothing."""
        atexit.unregister(self.close)
        self._to_server.close()
        try:
            self._server.wait(timeout=5)
            self._office.wait(timeout=5)
        except subprocess.TimeoutExpired:
            pass
        self._kill()
        self._from_server.close()
        self._log.close()

    def _start_office(self) -> subprocess.Popen[bytes]:
        accept = f"--accept=pipe,name={self._pipe};urp;StarOffice.ComponentContext"
        line = office.command(self._profile, accept)
        return subprocess.Popen(
            line, stdout=self._log, stderr=self._log, env=office.environment(), start_new_session=True
        )

    def _start_server(self) -> subprocess.Popen[bytes]:
        server = subprocess.Popen(
            [str(self._python), "-B", str(BRIDGE), self._pipe],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=office.environment(),
            start_new_session=True,
        )
        assert server.stdin
        assert server.stdout
        self._to_server, self._from_server = server.stdin, server.stdout
        return server

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + START_SECONDS
        while not select.select([self._from_server], [], [], 0.1)[0]:
            if self._office.poll() == office.START_AGAIN:
                self._office = self._start_office()
            elif self._office.poll() is not None or time.monotonic() > until:
                self._kill()
                raise BridgeError(f"LibreOffice did not start\n{self._told()}")
        if not self._from_server.readline():
            self._kill()
            raise BridgeError(f"the bridge did not start\n{self._told()}")

    def _kill(self) -> None:
        office.stop(self._server)
        office.stop(self._office)

    def _told(self) -> str:
        self._log.seek(0)
        return self._log.read().decode(errors="replace")[-2000:]


def _result(answer: dict[str, Any]) -> Any:
    if "rejected" in answer:
        raise ComError(answer["rejected"])
    if "failed" in answer:
        raise BridgeError(answer["failed"])
    return answer["done"]


def _imports_uno(python: Path) -> bool:
    tried = subprocess.run(
        [str(python), "-c", "import uno"], env=office.environment(), capture_output=True, check=False
    )
    return tried.returncode == 0
