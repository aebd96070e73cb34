"""The end of a document: Nơi nhận on the left, the signer on the right, never alone on a page."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.facts import Authority, Office, Signer
from docgen.kit.draft import Draft
from docgen.kit.tables import add_layout
from docgen.wording.typography import clean, unstopped

LEFT, RIGHT = 80.0, 80.0


def signer_titles(signer: Signer) -> list[str]:
    """ "GIÁM ĐỐC", or "KT. GIÁM ĐỐC" above "PHÓ GIÁM ĐỐC"."""
    head = clean(f"{signer.authority} {signer.head_title}").upper()
    stands_for_another = signer.authority in (Authority.DEPUTY, Authority.BY_ORDER, Authority.AUTHORISED)
    return [head, clean(signer.title).upper()] if stands_for_another and signer.title else [head]


def recipient_lines(office: Office, names: Sequence[str]) -> list[str]:
    """The lines of Nơi nhận: ``names``, then "Lưu: VT, QLCN."."""
    kept = ", ".join(part for part in ("VT", clean(office.unit)) if part)
    stripped = [unstopped(clean(name)) for name in names]
    return [f"- {name};" for name in stripped if name] + [f"- Lưu: {kept}."]


def add_signature(
    draft: Draft, office: Office, closing: object, recipients: Sequence[str], signer: Signer | None = None
) -> None:
    """The signature block; ``closing`` is the last paragraph, which stays with it."""
    signer = signer or office.signer
    draft.keep_with_next(closing)
    ((left, right),) = add_layout(draft, (LEFT, RIGHT))
    draft.paragraph("NoiNhan", "Nơi nhận:", into=left)
    for line in recipient_lines(office, recipients):
        draft.paragraph("NoiNhanDanhSach", line, into=left)
    for title in signer_titles(signer):
        draft.paragraph("ChucVu", title, into=right)
    draft.paragraph("HoTen", clean(signer.name), into=right)
