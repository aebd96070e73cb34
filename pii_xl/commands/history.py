"""The commands that only tell: the history of a thing, and who owes what."""

from __future__ import annotations

from datetime import date

from pii_xl.collect.questions import shown
from pii_xl.commands.documents import told_on
from pii_xl.ground.text import date_vi
from pii_xl.ledger.entries import Decision, Reply
from pii_xl.ledger.settled import settled
from pii_xl.ledger.state import State
from pii_xl.workspace.workspace import Workspace


def history_lines(workspace: Workspace, agency: str = "", code: str = "") -> list[str]:
    """What was sent and decided about ``code``, by ``agency``, or at all: one line each, oldest first.

    Raises DataError E505 for an agency that the workbook does not know.
    """
    workspace, _ = settled(workspace, workspace.settings.day("as_of") or date.today())
    state = State(workspace)
    wanted = state.follows(state.registry.resolve(agency).code) if agency else ""
    events: list[tuple[int, str]] = []
    for reply in state.ledger.told:
        mine = not wanted or state.sender(reply) == wanted
        if mine and (not code or reply.code == code) and (reply.cells or code):
            events.append((reply.submission.n, _reply_line(state, reply)))
    for one in state.ledger.decisions:
        if (not code or one.code == code) and (not wanted or state.follows(one.agency) == wanted):
            events.append((one.n, _decision_line(one)))
    return [line for _, line in sorted(events, key=lambda pair: pair[0])] or ["Chưa có gì trong sổ."]


def _reply_line(state: State, reply: Reply) -> str:
    one = reply.submission
    who = one.sent_as or one.user or str(one.source)
    where = f", {one.file}" if one.file else ""
    cell = next((f", trang “{cell.sheet}” ô {cell.cell}" for cell in reply.cells if cell.cell), "")
    verdict = state.verdict(reply)
    wrong = "; ".join(item.found for item in reply.findings if item.is_error)
    answer = shown(reply) or "; ".join(cell.raw for cell in reply.cells if cell.raw) or "để trống"
    return (
        f"{date_vi(one.day)} {one.source} ({who}{where}{cell}): {reply.part} {reply.code} = {answer} – {verdict}"
        + (f": {wrong}" if wrong else "")
    )


def _decision_line(one: Decision) -> str:
    about = " ".join(filter(None, (one.part, one.code, one.about)))
    why = f" – {one.why}" if one.why else ""
    return f"{date_vi(one.day)} {one.user or 'người phụ trách'} {one.act}: {about}{why}"


def status_lines(workspace: Workspace, day: date | None = None) -> list[str]:
    """Who owes what on the day, as the sheets, the letters and the report say it."""
    from pii_xl.facts.owed import owed

    workspace = told_on(workspace, day)
    lines = []
    for agency in owed(workspace):
        lines.append(agency.line)
        lines += [f"  - {item.line}" for item in agency.items]
    return lines or ["Không cơ quan nào còn nợ gì."]
