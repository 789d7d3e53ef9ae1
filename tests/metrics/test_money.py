"""What teams cost: by hand, and by profession and team the same sum.

One team of 0.5 WTE in band 6, 60 GBP an hour: 0.5 x 1,640 x 60 = 49,200 GBP for paid time.
"""

import pytest

from experts_at_hand.domain.workforce import WorkingYear
from experts_at_hand.examples import shipped
from experts_at_hand.metrics.money import cost_of_teams
from experts_at_hand.metrics.samples import Plan
from experts_at_hand.pipeline import run

pytestmark = pytest.mark.solver


def test_paid_time_is_that_of_a_year_at_work_unless_the_weeks_hold_more() -> None:
    assert WorkingYear().paid_hours == 1640
    assert WorkingYear(weeks=52, hours_per_week=37.5).paid_hours == 1950
    assert WorkingYear(paid_hours_per_wte=1700).paid_hours == 1700
    with pytest.raises(ValueError, match="paid_hours_per_wte is 0"):
        WorkingYear(paid_hours_per_wte=0)


def test_teams_professions_and_the_whole_are_one_sum() -> None:
    outcome = run(shipped("toy/baseline.toml"))
    plan = Plan(outcome.area, outcome.travel, outcome.clustering, outcome.allocation)
    costs, card = cost_of_teams(plan), outcome.scorecard
    wages = {"salt-west": 0.25, "salt-east": 0.25, "ot-west": 0.3}
    assert card["cost"].value == pytest.approx(sum(costs.values()))
    assert card["cost"].value - card["mileage_cost"].value == pytest.approx(0.8 * 1640 * 60)
    for profession in ("salt", "ot"):
        theirs = sum(costs[team.id] for team in outcome.area.teams_of(profession))
        assert card[f"cost:profession={profession}"].value == pytest.approx(theirs)
    for team, posts in wages.items():
        assert costs[team] >= posts * 1640 * 60
    contact = card["contact_hours"].value
    assert card["cost_per_contact_hour"].value == pytest.approx(card["cost"].value / contact)
