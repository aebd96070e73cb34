"""Evidence and focal persons that an official approved stay as they were until the official opens them again."""

from datetime import date

import pytest

from pii_xl.commands.decisions import Question, mark
from pii_xl.commands.imports import import_forms
from pii_xl.commands.validate import validate
from pii_xl.ground.errors import DataError
from pii_xl.layout.ledger import Act
from pii_xl.layout.parts import CHOICES
from pii_xl.ledger.reasons import Official
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.form_file import read_form
from pii_xl.workbook.reading.master_file import read_master
from tests.collect.conftest import spoil

AGENCY, BY = "SGDDT", Official(date(2025, 10, 15), "chuyên viên")
NEW_TITLE, NEW_NAME = "Công văn thay báo cáo cũ", "Người mới thay"


def taken(book, *paths):
    return import_forms(book, [read_form(path) for path in paths], [], BY).state


def titles(book):
    rows = book["tblEvidence"]
    return sorted(rows.loc[rows["agency"] == "Sở GD&ĐT", "title"])


def serving(book):
    rows = book["tblContacts"]
    return sorted(rows.loc[(rows["agency"] == "Sở GD&ĐT") & (rows["state"] == "Đang làm"), "name"])


def told(book):
    return {item.found for item in validate(book, BY).findings if item.code == "W385"}


@pytest.fixture
def form(form_of):
    """A form of the agency that names its two persons."""

    def named(name, officer="Trần Thị B"):
        path = form_of(AGENCY, name)
        for row, (role, person) in enumerate(
            zip(CHOICES["focal_role"], ("Nguyễn Văn A", officer), strict=False)
        ):
            spoil(path, "frmContacts", row, "role", str(role))
            spoil(path, "frmContacts", row, "name", person)
        return path

    return named


@pytest.fixture
def first(workspace, form):
    return taken(workspace, form("lan-1.xlsx"))


@pytest.fixture
def later(form):
    """The agency's next form: another title of a document, another person."""
    path = form("lan-2.xlsx", NEW_NAME)
    spoil(path, "frmValues", 0, "ev_title", NEW_TITLE)
    return path


def decided(book, act, **about):
    return mark(book, act, Question(**about), BY).state


def approved(book):
    rows = book["tblDue"]
    mine = rows[(rows["agency"] == "Sở GD&ĐT") & rows["part"].isin(["Minh chứng", "Đầu mối"])]
    return set(mine["approval"])


class TestHeld:
    @pytest.mark.parametrize(("act", "state"), [(Act.APPROVE, "đã duyệt"), (Act.LOCK, "đã khóa")])
    def test_a_later_form_changes_neither_list_and_both_are_told(self, first, later, act, state):
        held = decided(first, act, agency=AGENCY)
        assert approved(held) == {state}
        book = taken(held, later)
        assert (titles(book), serving(book)) == (titles(first), serving(first))
        assert told(book) == {
            f"Sở GD&ĐT gửi danh sách {what} khác bản {state} ngày 15/10/2025."
            for what in ("minh chứng", "đầu mối")
        }

    def test_without_an_approval_the_later_form_counts(self, first, later):
        book = taken(first, later)
        assert NEW_TITLE in titles(book)
        assert NEW_NAME in serving(book)
        assert told(book) == set()

    def test_opened_again_the_later_form_counts(self, first, later):
        book = decided(taken(decided(first, Act.APPROVE, agency=AGENCY), later), Act.REOPEN, agency=AGENCY)
        assert NEW_TITLE in titles(book)
        assert NEW_NAME in serving(book)
        assert (told(book), approved(book)) == (set(), {""})

    def test_approving_or_locking_once_more_takes_nothing_that_came_in_between(self, first, later):
        book = taken(decided(first, Act.APPROVE, agency=AGENCY), later)
        again = decided(book, Act.LOCK, agency=AGENCY)
        assert titles(again) == titles(first)
        assert approved(again) == {"đã khóa"}

    def test_the_same_list_again_asks_nothing(self, first, form):
        again = form("lan-2.xlsx")
        spoil(again, "frmValues", 0, "note", "gửi lại")
        assert told(taken(decided(first, Act.APPROVE, agency=AGENCY), again)) == set()

    def test_it_outlives_the_file(self, first, later, tmp_path):
        build_master(decided(first, Act.APPROVE, agency=AGENCY), tmp_path / "so.xlsm")
        book = taken(read_master(tmp_path / "so.xlsm").workspace, later)
        assert titles(book) == titles(first)
        assert len(told(book)) == 2


class TestWhich:
    def test_one_list_alone(self, first, later):
        book = taken(decided(first, Act.APPROVE, agency=AGENCY, code="Minh chứng"), later)
        assert titles(book) == titles(first)
        assert NEW_NAME in serving(book)

    def test_another_agencys_lists_stay_open(self, workspace, form, form_of, later):
        book = taken(workspace, form("lan-1.xlsx"), form_of("SCT", "sct.xlsx"))
        book = taken(decided(book, Act.APPROVE, agency="SCT"), later)
        assert NEW_TITLE in titles(book)

    def test_an_indicators_code_leaves_the_lists_alone(self, first):
        assert approved(decided(first, Act.APPROVE, code="2.1.2")) == {""}

    def test_nothing_to_open_is_told(self, first):
        with pytest.raises(DataError, match="E365"):
            decided(first, Act.REOPEN, code="Đầu mối")
