"""A finding that was accepted stays accepted: its facts make it the same one, not its words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_xl.ground import sameness
from pii_xl.ground.errors import finding
from pii_xl.ground.messages import CATALOGUE
from pii_xl.ground.sameness import identity, identity_in, statement
from tests.ground.wordings import kept, on_one_line, today

FACTS = {"agency": "Sở Công Thương", "before": "6,7", "after": "67", "holder": "đã duyệt"}
CONFLICT = "W369"


def sentence(**changed: str) -> str:
    return finding(CONFLICT, subject="2.1.1", **{**FACTS, **changed}).found


@pytest.fixture
def reworded(monkeypatch: pytest.MonkeyPatch) -> str:
    """A sentence from the version before the message got other words in another order."""
    old = sentence()
    message = CATALOGUE[CONFLICT]
    new = replace(
        message, found="Sổ ({holder}) giữ {before}; {agency} nay gửi {after}.", formerly=(message.found,)
    )
    monkeypatch.setitem(CATALOGUE, CONFLICT, new)
    sameness._facts.cache_clear()
    yield old
    sameness._facts.cache_clear()


def test_other_words_for_the_same_facts_are_the_same_finding(reworded: str) -> None:
    assert sentence() != reworded
    kept_then = statement(CONFLICT, "2.1.1", reworded)
    assert identity_in(kept_then) == identity(CONFLICT, "2.1.1", sentence())


@pytest.mark.parametrize("fact", FACTS)
def test_another_fact_is_another_finding(fact: str) -> None:
    assert identity(CONFLICT, "2.1.1", sentence()) != identity(CONFLICT, "2.1.1", sentence(**{fact: "khác"}))


def test_another_subject_or_rule_is_another_finding() -> None:
    told = sentence()
    assert identity(CONFLICT, "2.1.1", told) != identity(CONFLICT, "2.1.2", told)
    assert identity(CONFLICT, "2.1.1", told) != identity("W308", "2.1.1", told)


@given(st.sampled_from(sorted(CATALOGUE)), st.text(max_size=40))
def test_a_sentence_of_unknown_words_is_the_same_as_itself_only(code: str, text: str) -> None:
    assert identity_in(statement(code, "1", text)) == identity(code, "1", text)
    assert identity(code, "1", text) != identity(code, "1", f"{text}!")


def test_what_people_reworded_is_still_known() -> None:
    """Change a wording: keep the old one in the message's ``formerly``, then run ``python -m tests.ground.wordings``."""
    lost = []
    for line in kept():
        code, wording = line.split("\t")
        message = CATALOGUE.get(code)
        if message and wording not in map(on_one_line, (message.found, *message.formerly)):
            lost.append(code)
    assert lost == []
    assert set(today()) <= set(kept())
