"""What one more working hour of a team brings, in words, and how far that holds.

The value of the first aim is concave in the hours: each further hour brings as much as the one
before, or less. So the price holds up to the most hours at which the whole gain is still the price
times the hours; beyond, it would promise too much. That is found by planning again, by halving.
What an hour a week does to the profession's own lowest access and to travel is no price at all but
the whole plan made again with it, every aim in its turn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from experts_at_hand.allocation.stated_plan import StatedPlan
from experts_at_hand.domain.workforce import Team, profession_label
from experts_at_hand.pipeline import Outcome
from experts_at_hand.posts.next_post import place_of, refuse_unplanned, stated_again
from experts_at_hand.posts.ranked import named

EXACT = 1e-6
"""How far a value may lie off the price's line, relative to the larger of 1 and the value: what
plans are exact to."""

SHOWN_POINTS, SHOWN_TRAVEL = 0.005, 0.05
"""Points of access and hours of travel below which a reader sees no change."""

HALVINGS = 10
"""Times that the stretch is halved: to a thousandth of the longest that is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRange:
    """The price of an hour of one team, and how far it holds.

    Parameters
    ----------
    team_id, where, profession
        Whose hour it is, and where it sets out from.
    price
        Change of the first aim for one more working hour a year, in its unit.
    unit
        Of the first aim.
    aim
        What the first aim is called.
    holds_hours
        Further working hours a year up to which each brings as much; at most ``looked_at``.
    looked_at
        Hours a year that were looked at.
    weeks
        Weeks of the working year: an hour a week is so many hours a year.
    own_access
        Change of the lowest access to the profession itself with one more hour a week.
    travel_hours
        Change of hours a year of travel and signing in, all professions, with one more hour a week.
    """

    team_id: str
    where: str
    profession: str
    price: float
    unit: str
    aim: str
    holds_hours: float
    looked_at: float
    weeks: float
    own_access: float
    travel_hours: float

    def sentence(self) -> str:
        """Say what an hour a week brings, how far, and what it does to travel."""
        return f"{self._price_in_words()}; {self._again_in_words()}"

    def _again_in_words(self) -> str:
        own = f"the lowest access to {profession_label(self.profession)}"
        points = 100 * self.own_access
        access = f"{own} stays as it is"
        if abs(points) >= SHOWN_POINTS:
            access = f"{own} {'rises' if points > 0 else 'falls'} by {abs(points):.2f} points"
        travel = "as much time goes into travel"
        if abs(self.travel_hours) >= SHOWN_TRAVEL:
            more = "more" if self.travel_hours > 0 else "fewer"
            travel = f"{abs(self.travel_hours):,.1f} {more} hours a year go into travel"
        return f"planned again with it, {access} and {travel}"

    def _price_in_words(self) -> str:
        who = f"one more hour a week of {profession_label(self.profession)} from {self.where}"
        if not self.price:
            return f"{who} changes the {self.aim} by nothing"
        week = self.price * min(self.weeks, self.holds_hours)
        if self.unit.startswith("share"):
            verb = "lifts" if week > 0 else "lowers"
            # Of what is concave, the hours that the price holds for are the least of all of them.
            least = "at least " if week > 0 and self.holds_hours < self.weeks else ""
            brings = f"{verb} the {self.aim} by {least}{100 * abs(week):.2f} points"
        else:
            brings = f"changes the {self.aim} by {week:+,.1f} {self.unit}"
        far = f"each hour brings as much up to {self.holds_hours:,.0f} hours a year"
        if self.holds_hours < self.weeks:
            return f"{who} {brings}: {far}, and less beyond"
        whole = self.holds_hours >= self.looked_at
        end = "the most that was looked at" if whole else "and less beyond"
        return f"{who} {brings}; {far}, {end}"


def price_ranges(outcome: Outcome, wte: float = 1.0) -> tuple[PriceRange, ...]:
    """Return how far the price of each team's hour holds.

    Parameters
    ----------
    outcome
        A plan by need.
    wte
        Whole-time equivalents up to which it is looked at.

    Raises
    ------
    ScenarioError
        If hours are not shared out by need.
    """
    refuse_unplanned(outcome, wte)
    first = outcome.allocation.objectives[0]
    again, whole = stated_again(outcome, aims=1), stated_again(outcome)
    found = []
    for team in outcome.area.teams:
        price = first.prices.get(team.id)
        if price is None:
            continue
        year = outcome.area.working_year
        most = wte * year.hours_per_wte
        own, travel = _with_an_hour_a_week(outcome, whole, team)
        found.append(
            PriceRange(
                team_id=team.id,
                where=place_of(team, outcome.area.teams),
                profession=team.profession,
                price=price,
                unit=first.unit,
                aim=named(first),
                holds_hours=most if not price else _holds(outcome, again, team, price, most),
                looked_at=most,
                weeks=year.weeks,
                own_access=own,
                travel_hours=travel,
            )
        )
    return tuple(found)


def _with_an_hour_a_week(outcome: Outcome, whole: StatedPlan, team: Team) -> tuple[float, float]:
    """Return what the plan made again changes: lowest access to the profession, and travel."""
    area = outcome.area.replace(teams=tuple(_grown(outcome, team, outcome.area.working_year.weeks)))
    plans = outcome.allocation, whole.plan_with_hours(area)
    column = outcome.allocation.professions.index(team.profession)
    before, after = (float(np.nanmin(plan.access[:, column])) for plan in plans)
    stood, goes = (sum(item.travel_hours for item in plan.assignments) for plan in plans)
    return after - before, goes - stood


def _holds(outcome: Outcome, again: StatedPlan, team: Team, price: float, most: float) -> float:
    """Return the most hours at which the gain is still the price times the hours."""
    before = outcome.allocation.objectives[0].value

    def on_line(hours: float) -> bool:
        expected = before + price * hours
        return abs(_value(outcome, again, team, hours) - expected) <= EXACT * max(
            1.0, abs(expected)
        )

    if on_line(most):
        return most
    low, high = 1.0, most  # the price was found with one hour
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if on_line(middle) else (low, middle)
    return low


def _value(outcome: Outcome, again: StatedPlan, team: Team, hours: float) -> float:
    """Return what the first aim reaches with further working hours of a team."""
    area = outcome.area.replace(teams=tuple(_grown(outcome, team, hours)))
    return again.plan_with_hours(area).objectives[0].value


def _grown(outcome: Outcome, team: Team, hours: float) -> Iterator[Team]:
    """Yield the teams, one of them with more hours for the offer, in filled posts."""
    more = hours / outcome.area.working_year.hours_per_wte
    for old in outcome.area.teams:
        if old.id == team.id:
            offer = old.offer_wte + more
            yield replace(old, wte=offer, vacancy_rate=0.0, statutory_share=0.0)
        else:
            yield old
