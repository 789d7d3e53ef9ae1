"""The border of an area on its maps, where a file of it lies beside the tables."""

import json
import shutil
from pathlib import Path

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.report.boundary_line import boundary_line, lines_in_words
from experts_at_hand.report.map_picture import map_of

pytestmark = pytest.mark.solver

FRAME = (410_000.0, 220_000.0, 470_000.0, 240_000.0)


@pytest.fixture
def outcome(tmp_path: Path) -> Outcome:
    shutil.copytree(shipped("toy"), tmp_path / "toy")
    return run(tmp_path / "toy" / "baseline.toml")


def save(outcome: Outcome, text: str) -> None:
    (outcome.scenario.folder / "boundary.geojson").write_text(text, "utf-8")


def square(west: float, south: float, east: float, north: float) -> str:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]})


def test_without_a_file_there_is_no_line(outcome: Outcome) -> None:
    assert boundary_line(outcome, FRAME, 0.01, (0.0, 0.0)) == ""
    assert lines_in_words(outcome) == ""
    assert "stroke-dasharray" not in str(map_of(outcome))


def test_it_is_drawn_where_it_runs(outcome: Outcome) -> None:
    """A square of 40 by 10 km inside the frame: its corners, a hundredth of a unit a metre."""
    save(outcome, square(420_000, 225_000, 460_000, 235_000))
    drawn = boundary_line(outcome, FRAME, 0.01, (0.0, 0.0))
    for corner in ("100,150", "500,150", "500,50", "100,50"):
        assert corner in drawn
    assert lines_in_words(outcome) == "The dashed line is the border in boundary.geojson."
    assert "stroke-dasharray" in str(map_of(outcome))


def test_what_lies_beyond_the_picture_is_cut_off(outcome: Outcome) -> None:
    save(outcome, square(300_000, 100_000, 600_000, 400_000))
    assert boundary_line(outcome, FRAME, 0.01, (0.0, 0.0)) == ""


def test_a_file_that_cannot_be_read_is_said(outcome: Outcome) -> None:
    save(outcome, "no map")
    assert boundary_line(outcome, FRAME, 0.01, (0.0, 0.0)) == ""
    assert lines_in_words(outcome) == "boundary.geojson cannot be read, and is not drawn."
