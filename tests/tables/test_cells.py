"""Columns of a table: ids, words and numbers, each slip named with its row."""

import pytest

from experts_at_hand.tables.cells import Cells
from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.table import Row, Table


def cells(*values: str, column: str = "x") -> Cells:
    rows = tuple(Row(number=i, cells=(v,)) for i, v in enumerate(values, start=2))
    return Cells(Table(file="t.csv", header=(column,), rows=rows), Findings())


def test_marks_for_nothing_known_are_blank_and_noted() -> None:
    found = cells("a", "n/a", "")
    assert found.text("x") == ["a", "", ""]
    assert any("n/a" in note for note in found.findings.notes)


def test_what_a_row_may_not_leave_out() -> None:
    found = cells("a", "")
    found.required("x")
    assert found.findings.listed() == ["t.csv, row 3, column x: found a blank; fill it in"]


def test_ids_are_whole_and_stand_once() -> None:
    found = cells("101.0", "102", "101")
    assert found.ids("x", taken={"102": "a team"}) == ["101", "102", "101"]
    said = "\n".join(found.findings.listed())
    assert "row 4, column x: found '101', which stands in row 2 already" in said
    assert "row 3, column x: found '102', which is the id of a team" in said
    assert any("101.0 as 101" in note for note in found.findings.notes)


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_errors_of_a_spreadsheet_are_no_text(error: str) -> None:
    found = cells(error)
    found.required("x")
    assert found.findings.problems


def test_a_share_and_a_number_that_is_none() -> None:
    found = cells("12", "1200", "", "-3", "many")
    assert found.numbers("x")[:3] == [12.0, 1200.0, None]
    said = "\n".join(found.findings.listed())
    assert "row 5" in said
    assert "row 6" in said
    assert cells("25%").numbers("x", share=True) == [0.25]


def test_a_column_with_anything_but_counts_is_none() -> None:
    assert cells("12", "", "c").counts("x") == [12.0, None, None]
    assert cells("12", "North").counts("x") is None
    assert cells("", "").counts("x") is None


def test_degrees_have_signs() -> None:
    assert cells("-2.36", "").signed("x") == [-2.36, None]
