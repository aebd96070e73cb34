"""What would keep the ribbon from loading or a button from doing anything. Excel says nothing about either.

The grammar below is the part of customUI 2009/07 that the project uses. With ``PII_XL_CUSTOMUI_XSD`` naming Microsoft's
schema file, that decides too.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from xml.etree import ElementTree as ET

import xmlschema

NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
SCHEMA_VARIABLE = "PII_XL_CUSTOMUI_XSD"

# Icon names that we use; each is in Microsoft's list of Excel's controls.
ICONS = frozenset(
    [
        "Paste",
        "CalculateNow",
        "ChartTypeColumnInsertGallery",
        "ChartTypeXYScatterInsertGallery",
        "ConditionalFormattingIconSetsGallery",
        "ReviewShareWorkbook",
        "SheetRowsInsert",
        "ClearFormats",
        "ConditionalFormattingDataBarsGallery",
        "DataFormExcel",
        "SheetProtect",
        "ErrorChecking",
        "FileCompatibilityChecker",
        "FileNewDefault",
        "FileOpen",
        "FilePrepareMenu",
        "FilePrintPreview",
        "FileProperties",
        "FileSaveAsPdfOrXps",
        "FileSendAsAttachment",
        "GoTo",
        "GoalSeek",
        "Help",
        "GetExternalDataFromText",
        "GetExternalDataExistingConnections",
        "Lock",
        "PivotTableReport",
        "ReviewAcceptOrRejectChangeDialog",
        "ReviewAllowUsersToEditRanges",
        "ReviewNewComment",
        "ScenarioManager",
        "TraceError",
        "Undo",
        "XmlImport",
    ]
)

TIPS = {"screentip", "supertip", "keytip"}
# element -> (children, attributes)
GRAMMAR: dict[str, tuple[set[str], set[str]]] = {
    "customUI": ({"ribbon"}, {"onLoad"}),
    "ribbon": ({"tabs"}, set()),
    "tabs": ({"tab"}, set()),
    "tab": ({"group"}, {"id", "label", "keytip", "insertAfterMso"}),
    "group": ({"button", "menu"}, {"id", "label"}),
    "menu": ({"button", "menuSeparator"}, {"id", "label", "imageMso", "size", *TIPS}),
    "menuSeparator": (set(), {"id", "title"}),
    "button": (set(), {"id", "label", "imageMso", "size", "tag", "onAction", *TIPS}),
}
NEEDED = {
    "tab": {"id", "label"},
    "group": {"id", "label"},
    "menu": {"id", "label"},
    "menuSeparator": {"id", "title"},
    "button": {"id", "label", "onAction"},
}
LONGEST = {
    "keytip": 3,
    "label": 1024,
    "screentip": 1024,
    "supertip": 1024,
    "tag": 1024,
    "id": 1024,
    "onAction": 4096,
}
SIGNATURES = {"onLoad": "ribbon As IRibbonUI", "onAction": "control As IRibbonControl"}

_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_PROCEDURE = re.compile(r"^(Public |Private |Friend )?(?:Sub|Function) (\w+)\((.*?)\)", re.MULTILINE)


def ribbon_findings(xml: bytes, vba_sources: Mapping[str, str]) -> list[str]:
    """What is wrong in customUI14.xml, read together with the VBA modules (name → source) that it calls."""
    try:
        root = ET.fromstring(xml)
    except ET.ParseError as error:
        return [f"not well-formed XML: {error}"]
    if root.tag != f"{NAMESPACE}customUI":
        return [f"the root is {root.tag}"]
    return [
        *_schema(xml),
        *_grammar(root),
        *_repeated(root),
        *_keytips(root),
        *_callbacks(root, vba_sources),
    ]


def _schema(xml: bytes) -> Iterator[str]:
    path = os.environ.get(SCHEMA_VARIABLE)
    if path:
        for error in xmlschema.XMLSchema(path).iter_errors(xml.decode("utf-8").partition("?>")[2]):
            yield f"schema: {error.reason}"


def _grammar(element: ET.Element) -> Iterator[str]:
    name = element.tag.removeprefix(NAMESPACE)
    children, attributes = GRAMMAR[name]
    where = f"{name} {element.get('id', '')}".strip()
    for attribute in sorted(NEEDED.get(name, set()) - set(element.attrib)):
        yield f"{where}: no {attribute}"
    for attribute, value in element.attrib.items():
        if attribute not in attributes:
            yield f"{where}: attribute {attribute} is not allowed"
        yield from (f"{where}: {fault}" for fault in _value_faults(attribute, value))
    for child in element:
        kind = child.tag.removeprefix(NAMESPACE)
        if kind not in children:
            yield f"{where}: {kind} is not allowed inside"
        elif name == "menu" and "size" in child.attrib:
            yield f"{kind} {child.get('id')}: a size is not allowed inside a menu"
        else:
            yield from _grammar(child)


def _value_faults(attribute: str, value: str) -> Iterator[str]:
    if not value:
        yield f"{attribute} is empty"
    if len(value) > LONGEST.get(attribute, 1024):
        yield f"{attribute} is longer than {LONGEST[attribute]}"
    if not unicodedata.is_normalized("NFC", value):
        yield f"{attribute} is not NFC"
    if attribute in {"id", "onAction", "onLoad"} and not _NAME.fullmatch(value):
        yield f"{attribute} “{value}” is not a name"
    if attribute == "imageMso" and value not in ICONS:
        yield f"unknown icon “{value}”"
    if attribute == "size" and value not in {"normal", "large"}:
        yield f"unknown size “{value}”"


def _repeated(root: ET.Element) -> Iterator[str]:
    ids = Counter(element.get("id", "").lower() for element in root.iter() if element.get("id"))
    yield from (f"id {identity} is used {count} times" for identity, count in ids.items() if count > 1)


def _keytips(root: ET.Element) -> Iterator[str]:
    """Within a tab a key tip that begins another one can never be reached with the other."""
    inside = (element for group in root.iter(f"{NAMESPACE}group") for element in group.iter())
    tips = sorted(element.attrib["keytip"] for element in inside if "keytip" in element.attrib)
    for shorter, longer in pairwise(tips):
        if longer.startswith(shorter):
            yield f"key tips {shorter} and {longer} collide"


def _callbacks(root: ET.Element, sources: Mapping[str, str]) -> Iterator[str]:
    wanted = {
        element.attrib[attribute]: signature
        for element in root.iter()
        for attribute, signature in SIGNATURES.items()
        if attribute in element.attrib
    }
    procedures = [
        (module, *found) for module, source in sources.items() for found in _PROCEDURE.findall(source)
    ]
    for name, signature in wanted.items():
        found = [procedure for procedure in procedures if procedure[2].lower() == name.lower()]
        if len(found) != 1:
            yield f"callback {name} exists {len(found)} times"
            continue
        module, scope, _, parameters = found[0]
        if scope == "Private " or sources[module].startswith("VERSION "):
            yield f"callback {name} cannot be seen outside module {module}"
        if parameters != signature:
            yield f"callback {name} takes ({parameters}), not ({signature})"
