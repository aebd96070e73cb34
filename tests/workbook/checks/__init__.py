"""What Excel would refuse, looked for without Excel. Each function returns sentences; none means nothing was found."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pii_xl.workbook.books.package import RIBBON_PART
from pii_xl.workbook.macros.vba_project import own_modules
from tests.workbook.checks.compound_file import compound_file_findings
from tests.workbook.checks.package import package_findings
from tests.workbook.checks.ribbon import ribbon_findings
from tests.workbook.checks.vba import vba_findings

__all__ = [
    "compound_file_findings",
    "package_findings",
    "ribbon_findings",
    "vba_findings",
    "workbook_findings",
]


def workbook_findings(path: Path, udf_wrapper: str = "") -> list[str]:
    """Everything that the checks find in the finished master workbook at ``path``."""
    with zipfile.ZipFile(path) as package:
        ribbon = package.read(RIBBON_PART)
    return [
        *package_findings(path),
        *ribbon_findings(ribbon, own_modules()),
        *vba_findings(path, udf_wrapper),
    ]
