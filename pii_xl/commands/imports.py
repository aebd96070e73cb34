"""The command "import": returned forms go into the ledger, from which the workbook's state follows."""

from __future__ import annotations

from collections.abc import Sequence

from pii_xl.collect.evidence import EvidenceFile, not_received, receive_evidence
from pii_xl.collect.form_import import import_forms as imported
from pii_xl.collect.validation import check, with_findings
from pii_xl.commands.outcome import Outcome
from pii_xl.ground.errors import Finding
from pii_xl.ledger.reasons import Official
from pii_xl.workbook.reading.form_file import ReturnedForm
from pii_xl.workspace.workspace import Workspace


def import_forms(
    workspace: Workspace,
    forms: list[ReturnedForm],
    refused: list[Finding],
    official: Official,
    evidence: Sequence[EvidenceFile] = (),
) -> Outcome:
    """The workspace with the forms; ``refused``: what was said of files that are no forms; ``evidence``: the files that came along.

    The findings stand on the sheet "Lỗi" even when no form could go in; ``facts`` says how many forms, values, refused forms and
    evidence files did.
    """
    result = imported(workspace, forms, official.day, official.name, refused)
    found, state = [*refused, *result.rest], result.workspace
    if evidence:
        state, told = receive_evidence(state, list(evidence), official.day)
        found += [*told, *not_received(state)]
    facts = {
        "forms": len(result.accepted),
        "values": result.n_values,
        "noted": result.n_refused,
        "evidence": _n_received(result.workspace, state),
    }
    changed = facts["forms"] or facts["noted"] or facts["evidence"]
    listed = _with_checks(found, check(state)) if changed else found
    return Outcome(with_findings(state, listed, official), found, said=result.accepted, facts=facts)


def _n_received(before: Workspace, now: Workspace) -> int:
    """How many lines of the register got a file, or another one."""
    return int((before["tblEvidence"]["digest"] != now["tblEvidence"]["digest"]).sum())


def _with_checks(found: list[Finding], checked: list[Finding]) -> list[Finding]:
    """What the sheet "Lỗi" lists: the import's findings, and those of the checks about other things."""
    told = {(item.code, item.subject) for item in found}
    return [*found, *(item for item in checked if (item.code, item.subject) not in told)]
