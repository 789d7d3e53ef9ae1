"""What a menu tries: methods that say so, planned by need, with the days that clusters are for."""

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.inputs import read_area
from experts_at_hand.menu.candidates import (
    column_of_today,
    days_of_clusters,
    menu_methods,
    menu_names,
    planned,
)
from experts_at_hand.registry.protocols import (
    ALLOCATION_METHODS,
    CLUSTERING_METHODS,
    VISIT_PATTERNS,
)
from experts_at_hand.scenario import load_scenario


def test_methods_say_themselves_whether_they_are_tried() -> None:
    tried = menu_methods()
    assert {"p_median", "contiguous", "spanning_tree"} <= set(tried)
    assert not {"none", "drawn", "improve"} & set(tried)
    assert all(word in CLUSTERING_METHODS for word in tried)


def test_names_are_told_apart() -> None:
    names = menu_names(load_scenario(shipped("toy/baseline.toml")), (2, 3))
    assert len(set(names)) == len(names) >= 2 * len(menu_methods())


def test_hours_that_are_measured_are_planned_in_a_menu() -> None:
    measured = ALLOCATION_METHODS.build("as_delivered")
    assert ALLOCATION_METHODS.name_of(planned(measured)) == "optimise"
    own = ALLOCATION_METHODS.build("optimise")
    assert planned(own) is own


@pytest.mark.parametrize(
    ("stated", "days"), [("own_days", "cluster_days"), ("return", "return"), (None, None)]
)
def test_each_setting_naming_its_day_becomes_days_of_clusters(
    stated: str | None, days: str | None
) -> None:
    pattern = None if stated is None else VISIT_PATTERNS.build(stated, hours_per_visit=2.0)
    found = days_of_clusters(pattern)
    if found is None:
        assert days is None
        return
    assert VISIT_PATTERNS.name_of(found) == days
    assert found.hours_per_visit == 2.0


def test_todays_clusters_are_a_column_that_says_so() -> None:
    scenario = load_scenario(shipped("toy/baseline.toml"))
    assert column_of_today(scenario, read_area(shipped("toy/area"))) == "current_cluster"
