"""One road: an area and its travel become arrays, and a solution becomes clusters again."""

import numpy as np
import pytest

from experts_at_hand.clustering.constraints.side_constraints import Conditions
from experts_at_hand.clustering.constraints.size_bounds import SizeBounds
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.methods.p_median import PMedian
from experts_at_hand.clustering.requirements import ClusterRequirements
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import DataError, ScenarioError
from tests.clustering.maps import crow, line


def asked(clusters: int, **conditions: object) -> ClusterRequirements:
    """Return requirements without bounds on need."""
    return ClusterRequirements(
        SizeBounds(clusters=clusters),
        Conditions(**conditions),  # type: ignore[arg-type]  # fields of many types
    )


def test_costs_are_shares_of_need_times_minutes() -> None:
    """Four settings a kilometre and a minute apart with needs 1, 1, 1, 1: each has a quarter."""
    area = line(1, 1, 1, 1)
    instance = ClusteringInstance.of(area, crow(area), asked(2))
    assert instance.items == tuple((id_,) for id_ in area.setting_ids)
    minutes = crow(area).minutes_between(area.setting_ids, area.setting_ids)
    assert instance.problem.cost == pytest.approx(minutes / 4)


def test_a_solution_becomes_the_clusters_that_it_says() -> None:
    """Two and two: hubs in the middle, each other setting one step away: a quarter + a quarter."""
    area = line(1, 1, 1, 1)
    instance = ClusteringInstance.of(area, crow(area), asked(2))
    solution = instance.solution(np.array([0, 0, 1, 1]))
    found = instance.clustering(solution, method=PMedian(clusters=2), bound=solution.cost)
    ids = area.setting_ids
    assert found.groups == frozenset({frozenset(ids[:2]), frozenset(ids[2:])})
    assert found.objective == pytest.approx(solution.cost)
    assert found.gap == 0


def test_no_bound_is_stated_for_clusters_that_break_what_is_asked() -> None:
    """Three and one, asked for the same need in each."""
    area = line(1, 1, 1, 1)
    even = ClusterRequirements(SizeBounds.within(0.0, clusters=2))
    instance = ClusteringInstance.of(area, crow(area), even)
    found = instance.clustering(
        instance.solution(np.array([0, 0, 0, 1])), method=PMedian(clusters=2), bound=0.1
    )
    assert found.lower_bound is None
    assert any("no lower bound is stated" in note for note in found.notes)


def test_settings_that_stay_together_are_one_item_and_teams_may_be_hubs() -> None:
    area = line(1, 1, 1, 1)
    first, second, *_ = area.setting_ids
    instance = ClusteringInstance.of(area, crow(area), asked(2, must_link=((first, second),)))
    assert (first, second) in instance.items
    assert len(instance.items) == 3
    assert instance.problem.cost.shape == (4, 3)


def test_travel_is_asked_for_once_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrays of all pairs are read for the check of hubs, the neighbours, and the instance."""
    area = line(1, 1, 1, 1, 1)
    calls: list[int] = []
    plain = TravelMatrix.minutes_between

    def counted(self: TravelMatrix, origins: list[str], targets: list[str]) -> object:
        calls.append(len(origins) * len(targets))
        return plain(self, origins, targets)

    monkeypatch.setattr(TravelMatrix, "minutes_between", counted)
    ClusteringInstance.of(area, crow(area), asked(2))
    assert calls.count(25) <= 3


def test_what_cannot_be_is_refused_before_any_search() -> None:
    area = line(1, 1)
    with pytest.raises(ScenarioError, match="3 clusters are more than the 2 settings"):
        ClusteringInstance.of(area, crow(area), asked(3))
    nobody = area.replace(settings=())
    with pytest.raises(DataError, match="the table is empty"):
        ClusteringInstance.of(nobody, crow(nobody), asked(1))
