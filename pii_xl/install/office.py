"""What the registry says about Excel on this PC."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pii_xl.ground.errors import Finding, finding
from pii_xl.install import NAME
from pii_xl.install.machine import Machine, Registry
from pii_xl.install.undo import Undo

VERSION = "16.0"  # Excel 2016, 2019, 2021, 2024 and 365
TRUSTED = rf"HKCU\Software\Microsoft\Office\{VERSION}\Excel\Security\Trusted Locations"
TRUST_POLICY = rf"Software\Policies\Microsoft\Office\{VERSION}\Excel\Security\Trusted Locations"
TRUSTED_KEY = rf"{TRUSTED}\{NAME}"

DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
RULES = {
    "D4F940AB-401B-4EFC-AADC-AD5F3C50688A": "W854",
    "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B": "W872",
}
"""Attack surface reduction: "Block all Office applications from creating child processes", "Block Win32 API calls from
Office macros"; what each means here."""
RULES_BY_GROUP_POLICY = rf"{DEFENDER}\Windows Defender Exploit Guard\ASR\Rules"
RULES_BY_MANAGEMENT = rf"{DEFENDER}\Policy Manager"
BLOCK = "1"


def excel_program(registry: Registry) -> str | None:
    """The command line behind ``Excel.Application``; None when nothing answers to it."""
    identifier = registry.read(r"HKCR\Excel.Application\CLSID")
    for classes in (r"HKCR\CLSID", r"HKCR\WOW6432Node\CLSID"):
        program = registry.read(rf"{classes}\{identifier}\LocalServer32")
        if program:
            return str(program)
    return None


def excel_findings(registry: Registry) -> list[Finding]:
    """No Excel, or another program in its place."""
    program = excel_program(registry)
    if program is None:
        return [finding("W852")]
    if "excel.exe" not in program.lower():
        return [finding("W853", program=program)]
    return []


def rule_findings(registry: Registry) -> list[Finding]:
    """Windows Defender's rules that are known to be on and stop buttons or functions."""
    by_management = str(registry.read(RULES_BY_MANAGEMENT, "ASRRules") or "").upper()
    return [
        finding(code)
        for rule, code in RULES.items()
        if str(registry.read(RULES_BY_GROUP_POLICY, rule) or "") == BLOCK
        or f"{rule}={BLOCK}" in by_management
    ]


def trust_is_allowed(registry: Registry) -> bool:
    """The user may name trusted locations of their own."""
    return not any(
        registry.read(rf"{hive}\{TRUST_POLICY}", "AllLocationsDisabled") == 1 for hive in ("HKCU", "HKLM")
    )


def trust(machine: Machine, folder: Path, now: datetime, undo: Undo) -> str:
    """Make ``folder`` a trusted location of the user's Excel; the registry key."""
    values: dict[str, str | int] = {
        "Path": f"{folder}\\",
        "AllowSubfolders": 1,
        "Description": NAME,
        "Date": now.strftime("%d/%m/%Y %H:%M"),
    }
    undo.write_key(machine.registry, TRUSTED_KEY, values)
    return TRUSTED_KEY
