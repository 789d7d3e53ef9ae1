"""What an hour of a post costs: as stated, by band, or by the usual band."""

from collections.abc import Iterable, Mapping

from experts_at_hand.domain.workforce import Team

HOURLY_COST_GBP: Mapping[str, float] = {"4": 42.0, "5": 47.0, "6": 60.0, "7": 72.0, "8a": 82.0}
"""Cost of a working hour of a community health professional by Agenda for Change band, salary
oncosts and overheads included: Unit Costs of Health and Social Care 2024-25."""

USUAL_BAND = "6"
"""Taken where teams.csv states neither cost nor a known band: an assumption."""


def plain_band(band: str) -> str:
    """Return a band without the word: ``Band 6`` and ``6`` are one.

    Parameters
    ----------
    band
        As written.
    """
    return band.casefold().removeprefix("band").strip()


def hourly_cost(team: Team) -> float:
    """GBP of a paid hour: as stated, else by band, else that of band 6."""
    if team.hourly_cost is not None:
        return team.hourly_cost
    return HOURLY_COST_GBP.get(plain_band(team.band), HOURLY_COST_GBP[USUAL_BAND])


def usual_hourly_cost(teams: Iterable[Team]) -> float:
    """GBP of a paid hour of a further post beside some teams: their mean, by posts; else band 6.

    Parameters
    ----------
    teams
        Those of the profession.
    """
    costs = [(hourly_cost(team), team.wte) for team in teams]
    posts = sum(wte for _, wte in costs)
    if not costs:
        return HOURLY_COST_GBP[USUAL_BAND]
    if not posts:
        return sum(cost for cost, _ in costs) / len(costs)
    return sum(cost * wte for cost, wte in costs) / posts
