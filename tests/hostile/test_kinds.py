"""Every kind of hostile form: it is refused by name, or read as a person sees it; and the good form beside it goes in."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pii_xl.collect.checks import check_values
from pii_xl.collect.form_content import form_contents
from pii_xl.collect.form_import import import_forms
from pii_xl.collect.returning import returned_forms
from pii_xl.commands.documents import told_on
from pii_xl.demo.run import demo_workspace, filled
from pii_xl.demo.sample_data import sample_answers
from pii_xl.ground.errors import Finding
from pii_xl.layout.ledger import Source
from pii_xl.workbook.books.form_book import build_form
from pii_xl.workbook.reading.fence import read_fenced
from pii_xl.workbook.reading.form_file import read_form
from pii_xl.workspace.workspace import Workspace
from tests.hostile.kinds import KINDS, QUESTIONED, REFUSED, ROW, SAME, Kind, names
from tests.small_province import small_workspace

DAY = date(2025, 10, 15)
SPOILT, GOOD, CODE = "SGDDT", "SCT", "2.1.2"


class Forms:
    """A workspace that waits for forms, and two good ones."""

    def __init__(self, folder: Path) -> None:
        self.workspace = demo_workspace(small_workspace())
        self.contents = {one.agency.code: one for one in form_contents(self.workspace)}
        self.row = list(self.contents[SPOILT].tables["frmValues"]["code"]).index(CODE)
        self.folder = folder
        answers = sample_answers(self.workspace)
        for agency in (SPOILT, GOOD):
            content = self.contents[agency]
            build_form(self.workspace, filled(content, answers), folder / content.file_name)
        read_form(
            self.path(GOOD)
        )  # what the schemas load at first use, the processes of the fence need not load again
        self.right, _ = self.imported([self.path(SPOILT), self.path(GOOD)])

    def path(self, agency: str) -> Path:
        return self.folder / self.contents[agency].file_name

    def imported(self, paths: list[Path]) -> tuple[Workspace, list[Finding]]:
        forms, refused = read_fenced(paths)
        result = import_forms(self.workspace, forms, DAY, refused=refused)
        return result.workspace, [*refused, *result.findings]


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Forms:
    return Forms(tmp_path_factory.mktemp("phieu"))


def figures(workspace: Workspace, agency: str, but: str = "") -> dict[str, tuple[object, ...]]:
    """Code → figures of an agency's own indicators, ``but`` one."""
    values = workspace["tblValues"].set_index("code")
    mine = values[(values["agency"] == agency) & (values.index != but)]
    return {
        str(code): tuple(
            None if one != one else one for one in (row["numerator"], row["denominator"], row["direct"])
        )
        for code, row in mine.iterrows()
    }


@pytest.mark.parametrize("kind", KINDS, ids=names())
def test_a_hostile_form(forms: Forms, kind: Kind, tmp_path: Path) -> None:
    spoilt = tmp_path / forms.path(SPOILT).name
    shutil.copyfile(forms.path(SPOILT), spoilt)
    kind.spoil(spoilt, forms.row)
    result, found = forms.imported([spoilt, forms.path(GOOD)])
    short, good = forms.contents[SPOILT].agency.short, forms.contents[GOOD].agency.short
    told = {item.code for item in found if spoilt.name in (item.file, "") or item.subject == CODE}
    told |= {item.code for item in check_values(result) if item.subject == CODE}

    assert figures(result, good) == figures(forms.right, good)
    assert not told & {"E115", "E199"}
    sent = result["tblSubmissions"]
    taken = set(sent.loc[sent["source"] == str(Source.FORM), "form"])
    refused = forms.contents[SPOILT].identity["form"] not in taken
    expected = set(kind.codes)
    if refused:
        assert kind.then == REFUSED or (kind.then in (SAME, ROW) and told & expected), told
        assert told & expected, told
        assert figures(result, short) == figures(forms.workspace, short)
        back = {one.content.agency.short: one for one in returned_forms(told_on(result, DAY))}
        assert (short in back) == (str(Source.REFUSED) in set(sent["source"]))
        return
    others = figures(result, short, but=CODE)
    assert others == figures(forms.right, short, but=CODE)
    figure = result["tblValues"].set_index("code").at[CODE, "numerator"]
    before = forms.right["tblValues"].set_index("code").at[CODE, "numerator"]
    if kind.then == ROW:
        assert told & expected, told
        assert figure != figure
    elif kind.then == QUESTIONED:
        assert told & expected, told
        assert figure == pytest.approx(before if kind.value is None else kind.value)
    else:
        assert kind.then == SAME or told & expected, told
        assert figure == pytest.approx(before if kind.value is None else kind.value)


def test_the_corpus_has_its_eighty_kinds_and_no_name_twice() -> None:
    assert len(set(names())) == len(KINDS) >= 80
