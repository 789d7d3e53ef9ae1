"""Money: what an hour, a mile and a team cost."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from experts_at_hand.domain.pay import hourly_cost
from experts_at_hand.domain.settings import Place
from experts_at_hand.domain.workforce import Team
from experts_at_hand.metrics.samples import Plan

FULL_RATE_MILES = 3_500
FULL_RATE_GBP = 0.59
LOWER_RATE_GBP = 0.24
"""NHS terms and conditions of service handbook, mileage of car users: 59p a mile for the first
3,500 miles of a person's year, 24p after."""


def mileage_cost(miles: float, people: float) -> float:
    """GBP a year for miles shared evenly by a number of people.

    Parameters
    ----------
    miles
        All of them together, a year, >= 0.
    people
        Whole-time equivalents in post, each taken for one driver, > 0.

    Examples
    --------
    >>> round(mileage_cost(8_000, 2), 2)  # 2 x (3,500 x 0.59 + 500 x 0.24)
    4370.0
    """
    each = miles / people
    full = min(each, FULL_RATE_MILES)
    return people * (full * FULL_RATE_GBP + (each - full) * LOWER_RATE_GBP)


def cost_of_teams(plan: Plan) -> Mapping[str, float]:
    """Return GBP a year of each team: paid time of its posts in the offer, and its mileage.

    Teams of one profession at one base share their miles; each bears its part of what they cost.
    """
    year = plan.area.working_year
    costs = {
        team.id: hourly_cost(team) * team.offer_wte * year.paid_hours for team in plan.area.teams
    }
    driven = _driven(plan)
    for ids, paid in _mileage_paid(plan, driven):
        miles = sum(driven[id_] for id_ in ids)
        for id_ in ids:
            costs[id_] += paid * driven[id_] / miles if miles else 0.0
    return costs


def _driven(plan: Plan) -> Mapping[str, float]:
    """Return miles a year of each team that drives any."""
    driven: dict[str, float] = defaultdict(float)
    for item in plan.allocation.assignments:
        driven[item.team_id] += item.miles
    return driven


def _mileage_paid(
    plan: Plan, driven: Mapping[str, float]
) -> Iterator[tuple[tuple[str, ...], float]]:
    """Yield teams that share their miles, and GBP a year for these."""
    filled = {team.id: team.offer_wte for team in plan.area.teams}
    for ids in _shared_mileage(plan.area.teams, driven):
        miles = sum(driven[id_] for id_ in ids)
        yield ids, mileage_cost(miles, sum(filled[id_] for id_ in ids))


def mileage(plan: Plan) -> float:
    """Return GBP a year for all miles."""
    return sum(paid for _, paid in _mileage_paid(plan, _driven(plan)))


def _shared_mileage(
    teams: Sequence[Team], driven: Mapping[str, float]
) -> Iterator[tuple[str, ...]]:
    """Yield teams of one profession at one base: they share their miles, however posts are cut."""
    together: dict[tuple[str, Place], list[str]] = defaultdict(list)
    for team in teams:
        if team.offer_wte > 0:
            together[team.profession, team.place].append(team.id)
    yield from (tuple(ids) for ids in together.values() if any(id_ in driven for id_ in ids))
