"""An area back into plain tables: what is read again is the area that was written."""

import csv
from dataclasses import replace
from pathlib import Path

from experts_at_hand.domain.delivered import DeliveredHours
from experts_at_hand.examples import shipped
from experts_at_hand.inputs import read_area
from experts_at_hand.sources.tidy_writer import write_tidy


def test_there_and_back(tmp_path: Path) -> None:
    area = read_area(shipped("toy/area"))
    write_tidy(area, tmp_path)
    again = read_area(tmp_path)
    assert again.settings == area.settings
    assert again.teams == area.teams
    assert (again.name, again.origin) == (area.name, area.origin)


def test_what_is_promised_and_delivered_is_kept(tmp_path: Path) -> None:
    area = read_area(shipped("toy/area"))
    first = area.settings[0].id
    area = area.replace(
        teams=tuple(replace(t, statutory_share=0.25, clusters=("C1", "C2")) for t in area.teams),
        delivered=(DeliveredHours(setting_id=first, profession="salt", hours=12.5),),
    )
    files = write_tidy(area, tmp_path)
    assert {file.name for file in files} == {
        "settings.csv", "teams.csv", "delivered.csv", "about.toml",
    }  # fmt: skip
    again = read_area(tmp_path)
    assert again.teams == area.teams
    assert again.delivered == area.delivered


def test_whole_numbers_are_written_as_people_write_them(tmp_path: Path) -> None:
    write_tidy(read_area(shipped("toy/area")), tmp_path)
    with (tmp_path / "settings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert not any(cell.endswith(".0") for row in rows for cell in row.values())
