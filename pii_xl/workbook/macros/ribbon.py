"""The ribbon's XML and the VBA procedures behind it, both made from :data:`pii_xl.layout.buttons.COMMANDS`.

Labels are static, so that the tab is readable while macros are still blocked (``get…`` callbacks would do nothing).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from pii_xl.layout.buttons import COMMANDS, GROUPS, TAB_KEYTIP, TAB_LABEL, Command, Runs

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
CALLBACKS_MODULE = "PiiRibbon"
ON_LOAD = "Pii_OnLoad"
GO_TO_SHEET = "Pii_GoToSheet"

MENU_PARTS = ("Trang thường dùng", "Trang khác (mở ra khi chọn)")
_VBA_MACROS = {"go_to_finding": "GoToFinding", "reset_scenario": "ResetScenario"}


@dataclass(frozen=True)
class SheetMenu:
    """The sheets that the menu leads to: those in view, and those that it brings into view."""

    in_view: Sequence[str] = ()
    hidden: Sequence[str] = ()

    def parts(self) -> list[tuple[str, Sequence[str]]]:
        """Title and sheets of each part that has any."""
        return [
            (title, names)
            for title, names in zip(MENU_PARTS, (self.in_view, self.hidden), strict=True)
            if names
        ]


def ribbon_xml(menu: SheetMenu = SheetMenu()) -> bytes:
    """customUI14.xml: one tab with a group per :data:`GROUPS` and a menu that leads to the sheets of ``menu``."""
    root = ET.Element("customUI", {"xmlns": NAMESPACE, "onLoad": ON_LOAD})
    tabs = ET.SubElement(ET.SubElement(root, "ribbon"), "tabs")
    tab = ET.SubElement(
        tabs, "tab", id="tabPii", label=TAB_LABEL, keytip=TAB_KEYTIP, insertAfterMso="TabHome"
    )
    for group in GROUPS:
        element = ET.SubElement(tab, "group", id=f"group_{group.id}", label=group.label)
        if group.id == "help" and menu.parts():
            _add_sheet_menu(element, menu)
        for command in COMMANDS:
            if command.group == group.id:
                ET.SubElement(element, "button", _button(command))
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


def callbacks_module() -> str:
    """The source of the VBA module with one procedure per button; lines end in CRLF."""
    lines = [f'Attribute VB_Name = "{CALLBACKS_MODULE}"', "Option Explicit", ""]
    lines += _procedure(ON_LOAD, "ribbon As IRibbonUI", "DescribeFunctions")
    lines += _procedure(GO_TO_SHEET, "control As IRibbonControl", "GoToSheet control.Tag")
    for command in COMMANDS:
        lines += _procedure(command.callback, "control As IRibbonControl", _action(command))
    return "\r\n".join(lines)


def _button(command: Command) -> dict[str, str]:
    return {
        "id": f"button_{command.id}",
        "label": command.label,
        "imageMso": command.icon,
        "size": command.size,
        "screentip": command.screentip,
        "supertip": command.supertip,
        "keytip": command.keytip,
        "onAction": command.callback,
    }


def _add_sheet_menu(group: ET.Element, sheets: SheetMenu) -> None:
    menu = ET.SubElement(
        group,
        "menu",
        id="menuSheets",
        label="Đi tới trang",
        imageMso="GoTo",
        size="large",
        screentip="Mở nhanh một trang của sổ",
        supertip="Chỉ di chuyển, không thay đổi gì; không cần Python.",
        keytip="DT",
    )
    number = 0
    for part, (title, names) in enumerate(sheets.parts(), start=1):
        ET.SubElement(menu, "menuSeparator", id=f"part_{part}", title=title)
        for name in names:
            number += 1
            label = name.replace("&", "&&")  # a single ampersand underlines the next letter
            entry = {"id": f"sheet_{number}", "label": label, "tag": name, "onAction": GO_TO_SHEET}
            ET.SubElement(menu, "button", entry)


def _action(command: Command) -> str:
    return f'RunCommand "{command.id}"' if command.runs is Runs.PYTHON else _VBA_MACROS[command.id]


def _procedure(name: str, parameter: str, statement: str) -> list[str]:
    return [f"Public Sub {name}({parameter})", f"    {statement}", "End Sub", ""]
