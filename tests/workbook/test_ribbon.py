"""The ribbon: one tab made from the declared commands, and the check that sees what Excel would be silent about."""

from __future__ import annotations

import inspect
from xml.etree import ElementTree as ET

import pytest

from pii_xl.layout.buttons import COMMANDS, GROUPS, Runs, command, python_commands
from pii_xl.workbook.macros.ribbon import CALLBACKS_MODULE, SheetMenu, callbacks_module, ribbon_xml
from pii_xl.workbook.macros.vba_project import own_modules
from tests.workbook.checks.ribbon import NAMESPACE, ribbon_findings

SHEETS = ("Hướng dẫn", "Số liệu & nguồn")
MENU = SheetMenu(SHEETS, ("Kiểm soát",))


@pytest.fixture(scope="module")
def xml() -> str:
    return ribbon_xml(MENU).decode("utf-8")


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return own_modules()


class TestCommands:
    def test_every_command_stands_in_a_declared_group(self) -> None:
        assert {known.group for known in COMMANDS} == {group.id for group in GROUPS}

    def test_ids_and_callbacks_are_ascii_and_unique(self) -> None:
        callbacks = [known.callback for known in COMMANDS]
        assert all(name.isascii() and name.isidentifier() for name in callbacks)
        assert len(set(callbacks)) == len(COMMANDS) == len({known.id for known in COMMANDS})

    def test_every_tip_is_a_sentence_that_says_what_changes(self) -> None:
        for known in COMMANDS:
            assert known.supertip.endswith("."), known.id
            assert any(word in known.supertip for word in ("hay đổi", "hi", "sửa")), known.id

    def test_a_command_is_found_by_its_id(self) -> None:
        assert command("make_forms").callback == "Pii_MakeForms"
        with pytest.raises(KeyError):
            command("format_disk")

    def test_every_python_command_is_a_macro_that_takes_a_book(self) -> None:
        macros = pytest.importorskip("pii_xl.live.door")
        for known in python_commands():
            parameters = list(inspect.signature(getattr(macros, known.id)).parameters)
            assert parameters[:1] == ["book"], known.id

    def test_moving_about_and_resetting_need_no_python(self) -> None:
        without = {known.id for known in COMMANDS if known.runs is Runs.VBA}
        assert without == {"go_to_finding", "reset_scenario"}
        assert not without & {known.id for known in python_commands()}


class TestXml:
    def test_it_has_nothing_to_complain_about(self, xml: str, sources: dict[str, str]) -> None:
        assert ribbon_findings(xml.encode(), sources) == []

    def test_groups_and_buttons_stand_in_the_declared_order(self, xml: str) -> None:
        root = ET.fromstring(xml)
        assert [group.get("label") for group in root.iter(f"{NAMESPACE}group")] == [g.label for g in GROUPS]
        labels = [b.get("label") for b in root.iter(f"{NAMESPACE}button") if b.get("size")]
        assert labels == [c.label for group in GROUPS for c in COMMANDS if c.group == group.id]

    def test_the_menu_leads_to_each_sheet_by_its_exact_name(self, xml: str) -> None:
        entries = [b.attrib for b in ET.fromstring(xml).iter(f"{NAMESPACE}button") if "tag" in b.attrib]
        assert [entry["tag"] for entry in entries] == [*SHEETS, "Kiểm soát"]
        assert entries[1]["label"] == "Số liệu && nguồn"

    def test_the_menu_says_which_sheets_it_brings_into_view(self, xml: str) -> None:
        parts = [one.get("title") for one in ET.fromstring(xml).iter(f"{NAMESPACE}menuSeparator")]
        assert parts == ["Trang thường dùng", "Trang khác (mở ra khi chọn)"]

    def test_no_two_buttons_have_one_picture(self) -> None:
        icons = [known.icon for known in COMMANDS]
        assert len(set(icons)) == len(icons)

    def test_buttons_of_different_groups_do_not_begin_alike(self) -> None:
        first = {}
        for known in COMMANDS:
            words = " ".join(known.label.split()[:2])
            assert first.setdefault(words, known.group) == known.group, known.label

    def test_labels_are_static_so_that_a_blocked_tab_is_still_readable(self, xml: str) -> None:
        assert "getLabel" not in xml
        assert "getImage" not in xml

    def test_without_sheets_there_is_no_menu(self, sources: dict[str, str]) -> None:
        assert b"<menu" not in ribbon_xml()
        assert ribbon_findings(ribbon_xml(), sources) == []


class TestCallbacks:
    def test_each_button_has_its_procedure_once(self) -> None:
        source = callbacks_module()
        for known in COMMANDS:
            assert source.count(f"Public Sub {known.callback}(control As IRibbonControl)\r\n") == 1

    def test_a_python_command_is_run_by_its_id(self) -> None:
        assert '    RunCommand "ministry_pack"\r\n' in callbacks_module()

    def test_no_procedure_starts_by_itself_when_the_workbook_opens(self, sources: dict[str, str]) -> None:
        everything = "\n".join(sources.values()).lower()
        assert not any(name in everything for name in ("workbook_open", "auto_open", "auto_close"))


XML_FAULTS = {
    "an id twice": ('id="button_score"', 'id="BUTTON_validate"', "is used 2 times"),
    "an unknown icon": ('imageMso="CalculateNow"', 'imageMso="HappyFace"', "unknown icon “HappyFace”"),
    "a callback that nobody wrote": (
        'onAction="Pii_Score"',
        'onAction="Pii_Scare"',
        "Pii_Scare exists 0 times",
    ),
    "an attribute of another element": (
        'keytip="LP"',
        'keytip="LP" color="red"',
        "attribute color is not allowed",
    ),
    "a button without an action": (' onAction="Pii_Score"', "", "button_score: no onAction"),
    "a label that is empty": ('label="Chấm điểm" imageMso', 'label="" imageMso', "label is empty"),
    "a tip of four letters": ('keytip="LP"', 'keytip="LPXX"', "keytip is longer than 3"),
    "a tip that hides another": ('keytip="LP"', 'keytip="N"', "key tips N and NH collide"),
    "letters in NFD": ("Lập phiếu thu thập", "La\u0302\u0323p phie\u0302\u0301u", "is not NFC"),
    "a size that does not exist": ('size="large"', 'size="huge"', "unknown size “huge”"),
    "a size inside a menu": ('id="sheet_1"', 'id="sheet_1" size="large"', "not allowed inside a menu"),
    "an element out of place": ("<tabs>", "<tabs><button/>", "button is not allowed inside"),
    "an id with a space": ('id="tabPii"', 'id="tab Pii"', "is not a name"),
    "the namespace of 2006": ("2009/07/customui", "2006/01/customui", "the root is"),
    "markup that is broken": ("</tabs>", "", "not well-formed"),
}


@pytest.mark.parametrize("fault", XML_FAULTS)
def test_the_check_sees_in_the_xml(fault: str, xml: str, sources: dict[str, str]) -> None:
    old, new, message = XML_FAULTS[fault]
    assert old in xml
    found = ribbon_findings(xml.replace(old, new, 1).encode(), sources)
    assert any(message in sentence for sentence in found), found


VBA_FAULTS = {
    "a wrong signature": (
        "Sub Pii_Score(control As IRibbonControl)",
        "Sub Pii_Score()",
        "takes (), not (control As IRibbonControl)",
    ),
    "a private procedure": ("Public Sub Pii_Score(", "Private Sub Pii_Score(", "cannot be seen outside"),
    "a name twice": ("Sub Pii_Score(", "Sub Pii_Validate(", "Pii_Validate exists 2 times"),
    "a load procedure of another kind": ("ribbon As IRibbonUI", "ribbon As Object", "Pii_OnLoad takes"),
}


@pytest.mark.parametrize("fault", VBA_FAULTS)
def test_the_check_sees_in_the_procedures(fault: str, xml: str, sources: dict[str, str]) -> None:
    old, new, message = VBA_FAULTS[fault]
    changed = sources | {CALLBACKS_MODULE: sources[CALLBACKS_MODULE].replace(old, new, 1)}
    found = ribbon_findings(xml.encode(), changed)
    assert any(message in sentence for sentence in found), found
