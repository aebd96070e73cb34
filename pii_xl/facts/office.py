"""From the settings to what every document needs of the department: names, numbers, signer, documents cited."""

from __future__ import annotations

import re
from datetime import date, timedelta

from docgen.facts import Authority, CitedDocument, Contact, Office, Signer
from docgen.wording.citations import EXAMPLE, read_citation, split_citations
from pii_xl.ground.errors import DataError
from pii_xl.layout.settings import SETTINGS
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.workspace import Settings, Workspace
from pii_xl.year.plan import load_plan
from pii_xl.year.responsibility import names

AUTHORITIES = {"": Authority.HEAD, "KT.": Authority.DEPUTY, "Q.": Authority.ACTING}
NEEDED = (
    "province",
    "parent_agency",
    "issuer",
    "abbreviation",
    "place",
    "recipient",
    "ministry",
    "head_title",
)
"""Settings without which no document can be written."""
PLACEHOLDERS = {"số": "number", "loại": "kind", "cơ quan": "agency", "đơn vị": "unit"}
SATURDAY = 5

_LABELS = {setting.key: setting.label for setting in SETTINGS}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def office_of(settings: Settings) -> Office:
    """The department. Raises DataError E711 (a needed setting is blank), E712 (a number pattern makes no sense)."""
    _check_needed(settings)
    kind, province = settings.text("province_kind"), settings.text("province")
    return Office(
        parent=settings.text("parent_agency"),
        name=settings.text("issuer"),
        abbreviation=settings.text("abbreviation"),
        place=settings.text("place"),
        province=f"{kind} {province}",
        council=settings.text("recipient"),
        council_short=f"UBND {kind}",
        signer=_signer(settings),
        unit=settings.text("unit_abbreviation"),
        ministry=settings.text("ministry"),
        number_pattern=_pattern(settings, "number_pattern"),
        letter_number_pattern=_pattern(settings, "letter_number_pattern"),
        receipt_number_pattern=_pattern(settings, "receipt_number_pattern"),
        recipients=names(settings.text("copies")),
        letter_recipients=names(settings.text("letter_copies")),
        contact=Contact(*(settings.text(key) for key in ("contact_name", "contact_phone", "contact_email"))),
    )


def own_code(workspace: Workspace) -> str:
    """The department's own code among the agencies; "" when neither its name nor its short name is there."""
    registry = registry_of(workspace)
    named = (registry.find(workspace.settings.text(key)) for key in ("issuer", "issuer_short"))
    return next((body.code for body in named if body), "")


def _check_needed(settings: Settings) -> None:
    needed = [*NEEDED, *(["signer_title"] if settings.text("signer_authority") == "KT." else [])]
    blank = [_LABELS[key] for key in needed if not settings.text(key).strip()]
    if blank:
        raise DataError("E711", labels="; ".join(blank))


def _signer(settings: Settings) -> Signer:
    authority = AUTHORITIES[settings.text("signer_authority")]
    own_title = settings.text("signer_title") if authority is Authority.DEPUTY else ""
    return Signer(authority, settings.text("head_title"), own_title, settings.text("signer_name"))


def _pattern(settings: Settings, key: str) -> str:
    """The pattern with the names that documents use: "{số}/{loại}-{cơ quan}" → "{number}/{kind}-{agency}"."""
    text = settings.text(key).strip()
    used = [name.strip().casefold() for name in _PLACEHOLDER.findall(text)]
    rest = _PLACEHOLDER.sub("", text)
    if "số" not in used or not set(used) <= set(PLACEHOLDERS) or "{" in rest or "}" in rest:
        raise DataError("E712", label=_LABELS[key], content=text)
    return _PLACEHOLDER.sub(lambda match: "{" + PLACEHOLDERS[match.group(1).strip().casefold()] + "}", text)


def plan_cited(settings: Settings) -> CitedDocument:
    """The plan that documents cite: as the settings say, else the plan of the data set. Raises DataError E713."""
    if settings.text("plan_citation").strip():
        return _citation(settings.text("plan_citation"), "plan_citation")
    plan = load_plan(settings.text("plan"))
    title = plan.title.removeprefix("Kế hoạch").strip()
    return CitedDocument("Kế hoạch", plan.number, plan.date, plan.issuer, title[:1].lower() + title[1:])


def directives(settings: Settings) -> tuple[CitedDocument, ...]:
    """The documents issued to carry the plan out. Raises DataError E713."""
    return tuple(_citation(text, "directives") for text in split_citations(settings.text("directives")))


def ministry_request(settings: Settings) -> CitedDocument | None:
    """The letter by which the ministry asked for data; None when not noted. Raises DataError E713."""
    text = settings.text("ministry_request").strip()
    return _citation(text, "ministry_request") if text else None


def _citation(text: str, key: str) -> CitedDocument:
    document = read_citation(text)
    if document is None:
        raise DataError("E713", label=_LABELS[key], content=text, example=EXAMPLE)
    return document


def number_in(settings: Settings, key: str) -> int | None:
    """The number at the head of a setting: 77 of "77/BC-SKHCN"; None when blank. Raises DataError E714."""
    text = settings.text(key).strip()
    if not text:
        return None
    match = re.match(r"\d+", text)
    if not match:
        raise DataError("E714", label=_LABELS[key], content=text)
    return int(match.group())


def reply_day(settings: Settings, as_of: date) -> date | None:
    """The day that reminders ask for: ``reply_days`` after the day of the data, never a weekend; None without days."""
    days = settings.integer("reply_days")
    if days <= 0:
        return None
    day = as_of + timedelta(days=days)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
