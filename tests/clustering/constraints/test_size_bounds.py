"""Bounds on need and size: kept by plain arithmetic, refused early with the reason in numbers."""

import math
from dataclasses import replace

import pytest

from experts_at_hand.clustering.constraints.size_bounds import SizeBounds, need_weights
from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.need_model import NeedModel
from experts_at_hand.errors import ScenarioError
from tests.clustering.maps import line, map_of


def grouped(*groups: str) -> Clustering:
    """Clusters C1, C2, ... of settings named by one letter each."""
    return Clustering(
        clusters=tuple(
            Cluster(id=f"C{i}", name="", hub_id=group[0], members=tuple(group))
            for i, group in enumerate(groups, start=1)
        ),
        method="drawn",
    )


def refusal(bounds: SizeBounds, area: LocalArea) -> str:
    with pytest.raises(ScenarioError) as refused:
        bounds.check(area)
    return str(refused.value)


def test_weights_add_up_all_professions() -> None:
    area = map_of({"a": (0, 0, 30)})
    both = area.replace(
        settings=(replace(area.settings[0], need_hours={"salt": 30.0, "ot": 12.0}),),
        need_models={"salt": NeedModel(), "ot": NeedModel()},
    )
    assert need_weights(both).tolist() == [42.0]


def test_breaches_name_the_cluster_and_the_number() -> None:
    """Needs 10, 10, 10, 30: halves of 20 and 40 lie 33% from the mean of 30."""
    area = line(10, 10, 10, 30)
    bounds = SizeBounds.within(0.15, clusters=2)
    assert bounds.breaches(grouped("abc", "d"), area) == ()
    found = bounds.breaches(grouped("ab", "cd"), area)
    assert len(found) == 2
    assert (
        "C1 needs 20 hours a year, 33.3% below the mean of 30; asked for at most 15.0%" in found[0]
    )
    assert "C2 needs 40 hours a year, 33.3% above" in found[1]


def test_sides_can_differ() -> None:
    area = line(10, 10, 10, 30)
    only_above = SizeBounds(clusters=2, above=0.15)
    assert [breach.split()[1] for breach in only_above.breaches(grouped("ab", "cd"), area)] == [
        "C2"
    ]


def test_breaches_of_size_and_number() -> None:
    area = line(1, 1, 1, 1)
    bounds = SizeBounds(clusters=3, min_settings=2, max_settings=2)
    assert bounds.breaches(grouped("abc", "d"), area) == (
        "there are 2 clusters, asked for 3",
        "cluster C1 holds 3, asked for 2 or fewer",
        "cluster C2 holds 1, asked for 2 or more",
    )


def test_more_clusters_than_settings() -> None:
    assert "3 clusters are more than the 2 settings of the area" in refusal(
        SizeBounds(clusters=3), line(1, 1)
    )


def test_too_few_places_in_all_clusters() -> None:
    """4 clusters of at most 2 hold 8, and there are 9."""
    text = refusal(SizeBounds(clusters=4, max_settings=2), line(*[1] * 9))
    assert "4 clusters of at most 2 settings hold 8, the area has 9" in text
    assert "raise max_settings to 3 or ask for 5 clusters or more" in text


def test_too_many_places_to_fill() -> None:
    text = refusal(SizeBounds(clusters=2, min_settings=3), line(1, 1, 1, 1, 1))
    assert "2 clusters of at least 3 settings take 6, the area has 5" in text
    assert "lower min_settings to 2 or ask for 1 cluster" in text


def test_one_setting_larger_than_a_cluster() -> None:
    """Needs 10, 10, 80: half is 50, and 80 is 60% above it; one cluster holds all."""
    text = refusal(SizeBounds.within(0.15, clusters=2), line(10, 10, 80))
    assert "setting c (C) alone needs 80 hours a year" in text
    assert "more than the 57 a balanced cluster may hold" in text
    assert "raise balance to 0.6, ask for 1 clusters or fewer, or split it" in text
    SizeBounds.within(0.6, clusters=2).check(line(10, 10, 80))


def test_large_settings_that_cannot_share() -> None:
    """Three of 40 in two clusters of at most 66: two of them always meet, and need 80."""
    text = refusal(SizeBounds.within(0.1, clusters=2), line(40, 40, 40))
    assert "3 settings need more than 33 hours a year each" in text


def test_every_reason_is_given_at_once() -> None:
    text = refusal(SizeBounds.within(0.1, clusters=2, max_settings=1), line(10, 10, 80))
    assert "2 problems" in text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"clusters": 0}, "clusters is 0, expected 1 or more"),
        ({"clusters": 1, "below": -0.1}, "expected 0 or more"),
        ({"clusters": 1, "above": float("nan")}, "expected 0 or more"),
        ({"clusters": 1, "min_settings": 0}, "min_settings is 0"),
        ({"clusters": 1, "min_settings": 5, "max_settings": 4}, "below min_settings 5"),
    ],
)
def test_nonsense_is_refused_at_birth(options: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        SizeBounds(**options)  # type: ignore[arg-type] # nonsense on purpose


def test_balance_without_end_is_no_bound_even_without_need() -> None:
    assert SizeBounds.within(math.inf, clusters=2).need_range(0.0) == (0.0, math.inf)


def test_no_cure_asks_for_nothing() -> None:
    """Five settings, clusters of at least nine: only a lower minimum helps."""
    with pytest.raises(ScenarioError) as refused:
        SizeBounds.within(None, clusters=1, min_settings=9).check(line(1, 1, 1, 1, 1))
    assert refused.value.problems == (
        "1 clusters of at least 9 settings take 9, the area has 5; lower min_settings to 5",
    )
