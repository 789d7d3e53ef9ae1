"""The staffing table: the plan's own hours, cut by cluster and profession."""

from collections import defaultdict

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.results import staffing

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return run(shipped("toy/posts.toml"))


def test_the_toy_by_hand(outcome: Outcome) -> None:
    """Each town's speech teams work all their hours there: 0.25 WTE and the tenth that was added.

    At 0.713511 of 420 hours its six settings get 299.67 hours: 49.95 each, in days of six hours.
    """
    rows = [own for own in staffing(outcome) if own.profession == "salt"]
    assert [own.wte for own in rows] == pytest.approx([0.35, 0.35])
    assert [own.settings for own in rows] == [6, 6]
    assert [own.visited for own in rows] == [6, 6]
    for own in rows:
        assert own.days_a_setting == pytest.approx(0.713511 * 420 / 6 / 6, abs=1e-4)
        assert [wte for _, _, wte in own.teams] == pytest.approx([0.25, 0.1])
        assert "Health Centre (salt-" in own.teams_in_words


def test_no_hour_is_lost_between_clusters(outcome: Outcome) -> None:
    """Over all clusters each team's posts are its working hours, as the plan states them."""
    year = outcome.area.working_year.hours_per_wte
    worked: dict[str, float] = defaultdict(float)
    for item in outcome.allocation.assignments:
        worked[item.team_id] += (item.contact_hours + item.travel_hours) / year
    listed: dict[str, float] = defaultdict(float)
    for own in staffing(outcome):
        for team, _, wte in own.teams:
            listed[team] += wte
    assert dict(listed) == pytest.approx({t: w for t, w in worked.items() if w > 0})
