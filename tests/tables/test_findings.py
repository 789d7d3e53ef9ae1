"""Findings: every problem a sentence, the same fault in many rows one line that names them all."""

import pytest

from experts_at_hand.errors import DataError
from experts_at_hand.tables.findings import SHOWN, Findings, row_ranges


def with_problems(rows: list[int], found: str = "found 'x'") -> Findings:
    findings = Findings()
    for row in rows:
        findings.problem("a.csv", row=row, column="wte", found=found, cure="write a number")
    return findings


def test_a_few_rows_stand_one_by_one() -> None:
    assert with_problems([4, 2]).listed() == [
        "a.csv, row 2, column wte: found 'x'; write a number",
        "a.csv, row 4, column wte: found 'x'; write a number",
    ]


def test_many_rows_are_one_line_that_loses_none() -> None:
    rows = [*range(2, 2 + SHOWN), 40]
    assert with_problems(rows).listed() == [
        "a.csv, rows 2-11, 40 (11 rows), column wte: found 'x' in row 2 and the same in the "
        "others; write a number"
    ]


def test_files_stand_in_the_order_in_which_they_were_read() -> None:
    findings = Findings()
    findings.problem("z.csv", found="missing", cure="add it")
    findings.problem("a.csv", row=9, found="found a blank", cure="fill it in")
    findings.problem("z.csv", row=3, found="found a blank", cure="fill it in")
    assert [line.split(":")[0] for line in findings.listed()] == [
        "z.csv",
        "z.csv, row 3",
        "a.csv, row 9",
    ]


def test_nothing_wrong_is_no_refusal_and_a_doubt_stands_once() -> None:
    findings = Findings()
    findings.doubt("odd")
    findings.doubt("odd")
    findings.raise_if_any("here")
    assert findings.doubts == ["odd"]
    with pytest.raises(DataError, match="row 2"):
        with_problems([2]).raise_if_any("here")


@pytest.mark.parametrize(
    ("rows", "words"), [([7], "row 7"), ([7, 7, 8], "rows 7-8"), ([9, 2, 3], "rows 2-3, 9")]
)
def test_rows_in_short(rows: list[int], words: str) -> None:
    assert row_ranges(rows) == words
