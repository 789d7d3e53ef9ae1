"""CSV text: encodings, separators, titles above and remarks below, and what is refused by name."""

from pathlib import Path

import pytest

from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.headings import Headings
from experts_at_hand.tables.known_headings import with_known_headings
from experts_at_hand.tables.table import Table
from experts_at_hand.tables.text_file import read_csv

WORDS = Headings(required=("setting_id", "name", "phase"), others={"urn": "setting_id"})

PLAIN = "setting_id,name,phase\n1,Oak,primary\n2,Elm,primary\n"


def read(folder: Path, content: str | bytes) -> tuple[Table | None, Findings]:
    """Read a file of this content."""
    path = folder / "t.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    findings = Findings()
    table = read_csv(path, findings, WORDS)
    return table, findings


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "sep=,\n" + PLAIN,
        "Table 3: schools of the area,,\n,,\n" + PLAIN,
        "\n\n" + PLAIN,
        PLAIN + "\nSource: DfE, January 2025,,\n",
        PLAIN.replace("Oak", "\u200bOak\u00a0"),
        PLAIN.replace("\n", ",,\n"),
    ],
)
def test_the_same_table_in_many_forms(tmp_path: Path, content: str) -> None:
    table, findings = read(tmp_path, content)
    assert findings.problems == []
    assert table is not None
    assert table.header == ("setting_id", "name", "phase")
    assert [row.cells for row in table.rows] == [("1", "Oak", "primary"), ("2", "Elm", "primary")]


def test_rows_are_counted_as_a_spreadsheet_counts(tmp_path: Path) -> None:
    table, findings = read(tmp_path, "Title,,\n,,\n" + PLAIN + ",,\n3,Ash,primary\n")
    assert table is not None
    assert table.numbers == [4, 5, 7]
    assert findings.notes == [
        "t.csv: the headings stand in row 3; row 1 above them was not read",
        "t.csv: 1 empty row was skipped",
    ]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (PLAIN.replace(",", ";"), "semicolons"),
        (PLAIN.replace(",", "\t"), "tabs"),
        (PLAIN.replace(",", "|"), "upright strokes"),
        ("sep=;\n" + PLAIN.replace(",", ";"), "semicolons"),
        ("sep=\t\n" + PLAIN.replace(",", "\t"), "tabs"),
        ("Schools, 2025\n" + PLAIN.replace(",", ";"), "semicolons"),
        (PLAIN.replace(",", ";").replace("Oak", '"Oak, Bath"'), "semicolons"),
    ],
)
def test_other_separators_are_named(tmp_path: Path, content: str, word: str) -> None:
    table, findings = read(tmp_path, content)
    assert table is None
    assert f"columns separated by {word}" in str(findings.problems[0])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04", "a workbook under the name of a CSV file"),
        (b"\xd0\xcf\x11\xe0", "a workbook under the name of a CSV file"),
        (PLAIN.encode("utf-16"), "UTF-16"),
        (b"a,b\0c\n", "unknown encoding"),
        (PLAIN + '3,"Oak,primary\n', "a cell that cannot be read"),
        (PLAIN + "3,Oak,primary,0,5\n", "found '0' under no heading"),
        ("name,name\na,b\n", "stands 2 times"),
        ("", "no headings"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, content: str | bytes, words: str) -> None:
    _, findings = read(tmp_path, content)
    assert words in " ".join(findings.listed())


def test_headings_that_people_use_are_understood_once(tmp_path: Path) -> None:
    table, findings = read(tmp_path, PLAIN.replace("setting_id", "URN").replace("name", "Name"))
    assert table is not None
    known = with_known_headings(table, WORDS, findings)
    assert known.header == ("setting_id", "name", "phase")
    assert findings.notes == ["t.csv: headings were understood: URN as setting_id"]
    assert findings.problems == []


def test_two_headings_for_one_word_are_refused(tmp_path: Path) -> None:
    words = Headings(required=("setting_id",), others={"urn": "setting_id", "id": "setting_id"})
    table, findings = read(tmp_path, PLAIN.replace("setting_id,name", "urn,id"))
    assert table is not None
    with_known_headings(table, words, findings)
    assert "may both stand for 'setting_id'" in findings.listed()[0]
