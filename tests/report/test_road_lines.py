"""Roads beneath the map: those that travel follows, inside the picture, and not too many."""

import re
from pathlib import Path

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.report import road_lines as module
from experts_at_hand.report.map_picture import map_of
from experts_at_hand.report.road_lines import PALE, road_lines
from experts_at_hand.scenario import load_scenario
from experts_at_hand.travel.roads.network import RoadNetwork

pytestmark = pytest.mark.solver

FRAME = (415_000.0, 222_000.0, 466_000.0, 238_000.0)


@pytest.fixture(scope="module")
def by_road() -> Outcome:
    scenario = load_scenario(shipped("toy/baseline.toml"))
    return run(scenario.replace(travel=RoadNetwork(roads=shipped("toy/roads.geojson"))))


def spots(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)]


def test_travel_in_straight_lines_draws_none() -> None:
    outcome = run(shipped("toy/baseline.toml"))
    assert road_lines(outcome, FRAME, 0.01, (0.0, 0.0)) == ""
    assert PALE not in str(map_of(outcome))


def test_every_road_is_where_it_runs(by_road: Outcome) -> None:
    """At a hundredth of a unit a metre: turned back into metres, each end is a junction."""
    path = road_lines(by_road, FRAME, 0.01, (0.0, 0.0))
    travel = by_road.scenario.travel
    assert isinstance(travel, RoadNetwork)
    graph = travel.graph()
    drawn = re.findall(r"M[^M\"]+", path)
    assert len(drawn) == len(graph)
    junctions = set(zip(graph.x.round(-1).tolist(), graph.y.round(-1).tolist(), strict=True))
    for line in drawn:
        for x, y in (spots(line)[0], spots(line)[-1]):
            east, north = FRAME[0] + x * 100, FRAME[3] - y * 100
            assert (round(east, -1), round(north, -1)) in junctions
    assert PALE in str(map_of(by_road))


def test_nothing_leaves_the_picture(by_road: Outcome) -> None:
    """A frame round one town cuts the roads off at its rim."""
    west = (415_000.0, 226_000.0, 421_000.0, 232_000.0)
    found = spots(road_lines(by_road, west, 0.1, (10.0, 20.0)))
    assert found
    assert all(10 - 0.1 <= x <= 610.1 and 20 - 0.1 <= y <= 620.1 for x, y in found)


def test_the_fastest_are_drawn_where_there_are_too_many(
    by_road: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_LINKS", 2)
    assert road_lines(by_road, FRAME, 0.01, (0.0, 0.0)).count("M") == 2


def test_a_file_that_has_gone_draws_none(by_road: Outcome, tmp_path: Path) -> None:
    gone = RoadNetwork(roads=tmp_path / "gone.geojson")
    scenario = by_road.scenario.replace(travel=gone)
    outcome = Outcome(**{**by_road.__dict__, "scenario": scenario})
    assert road_lines(outcome, FRAME, 0.01, (0.0, 0.0)) == ""
