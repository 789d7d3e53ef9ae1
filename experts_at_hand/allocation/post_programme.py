r"""The programme of posts for one profession: how high so many posts can lift the lowest access.

For a *fixed number of steps* N: maximise z such that every setting in reach gets ``need x z``::

    sum over teams of h        = need z (+ more, where a rule guarantees hours)
    sum over settings of k h  <= C_t                for a team of today
    sum over settings of k h  <= H n_j              for the posts at place j, n_j whole
    sum over places of n_j    <= N
    m y_j <= n_j <= N y_j                           no post below the least one

``z`` is capped by what all hours could give without travel, and each ``h`` by its need at that cap:
with N fixed, bound and value then meet in seconds, where one programme over all professions and
any N does not. The other way round, the fewest posts for an access are found by counting N up.

The answer holds all pairs of team and setting where they are few. Where they are many, the search
has each setting's nearest teams, and the bound comes from the linear programme over all pairs.
"""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.allocation.pairs import list_pairs
from experts_at_hand.allocation.post_rows import PostRows, PostSteps
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray
from experts_at_hand.solver import MixedResult, solve_mixed

MANY_PAIRS = 15_000
"""Pairs above which the search has the nearest teams only."""

NEAREST_TEAMS = 8
"""Teams a setting then has; what that costs stands in ``benchmarks/README.md``."""

NODES = 4_000
"""Nodes of one search. An assumption: areas of one council are proved in fewer."""

TRAVEL_NODES = 50
"""Nodes of the search for least travel, which only chooses among posts that are equally fair."""

HOLD = 1e-8
"""Access by which a level that is held may be missed: the precision of the search."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Level:
    """How high some posts lift the lowest access.

    Parameters
    ----------
    access
        What was reached.
    bound
        No places for as many posts reach more.
    steps
        Steps at each place, in the order of the places; whole unless posts are cut at will.
    values
        The whole answer, for a search that starts from it.
    """

    access: float
    bound: float
    steps: FloatArray
    values: FloatArray | None = None


class PostProgramme:
    """The programme of one profession, stated once and solved for many numbers of posts.

    Parameters
    ----------
    problem
        With the teams of today and one of each place for posts.
    posts
        What its posts come in.
    seconds
        Time for one search; ``None`` for no limit.
    wte_of_step
        Whole-time equivalents of one step.

    Attributes
    ----------
    pairs
        Every pair that the rules allow.
    posts, wte_of_step
        What its posts come in.
    """

    def __init__(
        self,
        problem: PlanningProblem,
        posts: PostSteps,
        *,
        seconds: float | None = None,
        wte_of_step: float = 1.0,
    ) -> None:
        self.problem = problem
        self.posts = posts
        self.wte_of_step = wte_of_step
        self.pairs = list_pairs(problem, [posts.profession])
        self._seconds = seconds
        every = np.ones(len(self.pairs.team), dtype=bool)
        few = every if len(every) <= MANY_PAIRS else self._few()
        self._searched = PostRows(problem, self.pairs, posts, few)
        self._whole = self._searched if few.all() else PostRows(problem, self.pairs, posts, every)

    def _few(self) -> BoolArray:
        """Mark the nearest teams of each setting, and pairs that a rule guarantees hours of."""
        return self.pairs.nearest(NEAREST_TEAMS) | self.pairs.named_by(self.problem)

    @property
    def profession(self) -> str:
        """The profession's word."""
        return self.problem.area.professions[self.posts.profession]

    @property
    def nobody(self) -> bool:
        """Whether no setting needs the profession, or none can be reached."""
        return not len(self.pairs.need)

    def level(self, steps: int, *, enough: float = 1.0) -> Level:
        """Lift the lowest access as high as so many steps can.

        Parameters
        ----------
        steps
            Steps of all places together, >= 0.
        enough
            Access that is enough: more is not looked for.
        """
        if self.nobody:
            return Level(access=1.0, bound=1.0, steps=np.zeros(len(self.posts.places)))
        stated = self._searched
        programme = stated.programme(-stated.lowest_cost, steps=steps, cap=enough)
        result = solve_mixed(programme, nodes=NODES, seconds=self._seconds)
        bound = self._bound(result, steps, enough)
        if result.values is None:
            nowhere = np.zeros(len(self.posts.places))
            # Guarantees of a rule may take more posts than these; without any, nobody is served.
            return Level(access=0.0 if bound >= 0 else -1.0, bound=bound, steps=nowhere)
        access = float(result.values[stated.lowest])
        return Level(
            access=access,
            bound=max(access, bound),
            steps=stated.steps_of(result.values),
            values=result.values,
        )

    def _bound(self, result: MixedResult, steps: int, enough: float) -> float:
        if result.status == "infeasible":
            return -1.0
        if self._whole is self._searched:
            found = -result.bound / self._searched.scale
            return min(found, enough, self._searched.ceiling(steps))
        return self.relaxed_level(steps, enough=enough)

    def relaxed_level(self, steps: float, *, enough: float = 1.0) -> float:
        """Return the lowest access if posts could be cut at will: no posts reach more."""
        if self.nobody:
            return 1.0
        stated = self._whole
        costs = -stated.lowest_cost
        result = solve_mixed(stated.programme(costs, steps=steps, cap=enough, cut=True), nodes=1)
        return -1.0 if result.values is None else float(result.values[stated.lowest])

    def relaxed_steps(self, access: float) -> float:
        """Return the steps that an access takes with posts cut at will; ``inf`` if none do."""
        if self.nobody:
            return 0.0
        stated = self._whole
        programme = stated.programme(stated.steps_cost, steps=np.inf, held=access, cut=True)
        result = solve_mixed(programme, nodes=1)
        return np.inf if result.values is None else float(stated.steps_cost @ result.values)

    def access_of(self, steps: FloatArray) -> float:
        """Return the lowest access with so many steps at each place.

        Parameters
        ----------
        steps
            In the order of the places.
        """
        if self.nobody:
            return 1.0
        stated = self._whole
        costs = -stated.lowest_cost
        programme = stated.programme(costs, steps=float(steps.sum()), cut=True, at=steps)
        result = solve_mixed(programme, nodes=1)
        return 0.0 if result.values is None else float(result.values[stated.lowest])

    def least_travel(self, level: Level, steps: int) -> Level:
        """Choose, among the places that reach a level, those with least time on the road.

        Parameters
        ----------
        level
            What is held.
        steps
            Steps of all places together.
        """
        if level.values is None:
            return level
        stated = self._searched
        programme = stated.programme(stated.travel_cost, steps=steps, held=level.access - HOLD)
        result = solve_mixed(
            programme, start=level.values, nodes=TRAVEL_NODES, seconds=self._seconds
        )
        if result.values is None:
            return level
        return Level(
            access=level.access,
            bound=level.bound,
            steps=stated.needed_steps(result.values),
            values=result.values,
        )
