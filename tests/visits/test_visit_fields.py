"""What every pattern is told of a visit: refused in one voice."""

import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import VISIT_PATTERNS


@pytest.mark.parametrize("name", list(VISIT_PATTERNS))
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"hours_per_visit": 0.0}, "hours_per_visit is 0.0, expected more than 0 hours"),
        ({"visits_per_day": 0}, "visits_per_day is 0, expected a whole number, 1 or more"),
        ({"sign_in_minutes": -1.0}, "sign_in_minutes is -1.0, expected 0 minutes or more"),
    ],
)
def test_nonsense_is_refused(name: str, given: dict[str, float], said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        VISIT_PATTERNS.build(name, **given)


def test_legs_cannot_be_shorter_than_nothing() -> None:
    with pytest.raises(ScenarioError, match=r"leg_factor is -0\.5, expected 0 or more"):
        VISIT_PATTERNS.build("own_days", leg_factor=-0.5)


def test_only_days_of_clusters_look_at_clusters() -> None:
    looking = {name for name, part in VISIT_PATTERNS.parts.items() if part.uses_clusters}  # type: ignore[attr-defined]  # not part of the contract
    assert looking == {"cluster_days"}
