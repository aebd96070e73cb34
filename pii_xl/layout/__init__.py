"""The one layout: sheets, tables, columns, choices, live formulas. Builders, readers, forms and checks all use it."""

from pii_xl.layout import (
    assessment,
    certainty,
    collected,
    commendation,
    due,
    learning,
    ledger,
    levers,
    matrix,
    national,
    neighbours,
    scored,
    targets,
    trend,
    what_if,
)
from pii_xl.layout.parts import Layout
from pii_xl.layout.sheets import SHEETS

MASTER = Layout(
    SHEETS,
    (
        scored.INDEX_TABLE,
        scored.SUB_INDICES_TABLE,
        scored.PILLARS_TABLE,
        scored.SUB_PILLARS_TABLE,
        scored.RESULTS_TABLE,
        *what_if.INPUT_TABLES,
        scored.PROGRESS_TABLE,
        due.DUE_TABLE,
        assessment.ASSESSMENT_TABLE,
        commendation.COMMENDATION_TABLE,
        learning.LEARNING_TABLE,
        certainty.CERTAINTY_TABLE,
        national.NATIONAL_SCORES_TABLE,
        national.NATIONAL_ACCOUNT_TABLE,
        trend.PAST_TABLE,
        collected.VALUES_TABLE,
        collected.BASE_TABLE,
        collected.POLICIES_TABLE,
        collected.EVIDENCE_TABLE,
        collected.CONTACTS_TABLE,
        collected.TASKS_TABLE,
        collected.LETTERS_TABLE,
        collected.NATIONAL_TABLE,
        collected.PARAGRAPHS_TABLE,
        collected.REFERENCE_TABLE,
        collected.PUBLISHED_TABLE,
        targets.JUDGED_TARGETS_TABLE,
        collected.STRENGTHS_TABLE,
        collected.INDICATORS_TABLE,
        collected.ASSIGNMENTS_TABLE,
        collected.AGENCIES_TABLE,
        collected.SETTINGS_TABLE,
        collected.FRAMEWORK_TABLE,
        collected.FINDINGS_TABLE,
        collected.HISTORY_TABLE,
        *ledger.TABLES,
    ),
)
"""The master workbook: what is read back."""

BOOK = Layout(
    SHEETS,
    (
        *MASTER.tables,
        *what_if.VIEW_TABLES,
        matrix.MATRIX_TABLE,
        levers.LEVERS_TABLE,
        neighbours.NEIGHBOURS_TABLE,
        trend.TREND_TABLE,
        trend.VALUES_BY_YEAR_TABLE,
        trend.MOVES_TABLE,
        trend.MOVE_WORDS_TABLE,
        trend.BY_AGENCY_TABLE,
    ),
)
"""The master workbook with the tables that are only computed, never read."""
