"""Evidence: the files that prove the figures, matched with the register, named by code, and checked against each other.

The ministry's own list of faults after 2023 is the rule list: no evidence; the online form differs from the appendix of the letter;
figures differ from the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pii_xl.collect.checks import is_number
from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import Row, records
from pii_xl.ground.text import compact_vi, date_vi, key
from pii_xl.layout.due import LACKING
from pii_xl.workspace.workspace import Workspace, typed

_CODE = re.compile(r"^(\d\.\d\.\d(?:\(\d{1,2}\))?)(?=[_\- .]|$)")
ROUNDED = 0.5 + 1e-6
"""How far two figures that are the same when rounded may lie apart, in units of the last declared digit."""


@dataclass(frozen=True)
class EvidenceFile:
    """A file in the evidence folder."""

    name: str
    sha256: str
    size: int

    @property
    def code(self) -> str:
        """The indicator or policy code that the name begins with; "" when it begins with none."""
        match = _CODE.match(self.name)
        return match[1] if match else ""


@dataclass(frozen=True)
class PackEntry:
    """One evidence file as it goes to the ministry."""

    code: str
    name: str  # in the pack: begins with the code
    original: str
    sha256: str
    size: int
    agency: str
    number: str
    issued: date | None
    issuer: str
    title: str
    pages: float | None


def match_evidence(workspace: Workspace, files: list[EvidenceFile]) -> tuple[list[PackEntry], list[Finding]]:
    """The files of the register in the framework's order, and what does not fit between register, files and figures."""
    by_name = {key(file.name): file for file in files}
    order = {code: position for position, code in enumerate(_codes(workspace))}
    entries: list[PackEntry] = []
    found: list[Finding] = []
    for row in sorted(
        records(workspace["tblEvidence"]), key=lambda line: order.get(str(line["code"]), len(order))
    ):
        file = by_name.get(key(row["file"]))
        problem = _kept_back(row) or _registered_problem(row, file)
        if problem:
            found.append(problem)
        elif file:
            entries.append(_entry(row, file, entries))
            found += _changed(row, file)
    found += [*_twice_sent((one.code, one.original, one.sha256) for one in entries), *_same_name(files)]
    found += _unregistered(workspace, files)
    found += _unproved(workspace, entries)
    return entries, found


def _kept_back(row: Row) -> Finding | None:
    """What an official marked as lacking is not sent."""
    if row["state"] != LACKING:
        return None
    return finding("W338", subject=str(row["code"]), name=row["file"] or row["title"] or row["number"])


def _twice_sent(proofs: Iterable[tuple[str, str, str]]) -> list[Finding]:
    """One and the same document as evidence of several codes: it may be right, and should be known. (code, name, fingerprint)"""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, name, sha256 in proofs:
        groups.setdefault(sha256, []).append((code, name))
    return [
        finding("W339", subject=group[0][0], name=group[0][1], codes=", ".join(sorted({c for c, _ in group})))
        for group in groups.values()
        if len({code for code, _ in group}) > 1
    ]


def _changed(row: Row, file: EvidenceFile) -> list[Finding]:
    """The file is not the one that was received."""
    if not row["digest"] or row["digest"] == file.sha256:
        return []
    facts = {"name": file.name, "day": date_vi(row["received"]), "agency": row["agency"]}
    return [finding("W384", subject=str(row["code"]), **facts)]


def receive_evidence(
    workspace: Workspace, files: list[EvidenceFile], day: date
) -> tuple[Workspace, list[Finding]]:
    """The register with the fingerprint and the day of every file handed in, and what does not fit.

    Told: a file that changed since it was received, one file under several codes, different files of one name, files that no line
    names. A name that several files have is nobody's.
    """
    namesakes = _same_name(files)
    doubted = {key(item.facts["name"]) for item in namesakes}
    by_name = {key(file.name): file for file in files if key(file.name) not in doubted}
    rows, found, proofs = [], [], []
    for row in records(workspace["tblEvidence"]):
        file = by_name.get(key(row["file"])) if row["file"] else None
        if file:
            found += _changed(row, file)
            proofs.append((str(row["code"]), file.name, file.sha256))
            if row["digest"] != file.sha256:
                row |= {"digest": file.sha256, "received": day}
        rows.append(row)
    found += [*_twice_sent(proofs), *namesakes, *_unregistered(workspace, files)]
    register = typed(workspace.layout.table("tblEvidence"), rows)
    return workspace.having(tblEvidence=register), found


def not_received(workspace: Workspace) -> list[Finding]:
    """Lines whose file has not come, in a workbook that notes which files came."""
    rows = [row for row in records(workspace["tblEvidence"]) if row["file"] and row["state"] != LACKING]
    if not any(row["digest"] for row in rows):
        return []
    return [
        finding("W383", subject=str(row["code"]), name=row["file"], agency=row["agency"])
        for row in rows
        if not row["digest"]
    ]


def _same_name(files: list[EvidenceFile]) -> list[Finding]:
    """Different files of one name in several folders: nobody can tell which one the register means."""
    digests: dict[str, set[str]] = {}
    for file in files:
        digests.setdefault(key(file.name), set()).add(file.sha256)
    names = {key(file.name): file.name for file in files}
    return [
        finding("E337", name=names[name], count=len(found))
        for name, found in digests.items()
        if len(found) > 1
    ]


def _codes(workspace: Workspace) -> tuple[str, ...]:
    return (*workspace.framework.codes, *(policy.code for policy in workspace.framework.policies))


def _registered_problem(row: Row, file: EvidenceFile | None) -> Finding | None:
    code = str(row["code"])
    if not row["file"]:
        return finding(
            "W340", subject=code, title=row["title"] or row["number"] or "không tên", agency=row["agency"]
        )
    if file is None:
        return finding("E341", subject=code, name=row["file"], agency=row["agency"])
    if file.size == 0:
        return finding("E342", subject=code, name=file.name, agency=row["agency"])
    if file.code and file.code != code and file.code.split("(")[0] != code:
        return finding("E343", subject=code, name=file.name, other=file.code)
    return None


def _entry(row: Row, file: EvidenceFile, before: list[PackEntry]) -> PackEntry:
    code = str(row["code"])
    number = sum(entry.code == code for entry in before) + 1
    rest = _CODE.sub("", file.name).lstrip("_- ") or file.name
    facts: Row = {name: str(row[name]) for name in ("agency", "number", "issuer", "title")}
    facts |= {name: row[name] for name in ("issued", "pages")}
    return PackEntry(code, f"{code}_{number:02d}_{rest}", file.name, file.sha256, file.size, **facts)


def _unregistered(workspace: Workspace, files: list[EvidenceFile]) -> list[Finding]:
    listed = {key(name) for name in workspace["tblEvidence"]["file"]}
    known = set(_codes(workspace))
    found = []
    for file in files:
        if file.code and file.code not in known:
            found.append(
                finding(
                    "E344",
                    subject=file.code,
                    name=file.name,
                    framework=workspace.settings.integer("framework"),
                )
            )
        elif key(file.name) not in listed:
            found.append(finding("W345", subject=file.code, name=file.name))
    return found


def _unproved(workspace: Workspace, entries: list[PackEntry]) -> list[Finding]:
    """Figures that the province itself supplies and that no file in the pack proves."""
    proved = {entry.code.split("(")[0] for entry in entries}
    groups = dict(
        zip(workspace["tblIndicators"]["code"], workspace["tblIndicators"]["source_group"], strict=True)
    )
    return [
        finding("W421", subject=row["code"], agency=row["agency"])
        for row in records(workspace["tblValues"])
        if is_number(row["value"]) and groups.get(row["code"]) == "địa phương" and row["code"] not in proved
    ]


def compare_online(workspace: Workspace, online: Mapping[str, float | None]) -> list[Finding]:
    """What the ministry's online form says against the workbook: the appendix of the letter is made from the workbook.

    Figures agree when they lie within half a unit of the last digit that the framework declares for the indicator.
    """
    tolerances = {i.code: ROUNDED * 10.0**-i.decimals for i in workspace.framework.indicators}
    found = []
    for row in records(workspace["tblValues"]):
        code, value = str(row["code"]), row["value"]
        typed = online.get(code)
        if is_number(value) and typed is None:
            found.append(finding("E346", subject=code, content=compact_vi(value)))
        elif not is_number(value) and typed is not None:
            found.append(finding("E347", subject=code, content=compact_vi(typed)))
        elif is_number(value) and typed is not None and abs(value - typed) > tolerances.get(code, 0.0):
            found.append(finding("E348", subject=code, content=compact_vi(typed), other=compact_vi(value)))
    return found
