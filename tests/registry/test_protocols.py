"""Families of parts: each has an example of every part, and days follow from clusters."""

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import prepare
from experts_at_hand.registry.protocols import FAMILIES, VISIT_PATTERNS, default_visits
from experts_at_hand.scenario import load_scenario


@pytest.mark.parametrize("family", FAMILIES)
def test_every_part_shows_itself(family: str) -> None:
    registry = FAMILIES[family]
    assert len(list(registry)) >= 1
    for word in registry:
        part = registry.example(word)
        assert registry.name_of(part) == word


@pytest.mark.parametrize(
    ("stem", "days"), [("baseline", "own_days"), ("clusters-large", "cluster_days")]
)
def test_days_that_nobody_states_follow_from_the_clusters(stem: str, days: str) -> None:
    clustering = prepare(load_scenario(shipped(f"toy/{stem}.toml")))[3]
    found = default_visits(clustering, hours_per_visit=2.0)
    assert VISIT_PATTERNS.name_of(found) == days
    assert found.hours_per_visit == 2.0
