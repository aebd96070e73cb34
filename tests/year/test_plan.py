"""The plan as data, compared row by row with the plan's text."""

from __future__ import annotations

import re
import shutil
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from pii_xl.ground.errors import PiiError
from pii_xl.year.agencies import load_agencies
from pii_xl.year.framework import load_framework
from pii_xl.year.plan import DATA, available_plans, load_plan, read_plan
from pii_xl.year.published import load_published, load_strengths

PLAN = load_plan()
FRAMEWORK = load_framework(PLAN.framework_year)
REGISTRY = load_agencies()
PLAN_TEXT = Path(__file__).parents[1] / "data" / "ke-hoach-279-kh-ubnd-2025.txt"

MERGED = {"4.1.4": "4.1.3", "6.2.2": "6.2.1", "6.2.3": "6.2.1", "6.2.4": "6.2.1"}  # content, lead, support
MERGED_CONTENT = {**MERGED, "5.2.3": "5.2.2"}
WITHOUT_SUPPORT = {"1.1.1", "2.1.2", "4.1.1", "4.1.2", "7.2.3"}


def tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


LINES = [tidy(line) for line in PLAN_TEXT.read_text(encoding="utf-8").splitlines()]
WHOLE = " ".join(line for line in LINES if line)
ANNEX = LINES[LINES.index("PHỤ LỤC") : next(n for n, line in enumerate(LINES) if line.startswith("[1]"))]


def annex_rows() -> list[tuple[str, list[str]]]:
    """Code as printed, trailing dot removed, and lines of every indicator and policy item of the annex."""
    rows: list[tuple[str, list[str]]] = []
    for line in ANNEX:
        if re.fullmatch(r"(\d\.){0,2}\d\.?|\(\d+\)", line):
            rows.append((line.rstrip("."), []))
        elif rows:
            rows[-1][1].append(line)
    return [row for row in rows if row[0].count(".") == 2 or row[0].startswith("(")]


def without_marks(text: str) -> str:
    return re.sub(r"\s*\[\d+\]", "", text)


def letters(text: str) -> str:
    """Letters and digits alone, with i for y: what is left when punctuation and spelling style are ignored."""
    return re.sub(r"\W", "", text).casefold().translate(str.maketrans("yỷỹý", "iỉĩí")).replace("khcn", "")


ROWS = annex_rows()
LINES_OF = {assignment.code: lines for assignment, (_, lines) in zip(PLAN.assignments, ROWS, strict=True)}


def cells_of(code: str) -> tuple[str, list[str], list[str]]:
    """Name, explanations in brackets below it, and the other lines of a row of the annex."""
    name, *rest = (without_marks(line) for line in LINES_OF[code])
    count = next((n for n, line in enumerate(rest) if not re.match(r"\((?!\d+\)$)", line)), len(rest))
    return name, rest[:count], rest[count:]


by_code = pytest.mark.parametrize("row", PLAN.assignments, ids=lambda a: a.code)


class TestAssignments:
    def test_there_are_52_indicators_and_13_policy_items_in_the_frameworks_order(self):
        assert tuple(a.code for a in PLAN.assignments if not a.is_policy) == FRAMEWORK.codes
        assert [a.code for a in PLAN.assignments if a.is_policy] == [p.code for p in FRAMEWORK.policies]

    def test_printed_codes_are_the_annexs_in_its_order(self):
        assert [a.printed_code for a in PLAN.assignments] == [code for code, _ in ROWS]

    @by_code
    def test_the_name_is_the_plans(self, row):
        assert row.name == cells_of(row.code)[0]

    @pytest.mark.parametrize("indicator", FRAMEWORK.indicators, ids=lambda i: i.code)
    def test_the_framework_quotes_the_same_name_and_source(self, indicator):
        row = PLAN.assignment(indicator.code)
        assert (indicator.printed_name, indicator.printed_code) == (row.name, row.printed_code)
        assert indicator.source == (row.source or "Địa phương")

    @pytest.mark.parametrize("indicator", FRAMEWORK.indicators, ids=lambda i: i.code)
    def test_the_explanations_under_the_name_are_in_the_definition(self, indicator):
        for explanation in cells_of(indicator.code)[1]:
            assert letters(explanation) in letters(indicator.definition)

    @by_code
    def test_the_content_is_the_plans_paragraph_by_paragraph(self, row):
        lines = cells_of(MERGED_CONTENT.get(row.code, row.code))[2]
        paragraphs = row.content.split("\n")
        assert paragraphs == lines[: len(paragraphs)]

    @by_code
    def test_agencies_and_source_are_what_follows_the_content(self, row):
        merged = MERGED.get(row.code)
        agencies = cells_of(merged or row.code)[2]
        if row.code not in MERGED_CONTENT or merged:
            agencies = agencies[len(row.content.split("\n")) :]
        if row.code != "1.1.1":
            assert row.source == cells_of(row.code)[2][-1]
            agencies = agencies[:-1]
        names = [tuple(REGISTRY.split(line)) for line in agencies]
        assert row.leads + row.supports == sum(names, ())
        assert row.leads in [sum(names[:n], ()) for n in range(1, len(names) + 1)], (
            "lead ends where a cell ends"
        )

    def test_only_cells_that_the_plan_leaves_empty_are_empty(self):
        assert {a.code for a in PLAN.assignments if not a.supports} == WITHOUT_SUPPORT
        assert {a.code for a in PLAN.assignments if not a.source} == {"1.1.1"}
        assert all(a.leads and a.content for a in PLAN.assignments)

    @by_code
    def test_every_agency_is_in_the_registry(self, row):
        for name in row.leads + row.supports:
            assert REGISTRY.find(name), name

    def test_every_indicator_but_two_has_a_real_agency_to_lead_it(self):
        collective_only = [
            a.code
            for a in PLAN.assignments
            if not a.is_policy and all(REGISTRY.resolve(name).is_collective for name in a.leads)
        ]
        assert collective_only == ["1.1.1", "7.2.3"]

    def test_rows_whose_cells_are_merged_are_given_in_full(self):
        for code, above in MERGED.items():
            mine, theirs = PLAN.assignment(code), PLAN.assignment(above)
            assert (mine.content, mine.lead, mine.support) == (theirs.content, theirs.lead, theirs.support)
        assert PLAN.assignment("5.2.3").content == PLAN.assignment("5.2.2").content
        assert PLAN.assignment("5.2.3").leads == ("Sở Công thương",)

    def test_an_unknown_code_is_reported(self):
        with pytest.raises(PiiError) as caught:
            PLAN.assignment("3.3.3")
        assert caught.value.code == "E504"


class TestTasks:
    BODY = LINES[
        LINES.index("III. NHIỆM VỤ, GIẢI PHÁP") : next(
            n for n, x in enumerate(LINES) if x.startswith("Trên đây là")
        )
    ]

    def test_every_lettered_paragraph_is_there_word_for_word_in_order(self):
        lettered = [
            tuple(m.groups()) for m in (re.match(r"([a-zđ])\) (.*)", line) for line in self.BODY) if m
        ]
        assert [(t.letter, t.text) for t in PLAN.tasks if t.letter] == lettered
        assert len(lettered) == 39

    def test_sections_with_a_single_paragraph_are_tasks_without_letter(self):
        unlettered = {t.code: t for t in PLAN.tasks if not t.letter}
        assert set(unlettered) == {"III.2.8", "III.2.9"}
        for task in unlettered.values():
            assert task.text in self.BODY

    def test_codes_join_section_and_letter(self):
        assert len({t.code for t in PLAN.tasks}) == len(PLAN.tasks) == 41
        assert all(t.code == ".".join(filter(None, (t.section, t.letter))) for t in PLAN.tasks)
        assert next(t for t in PLAN.tasks if t.code == "III.2.1.a").text.startswith("Là đơn vị đầu mối")

    def test_section_titles_and_agencies_stand_in_the_plan(self):
        for task in PLAN.tasks:
            assert task.section_title in WHOLE
            assert task.agency in task.section_title

    def test_the_nine_named_agencies_come_in_the_plans_order(self):
        codes = [t.agency_code for t in PLAN.tasks if t.section.startswith("III.2.")]
        expected = ["SKHCN", "STC", "SGDDT", "SCT", "SNNMT", "SNV", "BQLKCN", "NHNN5", "TKT"]
        assert list(dict.fromkeys(codes)) == expected

    def test_agency_codes_are_those_of_the_printed_names(self):
        for task in PLAN.tasks:
            assert task.agency_codes == tuple(REGISTRY.resolve(n).code for n in REGISTRY.split(task.agency))

    def test_the_second_section_iii_is_numbered_iv(self):
        assert {t.section for t in PLAN.tasks if t.section.startswith("IV")} == {"IV.1", "IV.2"}


class TestTargets:
    def test_scores_equal_the_plans_table(self):
        start = LINES.index("Trụ cột")
        cells = [line for line in LINES[start : start + 34] if line]
        table = {}
        for number, name, baseline, target in zip(*(cells[4 + k :: 4] for k in range(4)), strict=False):
            table[number] = (name, baseline, target)
            if number == "7":
                break
        targets = {t.component: t for t in PLAN.targets if t.kind == "score"}
        assert list(targets) == list(table) == [p.code for p in FRAMEWORK.pillars]
        for code, (name, baseline, printed) in table.items():
            target = targets[code]
            assert name == FRAMEWORK.pillar(code).name
            assert f"{target.baseline:.2f}".replace(".", ",") == baseline
            assert printed.replace(" ", "") == f"{target.relation}{target.value:.2f}".replace(".", ",")

    def test_the_rank_is_to_be_among_the_first_ten(self):
        (rank,) = (t for t in PLAN.targets if t.kind == "rank")
        assert (rank.component, rank.relation, rank.value, rank.baseline) == (
            "PII",
            "<=",
            10,
            PLAN.result.rank,
        )


class TestCorrections:
    def test_every_quoted_passage_stands_in_the_plan(self):
        for correction in PLAN.corrections:
            for passage in correction.passages:
                assert tidy(passage) in WHOLE, (correction.number, passage)

    def test_they_are_numbered_and_complete(self):
        assert [c.number for c in PLAN.corrections] == list(range(1, len(PLAN.corrections) + 1))
        assert all(c.place and c.used and c.reason for c in PLAN.corrections)
        assert len({(c.place, c.printed) for c in PLAN.corrections}) == len(PLAN.corrections)

    @pytest.mark.parametrize(
        ("printed", "used"),
        [
            ("3.3.3", "3.2.3"),
            ("6.2.1.", "6.1.1"),
            ("(DIT)", "DTI"),
            ("tỉnh Bắc Kạn", "tỉnh Bắc Ninh"),
            ("(chỉ số 8)", "chỉ số 7"),
            ("1,000 dân", "1.000 dân"),
            ("//1,000 lao động", "/1.000 lao động"),
            ("38.5%", "38,5%"),
            ("triển 2 khai", "triển khai"),
            ("hành (CCHC) chính", "cải cách hành chính (CCHC)"),
            ("cập nhập", "cập nhật"),
            ("31/12/2024", "30/12/2024"),
            ("III. TỔ CHỨC THỰC HIỆN", "IV. TỔ CHỨC THỰC HIỆN"),
            ("\u0323đáp ứng", "đáp ứng"),
        ],
    )
    def test_known_slips_are_listed_with_what_is_used(self, printed, used):
        assert any(printed in c.printed and used in c.used for c in PLAN.corrections)

    def test_nothing_unexpected_is_quoted_as_misprinted_code(self):
        misprinted = [i for i in FRAMEWORK.indicators if i.code != i.printed_code]
        for indicator in misprinted:
            assert any(c.used == indicator.code for c in PLAN.corrections)


class TestHead:
    def test_number_date_and_signer_are_the_plans(self):
        assert "Kế hoạch số: 279/KH-UBND ngày 06 tháng 5 năm 2025" in WHOLE
        assert (PLAN.number, PLAN.date) == ("279/KH-UBND", date(2025, 5, 6))
        for text in (PLAN.title, PLAN.issuer, PLAN.signer.name, *PLAN.signer.post.split("\n"), *PLAN.basis):
            assert text in WHOLE
        for recipient in PLAN.recipients:
            assert recipient in WHOLE

    def test_the_starting_result_is_footnote_1(self):
        footnote = FRAMEWORK.footnotes[0].text
        result = PLAN.result
        for score in (result.input, result.output, result.pii):
            assert f"{score:.2f}".replace(".", ",") in footnote
        assert f"thứ {result.rank}/{result.n_units}" in footnote
        assert f"Ngày {result.printed_publication_date:%d/%m/%Y}" in footnote
        assert result.n_units == FRAMEWORK.n_units

    def test_the_focal_point_is_in_the_registry(self):
        assert REGISTRY.get(PLAN.focal_point).name == "Sở Khoa học và Công nghệ"

    def test_an_unknown_plan_is_reported_with_the_known_ones(self):
        with pytest.raises(PiiError) as caught:
            load_plan("15-2026")
        assert caught.value.code == "E507"
        assert available_plans()[0] in caught.value.finding.expected

    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [
            ("plan.toml", 'issuer = "', 'issued_by = "'),
            ("targets.csv", ",>,", ",~,"),
            ("tasks.csv", "\nIII.1.b,", "\nIII.1.a,"),
            ("assignments.csv", "\n1.1.3,", "\n1.1.2,"),
        ],
    )
    def test_damaged_data_are_reported(self, tmp_path, name, old, new):
        folder = Path(shutil.copytree(DATA / "279-2025", tmp_path / "279-2025"))
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(PiiError) as caught:
            read_plan(folder)
        assert (caught.value.code, caught.value.finding.file) == ("E503", name)


class TestPublished:
    SCORES = load_published()

    def rows(self) -> dict[tuple[int, str], dict[str, float]]:
        rows: dict[tuple[int, str], dict[str, float]] = {}
        for score in self.SCORES:
            if score.score is not None:
                rows.setdefault((score.year, score.province), {})[score.component] = score.score
        return rows

    def test_input_and_output_are_means_of_their_pillars(self):
        checked = 0
        for row in self.rows().values():
            for side in ("input", "output"):
                pillars = [row.get(p.code) for p in FRAMEWORK.children(side)]
                if side in row and None not in pillars:
                    assert row[side] == pytest.approx(sum(pillars) / len(pillars), abs=0.01)
                    checked += 1
        assert checked == 4

    def test_pii_is_the_mean_of_input_and_output(self):
        complete = [row for row in self.rows().values() if {"PII", "input", "output"} <= set(row)]
        assert len(complete) == 4
        for row in complete:
            assert row["PII"] == pytest.approx((row["input"] + row["output"]) / 2, abs=0.01)

    def test_a_better_rank_never_has_a_lower_score(self):
        for year in {s.year for s in self.SCORES}:
            ranked = [
                s for s in self.SCORES if s.year == year and s.component == "PII" and s.score is not None
            ]
            scores = [s.score for s in sorted(ranked, key=lambda s: s.rank)]
            assert scores == sorted(scores, reverse=True)

    def test_the_plans_figures_are_among_them(self):
        bac_ninh = self.rows()[PLAN.result.year, PLAN.province]
        assert (bac_ninh["PII"], bac_ninh["input"], bac_ninh["output"]) == (42.83, 49.89, 35.76)
        assert {t.component: t.baseline for t in PLAN.targets if t.kind == "score"} == {
            p.code: bac_ninh[p.code] for p in FRAMEWORK.pillars
        }

    def test_every_figure_has_one_row_a_source_and_a_score_or_a_rank(self):
        assert len({(s.year, s.province, s.component) for s in self.SCORES}) == len(self.SCORES)
        for score in self.SCORES:
            assert score.source.startswith(("https://", "http://", "Kế hoạch 279/KH-UBND"))
            assert score.status == "công bố"
            assert score.score is not None or score.rank is not None
            assert score.score is None or 0 <= score.score <= 100
            assert score.rank is None or 1 <= score.rank <= score.n_units

    def test_the_number_of_provinces_follows_the_year(self):
        assert {(s.year, s.n_units) for s in self.SCORES} == {(2023, 63), (2024, 63), (2025, 34)}

    def test_strengths_and_weaknesses_point_to_indicators_of_the_framework(self):
        strengths = load_strengths()
        assert {s.indicator for s in strengths if s.indicator} <= set(FRAMEWORK.codes)
        assert [s.text for s in strengths if not s.indicator] == ["Học sinh đạt giải quốc gia"]
        bac_ninh = [s for s in strengths if (s.year, s.province) == (2025, "Bắc Ninh")]
        assert [(s.kind, s.number) for s in bac_ninh] == [
            (k, n) for k in ("strength", "weakness") for n in range(1, 6)
        ]
        assert (bac_ninh[0].indicator, bac_ninh[0].rank) == ("7.1.3", 1)
