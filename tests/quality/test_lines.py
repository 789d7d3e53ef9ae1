"""How good the data is, line by line, by hand."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.cli import main
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.inputs import read_area
from experts_at_hand.quality import Line, data_quality
from tests.quality.test_gaps import area_of, school


def figures(lines: tuple[Line, ...]) -> dict[str, tuple[float | None, float | None]]:
    return {line.what: (line.count, line.of) for line in lines}


def test_lines_by_hand() -> None:
    """Three settings, two of them joined; one cannot be reached from anywhere: 2 x 3 journeys."""
    area = area_of(
        school("a", 100, 10, sen_joined="by URN"),
        school("b", 100, 20, sen_joined="by URN"),
        school("c", 100, None, sen_joined="not found"),
    ).replace(placed={"settings by postcode": 3}, sources={"name": "the register, of 2015"})
    minutes = np.full((4, 4), 5.0)
    minutes[2, :] = minutes[:, 2] = np.inf
    np.fill_diagonal(minutes, 0)
    doors = np.array([10.0, 20.0, 400.0, 30.0])
    travel = TravelMatrix(
        ids=("a", "b", "c", "t"), minutes=minutes, miles=np.zeros((4, 4)), door_metres=doors
    )
    found = data_quality(area, travel)
    assert figures(found) | {} == {
        "settings": (3, None),
        "teams": (1, None),
        "settings placed by postcode": (3, None),
        "counts joined by URN": (2, 3),
        "counts not found": (1, 3),
        "sen_support blank, and estimated": (1, 3),
        "in all": (None, None),
        "name": (None, None),
        "places far from all others": (0, None),
        "other things that look wrong": (0, None),
        "metres from a place to its road, in the middle": (25, None),
        "journeys without a way": (6, 12),
    }
    assert any(line.said == "400 m at most, at c" for line in found)


def test_check_reports_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An imported area: how each row was placed, how counts were joined, whence each column."""
    with (tmp_path / "settings.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["setting_id", "name", "phase", "easting", "northing", "longitude", "latitude",
             "pupils", "ehcp", "sen_support", "idaci", "sen_joined"]
        )  # fmt: skip
        writer.writerow([1, "Oak", "primary", 375000, 165000, "", "", 200, 3, 20, 0.1, "by URN"])
        writer.writerow([2, "Elm", "primary", "", "", -2.36, 51.38, 300, 3, "", 0.1, "not found"])
    (tmp_path / "teams.csv").write_text(
        "team_id,profession,wte,easting,northing\nt,salt,1,375000,165000\n"
    )
    (tmp_path / "about.toml").write_text(
        'name = "X"\norigin = "downloads"\nnotes = ["3 counts are suppressed"]\n'
        '[columns]\npupils = "the census, of 2018-19"\n'
    )
    area = read_area(tmp_path)
    assert area.placed == {
        "settings by easting and northing": 1,
        "settings by longitude and latitude": 1,
        "teams' bases by easting and northing": 1,
    }
    assert "3 counts are suppressed" in area.notes
    assert main(["check", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "How good the data is" in said
    assert "settings placed by longitude and latitude: 1" in said
    assert "counts joined by URN: 1 of 2" in said
    assert "pupils: the census, of 2018-19" in said
    assert "3 counts are suppressed" in said
    assert main(["check", str(tmp_path), "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)["quality"]
    assert {
        "topic": "joined",
        "what": "counts joined by URN",
        "count": 1,
        "of": 2,
        "said": "",
    } in lines


def test_real_roads_say_how_far_the_doors_are(banes: Path) -> None:
    """Metres to the nearest road, measured again by geometry alone for every tenth setting."""
    import geopandas as gpd

    from experts_at_hand.registry.protocols import TRAVEL_MODELS

    area = read_area(banes)
    file = banes / "roads_os_openmap_local_2017.geojson"
    travel = TRAVEL_MODELS.build("road_network", roads=file).matrix(area)
    assert travel.door_metres is not None
    lines = gpd.read_file(file).to_crs(27700).geometry
    points = area.to_geodataframe().geometry
    for at in range(0, len(points), 10):
        nearest = lines.distance(points.iloc[at]).min()
        assert travel.door_metres[at] == pytest.approx(nearest, abs=1)
    assert figures(data_quality(area, travel))["journeys without a way"][0] == 0
