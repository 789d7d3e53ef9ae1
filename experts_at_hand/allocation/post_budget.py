"""The posts that a budget buys: those that make the worst-off best off, then travel least."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experts_at_hand.allocation.post_levels import SAME, split_budget
from experts_at_hand.allocation.post_rest import place_rest
from experts_at_hand.allocation.post_terms import PostProblem, PostTerms, post_problem
from experts_at_hand.allocation.posts_decided import Decided, Found, decided
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import POST_PLANS, Rule, VisitPattern


@POST_PLANS.register("budget")
@dataclass(frozen=True, kw_only=True)
class Budget(PostTerms):
    """Fund the posts that lift the lowest access most, then those with least travel.

    Parameters
    ----------
    wte
        Whole-time equivalents that there are for all professions together; state wte or gbp.
    gbp
        GBP a year that there are.
    step
        Posts are whole numbers of this many whole-time equivalents, such as 1, 0.5, 0.2 or 0.1;
        0 for posts cut at will.
    least
        Whole-time equivalents of the least post that is worth advertising: a place has none, or at
        least so many.
    places
        Where posts may be. ``bases``: buildings that teams set out from today. ``hubs``: the hubs
        of the clusters, for every setting. ``clusters``: cluster teams, at the hub, which work in
        their own cluster only.
    beside_today
        Whether today's posts stay beside them; otherwise the offer's posts are decided anew, and
        only time promised in plans stays with today's teams.
    vacancy_rate
        Share of further posts that is empty, 0 to below 1; they are paid for as if they were not.
    professions
        Those that posts are for, such as salt; all that are planned unless stated.
    cost_per_wte
        GBP a year of a whole-time equivalent, by profession. Unless stated it is the mean hourly
        cost of the profession's teams, those of the same band where bands are stated, times the
        paid hours of a year.
    bands
        Agenda for Change band of further posts, by profession, such as 6: what they cost, and what
        they may deliver under the rule skill_mix. Unless stated they have none, and deliver all.
    """

    wte: float | None = None
    gbp: float | None = None

    def __post_init__(self) -> None:
        super(Budget, self).__post_init__()  # noqa: UP008 - works in a slotted class too
        if (self.wte is None) == (self.gbp is None):
            raise ValueError("a budget states either wte or gbp, one of the two")
        if not (math.isfinite(self._amount) and self._amount > 0):
            raise ValueError(f"a budget of {self._amount:g} buys no post; state more than 0")
        smallest = self.least_steps * self.wte_of_step
        if self.wte is not None and self.step and self.wte < smallest - SAME:
            raise ValueError(
                f"wte is {self.wte:g}, and the least post is {smallest:g} WTE: state a larger "
                "budget or a smaller step and least"
            )

    @classmethod
    def example(cls) -> "Budget":
        """Two posts."""
        return cls(wte=2.0, step=0.5)

    @property
    def _amount(self) -> float:
        amount = self.wte if self.wte is not None else self.gbp
        return float("nan") if amount is None else amount

    def sentence(self) -> str:
        """Say how posts are decided on."""
        money = f"{self.wte:g} WTE" if self.gbp is None else f"GBP {self.gbp:,.0f} a year"
        return (
            f"further posts for {money} are put where they lift the lowest access most, then where "
            f"they travel least: {self.said()}"
        )

    def decide(
        self,
        area: LocalArea,
        travel: TravelMatrix,
        clustering: Clustering,
        *,
        visits: VisitPattern,
        rules: Sequence[Rule],
        time_limit_seconds: float | None,
    ) -> Decided:
        """Decide on posts."""
        problem = post_problem(
            self, area, travel, clustering, visits=visits, rules=rules, seconds=time_limit_seconds
        )
        return self.decide_on(problem)

    def decide_on(self, problem: PostProblem) -> Decided:
        """Decide on posts of a problem that these terms stated.

        Parameters
        ----------
        problem
            What there is to decide from.

        Raises
        ------
        ScenarioError
            If the budget buys no post.
        """
        problem.refuse(self._too_little(problem))
        costs = [
            self.wte_of_step * (1.0 if self.gbp is None else problem.cost_per_wte[word])
            for word in problem.professions
        ]
        split = split_budget(problem.levels, costs, self._amount)
        steps = [
            levels.programme.least_travel(levels.at(n), n).steps.astype(float)
            for levels, n in zip(problem.levels, split.steps, strict=True)
        ]
        spent = sum(c * float(at.sum()) for c, at in zip(costs, steps, strict=True))
        left = place_rest(problem, steps, self._amount - spent, costs)
        most = [
            levels.known_bound(int(np.ceil(at.sum() - SAME)))
            for levels, at in zip(problem.levels, steps, strict=True)
        ]
        found = Found(
            steps=steps,
            most_access=most,
            least_wte=[None] * len(steps),
            bound=split.bound,
            unit="share of need met, lowest",
            notes=self._left(left, costs),
        )
        return decided(problem, found, choose="budget", sentence=self.sentence())

    def _too_little(self, problem: PostProblem) -> list[str]:
        """Say that the budget buys no post at all."""
        if self.gbp is None or not problem.cost_per_wte:
            return []
        smallest = self.least_steps * self.wte_of_step
        cheapest = min(problem.cost_per_wte.values()) * smallest
        if self.gbp >= cheapest - SAME:
            return []
        return [
            f"gbp is {self.gbp:,.0f}, and the cheapest post of {smallest:g} WTE costs "
            f"{cheapest:,.0f} a year: state a larger budget or a smaller step and least"
        ]

    def _left(self, left: float, costs: Sequence[float]) -> tuple[str, ...]:
        """Say what of the budget is left, where it is more than rounding."""
        if left <= SAME * max(1.0, self._amount):
            return ()
        amount = f"{left:g} WTE" if self.gbp is None else f"GBP {left:,.0f}"
        short = left < min(costs) - SAME * max(1.0, self._amount)
        why = "less than a step costs" if short else "nobody is helped by more of it"
        return (f"{amount} of the budget is left: {why}",)
