"""Windows behind :class:`.machine.Machine`: as thin as can be, since only Windows can test it."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import uuid
import winreg
from collections.abc import Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path

from pii_xl.install.machine import Folders, Link

assert sys.platform == "win32"

FOLDER_IDS = {
    "profile": "5E6C858F-0E22-4760-9AFE-EA3317B67173",
    "local": "F1B32785-6FBA-4FCF-9D55-7B8E7F157091",
    "shared": "62AB5D82-FDC1-4DC3-A9DD-070D1D495D97",
    "documents": "FDD39AD0-238F-46AF-ADB4-6C85480369C7",
    "start_menu": "A77F5D77-2E2B-44C3-A6A2-ABA601054A51",
}
"""KNOWNFOLDERID; environment variables and registry values lag behind folders that OneDrive has moved."""
SYNCED = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
HIVES = {
    "HKCU": winreg.HKEY_CURRENT_USER,
    "HKLM": winreg.HKEY_LOCAL_MACHINE,
    "HKCR": winreg.HKEY_CLASSES_ROOT,
}
WM_SETTINGCHANGE, HWND_BROADCAST, SMTO_ABORTIFHUNG, WAIT_MS = 0x1A, 0xFFFF, 2, 2000
TOKEN_QUERY, TOKEN_USER = 8, 1
SYSTEM, ADMINISTRATORS = "S-1-5-18", "S-1-5-32-544"


class WindowsRegistry:
    """The registry as a 64-bit program sees it."""

    def read(self, key: str, name: str = "") -> str | int | None:
        try:
            with winreg.OpenKey(*_split(key)) as opened:
                value = winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None
        return value if isinstance(value, str | int) else None

    def write(self, key: str, name: str, value: str | int) -> None:
        kind = winreg.REG_DWORD if isinstance(value, int) else winreg.REG_SZ
        with winreg.CreateKey(*_split(key)) as opened:
            winreg.SetValueEx(opened, name, 0, kind, value)

    def delete(self, key: str, name: str) -> None:
        try:
            with winreg.OpenKey(*_split(key), 0, winreg.KEY_SET_VALUE) as opened:
                winreg.DeleteValue(opened, name)
        except FileNotFoundError:
            return

    def delete_key(self, key: str) -> None:
        try:
            winreg.DeleteKey(*_split(key))
        except FileNotFoundError:
            return


def _split(key: str) -> tuple[int, str]:
    hive, _, path = key.partition("\\")
    return HIVES[hive], path


class Windows:
    """This PC."""

    def __init__(self) -> None:
        self.registry = WindowsRegistry()

    @cached_property
    def folders(self) -> Folders:
        known = {name: _known_folder(guid) for name, guid in FOLDER_IDS.items()}
        synced = tuple(Path(os.environ[name]) for name in SYNCED if os.environ.get(name))
        return Folders(**known, synced=synced)

    @cached_property
    def sid(self) -> str:
        return _own_identifier()

    def announce(self) -> None:
        ctypes.windll.user32.SendMessageTimeoutW(
            HWND_BROADCAST, WM_SETTINGCHANGE, 0, "Environment", SMTO_ABORTIFHUNG, WAIT_MS, None
        )

    def make_links(self, python: Path, links: Sequence[Link]) -> None:
        wanted = json.dumps([asdict(link) for link in links], default=str)
        _run(str(python), "-P", "-m", "pii_xl.install.shell_links", given=wanted)

    def make_private(self, folder: Path) -> None:
        rights = [f"*{sid}:(OI)(CI)F" for sid in (self.sid, SYSTEM, ADMINISTRATORS)]
        _run("icacls", str(folder), "/inheritance:r", "/grant:r", *rights)


def _own_identifier() -> str:
    """The user's security identifier, from the token of this process."""
    kernel, advapi = ctypes.windll.kernel32, ctypes.windll.advapi32
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    token, size, text = ctypes.c_void_p(), ctypes.c_uint32(), ctypes.c_wchar_p()
    if not advapi.OpenProcessToken(
        ctypes.c_void_p(kernel.GetCurrentProcess()), TOKEN_QUERY, ctypes.byref(token)
    ):
        raise OSError("OpenProcessToken")
    try:
        advapi.GetTokenInformation(token, TOKEN_USER, None, 0, ctypes.byref(size))
        user = ctypes.create_string_buffer(size.value)
        if not advapi.GetTokenInformation(token, TOKEN_USER, user, size, ctypes.byref(size)):
            raise OSError("GetTokenInformation")
        identifier = ctypes.cast(user, ctypes.POINTER(ctypes.c_void_p))[0]  # first member of TOKEN_USER
        if (
            not advapi.ConvertSidToStringSidW(ctypes.c_void_p(identifier), ctypes.byref(text))
            or text.value is None
        ):
            raise OSError("ConvertSidToStringSid")
        found = str(text.value)
        kernel.LocalFree(text)
    finally:
        kernel.CloseHandle(token)
    return found


def _known_folder(guid: str) -> Path:
    identifier = (ctypes.c_byte * 16).from_buffer_copy(uuid.UUID(guid).bytes_le)
    path = ctypes.c_wchar_p()
    result = ctypes.windll.shell32.SHGetKnownFolderPath(ctypes.byref(identifier), 0, None, ctypes.byref(path))
    if result or path.value is None:
        raise OSError(f"SHGetKnownFolderPath {guid}: {result:#x}")
    folder = Path(path.value)
    ctypes.windll.ole32.CoTaskMemFree(path)
    return folder


def _run(*command: str, given: str = "") -> str:
    """What a program without a window prints. Raises OSError when it fails."""
    done = subprocess.run(
        command, input=given.encode(), capture_output=True, creationflags=subprocess.CREATE_NO_WINDOW
    )
    if done.returncode:
        raise OSError(f"{command[0]}: {done.stderr.decode(errors='replace')[-400:]}")
    return done.stdout.decode(errors="replace")
