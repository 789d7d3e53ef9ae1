"""Delivered hours: a column of settings or a table of its own, and what is wrong with either."""

from pathlib import Path

import pytest

from experts_at_hand.domain.delivered import DeliveredHours
from experts_at_hand.errors import DataError
from experts_at_hand.sources import Tidy, write_tidy

SETTINGS = (
    "setting_id,name,phase,easting,northing{more}\n"
    "1,Oak,primary,375000,165000{one}\n2,Ash,primary,376000,165000{two}\n"
)
TEAMS = "team_id,profession,wte,easting,northing\ns,salt,1,375000,165000\no,ot,1,375000,165000\n"


def area_folder(
    folder: Path, more: str = "", one: str = "", two: str = "", delivered: str = ""
) -> Path:
    (folder / "settings.csv").write_text(SETTINGS.format(more=more, one=one, two=two))
    (folder / "teams.csv").write_text(TEAMS)
    if delivered:
        (folder / "delivered.csv").write_text(delivered)
    return folder


def test_a_blank_is_not_known_and_zero_is_none(tmp_path: Path) -> None:
    area = Tidy().read(area_folder(tmp_path, ",delivered_salt_hours", ",", ",0"))
    assert area.delivered == (DeliveredHours(setting_id="2", profession="salt", hours=0.0),)
    assert "delivered_salt_hours" not in area.settings[0].groups


def test_a_table_may_name_the_team(tmp_path: Path) -> None:
    table = "URN,service,hours,team\n1,SLT,12.5,s\n2,occupational therapy,3,\n"
    area = Tidy().read(area_folder(tmp_path, delivered=table))
    assert area.delivered == (
        DeliveredHours(setting_id="1", profession="salt", hours=12.5, team_id="s"),
        DeliveredHours(setting_id="2", profession="ot", hours=3.0),
    )
    assert [file.path.name for file in area.inputs][:3] == [
        "settings.csv",
        "teams.csv",
        "delivered.csv",
    ]


def test_every_mistake_is_said_with_its_row(tmp_path: Path) -> None:
    table = (
        "setting_id,profession,hours,team_id\n1,salt,5,\n9,salt,5,\n1,music,5,\n2,ot,-1,\n"
        "2,ot,3,x\n2,ot,3,s\n1,ot,1,o\n1,ot,2,o\n"
    )
    folder = area_folder(tmp_path, ",delivered_salt_hours", ",7", ",", table)
    with pytest.raises(DataError) as refusal:
        Tidy().read(folder)
    said = "\n".join(refusal.value.problems)
    for words in (
        "row 2, column setting_id: the column delivered_salt_hours of settings states 1 as well",
        "row 3, column setting_id: found '9', which is no setting",
        "row 4, column profession: no team offers music",
        "row 5, column hours: found '-1', which is negative",
        "row 6, column team_id: found 'x', which is no team",
        "row 7, column team_id: found 's', which offers salt and not ot",
        "row 9, column setting_id: 1, ot, o stands in row 8 already",
    ):
        assert words in said


def test_a_column_of_a_profession_without_a_team_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no team offers educational_psychologist"):
        Tidy().read(area_folder(tmp_path, ",delivered_ep_hours", ",7", ","))


def test_what_was_read_is_written_again(tmp_path: Path) -> None:
    area = Tidy().read(area_folder(tmp_path, delivered="setting_id,profession,hours\n1,salt,4\n"))
    write_tidy(area, tmp_path / "again")
    assert Tidy().read(tmp_path / "again").delivered == area.delivered


def test_columns_of_numbers_are_counts_and_the_others_are_not(tmp_path: Path) -> None:
    area = Tidy().read(area_folder(tmp_path, ",referrals,ward,odd", ",3,East,4", ",c,West,n/k"))
    assert [setting.counts for setting in area.settings] == [
        {"referrals": 3.0},
        {"referrals": None},
    ]
