"""Words for professions: understood, kept, or asked about; never guessed."""

import pytest

from experts_at_hand.sources.professions import hours_columns, read_professions
from experts_at_hand.tables.cells import Cells
from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.table import Row, Table


def teams(*words: str) -> tuple[list[str | None], Findings]:
    findings = Findings()
    table = Table(
        file="teams.csv",
        header=("profession",),
        rows=tuple(Row(number=i, cells=(word,)) for i, word in enumerate(words, start=2)),
    )
    return read_professions(Cells(table, findings)), findings


def test_other_words_are_understood_and_said() -> None:
    found, findings = teams("SLT", "occupational therapist", "EP", "salt")
    assert found == ["salt", "ot", "educational_psychologist", "salt"]
    assert findings.notes == [
        "teams.csv, column profession: understood: SLT as salt, occupational therapist as ot, "
        "EP as educational_psychologist"
    ]


def test_any_plain_word_is_a_profession_unless_it_is_a_slip() -> None:
    found, findings = teams("music_therapist", "slat", "no profession!")
    assert found == ["music_therapist", None, None]
    said = findings.listed()
    assert "row 3, column profession: found 'slat'; did you mean 'salt'?" in said[0]
    assert "write a plain word" in said[1]


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("need_salt_hours", {"salt": "need_salt_hours"}),
        ("need_slt_hours", {"salt": "need_slt_hours"}),
        ("delivered_salt_hours", {}),
        ("pupils", {}),
    ],
)
def test_headings_that_state_hours(heading: str, columns: dict[str, str]) -> None:
    findings = Findings()
    table = Table(file="settings.csv", header=("setting_id", heading), rows=())
    assert hours_columns(table, findings, "need") == columns
    assert not findings.problems


def test_two_columns_of_one_profession_are_asked_about() -> None:
    findings = Findings()
    table = Table(file="settings.csv", header=("need_salt_hours", "need_slt_hours"), rows=())
    hours_columns(table, findings, "need")
    assert "'need_salt_hours' means the same; keep one of the columns" in findings.listed()[0]
