"""A table of lines: titles above, remarks below, stray cells and doubled headings named."""

from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.headings import Headings
from experts_at_hand.tables.table import Table, table_of

WORDS = Headings(required=("setting_id", "name", "phase"))
HEAD = ["setting_id", "name", "phase"]


def table(*lines: list[str]) -> tuple[Table, Findings]:
    findings = Findings()
    return table_of("s.csv", enumerate(lines, start=1), findings, WORDS), findings


def test_rows_know_where_they_stand() -> None:
    found, findings = table(HEAD, ["1", " A ", "primary"], [], ["2", "B"])
    assert found.numbers == [2, 4]
    assert found.column("name") == ["A", "B"]
    assert found.column("phase") == ["primary", ""]
    assert found.column("nothing") == ["", ""]
    assert findings.notes == ["s.csv: 1 empty row was skipped"]


def test_titles_and_remarks_are_no_rows_and_are_said() -> None:
    found, findings = table(
        ["Settings of the county"], HEAD, ["1", "A", "primary"], ["Source: the register"]
    )
    assert (found.heading_row, found.numbers) == (2, [3])
    assert any("row 1 above them was not read" in note for note in findings.notes)
    assert any("row 4 below the table was taken for remarks" in note for note in findings.notes)


def test_a_cell_beyond_the_headings_is_named() -> None:
    _, findings = table(HEAD, ["1", "A", "primary", "5"])
    assert "row 2, column D: found '5' under no heading" in findings.listed()[0]


def test_a_heading_twice_is_named() -> None:
    _, findings = table([*HEAD, "name"], ["1", "A", "primary", "B"])
    assert "column name: the heading stands 2 times" in findings.listed()[0]
