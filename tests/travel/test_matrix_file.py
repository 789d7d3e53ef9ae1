"""A table of journeys as it is read: every bad cell at once, and files that are none."""

from pathlib import Path

import pytest

from experts_at_hand.errors import DataError
from experts_at_hand.travel.supplied import Supplied
from tests.travel.test_supplied import AREA, LONG, refused


def test_places_that_are_lacking_are_named(tmp_path: Path) -> None:
    problems = refused(tmp_path, "from_id,to_id,minutes\na,t,5\n")
    assert problems == ("setting b (b): no journey from or to it; add them, by id",)


def test_every_bad_cell_is_listed_at_once(tmp_path: Path) -> None:
    text = LONG.replace("a,b,12,5", "a,b,twelve,5").replace("b,a,14,6", "b,a,-1,x")
    text = text.replace("t,a,7,3", ",a,7,3").replace("a,t,8,3.5", "a,t,,3.5") + "t,b,9,4\n"
    problems = refused(tmp_path, text)
    assert problems[0].startswith("travel.csv, row 2, column minutes: found 'twelve', not a number")
    assert problems[1].startswith("travel.csv, row 3, column minutes: found '-1', negative")
    assert problems[2].startswith("travel.csv, row 3, column miles: found 'x', not a number")
    assert problems[3] == "travel.csv, row 4: found a blank id; fill in from_id and to_id"
    assert problems[4].startswith("travel.csv, row 5, column minutes: found a blank")
    assert (
        problems[5]
        == "travel.csv, row 8: the journey from t to b stands in row 6 already; keep one"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no headings"),
        ("from_id,to_id,minutes\n", "there are no journeys"),
        ("from_id,to_id,miles\na,b,1\n", "no column 'minutes'"),
        ("origin\na\n", "neither the headings"),
        ("origin,a,a\na,1,2\n", "column a: the heading stands 2 times"),
        ("origin,a\na,1\na,2\n", "the origin a stands in row 2 already"),
        ('from_id,to_id,minutes\n"a,b,1\n', "a cell that cannot be read"),
    ],
)
def test_tables_that_cannot_be_used(tmp_path: Path, text: str, words: str) -> None:
    assert words in " ".join(refused(tmp_path, text))


def test_a_file_that_is_not_there_or_no_table(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="found no file"):
        Supplied(file=tmp_path / "gone.csv").matrix(AREA)
    (tmp_path / "book.csv").write_bytes(b"PK\x03\x04rest")
    with pytest.raises(DataError, match="a workbook under the name of a CSV file"):
        Supplied(file=tmp_path / "book.csv").matrix(AREA)
