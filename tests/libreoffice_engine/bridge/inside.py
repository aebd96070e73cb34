"""What answers requests, within LibreOffice's own process: from outside every object that is touched costs a millisecond."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path

import unohelper
from com.sun.star.task import XJob

sys.path.insert(0, str(Path(__file__).parent))

import books  # LibreOffice loads this file alone, the others lie beside it
import cells
import looks
import printing
import tables
from session import SERVICE, Rejected, Session

REQUESTS = {
    request.__name__: request for room in (books, cells, looks, printing, tables) for request in room.REQUESTS
}


class Job(unohelper.Base, XJob):
    """Takes a request as the value of its one argument, gives the answer."""

    def __init__(self, context: object) -> None:
        self._session = Session(context)

    def execute(self, arguments: tuple) -> str:
        """The answer to one request, both as JSON."""
        return json.dumps(answer(self._session, arguments[0].Value), allow_nan=False)


def answer(session: Session, line: str) -> dict:
    """The answer to one request."""
    try:
        request = json.loads(line)
        return {"done": REQUESTS[request["do"]](session, **request["with"])}
    except Rejected as reason:
        return {"rejected": str(reason)}
    except Exception:
        return {"failed": traceback.format_exc()}


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the name that LibreOffice looks for
g_ImplementationHelper.addImplementation(Job, SERVICE, (SERVICE,))
