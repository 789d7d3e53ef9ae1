"""Paragraphs for a paper: every share and every figure in them is the scorecard's."""

import re

import pytest

from experts_at_hand.comparison import Comparison
from experts_at_hand.report.ready_paragraphs import climate, equalities, finance, people, risks

pytestmark = pytest.mark.solver


def test_lowest_access_by_phase_is_measured(comparison: Comparison) -> None:
    design = comparison["clusters-large"]
    said = next(
        line for line in equalities(comparison, design)
        if line.startswith("Lowest access by phase") and design.title in line
    )  # fmt: skip
    measured = {
        f"{m.value:.1%}" for m in design.scorecard if m.metric.startswith("lowest_access:phase=")
    }
    assert set(re.findall(r"\d+\.\d%", said)) == measured


def test_each_paragraph_says_something_and_ends(comparison: Comparison) -> None:
    design = comparison["clusters-large"]
    for paragraph in (equalities, climate, finance, people):
        lines = list(paragraph(comparison, design))
        assert lines
        assert all(line.endswith(".") for line in lines)
    for what, cure in risks(comparison, design):
        assert what
        assert cure


def test_a_baseline_is_not_set_against_itself(comparison: Comparison) -> None:
    base = comparison.outcomes[0]
    assert not any(line.startswith("Against") for line in equalities(comparison, base))
