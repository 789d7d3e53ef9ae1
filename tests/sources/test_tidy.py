"""The plain tables: what is read, what is refused, and that everything wrong is said at once."""

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from experts_at_hand.domain.settings import Phase, Place
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


def test_every_column_arrives(tmp_path: Path) -> None:
    area = Tidy().read(folder_with(tmp_path))
    oak, elm, ash = area.settings
    assert (oak.id, oak.name, oak.phase) == ("001", "Oak School", Phase.PRIMARY)
    assert oak.place == Place(easting=375000, northing=165000)
    assert (oak.pupils, oak.ehcp, oak.sen_support, oak.idaci) == (200, 4, 30, 0.2)
    assert oak.groups == {"trust": "Forest"}
    assert (elm.phase, elm.pupils, elm.ehcp, elm.idaci) == (Phase.EARLY_YEARS, None, None, None)
    assert (ash.phase, ash.idaci) == (Phase.POST_16, 0.12)
    salt, ot = area.teams
    assert (salt.wte, salt.vacancy_rate, salt.base) == (2.5, 0.1, "Health Centre")
    assert salt.clusters == ("C1", "C2")
    assert ot.vacancy_rate == 0


def test_a_blank_count_is_estimated_and_listed_never_zero(tmp_path: Path) -> None:
    """Elm tells nothing: a roll of 45, 1% and 7% of it, and the mean IDACI (0.2 + 0.12) / 2."""
    need = Tidy().read(folder_with(tmp_path)).need
    told = {(i.setting_id, i.column): i.value for i in need.imputations}
    assert told == {
        ("002", "pupils"): 45,
        ("002", "ehcp"): pytest.approx(0.45),
        ("002", "sen_support"): pytest.approx(3.15),
        ("002", "idaci"): pytest.approx(0.16),
    }
    salt = 6 + 0.9 * 3.15 + 0.05 * 45
    assert need.of("salt")[1] == pytest.approx(salt)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_that_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    """A name with an accent survives; cp1252 is noted, since it was guessed."""
    folder_with(tmp_path)
    text = SETTINGS.replace("Elm", "Élm")
    (tmp_path / "settings.csv").write_bytes(text.encode(encoding))
    area = Tidy().read(tmp_path)
    assert area.settings[1].name == "Élm Nursery"
    assert any("cp1252" in note for note in area.notes) == (encoding == "cp1252")


def test_one_workbook_with_two_sheets(tmp_path: Path) -> None:
    """The same area as from CSV; an id typed as text keeps its zeros."""
    book = openpyxl.Workbook()
    sheets = {"Settings": SETTINGS, "teams": TEAMS}
    book.remove(book.worksheets[0])
    for title, text in sheets.items():
        sheet = book.create_sheet(title)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.save(tmp_path / "area.xlsx")
    from_book = Tidy().read(tmp_path)
    csv_folder = tmp_path / "csv"
    csv_folder.mkdir()
    from_text = Tidy().read(folder_with(csv_folder))
    assert from_book.settings == from_text.settings
    assert from_book.teams == from_text.teams
    assert Tidy().read(tmp_path / "area.xlsx").settings == from_text.settings


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


def test_degrees_and_metres_say_the_same(tmp_path: Path) -> None:
    """Bath Abbey, ST 751 647: 51.3814 north, 2.3588 west, on the map to within 100 m."""
    degrees = SETTINGS.replace("easting,northing", "longitude,latitude").replace(
        "375000,165000", "-2.3588,51.3814"
    )
    degrees = degrees.replace("376000,165000", "-2.35,51.38").replace("377000,166000", "-2.34,51.4")
    area = Tidy().read(folder_with(tmp_path, settings=degrees))
    abbey = area.settings[0].place
    assert abbey.metres_to(Place(easting=375_130, northing=164_760)) < 100


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


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("sen_support", "sen_suport", "rename it 'sen_support'"),
        (",phase", ",stage", "there is no column 'phase'"),
        ("easting,northing", "x,y", "no columns that say where things are"),
        ("375000,165000", "5,5", "not in Great Britain"),
        ("375000,165000", "-2.4,51.4", "call the columns longitude and latitude"),
        ("0.2,Forest", "1.2,Forest", "which is more than 1"),
    ],
)
def test_slips_get_their_cure(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert any(words in problem for problem in problems(tmp_path, SETTINGS.replace(old, new, 1)))


def test_a_base_at_two_places_is_named(tmp_path: Path) -> None:
    area = Tidy().read(
        folder_with(tmp_path, teams=TEAMS.replace("e,375500,165200,\n", "e,375500,165900,\n"))
    )
    assert (
        "the base Health Centre stands at 2 places (teams salt-1, ot-1); each team sets out from "
        "the place in its own row"
    ) in area.doubts
    assert Tidy().read(folder_with(tmp_path)).doubts == ()


def test_files_of_another_kind_or_missing(tmp_path: Path) -> None:
    folder_with(tmp_path)
    (tmp_path / "settings.csv").write_bytes(b"PK\x03\x04")
    with pytest.raises(DataError, match="a workbook under the name of a CSV file"):
        Tidy().read(tmp_path)
    (tmp_path / "settings.csv").unlink()
    with pytest.raises(DataError, match=r"settings\.csv: missing"):
        Tidy().read(tmp_path)
    with pytest.raises(DataError, match="there is no such folder"):
        Tidy().read(tmp_path / "nowhere")
    (tmp_path / "fake.xlsx").write_text("no workbook", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be opened as a workbook"):
        Tidy().read(tmp_path / "fake.xlsx")


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


def test_withheld_counts_are_blank_and_noted(tmp_path: Path) -> None:
    area = Tidy().read(folder_with(tmp_path, SETTINGS.replace("200,4,30", "200,SUPP,c")))
    assert area.settings[0].ehcp is None
    assert any("'SUPP' was read as a blank (1 cell)" in note for note in area.notes)


def test_stated_need_replaces_the_model(tmp_path: Path) -> None:
    text = SETTINGS.replace("trust", "need_salt_hours").replace("Forest", "55")
    area = Tidy().read(folder_with(tmp_path, text))
    assert area.settings[0].need_hours == {"salt": 55}
    assert area.need.of("salt")[0] == 55


def test_files_are_those_that_are_read() -> None:
    """What provenance hashes: both tables and about.toml."""
    names = [file.path.name for file in Tidy().read(shipped("toy/area")).inputs]
    assert names == ["settings.csv", "teams.csv", "about.toml"]


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
