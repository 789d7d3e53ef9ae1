"""Headings as words of the contract: understood with a note, missing ones and slips named."""

from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.headings import Headings
from experts_at_hand.tables.known_headings import with_known_headings
from experts_at_hand.tables.table import Table

WORDS = Headings(
    required=("setting_id", "name"), optional=("pupils",),
    others={"urn": "setting_id", "id": "setting_id"},
)  # fmt: skip


def known(*header: str) -> tuple[tuple[str, ...], Findings]:
    findings = Findings()
    table = with_known_headings(Table(file="s.csv", header=header, rows=()), WORDS, findings)
    return table.header, findings


def test_other_words_are_understood_with_a_note() -> None:
    header, findings = known("URN", "Name", "Trust")
    assert header == ("setting_id", "name", "trust")
    assert findings.notes == ["s.csv: headings were understood: URN as setting_id"]
    assert not findings.problems


def test_what_is_missing_is_said_and_a_slip_is_asked_about() -> None:
    _, findings = known("setting_id", "pupls")
    said = findings.listed()
    assert any("there is no column 'name'; add it" in line for line in said)
    assert any("column pupls" in line and "rename it 'pupils'" in line for line in said)


def test_two_that_may_both_be_meant() -> None:
    _, findings = known("URN", "ID", "name")
    assert "'urn' and 'id' may both stand for 'setting_id'" in findings.listed()[0]


def test_two_that_mean_the_same() -> None:
    _, findings = known("Setting ID", "setting-id", "name")
    assert any("mean the same; keep one of the columns" in line for line in findings.listed())
