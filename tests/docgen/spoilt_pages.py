"""Sample pages with one fault each, as offices make them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
from docx.shared import Mm, Pt

from docgen.rules import checked
from docgen.rules.papers import forms
from tests.docgen.sample_pages import LAYOUTS, PAGES, save

Spoil = Callable[[Any], bool]


def runs(document: Any, beginning: str) -> Iterator[Any]:
    """The runs whose text begins so, in tables too."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    for holder in (document, *cells):
        for paragraph in holder.paragraphs:
            yield from (run for run in paragraph.runs if run.text.startswith(beginning))


def changed(beginning: str, change: Callable[[Any], None]) -> Spoil:
    def spoil(document: Any) -> bool:
        found = list(runs(document, beginning))
        for run in found:
            change(run)
        return bool(found)

    return spoil


def retyped(old: str, new: str) -> Callable[[Any], None]:
    return lambda run: setattr(run, "text", run.text.replace(old, new))


def _narrow(document: Any) -> bool:
    document.sections[0].left_margin = Mm(15)
    return True


def _no_end(document: Any) -> bool:
    found = [run for p in document.paragraphs for run in p.runs if run.text.endswith("./.")]
    for run in found:
        run.text = run.text.removesuffix("./.") + "."
    return bool(found) and any(True for _ in runs(document, "Nơi nhận"))


SPOILT: dict[str, Spoil] = {
    "ND30-05": _narrow,
    "ND30-14": changed("CỘNG HÒA", lambda run: setattr(run, "bold", False)),
    "ND30-15": changed("Độc lập", retyped("Hạnh phúc", "Hạnh Phúc")),
    "ND30-16": changed("Độc lập", lambda run: setattr(run.font, "size", Pt(11))),
    "ND30-18": changed("SỞ KHOA HỌC", lambda run: setattr(run, "bold", False)),
    "ND30-21": changed("Số: ", lambda run: setattr(run, "text", run.text[:-3] + run.text[-3:].lower())),
    "ND30-23": changed("Bắc Ninh, ngày", retyped("Bắc Ninh, ngày", "Bắc Ninh ngày")),
    "ND30-26": changed("Bắc Ninh, ngày", lambda run: setattr(run, "italic", False)),
    "ND30-42": _no_end,
    "ND30-43": changed("Nơi nhận", lambda run: setattr(run, "bold", False)),
    "ND30-45": changed("- Lưu: VT", retyped("Lưu: VT", "Lưu")),
    "ND30-47": changed("Trần Văn Bình", retyped("Trần", "ThS. Trần")),
}
"""Rule → how a filled-in page is spoilt; whether the page has such a place."""
FREE = {
    "ND30-23": {"phụ lục rời", "quy chế ban hành kèm theo văn bản khác"},
    "ND30-42": {"biên bản", "bản sao y", "bản sao lục", "bản trích sao", "giấy giới thiệu"},
    "ND30-43": {"biên bản"},
    "ND30-45": {"biên bản"},
    "ND30-47": {"biên bản"},
}
"""Pages whose form the rule does not bind."""


def spoilt_pages(folder: Path) -> Iterator[tuple[str, Path]]:
    """Rule and file for every fault in every filled-in page that has a place for it and that the rule binds; layouts take turns."""
    path = folder / "mau.docx"
    for at, page in enumerate(PAGES):
        form = forms()[checked(save(page, LAYOUTS[0], True, path)).paper.form]
        for turn, (rule, spoil) in enumerate(SPOILT.items()):
            document = docx.Document(str(save(page, LAYOUTS[(at + turn) % len(LAYOUTS)], True, path)))
            if page.kind in FREE.get(rule, ()) or not form.binds(rule) or not spoil(document):
                continue
            document.save(str(path))
            yield rule, path
