"""A template: as little as possible of whatever an hour at a setting costs.

An aim of this kind is a name, a unit, a sentence and what an hour of contact by each team at each
setting costs. Everything else is here: what the solver minimises, the bound where its time runs
out, the value in plain arithmetic, and how exact a claim has to be.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from experts_at_hand.allocation.formulation import Formulation, LinearObjective
from experts_at_hand.allocation.model import AllocationModel
from experts_at_hand.allocation.pairs import Pairs
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.settled_objective import added, settle_linear
from experts_at_hand.allocation.tolerances import hours_tolerance
from experts_at_hand.domain.allocation import ObjectiveResult
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.scorecard import Better


class LeastPerHour(ABC):
    """Spend as little as possible of something that each hour of contact costs.

    Alone such an aim would visit nobody: state it after one that asks for help to be given.
    """

    word: ClassVar[str]
    unit: ClassVar[str]
    better: ClassVar[Better] = "lower"

    @abstractmethod
    def rate(self, problem: PlanningProblem) -> FloatArray:
        """Return teams x settings: what an hour of contact costs, in the unit, >= 0."""

    @abstractmethod
    def sentence(self) -> str:
        """Say what the aim asks."""

    def prepare(self, formulation: Formulation) -> None:  # noqa: B027 - nothing by default
        """Nothing beyond hours and access."""

    def first_aim(self, problem: PlanningProblem, pairs: Pairs) -> LinearObjective:
        """Count what each hour costs."""
        return LinearObjective(hours=self._by_pair(problem, pairs))

    def settle(
        self, model: AllocationModel, incumbent: FloatArray
    ) -> tuple[ObjectiveResult, FloatArray]:
        """Choose the cheapest teams that the aims before leave free to choose."""
        rate = self._by_pair(model.problem, model.pairs)
        cheapest = np.full(len(model.pairs.need), np.inf)
        np.minimum.at(cheapest, model.pairs.demand, rate)
        owed = model.settled_access * model.pairs.need
        return settle_linear(
            model,
            LinearObjective(hours=rate),
            ObjectiveResult(
                objective=self.word,
                sentence=self.sentence(),
                value=float((rate * incumbent).sum()),
                unit=self.unit,
                better=self.better,
                status="stopped",
                bound=float((owed * cheapest).sum()),
            ),
            incumbent,
        )

    def combine(self, parts: Sequence[ObjectiveResult]) -> ObjectiveResult:
        """Add up."""
        return added(parts)

    def measure(self, problem: PlanningProblem, hours: FloatArray) -> float:
        """Return what these hours cost."""
        given = hours > 0
        return float((hours[given] * self.rate(problem)[given]).sum())

    def tolerance(self, problem: PlanningProblem) -> float:
        """Return what the tolerance in hours may cost at most."""
        rate = self.rate(problem)
        dearest = float(rate[np.isfinite(rate)].max(initial=1.0))
        return max(1.0, dearest) * hours_tolerance(float(problem.need.sum()))

    def unserved(self, problem: PlanningProblem, profession: int) -> float:  # noqa: ARG002 - contract
        """Nobody is visited, and nothing spent."""
        return 0.0

    def _by_pair(self, problem: PlanningProblem, pairs: Pairs) -> FloatArray:
        rate: FloatArray = self.rate(problem)[pairs.team, pairs.setting[pairs.demand]]
        return rate
