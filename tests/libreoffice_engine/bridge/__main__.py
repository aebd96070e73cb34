"""Serve requests, one JSON object a line: ``{"do": "read", "with": {...}}`` answered by ``{"done": ...}``.

A refusal that Excel would make as well is answered by ``{"rejected": reason}``, a fault by ``{"failed": traceback}``; what answers
is loaded into LibreOffice (:mod:`inside`). When the input ends, LibreOffice is shut down.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import NamedValue
from com.sun.star.connection import NoConnectException
from com.sun.star.uno import Exception as UnoException
from session import SERVICE

CONNECT_SECONDS = 60


def main(pipe: str) -> None:
    """Connect to the LibreOffice that listens on ``pipe`` and serve until the input ends."""
    office = _connected(pipe)
    create = office.ServiceManager.createInstanceWithContext
    loader = create("com.sun.star.loader.Python", office)
    inside = Path(__file__).with_name("inside.py").as_uri()
    job = loader.activate(SERVICE, "", inside, None).createInstanceWithContext(office)
    _say(json.dumps({"done": "ready"}))
    for line in sys.stdin:
        _say(_answer(job, line))
    with suppress(UnoException):
        create("com.sun.star.frame.Desktop", office).terminate()


def _connected(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _answer(job: Any, line: str) -> str:
    try:
        answer: str = job.execute((NamedValue("request", line),))
    except UnoException:
        return json.dumps({"failed": traceback.format_exc()})
    return answer


def _say(message: str) -> None:
    sys.stdout.write(message + "\n")
    sys.stdout.flush()


main(sys.argv[1])
