"""A returned form beside the form that was sent: what was pre-filled and came back changed. A form is not believed about itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pii_xl.collect.form_content import form_content, leads_of
from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import Row, records_by_code
from pii_xl.ground.text import date_vi
from pii_xl.layout.form import FORM
from pii_xl.workbook.reading.form_file import CODED, ReturnedForm
from pii_xl.workspace.cells import shown
from pii_xl.workspace.sent import SENT, mark_of, prefilled_columns, said_in
from pii_xl.workspace.table_read import TableRead
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.agencies import Agency

MEANING = ("name", "need", "unit", "numerator_label", "denominator_label", "scale")
"""Pre-filled columns that say what a figure is: changed, the figure is another one."""

Altered = Mapping[str, Mapping[str, list[Finding]]]
"""Form table → code → what was changed in its row."""


def altered(form: ReturnedForm, workspace: Workspace, agency: Agency) -> Altered:
    """What is changed of the pre-filled cells; nothing for forms of the first version, which carry no marks.

    Which cell it was is seen from what the workbook would send today.
    """
    rows = {name: _altered_rows(form, name) for name in CODED if f"{SENT}{name}" in form.identity}
    if not any(rows.values()):
        return {}
    tables = form_content(workspace, agency, leads_of(workspace)).tables
    found = {}
    for name, changed in rows.items():
        sent = records_by_code(tables[name]) if name in tables else {}
        found[name] = {
            code: _told(form.reads[name], row, sent.get(code, {})) for code, row in changed.items()
        }
    return found


def _altered_rows(form: ReturnedForm, name: str) -> dict[str, int]:
    """Code → row of the form, where the row is not as it was sent."""
    sent = dict(zip(form.identity[name].split(";"), form.identity[f"{SENT}{name}"].split(";"), strict=False))
    columns = prefilled_columns(FORM.table(name))
    found = {}
    for row, record in enumerate(form.reads[name].records):
        code = str(record["code"])
        if sent.get(code) != mark_of(record, columns):
            found[code] = row
    return found


def _told(read: TableRead, row: int, sent: Row) -> list[Finding]:
    now = read.records[row]
    code = str(now["code"])
    found = []
    for column in prefilled_columns(read.table):
        was, is_now = said_in(sent.get(column.key)), said_in(now[column.key])
        if was and was != is_now and column.key in read.letters:
            facts = {
                "header": column.header,
                "content": _quoted(now[column.key]) if is_now else "ô trống",
                "before": _quoted(sent[column.key]),
            }
            message = "E374" if column.key in MEANING else "W373"
            found.append(finding(message, subject=code, **read.place(row, column.key), **facts))
    return found or [finding("W376", subject=code, **read.place(row, "code"))]


def _quoted(content: object) -> str:
    """A cell's content in a sentence."""
    return date_vi(content) if isinstance(content, date) else shown(content)
