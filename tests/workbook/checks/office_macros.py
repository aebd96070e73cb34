"""Run macros of a workbook in LibreOffice; started by a Python that can import ``uno``.

Arguments: the pipe LibreOffice listens on, the workbook, and a JSON list of requests. ``["run", "Module.Macro", …]``
calls a macro, ``["cell", sheet, address]`` reads a cell. Prints the answers as a JSON list.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

ALWAYS_EXECUTE_MACROS = 4
CONNECT_SECONDS = 60


def main(pipe: str, workbook: str, requests: str) -> None:
    """Answer ``requests`` and shut LibreOffice down."""
    desktop = _desktop(pipe)
    document = desktop.loadComponentFromURL(
        Path(workbook).as_uri(),
        "_blank",
        0,
        (_property("Hidden", True), _property("MacroExecutionMode", ALWAYS_EXECUTE_MACROS)),
    )
    try:
        sys.stdout.write(json.dumps([_answer(document, *request) for request in json.loads(requests)]))
    finally:
        document.close(True)
        desktop.terminate()


def _answer(document: Any, do: str, name: str, *arguments: Any) -> Any:
    if do == "cell":
        return document.Sheets.getByName(name).getCellRangeByName(arguments[0]).String
    address = f"vnd.sun.star.script:VBAProject.{name}?language=Basic&location=document"
    script = document.getScriptProvider().getScript(address)
    result, _, _ = script.invoke(arguments, (), ())
    return result


def _desktop(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    until = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _property(name: str, value: Any) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(*sys.argv[1:])
