"""What an hour of a post costs: as stated, by band, or by the usual band."""

import pytest

from experts_at_hand.domain.pay import HOURLY_COST_GBP, hourly_cost, plain_band, usual_hourly_cost
from experts_at_hand.domain.settings import Place
from experts_at_hand.domain.workforce import Team

SOMEWHERE = Place(easting=380000, northing=160000)


def team(wte: float = 1.0, *, band: str = "", cost: float | None = None) -> Team:
    return Team(
        id="t",
        profession="salt",
        wte=wte,
        place=SOMEWHERE,
        band=band,
        hourly_cost=cost,
    )


@pytest.mark.parametrize(
    ("who", "pounds"),
    [
        (team(band="7", cost=55.0), 55.0),
        (team(band="Band 7"), HOURLY_COST_GBP["7"]),
        (team(band=" 8A "), HOURLY_COST_GBP["8a"]),
        (team(band="consultant"), HOURLY_COST_GBP["6"]),
        (team(), HOURLY_COST_GBP["6"]),
    ],
)
def test_as_stated_then_by_band_then_band_6(who: Team, pounds: float) -> None:
    assert hourly_cost(who) == pounds


def test_a_further_post_costs_what_those_beside_it_do_by_their_posts() -> None:
    """Three posts at 40 and one at 80: 50. Without any post, the plain mean; without a team, 6."""
    assert usual_hourly_cost([team(3.0, cost=40.0), team(1.0, cost=80.0)]) == 50.0
    assert usual_hourly_cost([team(0.0, cost=40.0), team(0.0, cost=80.0)]) == 60.0
    assert usual_hourly_cost([]) == HOURLY_COST_GBP["6"]


def test_a_higher_band_costs_more() -> None:
    costs = list(HOURLY_COST_GBP.values())
    assert costs == sorted(costs)
    assert plain_band("Band 8a") == "8a"
