"""What paper a document is: one of the decree's kinds, a letter, a copy, an appendix … and how sure that is."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from docgen.rules.text import folded

if TYPE_CHECKING:
    from docgen.rules.components import Components

SURE, RATHER, UNSURE = "chắc chắn", "khá chắc chắn", "chưa chắc chắn"
LETTER = "công văn"
_YEAR_IN_SYMBOL = re.compile(r"^(?:\d+|[\s._…]*)/\s*(?:19|20)\d\d\s*/")
_COPIES = {"sao y": "SY", "sao lục": "SL", "trích sao": "TrS"}
_ATTACHED = re.compile(r"^\((?:ban hành )?k[eè]m theo\b")


@dataclass(frozen=True)
class Paper:
    """``form`` is the set of rules that bind it ("named", "letter", "copy", …), ``name`` what a reader calls it."""

    form: str
    name: str
    certainty: str
    kind: str = ""  # tên loại, folded; "" when the paper has none
    symbol: str = ""  # its abbreviation of Phụ lục III
    note: str = ""

    def __str__(self) -> str:
        note = f" {self.note}" if self.note else ""
        return f"Nhận ra: {self.name} ({self.certainty}).{note}"


@dataclass(frozen=True)
class Kind:
    """One of the decree's kinds: name, abbreviation, and whose rules it follows."""

    name: str
    symbol: str = ""
    form: str = "named"


@dataclass(frozen=True)
class Form:
    """Papers that the same rules bind: the ids that do not, or the only ones that do."""

    exempt: frozenset[str]
    only: frozenset[str]
    note: str

    def binds(self, rule: str) -> bool:
        """Whether papers of this form must keep ``rule``."""
        return rule in self.only if self.only else rule not in self.exempt


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of Điều 7 with the abbreviations of Phụ lục III, by folded name."""
    return {folded(entry["name"]): Kind(**entry) for entry in _data()["kind"]}


@cache
def small_lettered() -> tuple[str, ...]:
    """The abbreviations that the decree itself writes with small letters: TTr, QyĐ, CTr, TrS."""
    symbols = (*(kind.symbol for kind in kinds().values()), *_COPIES.values())
    return tuple(sorted({symbol for symbol in symbols if symbol != symbol.upper()}))


@cache
def forms() -> dict[str, Form]:
    """What binds papers of each form."""
    return {
        entry["name"]: Form(
            frozenset(entry.get("exempt", ())), frozenset(entry.get("only", ())), entry.get("note", "")
        )
        for entry in _data()["form"]
    }


@cache
def _data() -> dict[str, list[dict[str, str]]]:
    return tomllib.loads(files("docgen.rules").joinpath("papers.toml").read_text(encoding="utf-8"))


def recognised(parts: Components) -> Paper:
    """The paper that ``parts`` show."""
    head = [folded(line.text) for line in parts.head]
    if parts.country is None and any(line.startswith("đảng cộng sản việt nam") for line in head):
        return _paper("party", "văn bản của Đảng", SURE)
    if (copy := parts.copy_form) is not None:
        name = folded(copy.text).rstrip(" .:")
        return _paper("copy", f"bản {name}", SURE if parts.number else RATHER, symbol=_COPIES[name])
    if (
        parts.country is None
        and parts.number is None
        and parts.appendices
        and parts.appendices[0] in parts.head[:6]
    ):
        return _paper("appendix", "phụ lục rời", SURE)
    return _whole(parts, head)


def _whole(parts: Components, head: list[str]) -> Paper:
    kind = parts.kind_name
    if parts.number is not None and _YEAR_IN_SYMBOL.match(parts.number_text):
        name = kinds()[kind].name if kind else "văn bản"
        return _paper("legal", f"{name} quy phạm pháp luật", SURE if kind else RATHER, kind)
    attached = parts.number is None and any(_ATTACHED.match(line) for line in head)
    if kind and attached:
        return _paper("attached", f"{kinds()[kind].name} ban hành kèm theo văn bản khác", SURE, kind)
    if kind:
        found = kinds()[kind]
        agrees = not found.symbol or parts.symbol_groups[:1] in ([found.symbol], [""])
        return _paper(found.form, found.name, SURE if agrees else RATHER, kind, found.symbol)
    if parts.letter_subject is not None or parts.addressee is not None:
        return _paper("letter", LETTER, SURE if parts.letter_subject and parts.addressee else RATHER)
    return _by_symbol(parts)


def _by_symbol(parts: Components) -> Paper:
    first = parts.symbol_groups[:1]
    kind = next((key for key, one in kinds().items() if first == [one.symbol] and one.symbol), "")
    if kind:
        return _paper(kinds()[kind].form, kinds()[kind].name, UNSURE, kind, kinds()[kind].symbol)
    if parts.number is not None and len(parts.symbol_groups) >= 2 and parts.recipients is not None:
        return _paper("letter", LETTER, UNSURE)
    return _paper("unknown", "văn bản chưa rõ loại", UNSURE)


def _paper(form: str, name: str, certainty: str, kind: str = "", symbol: str = "") -> Paper:
    return Paper(form, name, certainty, kind, symbol, forms()[form].note)
