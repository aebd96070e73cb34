"""The framework 2024 as data: complete, consistent, and what the plan says."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest

import pii_xl
from pii_xl.ground.errors import PiiError
from pii_xl.year.framework import DATA, available_years, load_framework, read_framework
from pii_xl.year.plan import load_plan

FRAMEWORK = load_framework(2024)
PACKAGE = Path(pii_xl.__file__).parent
PLAN_TEXT = Path(__file__).parents[1] / "data" / "ke-hoach-279-kh-ubnd-2025.txt"


def tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the framework's folder that a test may damage."""
    return Path(shutil.copytree(DATA / "2024", tmp_path / "2024"))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


class TestStructure:
    def test_it_has_7_pillars_16_sub_pillars_52_indicators_13_policies_and_22_footnotes(self):
        counted = (
            FRAMEWORK.pillars,
            FRAMEWORK.sub_pillars,
            FRAMEWORK.indicators,
            FRAMEWORK.policies,
            FRAMEWORK.footnotes,
        )
        assert [len(items) for items in counted] == [7, 16, 52, 13, 22]
        assert FRAMEWORK.n_units == 63

    def test_five_pillars_are_input_and_two_output(self):
        assert [p.code for p in FRAMEWORK.children("input")] == ["1", "2", "3", "4", "5"]
        assert [p.code for p in FRAMEWORK.children("output")] == ["6", "7"]
        assert FRAMEWORK.children("PII") == ("input", "output")

    def test_walking_down_from_pii_meets_every_indicator_once_in_the_plans_order(self):
        walked = [
            indicator.code
            for side in FRAMEWORK.children("PII")
            for pillar in FRAMEWORK.children(side)
            for sub_pillar in FRAMEWORK.children(pillar.code)
            for indicator in FRAMEWORK.children(sub_pillar.code)
        ]
        assert tuple(walked) == FRAMEWORK.codes

    def test_codes_are_numbered_without_gaps_in_every_sub_pillar(self):
        for sub_pillar in FRAMEWORK.sub_pillars:
            children = FRAMEWORK.children(sub_pillar.code)
            assert [c.code for c in children] == [
                f"{sub_pillar.code}.{n}" for n in range(1, len(children) + 1)
            ]
            assert {c.pillar for c in children} == {sub_pillar.pillar}

    def test_codes_are_right_where_the_plan_misprints_them(self):
        misprinted = {i.code: i.printed_code for i in FRAMEWORK.indicators if i.code != i.printed_code}
        assert misprinted == {"3.2.3": "3.3.3", "6.1.1": "6.2.1"}

    def test_policy_items_carry_the_code_of_their_indicator_and_number(self):
        assert [p.code for p in FRAMEWORK.policies] == [f"1.1.1({n})" for n in range(1, 14)]
        assert FRAMEWORK.policy("1.1.1(4)").number == 4

    def test_an_unknown_code_is_reported_with_the_year(self):
        for look_up in (FRAMEWORK.indicator, FRAMEWORK.sub_pillar, FRAMEWORK.pillar, FRAMEWORK.children):
            with pytest.raises(PiiError) as caught:
                look_up("9.9.9")
            assert caught.value.code == "E504"
            assert "9.9.9" in str(caught.value)
            assert "2024" in str(caught.value)


class TestIndicators:
    @pytest.mark.parametrize("indicator", FRAMEWORK.indicators, ids=lambda i: i.code)
    def test_each_is_ready_to_show_and_to_enter(self, indicator):
        assert indicator.name
        assert "[" not in indicator.name
        assert not indicator.name.endswith(".")
        assert "ỉ lệ" not in indicator.name, "the project writes “tỷ lệ”"
        assert 0 < len(indicator.short_name) <= 45
        assert indicator.unit
        assert indicator.source
        assert indicator.certainty
        assert indicator.direction == 1
        assert indicator.scale > 0
        if indicator.minimum is not None and indicator.maximum is not None:
            assert indicator.minimum < indicator.maximum

    @pytest.mark.parametrize("indicator", FRAMEWORK.indicators, ids=lambda i: i.code)
    def test_a_ratio_has_one_numerator_and_one_denominator_and_others_have_none(self, indicator):
        if indicator.entry == "ratio":
            assert indicator.numerator.endswith(")"), "the label tells the unit"
            assert bool(indicator.base) != bool(indicator.denominator)
        else:
            assert (indicator.denominator, indicator.base, indicator.scale) == ("", "", 1)

    @pytest.mark.parametrize(
        "indicator", [i for i in FRAMEWORK.indicators if i.entry == "ratio"], ids=lambda i: i.code
    )
    def test_the_scale_agrees_with_the_unit(self, indicator):
        expected = {"%": 100, "triệu đồng/người": 1000}
        for ending, scale in (
            ("/10.000 dân", 10_000),
            ("/1.000 dân", 1000),
            ("/1.000 DN", 1000),
            ("/1.000 lao động", 1000),
        ):
            if indicator.unit.endswith(ending):
                expected[indicator.unit] = scale
        assert indicator.scale == expected.get(indicator.unit, 1)

    def test_short_names_are_all_different(self):
        assert len({i.short_name for i in FRAMEWORK.indicators}) == 52

    def test_only_export_and_the_like_may_pass_100_percent(self):
        unbounded = {i.code for i in FRAMEWORK.indicators if i.unit == "%" and i.maximum is None}
        assert unbounded == {"4.1.2", "5.3.1", "7.1.3", "7.1.4"}

    def test_growth_may_be_negative(self):
        negative = {i.code for i in FRAMEWORK.indicators if i.minimum is not None and i.minimum < 0}
        assert negative == {"7.1.4", "7.2.1"}

    def test_the_policies_indicator_is_bounded_by_the_number_of_policies(self):
        (indicator,) = (i for i in FRAMEWORK.indicators if i.entry == "policies")
        assert (indicator.code, indicator.maximum) == ("1.1.1", len(FRAMEWORK.policies))

    def test_an_indicator_whose_denominator_the_plan_does_not_print_is_entered_directly_and_says_so(self):
        for code in ("2.2.1", "2.2.3", "4.1.3", "4.1.4", "5.1.3", "5.3.2"):
            indicator = FRAMEWORK.indicator(code)
            assert indicator.entry == "direct"
            assert "mẫu số" in indicator.note
            assert "mẫu số không nêu" in indicator.certainty

    def test_every_base_figure_is_used(self):
        used = {i.base for i in FRAMEWORK.indicators if i.base}
        assert used == {b.code for b in FRAMEWORK.base_figures}

    def test_the_plan_orders_five_base_figures_and_the_others_say_why_they_are_needed(self):
        ordered = {b.code for b in FRAMEWORK.base_figures if b.in_plan}
        assert ordered == {"GRDP", "ENTERPRISES", "NEW_ENTERPRISES", "POPULATION", "COMMUNES"}
        users = {
            code: [i.code for i in FRAMEWORK.indicators if i.base == code] for code in ("WORKERS", "GDP")
        }
        assert users == {"WORKERS": ["4.1.1", "5.1.2"], "GDP": ["4.2.3"]}
        for code, indicators in users.items():
            assert all(i in FRAMEWORK.base_figure(code).note for i in indicators)


class TestSourceGroups:
    def test_the_plans_counts_make_52(self):
        planned = {g.code: g.planned for g in FRAMEWORK.source_groups}
        assert planned == {"central": 20, "other_index": 11, "ministry": 8, "local": 13}
        assert sum(planned.values()) == len(FRAMEWORK.indicators)

    def test_labels_give_two_more_central_and_two_fewer_local_and_the_notes_say_so(self):
        counted = Counter(i.source_group for i in FRAMEWORK.indicators)
        difference = {g.code: counted[g.code] - g.planned for g in FRAMEWORK.source_groups}
        assert difference == {"central": 2, "other_index": 0, "ministry": 0, "local": -2}
        notes = {g.code: g.note for g in FRAMEWORK.source_groups}
        assert "22" in notes["central"]
        assert "2.1.3" in notes["central"]
        assert "11" in notes["local"]

    def test_groups_that_the_label_does_not_settle_are_marked(self):
        uncertain = {i.code for i in FRAMEWORK.indicators if not i.source_group_certain}
        assert uncertain == {"2.1.3", "2.2.2", "2.2.3", "2.2.4"}
        for code in uncertain:
            assert "nhóm" in FRAMEWORK.indicator(code).note

    def test_other_indices_are_pci_par_dti_papi_and_vcci(self):
        codes = {i.code for i in FRAMEWORK.indicators if i.source_group == "other_index"}
        assert codes == {
            "1.1.2",
            "1.1.3",
            "1.2.1",
            "1.2.2",
            "1.2.3",
            "1.2.4",
            "3.1.1",
            "3.1.2",
            "3.2.1",
            "3.2.3",
            "5.1.1",
        }


class TestAgainstThePlan:
    def test_footnotes_are_the_plans_word_for_word(self):
        plan = tidy(PLAN_TEXT.read_text(encoding="utf-8"))
        for footnote in FRAMEWORK.footnotes:
            assert f"[{footnote.number}] {tidy(footnote.text)}" in plan

    def test_footnotes_follow_the_plans_marks(self):
        marked = [i.footnote for i in FRAMEWORK.indicators if i.footnote is not None]
        assert marked == list(range(3, 23))

    @pytest.mark.parametrize(
        "indicator", [i for i in FRAMEWORK.indicators if i.footnote], ids=lambda i: i.code
    )
    def test_a_definition_is_its_footnote_but_for_slips(self, indicator):
        text = next(f.text for f in FRAMEWORK.footnotes if f.number == indicator.footnote)
        assert SequenceMatcher(None, text, indicator.definition, autojunk=False).ratio() > 0.95

    def test_a_definition_does_not_repeat_the_plans_slips(self):
        definitions = "\n".join(i.definition for i in FRAMEWORK.indicators)
        for slip in ("vực vực", "phục cho", "1,000", "hữu ích..", "Tỉ trọng", "nghệ.Doanh"):
            assert slip not in definitions
        assert "chỉ số 7" in FRAMEWORK.indicator("1.2.2").definition

    def test_policies_name_every_decision_that_the_plan_names_for_them(self):
        plan = load_plan()
        for policy in FRAMEWORK.policies:
            row = plan.assignment(policy.code)
            assert policy.name == row.name
            decisions = re.findall(r"\d+/QĐ-TTg(?: ngày [\d/]+| năm \d+)?", row.content)
            assert decisions == re.findall(r"\d+/QĐ-TTg(?: ngày [\d/]+| năm \d+)?", policy.legal_basis)


class TestData:
    @pytest.mark.parametrize(
        "path",
        [p for p in PACKAGE.glob("*/**/*") if p.suffix in {".csv", ".toml"}],
        ids=lambda p: str(p.relative_to(PACKAGE)),
    )
    def test_data_files_are_utf8_nfc_with_unix_line_ends(self, path):
        text = path.read_bytes().decode("utf-8")
        assert unicodedata.is_normalized("NFC", text)
        assert "\r" not in text
        assert not text.startswith("\ufeff")

    def test_an_unknown_year_is_reported_with_the_known_ones(self):
        with pytest.raises(PiiError) as caught:
            load_framework(1999)
        assert caught.value.code == "E501"
        assert "2024" in caught.value.finding.expected

    def test_the_framework_of_a_year_is_read_once(self):
        assert load_framework(2024) is FRAMEWORK
        assert 2024 in available_years()

    def test_a_new_year_is_a_new_folder(self, folder):
        replace(folder / "framework.toml", "year = 2024", "year = 2025")
        replace(folder / "framework.toml", "n_units = 63", "n_units = 34")
        framework = read_framework(folder)
        assert (framework.year, framework.n_units) == (2025, 34)
        assert framework.indicators == FRAMEWORK.indicators

    def test_a_file_saved_by_excel_with_a_byte_order_mark_and_crlf_reads_the_same(self, folder):
        path = folder / "indicators.csv"
        text = path.read_text(encoding="utf-8")
        path.write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
        names = [(i.code, i.name, i.scale) for i in read_framework(folder).indicators]
        assert names == [(i.code, i.name, i.scale) for i in FRAMEWORK.indicators]

    def test_decomposed_text_is_composed(self, folder):
        path = folder / "policies.csv"
        path.write_text(unicodedata.normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")
        assert read_framework(folder).policies == FRAMEWORK.policies

    @pytest.mark.parametrize(
        ("name", "old", "new", "told"),
        [
            ("indicators.csv", "printed_code", "printed", "printed_code"),
            ("indicators.csv", "\n1.1.2,1.1.2,", "\n1.1.1,1.1.2,", "1.1.1"),
            ("indicators.csv", ",POPULATION,", ",PEOPLE,", "PEOPLE"),
            ("indicators.csv", ",GRDP,100,", ",,100,", "mẫu số"),
            ("indicators.csv", ",direct,", ",typed,", "typed"),
            ("indicators.csv", ",POPULATION,10000,", ",POPULATION,mười nghìn,", "mười nghìn"),
            ("indicators.csv", ",central,yes,", ",central,maybe,", "maybe"),
            ("indicators.csv", ",central,yes,", ",other,yes,", "other"),
            ("base_figures.csv", "\nGRDP,", "\nGRDP,thừa,", "thừa hoặc thiếu ô"),
            ("footnotes.csv", "\n22,", "\n23,", "22"),
            ("framework.toml", "n_units = 63", "", "n_units"),
            ("framework.toml", 'pillar = "7"', 'pillar = "8"', "8"),
            ("framework.toml", "year = 2024", "year 2024", "framework.toml"),
        ],
    )
    def test_damaged_data_are_reported_with_file_and_fault(self, folder, name, old, new, told):
        replace(folder / name, old, new)
        with pytest.raises(PiiError) as caught:
            read_framework(folder)
        assert caught.value.code == "E503"
        assert caught.value.finding.file in {name, "indicators.csv"}
        assert told in str(caught.value)

    def test_a_missing_file_is_reported_by_name(self, folder):
        (folder / "policies.csv").unlink()
        with pytest.raises(PiiError) as caught:
            read_framework(folder)
        assert (caught.value.code, caught.value.finding.file) == ("E502", "policies.csv")
