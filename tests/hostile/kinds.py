"""Kinds of hostile forms: each spoils a rightly filled form in one way and says what must become of it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pii_xl.layout.form import FORM
from pii_xl.workspace.identity import IDENTITY_SHEET
from tests.collect.conftest import cell_of

REFUSED, ROW, SAME, QUESTIONED = (
    "the form is refused",
    "the row stays out",
    "nothing changes",
    "it is asked about",
)
VALUES = FORM.table("frmValues")
SHEET = "xl/worksheets/sheet{}.xml"


@dataclass(frozen=True)
class Kind:
    """One way to spoil a form.

    ``then``: what must become of it; ``codes``: of which findings one must be there; ``value``: what the spoilt cell must be read as.
    """

    name: str
    spoil: Callable[[Path, int], None]
    then: str
    codes: tuple[str, ...] = ()
    value: float | None = None


# --- the package ------------------------------------------------------------------------------------------------------


def parts_of(path: Path) -> dict[str, bytes]:
    """Name → content of every part."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def put(path: Path, parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> None:
    """Write the parts as a package."""
    with zipfile.ZipFile(path, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def _bytes(change: Callable[[bytes], bytes]) -> Callable[[Path, int], None]:
    return lambda path, _row: path.write_bytes(change(path.read_bytes())) and None


def _parts(change: Callable[[dict[str, bytes]], dict[str, bytes]], **how: Any) -> Callable[[Path, int], None]:
    return lambda path, _row: put(path, change(parts_of(path)), **how)


def _without(pattern: str) -> Callable[[Path, int], None]:
    return _parts(lambda parts: {name: body for name, body in parts.items() if not re.search(pattern, name)})


def _in_part(pattern: str, change: Callable[[bytes], bytes]) -> Callable[[Path, int], None]:
    return _parts(
        lambda parts: {
            name: change(body) if re.search(pattern, name) else body for name, body in parts.items()
        }
    )


def _values_part(path: Path) -> str:
    names = load_workbook(path, read_only=True).sheetnames
    return SHEET.format(names.index(VALUES.sheet) + 1)


def _in_values(
    change: Callable[[bytes, str], bytes], column: str = "numerator"
) -> Callable[[Path, int], None]:
    """Change the XML of the figures' sheet; the change is told the address of the figure's cell."""

    def spoil(path: Path, row: int) -> None:
        parts, part = parts_of(path), _values_part(path)
        parts[part] = change(parts[part], cell_of(VALUES.name, row, column))
        put(path, parts)

    return spoil


def _cell_xml(text: str) -> Callable[[bytes, str], bytes]:
    """The figure's cell as this XML, ``{r}`` being its address."""

    def change(body: bytes, cell: str) -> bytes:
        found = re.compile(rb'<c r="%s"[^>]*?(?:/>|>.*?</c>)' % cell.encode())
        assert found.search(body)
        return found.sub(text.format(r=cell).encode(), body, count=1)

    return change


def _after(pattern: bytes, more: bytes) -> Callable[[bytes], bytes]:
    return lambda body: re.sub(pattern, lambda match: match[0] + more, body, count=1)


def _bomb(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {**parts, "xl/media/image1.png": b"\0" * (250 * 2**20)}


def _repacked(flag: int = 0, name: bytes = b"") -> Callable[[bytes], bytes]:
    """The package with a flag set in every entry."""

    def change(body: bytes) -> bytes:
        for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            at = body.find(signature)
            while at >= 0:
                old = struct.unpack_from("<H", body, at + offset)[0]
                body = body[: at + offset] + struct.pack("<H", old | flag) + body[at + offset + 2 :]
                at = body.find(signature, at + 4)
        return body

    return change


def _of_another_program(kind: str) -> bytes:
    if kind == "docx":
        from docx import Document

        target = io.BytesIO()
        Document().save(target)
        return target.getvalue()
    if kind == "xlsx":
        target, book = io.BytesIO(), Workbook()
        book.active.append(["Mã", "Chỉ số", "Giá trị"])
        book.save(target)
        return target.getvalue()
    return {
        "html": b"<html><table><tr><td>2.1.2</td><td>5</td></tr></table></html>",
        "csv": "Mã;Giá trị\n2.1.2;5\n".encode(),
        "pdf": b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF",
        "ole": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4096,
        "gzip": bytes.fromhex("1f8b0800000000000003") + b"\0" * 64,
        "empty": b"",
        "noise": bytes(range(256)) * 40,
    }[kind]


def _replaced(kind: str) -> Callable[[Path, int], None]:
    return lambda path, _row: path.write_bytes(_of_another_program(kind)) and None


def _doubled_entry(path: Path, _row: int) -> None:
    parts = parts_of(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts.items():
            package.writestr(name, body)
        package.writestr(_first_sheet(parts), parts[_first_sheet(parts)].replace(b"<v>", b"<v>9"))


def _first_sheet(parts: Mapping[str, bytes]) -> str:
    return next(name for name in parts if name.startswith("xl/worksheets/sheet"))


PACKAGE = (
    *(
        Kind(f"a file that is {name}", _replaced(name), REFUSED, ("E102", "E301"))
        for name in ("html", "csv", "pdf", "ole", "gzip", "empty", "noise", "docx", "xlsx")
    ),
    Kind("cut in half", _bytes(lambda body: body[: len(body) // 2]), REFUSED, ("E102",)),
    Kind("without its last hundred bytes", _bytes(lambda body: body[:-100]), REFUSED, ("E102",)),
    Kind("with bytes before the package", _bytes(lambda body: b"\0" * 64 + body), SAME, ("E102",)),
    Kind("with bytes after the package", _bytes(lambda body: body + b"\r\n" * 20), SAME, ("E102",)),
    Kind("said to be encrypted", _bytes(_repacked(flag=1)), REFUSED, ("E102",)),
    Kind("with the same part twice", _doubled_entry, REFUSED, ("E102",)),
    Kind("stored without compression", _parts(dict, compression=zipfile.ZIP_STORED), SAME),
    Kind("compressed by bzip2", _parts(dict, compression=zipfile.ZIP_BZIP2), SAME, ("E102",)),
    Kind("compressed by lzma", _parts(dict, compression=zipfile.ZIP_LZMA), SAME, ("E102",)),
    Kind("with a part that swells to 250 MB", _parts(_bomb), REFUSED, ("E107",)),
    Kind(
        "with 6,000 parts",
        _parts(lambda parts: {**parts, **{f"x/{n}": b"" for n in range(6000)}}),
        REFUSED,
        ("E107",),
    ),
    Kind(
        "with names that climb out of the package",
        _parts(lambda parts: {**parts, "../../etc/passwd": b"x"}),
        SAME,
        ("E102",),
    ),
    Kind(
        "with backslashes in the names",
        _parts(lambda parts: {n.replace("/", "\\"): b for n, b in parts.items()}),
        SAME,
        ("E102",),
    ),
    Kind("without the list of sheets", _without(r"^xl/workbook\.xml$"), REFUSED, ("E102",)),
    Kind("without its sheets", _without(r"worksheets/sheet"), REFUSED, ("E102", "E301")),
    Kind("without its texts", _without(r"sharedStrings"), REFUSED, ("E102", "E301")),
    Kind("without its styles", _without(r"styles\.xml"), SAME, ("E102",)),
    Kind("without the content types", _without(r"Content_Types"), SAME, ("E102",)),
    Kind("without its properties", _without(r"docProps"), SAME),
    Kind("with damaged properties", _in_part(r"core\.xml", lambda body: body[: len(body) // 2]), SAME),
    Kind("with properties that are noise", _in_part(r"core\.xml", lambda _: bytes(range(256))), SAME),
    Kind(
        "with a sheet cut off",
        _in_part(r"sheet2\.xml", lambda body: body[: len(body) // 2]),
        REFUSED,
        ("E102", "E306"),
    ),
    Kind(
        "with a bomb of entities",
        _in_part(
            r"sheet2\.xml",
            _after(rb"^<\?xml[^>]*>", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
        ),
        REFUSED,
        ("E102",),
    ),
    Kind(
        "that reads files of the machine",
        _in_part(
            r"sharedStrings",
            _after(rb"^<\?xml[^>]*>", b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
        ),
        REFUSED,
        ("E102",),
    ),
    Kind(
        "with comments in the XML",
        _in_part(r"sheet2\.xml", _after(rb"<sheetData>", b'<!-- <c r="A1"><v>1</v></c> -->')),
        SAME,
    ),
    Kind("with a byte order mark", _in_part(r"sheet\d\.xml", lambda body: b"\xef\xbb\xbf" + body), SAME),
    Kind(
        "in UTF-16",
        _in_part(r"sheet2\.xml", lambda body: body.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        SAME,
        ("E102",),
    ),
    Kind(
        "with a control character",
        _in_part(r"sharedStrings", lambda body: body.replace(b"<t>", b"<t>\x01", 1)),
        REFUSED,
        ("E102", "E301"),
    ),
    Kind(
        "with a text that is no UTF-8",
        _in_part(r"sharedStrings", lambda body: body.replace(b"<t>", b"<t>\xff\xfe", 1)),
        REFUSED,
        ("E102",),
    ),
)

# --- cells in the XML -------------------------------------------------------------------------------------------------

LAST = "XFD1048576"
FAR = '<row r="{row}"><c r="{cell}"><v>1</v></c></row>'


def _with_far(cell: str, before: bytes = b"") -> Callable[[bytes], bytes]:
    """Puts a cell, after ``before``, at the end of a sheet's cells."""
    text = FAR.format(row=re.sub(r"\D", "", cell), cell=cell).encode()
    return lambda body: body.replace(b"</sheetData>", before + text + b"</sheetData>")


def _far(cell: str, before: bytes = b"") -> Callable[[Path, int], None]:
    change = _with_far(cell, before)
    return _in_values(lambda body, _: change(body))


def _many_strings(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {
        name: body.replace(b"</sst>", b"<si><t>x</t></si>" * 500_000 + b"</sst>")
        if "sharedStrings" in name
        else body
        for name, body in parts.items()
    }


CELLS = (
    Kind("a cell in the last corner", _far(LAST), REFUSED, ("E112",)),
    Kind("a cell in the last column", _far("XFD900"), REFUSED, ("E112",)),
    Kind("a cell in the last row", _far("A1048576"), REFUSED, ("E112",)),
    Kind("a cell beyond the sheet", _far("ZZZZ99999999"), REFUSED, ("E102", "E112")),
    Kind("a far cell on a sheet from which nothing is taken", _in_part(r"worksheets/sheet1\.xml", _with_far(LAST)), SAME),
    Kind("a far cell in a second block of cells", _far(LAST, b"</sheetData><sheetData>"), REFUSED, ("E102", "E112")),
    Kind("a tag of many letters", _in_values(_cell_xml(f'<c r="{{r}}" x="{"a" * 100_000}"><v>7</v></c>')), SAME, (), 7),
    Kind("half a million texts", _parts(_many_strings), REFUSED, ("E113", "E107")),
    Kind("a formula without a result", _in_values(_cell_xml('<c r="{r}"><f>1+1</f></c>')), ROW, ("E401",)),
    Kind("a formula with its result", _in_values(_cell_xml('<c r="{r}"><f>3+4</f><v>7</v></c>')), QUESTIONED, ("W313",), 7),
    Kind("a shared formula", _in_values(_cell_xml('<c r="{r}"><f t="shared" si="0"/><v>7</v></c>')), QUESTIONED, ("W313",), 7),
    *(
        Kind(f"the error {error}", _in_values(_cell_xml(f'<c r="{{r}}" t="e"><v>{error}</v></c>')), ROW, ("E401",))
        for error in ("#N/A", "#REF!", "#DIV/0!", "#SPILL!", "#CALC!", "#FIELD!")
    ),
    Kind("an error as the result of a formula", _in_values(_cell_xml('<c r="{r}" t="e"><f>1/0</f><v>#DIV/0!</v></c>')), ROW, ("E401",)),
    Kind("a text in the cell itself", _in_values(_cell_xml('<c r="{r}" t="inlineStr"><is><t>12,5</t></is></c>')), QUESTIONED, ("W404",), 12.5),
    Kind("a text in pieces", _in_values(_cell_xml('<c r="{r}" t="inlineStr"><is><r><t>12</t></r><r><t>,5</t></r></is></c>')), QUESTIONED, ("W404",), 12.5),
    Kind("a truth", _in_values(_cell_xml('<c r="{r}" t="b"><v>1</v></c>')), ROW, ("E402",)),
    Kind("a text of no number", _in_values(_cell_xml('<c r="{r}" t="s"><v>999999</v></c>')), REFUSED, ("E102", "E401", "E402")),
    Kind("a number that is not finite", _in_values(_cell_xml('<c r="{r}"><v>1e999</v></c>')), ROW, ("E402", "E443", "E102")),
    Kind("a number that is none", _in_values(_cell_xml('<c r="{r}"><v>NaN</v></c>')), ROW, ("E402", "E413", "E415", "E443", "E102")),
    Kind("cells without addresses", _in_values(lambda body, _: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", body)), SAME, ("E102", "E203", "E306", "E307", "E410")),
    Kind("rows without numbers", _in_values(lambda body, _: re.sub(rb'<row r="\d+"', b"<row", body)), SAME, ("E203", "E306", "E102")),
    Kind("an element of a future program", _in_values(lambda body, _: body.replace(b"</worksheet>", b"<extLst><ext uri='x'><y/></ext></extLst></worksheet>")), SAME),
)  # fmt: skip

# --- what people type -------------------------------------------------------------------------------------------------


def _typed(content: Any, column: str = "numerator", number_format: str = "") -> Callable[[Path, int], None]:
    def spoil(path: Path, row: int) -> None:
        book = load_workbook(path)
        cell = book[VALUES.sheet][cell_of(VALUES.name, row, column)]
        cell.value = content
        if number_format:
            cell.number_format = number_format
        book.save(path)

    return spoil


def _text(content: str) -> Callable[[Path, int], None]:
    def spoil(path: Path, row: int) -> None:
        book = load_workbook(path)
        cell = book[VALUES.sheet][cell_of(VALUES.name, row, "numerator")]
        cell.value, cell.data_type = content, "s"
        book.save(path)

    return spoil


TYPED = (
    *(
        Kind(f"“{text}” typed as a text", _text(text), QUESTIONED, ("W404",), value)
        for text, value in (("12,5", 12.5), ("12.345,5", 12345.5), (" 250 ", 250.0), ("1e5", 100000.0))
    ),
    *(
        Kind(f"“{text}” typed for a number", _text(text), ROW, ("E402", "E403", "E439", "E413"))
        for text in (
            "1.234", "1,234", "khoảng 250", "250 học sinh", "≈ 250", "250 – 300", "N/A", "-", "không có", "250%",
            "0x10", "1_000", "２５０", "٢٥٠", "½", "∞", "NaN", "inf", "-Infinity", "True", "25O", "2 5 0,", "=1+1", "@sum", "\u200b",
            "1'234", "1,234.5.6", "１,２", "250đ", "<b>250</b>", "12/2024",
        )
    ),
    *(
        Kind(f"the number {number!r}", _typed(number), ROW, ("E402", "E443", "E406", "E418", "E416"))
        for number in (1e308, 5e-324, -5.0, 1e16)
    ),
    Kind("a day typed for a number", _typed(datetime(2025, 3, 1)), ROW, ("E402",)),
    Kind("a truth typed for a number", _typed(True), ROW, ("E402",)),
    Kind("a percentage typed for a count", _typed(0.25, number_format="0.00%"), ROW, ("E439",)),
    Kind("an amount in a currency format", _typed(250.0, number_format='#,##0.00 "₫"'), SAME, value=250.0),
    Kind("a number in an accounting format", _typed(250.0, number_format='_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-'), SAME, value=250.0),
    Kind("a number shown as a fraction", _typed(250.0, number_format="# ?/?"), SAME, value=250.0),
    Kind("a number shown as a day", _typed(250.0, number_format="dd/mm/yyyy"), ROW, ("E402",)),
    Kind("a number shown in thousands", _typed(250.0, number_format="#,##0,"), QUESTIONED, ("W446",), 250.0),
    Kind("a number that its format hides", _typed(250.0, number_format=";;;"), QUESTIONED, ("W446",), 250.0),
    Kind("an unknown reason", _typed("vì bận", "missing"), ROW, ("E408", "E414")),
    Kind("an unknown state", _typed("chính xác", "status"), ROW, ("E408",)),
    Kind("a remark of 40,000 characters", _typed("x" * 32_000, "note"), ROW, ("E409",)),
    Kind("a remark in an old code page", _typed("Sè liÖu cña së", "note"), QUESTIONED, ("W441",)),
    Kind("a remark in decomposed letters", _typed("Sô\u0301 liê\u0323u", "note"), SAME),
    Kind("a remark that looks like a formula", _typed("'=HYPERLINK(\"http://x\")", "note"), SAME),
    Kind("a day that does not exist", _typed("31/02/2025", "ev_issued"), QUESTIONED, ("E407",)),
    Kind("a day in the year 202", _typed("01/03/0202", "ev_issued"), QUESTIONED, ("E407", "E440")),
    Kind("a day in the year 9999", _typed(date(9999, 1, 1), "ev_issued"), QUESTIONED, ("E440",)),
    Kind("a month for a day", _typed("12/2024", "ev_issued"), QUESTIONED, ("E407",)),
    Kind("a day of 1900", _typed(date(1900, 1, 15), "ev_issued"), QUESTIONED, ("E440",)),
)  # fmt: skip

# --- sheets, rows and columns -----------------------------------------------------------------------------------------


def book_change(change: Callable[[Any, Any, int], None]) -> Callable[[Path, int], None]:
    """Change the workbook through openpyxl; the change is given the book, the figures' sheet and the figure's sheet row."""

    def spoil(path: Path, row: int) -> None:
        book = load_workbook(path)
        change(book, book[VALUES.sheet], VALUES.row + 2 + row)
        book.save(path)

    return spoil


def _header(column: str, text: str) -> Callable[[Any, Any, int], None]:
    def change(_book: Any, sheet: Any, _row: int) -> None:
        sheet.cell(VALUES.row + 1, VALUES.column + VALUES.keys.index(column) + 1).value = text

    return change


def _hide_row(_book: Any, sheet: Any, row: int) -> None:
    sheet.row_dimensions[row].hidden = True


def _rename(name: str, new: str) -> Callable[[Any, Any, int], None]:
    def change(book: Any, _sheet: Any, _row: int) -> None:
        book[name].title = new

    return change


def _remove(name: str) -> Callable[[Any, Any, int], None]:
    def change(book: Any, _sheet: Any, _row: int) -> None:
        del book[name]

    return change


def _copy_sheet(book: Any, sheet: Any, _row: int) -> None:
    book.copy_worksheet(sheet).title = "Số liệu (2)"


def identity(name: str, content: str) -> Callable[[Any, Any, int], None]:
    """Type into the form's hidden identity."""

    def change(book: Any, _sheet: Any, _row: int) -> None:
        for row in book[IDENTITY_SHEET].iter_rows():
            if row[0].value == name:
                row[1].value = content

    return change


def _drop_identity(book: Any, _sheet: Any, _row: int) -> None:
    del book[IDENTITY_SHEET]


def _since_1904(book: Any, _sheet: Any, _row: int) -> None:
    book.epoch = CALENDAR_MAC_1904


def _reverse_sheets(book: Any, _sheet: Any, _row: int) -> None:
    book._sheets.reverse()


def _show_all(book: Any, _sheet: Any, _row: int) -> None:
    for sheet in book:
        sheet.sheet_state = "visible"
        for line in (*sheet.column_dimensions.values(), *sheet.row_dimensions.values()):
            line.hidden = False


def _password(_book: Any, sheet: Any, _row: int) -> None:
    sheet.protection.set_password("abc")


def _sort(_book: Any, sheet: Any, _row: int) -> None:
    first, width = VALUES.row + 2, len(VALUES.columns)
    rows = [
        [sheet.cell(row, column + 1).value for column in range(width)]
        for row in range(first, sheet.max_row + 1)
        if sheet.cell(row, 1).value
    ]
    for row, contents in enumerate(reversed(rows), start=first):
        for column, content in enumerate(contents, start=1):
            sheet.cell(row, column).value = content


def _double(_book: Any, sheet: Any, row: int) -> None:
    last = max(n for n in range(VALUES.row + 2, sheet.max_row + 1) if sheet.cell(n, 1).value) + 1
    for column in range(1, len(VALUES.columns) + 1):
        sheet.cell(last, column).value = sheet.cell(row, column).value


def _recode(code: str) -> Callable[[Any, Any, int], None]:
    def change(_book: Any, sheet: Any, row: int) -> None:
        sheet.cell(row, 1).value = code

    return change


STRUCTURE = (
    Kind("the figures' sheet renamed", book_change(_rename(VALUES.sheet, "Sheet1")), REFUSED, ("E201",)),
    Kind("the figures' sheet in other letters", book_change(_rename(VALUES.sheet, "SỐ  LIỆU")), SAME),
    Kind("the tasks' sheet removed", book_change(_remove("Nhiệm vụ")), REFUSED, ("E201",)),
    Kind("a second sheet of figures", book_change(_copy_sheet), SAME),
    Kind("the sheets in another order", book_change(_reverse_sheets), SAME),
    Kind("everything hidden shown", book_change(_show_all), SAME),
    Kind("a sheet locked by a password", book_change(_password), SAME),
    Kind("a heading renamed", book_change(_header("numerator", "So luong")), REFUSED, ("E202",)),
    Kind("a heading in capitals with spaces", book_change(_header("numerator", "  TỬ  SỐ ")), SAME),
    Kind("a heading twice", book_change(_header("note", "Tử số")), REFUSED, ("E202", "E203", "E207")),
    Kind("a column removed", book_change(lambda _b, sheet, _r: sheet.delete_cols(VALUES.keys.index("numerator") + 1)), REFUSED, ("E202",)),
    Kind("a column inserted", book_change(lambda _b, sheet, _r: sheet.insert_cols(3)), SAME),
    Kind("a row inserted above the table", book_change(lambda _b, sheet, _r: sheet.insert_rows(2)), SAME),
    Kind("a blank row inside the table", book_change(lambda _b, sheet, row: sheet.insert_rows(row)), SAME),
    Kind("a row removed", book_change(lambda _b, sheet, row: sheet.delete_rows(row)), REFUSED, ("E306",)),
    Kind("a row twice", book_change(_double), ROW, ("E411", "E307", "E306")),
    Kind("the rows in another order", book_change(_sort), SAME),
    Kind("a row hidden", book_change(_hide_row), SAME),
    Kind("a code mistyped", book_change(_recode("9.9.9")), REFUSED, ("E306", "E307")),
    Kind("a code as a number", book_change(_recode("2.1")), REFUSED, ("E306", "E307")),
    Kind("no identity", book_change(_drop_identity), REFUSED, ("E301",)),
    Kind("of another year", book_change(identity("year", "2031")), REFUSED, ("E302",)),
    Kind("of another framework", book_change(identity("framework", "2019")), REFUSED, ("E312",)),
    Kind("of another agency", book_change(identity("agency", "SCT")), REFUSED, ("E375",)),
    Kind("of an unknown agency", book_change(identity("agency", "ABC")), REFUSED, ("E305",)),
    Kind("of another province", book_change(identity("province", "Hưng Yên")), REFUSED, ("E377",)),
    Kind("with codes that were not asked", book_change(identity("frmValues", "2.1.1;2.1.2")), REFUSED, ("E306", "E307", "E375")),
    Kind("said to be another kind of workbook", book_change(identity("kind", "pii-xl master")), REFUSED, ("E301",)),
    Kind("with another form's number", book_change(identity("form", "PII2025-SGDDT-00000000")), REFUSED, ("E375",)),
    Kind("with days counted from 1904", book_change(_since_1904), SAME),
)  # fmt: skip

KINDS = (*PACKAGE, *CELLS, *TYPED, *STRUCTURE)


def names() -> Iterator[str]:
    """What the kinds are called."""
    return (kind.name for kind in KINDS)
