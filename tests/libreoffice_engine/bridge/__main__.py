"""Serve requests, one JSON object a line: ``{"do": "read", "with": {...}}`` answered by ``{"done": ...}``.

A refusal that Excel would make as well is answered by ``{"rejected": reason}``, a fault by ``{"failed": traceback}``.
When the input ends, LibreOffice is shut down.
"""

from __future__ import annotations

import json
import sys
import traceback
from contextlib import suppress

import books
import cells
import looks
import printing
import tables
from com.sun.star.uno import Exception as UnoException
from session import Rejected, Session

REQUESTS = {
    request.__name__: request for room in (books, cells, looks, printing, tables) for request in room.REQUESTS
}


def answer(session: Session, line: str) -> dict:
    """The answer to one request."""
    try:
        request = json.loads(line)
        return {"done": REQUESTS[request["do"]](session, **request["with"])}
    except Rejected as reason:
        return {"rejected": str(reason)}
    except Exception:
        return {"failed": traceback.format_exc()}


def main(pipe: str) -> None:
    """Connect to the LibreOffice that listens on ``pipe`` and serve until the input ends."""
    session = Session(pipe)
    say({"done": "ready"})
    for line in sys.stdin:
        say(answer(session, line))
    with suppress(UnoException):
        session.desktop.terminate()


def say(message: dict) -> None:
    """Write one message."""
    sys.stdout.write(json.dumps(message, allow_nan=False) + "\n")
    sys.stdout.flush()


main(sys.argv[1])
