"""The agencies of a workbook: officials may rename, merge, end and add them on the sheet "Cơ quan"."""

from __future__ import annotations

from pii_xl.ground.frames import records
from pii_xl.workspace.renaming import former_names
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.agencies import Agency, AgencyRegistry, load_agencies, piped


def registry_of(workspace: Workspace) -> AgencyRegistry:
    """The agencies as the workbook has them: officials may have edited the sheet."""
    built_in = {agency.code: agency for agency in load_agencies().agencies}
    agencies = []
    for row in records(workspace["tblAgencies"]):
        known = built_in.get(str(row["code"]))
        agencies.append(
            Agency(
                code=str(row["code"]),
                name=str(row["name"]),
                short=str(row["short"]),
                aliases=piped(row["aliases"]),
                kind="collective" if row["kind"] == "tên gọi chung" else "agency",
                valid_from=row["valid_from"],
                valid_to=row["valid_to"],
                successor=str(row["successor"]),
                note=str(row["note"]),
                former=former_names(row),
                role=known.role if known else "executing",
            )
        )
    return AgencyRegistry(tuple(agencies))
