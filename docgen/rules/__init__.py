"""A checker of Word documents against Nghị định 30/2020/NĐ-CP: any .docx, made by us or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from docgen.rules import checks_body, checks_end, checks_head, checks_page
from docgen.rules.catalogue import Rule, rules
from docgen.rules.components import Components
from docgen.rules.faults import Fault
from docgen.rules.papers import Paper, forms
from docgen.rules.reading import read_docx
from docgen.wording.typography import capital
from pii_xl.ground.errors import Finding

__all__ = ["Checked", "Rule", "check_docx", "checked", "rules"]

Check = Callable[[Components], Iterator[Fault]]
MOST_FAULTS = 20  # of one rule; more would bury the rest


@dataclass(frozen=True)
class Checked:
    """A document: what it was taken for, and what it has against the rules that bind it."""

    name: str
    paper: Paper
    findings: list[Finding]
    places: list[int]
    """For each finding the number of its paragraph, 0 where it is about the whole document."""


def checked(path: str | Path) -> Checked:
    """What ``path`` is, and what it has against the rules that bind such papers.

    A finding's code is the rule's id, its subject the rule's source in the decree; the place stands in its text.
    Raises ``UnreadableError`` (E101, E701–E703) when the file cannot be read as .docx.
    """
    reading = read_docx(path)
    parts = Components(reading)
    form = forms()[parts.paper.form]
    found = [
        (_finding(rule, fault, reading.name), fault.paragraph)
        for rule in rules()
        if form.binds(rule.id)
        for fault in islice(check_of(rule)(parts), MOST_FAULTS)
    ]
    return Checked(reading.name, parts.paper, [item for item, _ in found], [at for _, at in found])


def check_docx(path: str | Path) -> list[Finding]:
    """What ``path`` has against the rules; an empty list when nothing. Raises as :func:`checked`."""
    return checked(path).findings


def check_of(rule: Rule) -> Check:
    """The function that checks ``rule``. Raises StopIteration for a rule without one."""
    modules = (checks_page, checks_head, checks_body, checks_end)
    found: Check = next(getattr(module, rule.check) for module in modules if hasattr(module, rule.check))
    return found


def _finding(rule: Rule, fault: Fault, file: str) -> Finding:
    return Finding(
        code=rule.id,
        level=rule.level,
        found=f"{capital(fault.where)}: {fault.what}.",
        expected=rule.text,
        remedy=rule.remedy,
        file=file,
        subject=rule.source,
    )
