"""Teams tied to clusters: by nearest base, by a map, by their own column."""

from dataclasses import replace

import numpy as np
import pytest

from experts_at_hand.allocation.service import Service
from experts_at_hand.errors import ScenarioError
from tests.allocation.problems import problem_of
from tests.places import TinyPlace, tiny_place

PLACE = tiny_place(
    {"a": (0, 60.0), "b": (10, 40.0), "c": (50, 40.0)},
    {"w": (0, 70.0), "e": (60, 70.0), "e2": (60, 10.0)},
    groups=[["a", "b"], ["c"]],
)


def allowed(place: TinyPlace, rule: Service) -> list[list[int]]:
    rows: list[list[int]] = rule.allowed(problem_of(place)).astype(int).tolist()
    return rows


def test_the_base_nearest_the_hub_serves_with_all_its_teams() -> None:
    """Hubs are ``a`` at 0 and ``c`` at 50; both eastern teams set out from one door."""
    assert allowed(PLACE, Service()) == [[1, 1, 0], [0, 0, 1], [0, 0, 1]]


def test_a_base_without_hours_is_no_base() -> None:
    """The western team is gone: everybody is served from the east."""
    gone = replace(PLACE.area.teams[0], vacancy_rate=1.0)
    place = replace(PLACE, area=PLACE.area.replace(teams=(gone, *PLACE.area.teams[1:])))
    assert allowed(place, Service())[1:] == [[1, 1, 1], [1, 1, 1]]


def test_a_map_ties_whom_it_names_and_nobody_else() -> None:
    rule = Service(by="map", map={"w": ("C2",)})
    assert allowed(PLACE, rule) == [[0, 0, 1], [1, 1, 1], [1, 1, 1]]


def test_the_column_of_teams_says_it() -> None:
    tied = replace(PLACE.area.teams[1], clusters=("C1",))
    teams = (PLACE.area.teams[0], tied, PLACE.area.teams[2])
    place = replace(PLACE, area=PLACE.area.replace(teams=teams))
    assert allowed(place, Service(by="column")) == [[1, 1, 1], [1, 1, 0], [1, 1, 1]]


def test_names_that_there_are_not_are_all_said() -> None:
    rule = Service(by="map", map={"x": ("C1",), "w": ("C9",)})
    with pytest.raises(ScenarioError) as refusal:
        allowed(PLACE, rule)
    assert "there is no team 'x'" in str(refusal.value)
    assert "tied to cluster 'C9', which there is not" in str(refusal.value)


@pytest.mark.parametrize(("by", "ties"), [("map", {}), ("column", {"w": ("C1",)})])
def test_a_map_goes_with_the_word(by: str, ties: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(ValueError, match="goes with by = 'map'"):
        Service(by=by, map=ties)  # type: ignore[arg-type]


def test_work_outside_its_clusters_is_named() -> None:
    hours = np.array([[0.0, 0.0, 2.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]])
    assert Service().breaches(problem_of(PLACE), hours) == [
        "w serves C (c) in cluster C2, which is not its own"
    ]
