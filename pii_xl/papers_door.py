"""The door of the layout checker: one document, several, or whole folders; copies with comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pii_xl.ground.errors import DataError, Finding, Level, PiiError, WrongUsageError
from pii_xl.ground.files import check_output, make_folder, write_atomically

KINDS = (".docx", ".docm", ".dotx")


@dataclass(frozen=True)
class CheckedPaper:
    """One file: what it was taken for, what was found, where the copy with comments is."""

    path: Path
    paper: str
    findings: list[Finding]
    copy: Path | None = None
    exit_code: int = 0


def check_papers(documents: Sequence[Path], out: Path | None) -> list[CheckedPaper]:
    """Check every document; a folder stands for the Word files in it.

    With ``out``, copies with comments: a file for one document, a folder for several. A file that cannot be read is told among the
    others; when it is the only one its error is raised. Raises DataError E704 when there is no document at all.
    """
    paths = list(_papers(documents))
    if not paths:
        raise DataError("E704", path=documents[0])
    several = len(paths) > 1 or any(path.is_dir() for path in documents)
    if out and several:
        make_folder(out)
    if out and out.is_dir() and not several:
        raise WrongUsageError("E104", path=out)
    return [_checked(path, _copy_path(path, out, several), alone=not several) for path in paths]


def _papers(documents: Iterable[Path]) -> Iterable[Path]:
    for path in documents:
        if path.is_dir():
            yield from sorted(
                one
                for one in path.iterdir()
                if one.suffix.lower() in KINDS and not one.name.startswith(("~$", ".")) and one.is_file()
            )
        else:
            yield path


def _copy_path(path: Path, out: Path | None, several: bool) -> Path | None:
    if out is None:
        return None
    return check_output(out / path.name if several else out, path)


def _checked(path: Path, copy: Path | None, *, alone: bool) -> CheckedPaper:
    from docgen.rules import checked
    from docgen.rules.comments import commented

    try:
        found = checked(path)
        if copy and found.findings:
            write_atomically(copy, commented(path, found))
    except PiiError as error:
        if alone:
            raise
        return CheckedPaper(path, "không đọc được", [error.finding], exit_code=error.exit_code)
    errors = any(item.is_error for item in found.findings)
    return CheckedPaper(path, str(found.paper), found.findings, copy if found.findings else None, int(errors))


def summary(checks: Sequence[CheckedPaper]) -> str:
    """A table: document, errors, warnings."""
    width = max(len(one.path.name) for one in checks)
    lines = [f"{'Văn bản':<{width}}  Lỗi  Nên xem"]
    for one in checks:
        errors = sum(item.level is Level.ERROR for item in one.findings)
        lines.append(f"{one.path.name:<{width}}  {errors:>3}  {len(one.findings) - errors:>7}")
    good = sum(not one.findings for one in checks)
    return "\n".join([*lines, f"{good}/{len(checks)} văn bản không có gì phải xem."])
