"""The registry of agencies: however a name is written, it is one agency."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_xl.ground.errors import PiiError
from pii_xl.year.agencies import DATA, fold, load_agencies, read_agencies

REGISTRY = load_agencies()
NAMES = [name for agency in REGISTRY.agencies for name in agency.names]

names = st.sampled_from(NAMES)
spaces = st.text(" \t\n\u00a0", min_size=1, max_size=3)
forms = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])


class TestResolving:
    @pytest.mark.parametrize("name", NAMES)
    def test_every_name_leads_to_its_agency(self, name):
        assert name in REGISTRY.resolve(name).names

    @given(
        name=names,
        form=forms,
        case=st.sampled_from([str.upper, str.lower, str.title, str.swapcase]),
        gap=spaces,
    )
    def test_case_unicode_form_and_spaces_do_not_matter(self, name, form, case, gap):
        written = gap + gap.join(unicodedata.normalize(form, case(name)).split()) + gap
        assert REGISTRY.resolve(written) is REGISTRY.resolve(name)

    @given(
        name=names,
        before=st.sampled_from(["", "- ", "-", "– "]),
        after=st.sampled_from(["", ".", ";", ",", " ; "]),
    )
    def test_list_punctuation_does_not_matter(self, name, before, after):
        assert REGISTRY.resolve(before + name + after) is REGISTRY.resolve(name)

    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("Tỉnh uỷ", "TINHUY"),
            ("Uỷ ban nhân dân tỉnh", "UBNDT"),
            ("Chi cục Thống kê tỉnh Bắc Ninh", "TKT"),
            ("Cục Thống kê", "TKT"),
            ("Ban Quản lý các KCN tỉnh", "BQLKCN"),
            ("Ban quản lý các Khu công nghiệp tỉnh", "BQLKCN"),
            ("Ngân hàng Nhà nước khu vực 5", "NHNN5"),
            ("Khu vực 5", "NHNN5"),
            ("Công An tỉnh", "CAT"),
            ("Sở Công thương", "SCT"),
            ("SỞ KH & CN", "SKHCN"),
            ("Liên hiệp các hội KH&KT tỉnh", "LHHKHKT"),
        ],
    )
    def test_spellings_met_in_documents_are_known(self, written, code):
        assert REGISTRY.resolve(written).code == code

    @given(st.text(max_size=40))
    def test_folding_twice_changes_nothing(self, text):
        assert fold(fold(text)) == fold(text)

    def test_an_unknown_name_is_reported_with_the_closest_ones(self):
        with pytest.raises(PiiError) as caught:
            REGISTRY.resolve("Sở Khoa học Công nghệ")
        assert caught.value.code == "E505"
        assert "Sở Khoa học và Công nghệ" in caught.value.finding.expected
        assert REGISTRY.find("Sở Khoa học Công nghệ") is None

    def test_a_name_like_nothing_is_reported_without_guesses(self):
        with pytest.raises(PiiError) as caught:
            REGISTRY.resolve("zzz")
        assert "không có" in caught.value.finding.expected

    def test_tones_are_not_ignored(self):
        assert REGISTRY.find("So Tai chinh") is None

    def test_an_unknown_code_is_reported(self):
        with pytest.raises(PiiError) as caught:
            REGISTRY.get("SXD")
        assert caught.value.code == "E506"


class TestSplitting:
    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            (
                "Các sở, ban, ngành, UBND các huyện, thị xã, thành phố",
                ["Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố"],
            ),
            ("Sở Tư pháp, Công An tỉnh", ["Sở Tư pháp", "Công An tỉnh"]),
            ("- Sở Tài chính;\n- Cục Thống kê tỉnh Bắc Ninh", ["Sở Tài chính", "Cục Thống kê tỉnh Bắc Ninh"]),
            (
                "Các sở, ban, ngành và UBND các địa phương, đơn vị liên quan",
                ["Các sở, ban, ngành", "UBND các địa phương", "đơn vị liên quan"],
            ),
            (
                "Sở Tài chính và các doanh nghiệp, tổ chức KH&CN liên quan",
                ["Sở Tài chính", "các doanh nghiệp", "tổ chức KH&CN liên quan"],
            ),
            ("UBND các địa phương, các cơ quan liên quan.", ["UBND các địa phương", "các cơ quan liên quan"]),
            ("Sở Du lịch và Thể thao, Sở Y tế", ["Sở Du lịch và Thể thao", "Sở Y tế"]),
            ("Sở Khoa học và Công nghệ;", ["Sở Khoa học và Công nghệ"]),
            ("", []),
            (" ; - ,", []),
        ],
    )
    def test_cells_of_the_plan_give_their_names(self, cell, expected):
        assert REGISTRY.split(cell) == expected

    @given(
        st.lists(st.sampled_from([a.name for a in REGISTRY.agencies]), max_size=5),
        st.sampled_from(["; ", ", ", ";\n- "]),
    )
    def test_names_joined_come_apart_again(self, joined, separator):
        assert REGISTRY.split(separator.join(joined)) == joined


class TestAgencies:
    def test_collective_names_are_kept_apart(self):
        assert REGISTRY.get("SBN").is_collective
        assert not any(a.is_collective for a in REGISTRY.real())
        assert {"SKHCN", "TKT", "NHNN5", "TINHDOAN"} <= {a.code for a in REGISTRY.real()}

    def test_those_who_order_and_receive_are_not_among_those_who_execute(self):
        authorities = {a.code for a in REGISTRY.real("authority")}
        assert authorities == {"TINHUY", "HDNDT", "UBNDT", "BKHCN"}
        assert not authorities & {a.code for a in REGISTRY.real()}

    @pytest.mark.parametrize(
        ("day", "code"),
        [(date(2025, 5, 6), "UBNDH"), (date(2025, 6, 30), "UBNDH"), (date(2025, 7, 1), "UBNDX")],
    )
    def test_districts_give_way_to_communes_on_1_july_2025(self, day, code):
        district = REGISTRY.resolve("UBND các huyện, thị xã, thành phố")
        successor = REGISTRY.successor_on(district, day)
        assert successor.code == code
        assert successor.valid_on(day)

    def test_an_agency_without_end_succeeds_itself(self):
        agency = REGISTRY.get("SKHCN")
        assert REGISTRY.successor_on(agency, date(2100, 1, 1)) is agency

    def test_codes_are_plain_letters_and_digits(self):
        assert all(a.code.isascii() and a.code.isalnum() and a.code.isupper() for a in REGISTRY.agencies)


class TestDataFile:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("\nSTC,", "\nSKHCN,", "SKHCN"),
            ("\nSTC,Sở Tài chính", "\nSTC,sở y tế", "sở y tế"),
            ("2025-06-30", "30/6/2025", "30/6/2025"),
            ("2025-06-30,UBNDX", "2025-06-30,UBNDQ", "UBNDQ"),
            (",collective,", ",group,", "group"),
        ],
    )
    def test_faults_are_reported(self, tmp_path: Path, old, new, told):
        text = DATA.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "agencies.csv"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(PiiError) as caught:
            read_agencies(path)
        assert caught.value.code == "E503"
        assert told in str(caught.value)
