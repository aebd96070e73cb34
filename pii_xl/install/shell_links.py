"""Start-menu entries, written through the shell's own interface: ``python -m pii_xl.install.shell_links < links.json``.

Not through ``WScript.Shell``: its shortcuts cannot hold Vietnamese. Runs in the environment that has pywin32; the
arguments are the fields of :class:`.machine.Link`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def write_links(links: list[dict[str, str]]) -> None:
    """Write every link, making its folder."""
    import pythoncom
    from win32com.shell import shell

    for link in links:
        Path(link["path"]).parent.mkdir(parents=True, exist_ok=True)
        entry = pythoncom.CoCreateInstance(
            shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink
        )
        entry.SetPath(link["target"])
        entry.SetArguments(link["arguments"])
        entry.SetWorkingDirectory(link["folder"])
        entry.SetDescription(link["hint"])
        entry.QueryInterface(pythoncom.IID_IPersistFile).Save(link["path"], 0)


if __name__ == "__main__":
    write_links(json.load(sys.stdin.buffer))
