"""The register of policy documents in a returned form, as answers about the policy groups to which they belong.

Any agency may register a document for any group; the group's own answer (yes or no) stays with the agency that enters it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import Row
from pii_xl.ground.text import date_vi
from pii_xl.layout.form import DOCUMENTS_TABLE
from pii_xl.layout.ledger import Part
from pii_xl.ledger.entries import Cell, Reply, Submission, finding_text
from pii_xl.workbook.reading.form_file import ReturnedForm

FIELD = "documents"
LINES = 200_000
"""Documents of unknown groups are numbered after every other line of a form."""


def with_documents(
    form: ReturnedForm, one: Submission, replies: list[Reply], groups: Iterable[str], cutoff: date | None
) -> list[Reply]:
    """The form's replies with its registered documents; ``groups``: the codes of the policy groups.

    A document of a group that does not exist becomes a line of evidence, where its code is refused; nothing is lost.
    """
    read = form.reads.get(DOCUMENTS_TABLE.name)
    if read is None:
        return replies
    known = set(groups)
    found = {reply.code: reply for reply in replies if reply.part is Part.POLICY}
    more: list[Reply] = []
    for at, row in enumerate(read.records):
        code = str(row["group"]).split(" ", 1)[0]
        place = read.place(at, "number")
        wrong = _out_of_force(row, cutoff)
        text = finding_text(wrong) if wrong else ""
        line = document_line(row) + (f" ({wrong.facts['reason']})" if wrong else "")
        cell = Cell(FIELD, line, line, place["sheet"], place["cell"], text)
        if code in known:
            found[code] = _united(found.get(code) or Reply(one, Part.POLICY, code), cell)
        elif code:
            cell = cell._replace(field="title", finding="")
            more.append(Reply(one, Part.EVIDENCE, code, (cell,), LINES + read.rows[at]))
    rest = [found.pop(reply.code, reply) if reply.part is Part.POLICY else reply for reply in replies]
    return [*rest, *found.values(), *more]


def document_line(row: Row) -> str:
    """A document as officials cite it: number, day, issuer, summary, time in force."""
    parts = [str(row["number"] or "")]
    if row["issued"]:
        parts.append(f"ngày {date_vi(row['issued'])}")
    if row["issuer"]:
        parts.append(f"của {row['issuer']}")
    line = " ".join(part for part in parts if part)
    line = f"{line}: {row['title']}" if line and row["title"] else line or str(row["title"] or "")
    days = [
        f"{word} {date_vi(row[key])}" for word, key in (("từ", "valid_from"), ("đến", "valid_to")) if row[key]
    ]
    return " ".join(f"{line}; hiệu lực {' '.join(days)}".split()) if days else " ".join(line.split())


def _out_of_force(row: Row, cutoff: date | None) -> Finding | None:
    """The question about a document that is not in force on the day which counts."""
    if cutoff is None:
        return None
    begins = max([day for day in (row["issued"], row["valid_from"]) if day], default=None)
    reason = ""
    if begins and begins > cutoff:
        reason = f"chưa có hiệu lực tại ngày {date_vi(cutoff)}"
    elif row["valid_to"] and row["valid_to"] < cutoff:
        reason = f"hết hiệu lực trước ngày {date_vi(cutoff)}"
    if not reason:
        return None
    name = str(row["number"] or row["title"])
    return finding("W444", content=name, reason=reason, day=date_vi(cutoff))


def _united(reply: Reply, cell: Cell) -> Reply:
    """The reply with one document more."""
    cells = list(reply.cells)
    at = next((at for at, one in enumerate(cells) if one.field == FIELD), None)
    if at is None:
        return replace(reply, cells=(*cells, cell))
    before = cells[at]
    cells[at] = before._replace(
        raw=f"{before.raw}\n{cell.raw}",
        value=f"{before.value}\n{cell.value}",
        finding="\n".join(filter(None, (before.finding, cell.finding))),
    )
    return replace(reply, cells=tuple(cells))
