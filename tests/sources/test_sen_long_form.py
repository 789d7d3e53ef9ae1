"""The long form of SEN counts: added up, doubled ones refused, other years said."""

from pathlib import Path

import pytest

from experts_at_hand.errors import DataError
from experts_at_hand.sources.import_area import import_area
from tests.sources.test_import_area import GIAS_HEADING, GIAS_ROWS, IMD_HEADING, rows_of, write

LONG_HEADING = (
    "time_period,geographic_level,school_urn,school_laestab,sen_provision,sen_primary_need,"
    "pupil_count"
)


def long_row(urn: str, provision: str, need: str, number: str, period: str = "202425") -> str:
    """Return a row of the long form."""
    return f'{period},School,{urn},,"{provision}","{need}",{number}'


def test_the_long_form_is_added_up(tmp_path: Path) -> None:
    """Totals where they stand; else the types added up, unless one is hidden; the newest year."""
    register = write(tmp_path, "a.csv", GIAS_HEADING, GIAS_ROWS)
    slcn, asd = "Speech, Language and Communications needs", "Autistic Spectrum Disorder"
    rows = (
        long_row("140001", "EHC plan", "Total", "5"),
        long_row("140001", "EHC plan", slcn, "2"),
        long_row("140001", "SEN support", slcn, "7"),
        long_row("140001", "SEN support", asd, "3"),
        long_row("140001", "SEN support", "Total", "99", period="202324"),
        long_row("109321", "SEN support", slcn, "c"),
        long_row("109321", "SEN support", asd, "4"),
        long_row("109321", "EHC plan", "Total", "0"),
        long_row("", "EHC plan", "Total", "500"),
    )
    counts = write(tmp_path, "b.csv", LONG_HEADING, rows)
    said = "\n".join(import_area([register, counts], ["Bath"], tmp_path / "area").notes)
    found = rows_of(tmp_path / "area")
    one, other = found["140001"], found["109321"]
    assert (one["ehcp"], one["sen_support"], one["slcn"], one["asd"]) == ("5", "10", "9", "3")
    assert (other["ehcp"], other["sen_support"], other["slcn"], other["asd"]) == ("0", "", "", "4")
    assert "counts of 202425, the newest in it" in said
    assert "1 counts are suppressed" in said
    assert "202425" in (tmp_path / "area" / "about.toml").read_text("utf-8")


def test_a_count_that_stands_twice_and_differs_is_refused(tmp_path: Path) -> None:
    register = write(tmp_path, "a.csv", GIAS_HEADING, GIAS_ROWS)
    rows = (
        long_row("140001", "EHC plan", "Total", "5"),
        long_row("140001", "EHC plan", "Total", "6"),
    )
    counts = write(tmp_path, "b.csv", LONG_HEADING, rows)
    with pytest.raises(DataError, match="row 3: plan of all of 140001 stands in it twice"):
        import_area([register, counts], ["Bath"], tmp_path / "area")


def test_codes_of_another_year_are_said(tmp_path: Path) -> None:
    """Four settings have a code; one of them is among those of the file."""
    register = write(tmp_path, "a.csv", GIAS_HEADING, GIAS_ROWS)
    indices = write(
        tmp_path, "b.csv", IMD_HEADING.replace("2011", "2021"), ("E01014442,Bath 1,0.21",)
    )
    said = "\n".join(import_area([register, indices], ["Bath"], tmp_path / "area").notes)
    assert "1 of 5 settings joined by the code of the small area of 2021" in said
    assert "3 codes of the register are not in it, perhaps because they are of 2011" in said
