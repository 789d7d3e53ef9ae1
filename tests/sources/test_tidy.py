"""The plain tables: what is read, what is refused, and that everything wrong is said at once."""

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from experts_at_hand.domain.settings import Phase
from experts_at_hand.errors import DataError
from experts_at_hand.examples import shipped
from experts_at_hand.sources import Tidy

SETTINGS = """setting_id,name,phase,easting,northing,pupils,ehcp,sen_support,idaci,trust
001,Oak School,primary,375000,165000,200,4,30,0.2,Forest
002,Elm Nursery,early years,376000,165000,,,,,
003,Ash College,post-16,377000,166000,900,20,100,12%,Forest
"""


TEAMS = """team_id,profession,wte,vacancy_rate,base,easting,northing,clusters
salt-1,salt,2.5,10%,Health Centre,375500,165200,C1; C2
ot-1,ot,1,,Health Centre,375500,165200,
"""


def folder_with(folder: Path, settings: str = SETTINGS, teams: str = TEAMS) -> Path:
    """Write the two tables."""
    (folder / "settings.csv").write_text(settings, encoding="utf-8")
    (folder / "teams.csv").write_text(teams, encoding="utf-8")
    return folder


def problems(folder: Path, settings: str = SETTINGS, teams: str = TEAMS) -> tuple[str, ...]:
    """Return everything that is said of two tables."""
    with pytest.raises(DataError) as refusal:
        Tidy().read(folder_with(folder, settings, teams))
    return refusal.value.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_that_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    """A name with an accent survives; cp1252 is noted, since it was guessed."""
    folder_with(tmp_path)
    text = SETTINGS.replace("Elm", "Élm")
    (tmp_path / "settings.csv").write_bytes(text.encode(encoding))
    area = Tidy().read(tmp_path)
    assert area.settings[1].name == "Élm Nursery"
    assert any("cp1252" in note for note in area.notes) == (encoding == "cp1252")


def test_a_formula_without_a_value_is_a_problem(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "settings"
    for line in SETTINGS.splitlines():
        sheet.append(line.split(","))
    sheet["F2"] = "=100+100"
    teams = book.create_sheet("teams")
    for line in TEAMS.splitlines():
        teams.append(line.split(","))
    book.save(tmp_path / "area.xlsx")
    with pytest.raises(DataError) as refusal:
        Tidy().read(tmp_path)
    assert "area.xlsx, sheet settings, row 2, column F" in refusal.value.problems[0]


def test_every_problem_is_said_at_once(tmp_path: Path) -> None:
    """File, row, column, what was found and what to do, for each."""
    settings = """setting_id,name,phase,easting,northing,pupils,ehcp
001,Oak School,primry,375000,165000,200,four
001,Elm Nursery,early_years,376000,,45,-1
,Ash College,post_16,165000,375000,900,none yet
004,,primary,375000,165000,2_00,1
"""
    teams = """team_id,profession,wte,easting,northing
salt-1,salz,lots,375500,165200
001,ot,,,
"""
    said = problems(tmp_path, settings, teams)
    expected = [
        ("settings.csv, row 2, column phase: found 'primry'", "did you mean 'primary'?"),
        ("settings.csv, row 2, column ehcp: found 'four', not a number", "write a number"),
        ("settings.csv, row 3, column setting_id: found '001', which stands in row 2", "keep one"),
        ("settings.csv, row 3, column northing: easting stands alone", "fill in both"),
        ("settings.csv, row 3, column ehcp: found '-1', which is negative", "write 0 or more"),
        ("settings.csv, row 4, column setting_id: found a blank", "fill it in"),
        ("settings.csv, row 4, column easting, northing: easting 165000", "swap easting and"),
        ("settings.csv, row 4, column ehcp: found 'none yet', not a number", "write a number"),
        ("settings.csv, row 5, column name: found a blank", "fill it in"),
        ("settings.csv, row 5, column pupils: found '2_00', not a number", "write a number"),
        ("teams.csv, row 2, column profession: found 'salz'", "did you mean 'salt'?"),
        ("teams.csv, row 2, column wte: found 'lots', not a number", "write a number"),
        ("teams.csv, row 3, column team_id: found '001', which is the id of", "different ids"),
        ("teams.csv, row 3, column wte: found a blank", "write a number"),
        ("teams.csv, row 3: this team's base has no place", "fill in easting and northing"),
    ]
    for start, cure in expected:
        assert any(p.startswith(start) and cure in p for p in said), (start, said)
    assert len(said) == len(expected)


def test_empty_tables_are_refused(tmp_path: Path) -> None:
    said = problems(tmp_path, SETTINGS.splitlines()[0] + "\n", TEAMS.splitlines()[0] + "\n")
    assert said == (
        "settings.csv: the table is empty; add a row for each setting",
        "teams.csv: the table is empty; add a row for each team",
    )


def test_a_fault_in_every_row_is_one_line(tmp_path: Path) -> None:
    rows = "".join(f"{i},School {i},primary,375000,165000,many\n" for i in range(40))
    said = problems(tmp_path, "setting_id,name,phase,easting,northing,pupils\n" + rows)
    assert len(said) == 1
    assert said[0].startswith("settings.csv, rows 2-41 (40 rows), column pupils")


def test_the_toy_area_says_that_it_is_invented() -> None:
    area = Tidy().read(shipped("toy/area"))
    assert area.name == "Toy area"
    assert area.origin.startswith("invented")


def test_real_tables(banes: Path) -> None:
    """140 real settings of Bath & North East Somerset; 57 early-years settings have no counts."""
    area = Tidy().read(banes)
    area.check()
    phases = [s.phase for s in area.settings]
    assert len(phases) == 140
    assert phases.count(Phase.PRIMARY) == 60
    assert phases.count(Phase.EARLY_YEARS) == 57
    blank = {i.setting_id for i in area.need.imputations if i.column == "ehcp"}
    assert {s.id for s in area.settings if s.ehcp is None} == blank
    assert np.isfinite(area.need.hours).all()
    assert (area.need.hours > 0).all()
