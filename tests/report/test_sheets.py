"""Sheets of the workbook: as many cells as headings in every row, and the comparison's figures."""

import pytest

from experts_at_hand.comparison import Comparison
from experts_at_hand.report.cluster_sheets import cluster_sheets
from experts_at_hand.report.sheets import Sheet, sheets_of
from experts_at_hand.report.staffing_sheets import staffing_sheets

pytestmark = pytest.mark.solver


def every(comparison: Comparison) -> list[Sheet]:
    clusters, _ = cluster_sheets(comparison.outcomes)
    return [*sheets_of(comparison), *staffing_sheets(comparison.outcomes), *clusters]


def test_rows_have_a_cell_for_each_heading(comparison: Comparison) -> None:
    for sheet in every(comparison):
        assert sheet.columns
        assert sheet.title
        for row in sheet.rows:
            assert len(row) == len(sheet.columns), sheet.name


def test_texts_stand_under_texts_and_figures_under_figures(comparison: Comparison) -> None:
    for sheet in every(comparison):
        for at, (_, kind) in enumerate(sheet.columns):
            for row in sheet.rows:
                value = row[at]
                if kind == "text":
                    assert value is None or isinstance(value, str), (sheet.name, at)
                else:
                    assert not isinstance(value, str), (sheet.name, at, value)
