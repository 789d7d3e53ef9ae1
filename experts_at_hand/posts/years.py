"""A plan over several years: forward, year by year, and what no plan over all of them can better.

Each year its budget buys the posts that lift the lowest access of that year most, beside those of
the years before, which stay. Need grows, posts stand vacant, and hiring takes its time, as each
year says. Clusters are those of the first year throughout: a school keeps its neighbours.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from experts_at_hand.allocation.post_places import with_posts, without_offer_posts
from experts_at_hand.allocation.post_terms import PostProblem
from experts_at_hand.allocation.posts_decided import WTE_DIGITS
from experts_at_hand.allocation.service import Service
from experts_at_hand.allocation.years_bound import BudgetYear, most_over_years
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.posts import Post, PostDecision
from experts_at_hand.domain.workforce import Team
from experts_at_hand.errors import ScenarioError
from experts_at_hand.pipeline import Outcome, Prepared, plan_prepared, prepare
from experts_at_hand.posts.first_clusters import clusters_of_year
from experts_at_hand.registry.protocols import POST_PLANS, Rule, VisitPattern
from experts_at_hand.scenario import Scenario, Year
from experts_at_hand.scenario.years import PLANS_GROWTH, SEN_SUPPORT_GROWTH

APRIL_2029 = 2028
"""The school year in which April 2029 falls begins in this one: by then the average school is to
have its days."""

SMALL = 1e-6
"""Part of a budget that is rounding."""


@dataclass(frozen=True, kw_only=True)
class YearPlan:
    """One year of a plan.

    Parameters
    ----------
    year
        What was stated of it.
    outcome
        The plan of that year, with all posts there are.
    posts
        All further posts in place, those of earlier years included.
    hired
        Whole-time equivalents that are new this year.
    budget, cost
        What all further posts may cost, and do, in the unit of the budget.
    lowest_access
        Lowest access of the professions that posts are for.
    decision
        How this year's new posts were decided on; ``None`` where there was nothing to spend.
    only_clusters
        Ids of the clusters that this year's new posts are for; none where it is all of them.
    """

    year: Year
    outcome: Outcome
    posts: tuple[Post, ...]
    hired: float
    budget: float
    cost: float
    lowest_access: float
    decision: PostDecision | None
    only_clusters: tuple[str, ...] = ()

    @property
    def wte(self) -> float:
        """Whole-time equivalents of all further posts."""
        return sum(post.wte for post in self.posts)

    @property
    def gbp(self) -> float:
        """GBP a year of all further posts."""
        return sum(post.cost for post in self.posts)


@dataclass(frozen=True, kw_only=True)
class YearsPlan:
    """A plan over several years.

    Parameters
    ----------
    scenario
        What was asked.
    years
        In order.
    unit
        Of budgets and costs: ``WTE`` or ``GBP a year``.
    mean_lowest
        Lowest access, averaged over the years.
    bound
        What no posts over these years can better, each year's new posts in its own clusters.
    open_bound
        The same where posts may be in any cluster from the first year.
    """

    scenario: Scenario
    years: tuple[YearPlan, ...]
    unit: str
    mean_lowest: float
    bound: float
    open_bound: float

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The plan of each year."""
        return tuple(plan.outcome for plan in self.years)


def plan_years(scenario: Scenario, *, progress: Callable[[str], None] | None = None) -> YearsPlan:
    """Plan every year of a scenario, one after another.

    Parameters
    ----------
    scenario
        With years, and a budget for posts.
    progress
        Told which year begins.

    Raises
    ------
    DataError, ScenarioError
        If the input is wrong, or no years are stated.
    InfeasibleError
        If the hard rules contradict each other in a year.
    """
    if not scenario.years:
        raise ScenarioError(
            scenario.name,
            ['no years are stated; write a [[years]] table for each, year = "2026/27"'],
        )
    prepared = prepare(scenario)
    terms: Any = prepared[0].posts
    unit = "GBP a year" if terms.gbp is not None else "WTE"
    held: dict[tuple[str, str, str | None], Post] = {}
    plans: list[YearPlan] = []
    money: list[BudgetYear] = []
    areas = _areas(prepared)
    for year, area in zip(scenario.years, areas, strict=True):
        if progress is not None:
            progress(year.year)
        only = clusters_of_year(year, areas[0], prepared[3])
        step = _Step(prepared, year, area, terms, unit, only)
        money.append(step.budget_year())
        plans.append(step.plan(held))
    mean = float(np.mean([plan.lowest_access for plan in plans]))
    bound = max(most_over_years(money) / len(plans), mean)
    anywhere = [replace(year, only_clusters=()) for year in money]
    return YearsPlan(
        scenario=prepared[0],
        years=tuple(plans),
        unit=unit,
        mean_lowest=mean,
        bound=bound,
        open_bound=max(bound, most_over_years(anywhere) / len(plans))
        if any(plan.only_clusters for plan in plans)
        else bound,
    )


def _areas(prepared: Prepared) -> Sequence[LocalArea]:
    """Return the area of each year: counts as they have grown, vacancies as stated."""
    scenario, area, _, _ = prepared
    plans, support = 1.0, 1.0
    found = []
    for number, year in enumerate(scenario.years):
        usual = (PLANS_GROWTH, SEN_SUPPORT_GROWTH) if number else (0.0, 0.0)
        plans *= 1 + (usual[0] if year.plans_growth is None else year.plans_growth)
        support *= 1 + (usual[1] if year.sen_support_growth is None else year.sen_support_growth)
        found.append(_in_year(area, plans, support, year.vacancy_rate))
    return found


def _in_year(area: LocalArea, plans: float, support: float, vacant: float | None) -> LocalArea:
    def times(count: float | None, factor: float) -> float | None:
        return None if count is None else count * factor

    return area.replace(
        settings=tuple(
            replace(s, ehcp=times(s.ehcp, plans), sen_support=times(s.sen_support, support))
            for s in area.settings
        ),
        teams=area.teams
        if vacant is None
        else tuple(replace(team, vacancy_rate=vacant) for team in area.teams),
    )


class _Step:
    """One year, with the budget that is its own."""

    def __init__(
        self,
        prepared: Prepared,
        year: Year,
        area: LocalArea,
        terms: Any,  # noqa: ANN401 - the registered budget
        unit: str,
        only_clusters: tuple[str, ...] = (),
    ) -> None:
        self.scenario, _, self.travel, self.clustering = prepared
        self.year, self.unit, self.only_clusters = year, unit, only_clusters
        vacant = terms.vacancy_rate if year.vacancy_rate is None else year.vacancy_rate
        self.terms = replace(terms, vacancy_rate=vacant, beside_today=True)
        self.area = area if terms.beside_today else without_offer_posts(area)
        stated = year.gbp if unit != "WTE" else year.wte
        usual = terms.gbp if unit != "WTE" else terms.wte
        self.budget = float(usual if stated is None else stated)
        self.hire = math.inf if year.hire_at_most is None else year.hire_at_most

    def budget_year(self) -> BudgetYear:
        """Return the year as the bound over all years takes it."""
        assert self.scenario.visits is not None  # noqa: S101 - settled when the clusters were
        problem = PostProblem(
            terms=self.terms, area=self.area, travel=self.travel, clustering=self.clustering,
            visits=self.scenario.visits, rules=self.scenario.rules, seconds=None,
        )  # fmt: skip
        each = problem.cost_per_wte
        return BudgetYear(
            problem=problem,
            budget=self.budget,
            costs=[each[word] if self.unit != "WTE" else 1.0 for word in problem.professions],
            hire=self.hire,
            only_clusters=self.only_clusters,
        )

    def plan(self, held: dict[tuple[str, str, str | None], Post]) -> YearPlan:
        """Decide on this year's posts beside those held, hold them too, and plan the year."""
        before = sum(post.wte for post in held.values())
        decision = self._decide(held)
        for post in decision.posts if decision is not None else ():
            key = post.profession, post.host_id, post.cluster_id
            old = held.get(key)
            held[key] = post if old is None else replace(
                old, wte=round(old.wte + post.wte, WTE_DIGITS), cost=old.cost + post.cost
            )  # fmt: skip
        label = self.year.year.replace("/", "-")
        area, travel, rules = self._with(held)
        none = POST_PLANS.build("as_they_are")
        asked = self.scenario.replace(
            name=f"{self.scenario.name}-{label}", title=f"{self.scenario.title}, {self.year.year}",
            posts=none, years=(), rules=rules,
        )  # fmt: skip
        outcome = plan_prepared((asked, area, travel, self.clustering))
        posts = tuple(held[key] for key in sorted(held, key=str))
        return YearPlan(
            year=self.year, outcome=outcome, posts=posts,
            hired=round(sum(post.wte for post in posts) - before, WTE_DIGITS),
            budget=self.budget, cost=self._spent(held), lowest_access=self._lowest(outcome),
            decision=decision, only_clusters=self.only_clusters,
        )  # fmt: skip

    def _spent(self, held: Mapping[tuple[str, str, str | None], Post]) -> float:
        return sum(post.wte if self.unit == "WTE" else post.cost for post in held.values())

    def _lowest(self, outcome: Outcome) -> float:
        plan = outcome.allocation
        words = self.terms.professions or plan.professions
        columns = [p for p, word in enumerate(plan.professions) if word in words]
        return float(np.nanmin(plan.access[:, columns]))

    def _with(
        self, held: Mapping[tuple[str, str, str | None], Post]
    ) -> tuple[LocalArea, Any, tuple[Rule, ...]]:
        """Return area, travel and rules with the posts held."""
        paid = self.area.working_year.paid_hours
        teams = [
            (
                Team(
                    id=post.team_id, profession=post.profession, wte=post.wte,
                    place=self.area.places[post.host_id], base=post.where,
                    vacancy_rate=self.terms.vacancy_rate,
                    hourly_cost=post.cost / post.wte / paid,
                    band=self.terms.bands.get(post.profession, ""),
                ),
                post.host_id,
            )
            for post in held.values()
        ]  # fmt: skip
        area, travel = with_posts(self.area, self.travel, teams)
        own = {p.team_id: (p.cluster_id,) for p in held.values() if p.cluster_id is not None}
        rules = self.scenario.rules
        if own:
            rules = (*rules, Service(by="map", map=cast("Mapping[str, tuple[str, ...]]", own)))
        return area, travel, rules

    def _decide(self, held: Mapping[tuple[str, str, str | None], Post]) -> PostDecision | None:
        """Decide on what the budget of the year leaves; nothing where it buys no post."""
        room = min(self.budget - self._spent(held), self.hire)
        area, travel, rules = self._with(held)
        smallest = self.terms.least_steps * self.terms.wte_of_step
        visits = cast("VisitPattern", self.scenario.visits)
        problem = PostProblem(
            terms=self.terms, area=area, travel=travel, clustering=self.clustering, visits=visits,
            rules=rules, seconds=self.scenario.solver.time_limit_seconds,
            only_clusters=self.only_clusters,
        )  # fmt: skip
        dearer = min(problem.cost_per_wte.values(), default=0.0) if self.unit != "WTE" else 1.0
        if room < smallest * dearer - SMALL:
            return None
        money = {"wte": room, "gbp": None} if self.unit == "WTE" else {"wte": None, "gbp": room}
        terms = replace(self.terms, **money)
        problem.refuse(terms.problems(area, self.clustering, rules))
        decision: PostDecision = terms.decide_on(replace(problem, terms=terms)).decision
        return decision
