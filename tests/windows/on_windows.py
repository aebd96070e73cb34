"""Run by the Windows Python of the PC, not by pytest: one job a call, its result as one line of JSON.

``shortcuts``: what the Start-menu entries say. ``function``: a cell function through xlwings' DLL, as the workbook's VBA calls it.
``client``: a click on the waiting Python, as the workbook's VBA makes it.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

SERVER = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"
FAILED, OBJECT = 8, 9
"""Kinds of VARIANT: a text, which is an error here, and an object."""


def shortcuts() -> list[list[str]]:
    """Name, target and arguments of every entry of our Start-menu folder."""
    import pythoncom
    from win32com.shell import shell, shellcon

    programs = shell.SHGetFolderPath(0, shellcon.CSIDL_PROGRAMS, None, 0)
    found = []
    for path in sorted((Path(programs) / "PII-XL").glob("*.lnk")):
        entry = pythoncom.CoCreateInstance(
            shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink
        )
        entry.QueryInterface(pythoncom.IID_IPersistFile).Load(str(path))
        found.append([path.stem, entry.GetPath(0)[0], entry.GetArguments()])
    return found


class Variant(ctypes.Structure):
    """As much of VARIANT as the DLL fills."""

    _fields_ = [
        ("kind", ctypes.c_ushort),
        ("_", ctypes.c_ushort * 3),
        ("pointer", ctypes.c_void_p),
        ("__", ctypes.c_void_p),
    ]


def function(version: str) -> Any:
    """``=PII_DIEM(5;0;10)``, with the environment in the machine's code page as a program without Unicode hands it on."""
    import winreg

    import pythoncom
    import win32com.client

    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, "Environment") as key:
        python = winreg.QueryValueEx(key, "PII_XL_PYTHON")[0]
    os.environ["TEMP"] = os.environ["TMP"] = r"C:\users\Nguy?n V?n ??c\Temp"
    book = os.path.expandvars(r"%USERPROFILE%\Documents\PII-XL\template.xlsm")
    name = f"xlwings64-{version}.dll"
    folder = next(one for one in Path(python).parents if (one / name).exists())
    dll = ctypes.WinDLL(str(folder / name))
    paths = f"False;{book};{book};;;;".replace("\\", "\\\\").replace("&", "^&")
    line = (
        f'cmd.exe  /K ""{python}" -B -c "import sys, os;import xlwings.utils;'
        f'xlwings.utils.prepare_sys_path(\\"{paths}\\");import xlwings; xlwings.serve(\'$(CLSID)\')""'
    )
    code_page = f"cp{ctypes.windll.kernel32.GetACP()}"
    found = Variant()
    dll.XLPyDLLActivateAuto(
        ctypes.byref(found), ctypes.c_char_p(line.encode(code_page, "replace")), ctypes.c_long(1)
    )
    if found.kind != OBJECT:
        return ctypes.wstring_at(found.pointer) if found.kind == FAILED else found.kind
    server = win32com.client.Dispatch(pythoncom.ObjectFromAddress(found.pointer, pythoncom.IID_IDispatch))
    found_score = server.CallUDF("udfs.scores", "pii_score", (5.0, 0.0, 10.0), None, None)
    temporary = server.Str(server.Eval("__import__('tempfile').gettempdir()"))
    with suppress(pythoncom.com_error):  # Excel ends it by a job object
        server.Exec("import os; os._exit(0)")
    return [found_score, temporary]


def client(command: str) -> Any:
    """Let the waiting Python note a command down and tell what it ran, and in which process."""
    import win32com.client

    waiting = win32com.client.GetObject(f"new:{SERVER}")
    waiting.Exec(
        "import pii_xl.live.server as s; s.ran = getattr(s, 'ran', []); s.run = s.ran.append\n"
        f"s.run_after_call('{command}'); s.ran_in_call = list(s.ran)"
    )
    at_once = waiting.Str(waiting.Eval("__import__('pii_xl.live.server').live.server.ran_in_call"))
    time.sleep(0.5)
    later = waiting.Str(waiting.Eval("__import__('pii_xl.live.server').live.server.ran"))
    return [at_once, later, waiting.Str(waiting.Eval("__import__('os').getpid()"))]


if __name__ == "__main__":
    job, *given = sys.argv[1:]
    print(
        json.dumps({"shortcuts": shortcuts, "function": function, "client": client}[job](*given)), flush=True
    )
    os._exit(0)  # what the DLL started is not waited for
