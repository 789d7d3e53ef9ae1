"""What a plan is for: fairness first, or as much as possible for all together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from experts_at_hand.allocation.formulation import Formulation, LinearObjective
from experts_at_hand.allocation.leximin import leximin, lowest_aim
from experts_at_hand.allocation.model import AllocationModel
from experts_at_hand.allocation.pairs import Pairs
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.settled_objective import added, settle_linear, worst_status
from experts_at_hand.allocation.tolerances import ACCESS_TOLERANCE, hours_tolerance
from experts_at_hand.domain.allocation import ObjectiveResult
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.scorecard import Better
from experts_at_hand.registry.protocols import OBJECTIVES


@OBJECTIVES.register("worst_ratio")
@dataclass(frozen=True, slots=True)
class WorstRatio:
    """Raise the lowest access, then the next lowest, and so on (leximin).

    Access is the share of need that is met. No setting's access could be raised without lowering
    that of another which has no more. Settings that no team reaches are named and left out.
    """

    word: ClassVar[str] = "worst_ratio"
    unit: ClassVar[str] = "share of need met, lowest within reach"
    better: ClassVar[Better] = "higher"

    def sentence(self) -> str:
        """Say what the aim asks."""
        return (
            "the setting that is helped least, in proportion to its need, is helped as much as "
            "possible; then the next, until nobody can gain except at the cost of one worse off"
        )

    def prepare(self, formulation: Formulation) -> None:
        """State the lowest access."""
        formulation.state_lowest()

    def first_aim(self, problem: PlanningProblem, pairs: Pairs) -> LinearObjective:  # noqa: ARG002 - contract
        """Raise the level of all, counted in hours of need."""
        return lowest_aim(pairs, np.ones(len(pairs.need), dtype=bool))

    def settle(
        self, model: AllocationModel, incumbent: FloatArray
    ) -> tuple[ObjectiveResult, FloatArray]:
        """Fix every setting's access, worst first."""
        result = leximin(model, incumbent)
        lowest = float(result.access.min())
        ceiling = 1.0
        if result.status == "stopped":  # capacity pooled and every visit at its cheapest
            capacity = sum(float(model.problem.capacity[team]) for team in model.pairs.teams)
            ceiling = min(1.0, capacity / float((model.pairs.need * model.pairs.cheapest).sum()))
        settled = ObjectiveResult(
            objective=self.word,
            sentence=self.sentence(),
            value=lowest,
            unit=self.unit,
            better=self.better,
            status=result.status,
            bound=lowest if result.status == "optimal" else max(lowest, ceiling),
            prices=result.prices,
            levels=result.levels,
        )
        return settled, result.hours

    def combine(self, parts: Sequence[ObjectiveResult]) -> ObjectiveResult:
        """Take the lowest of all: the lowest of any."""
        counts: dict[float, int] = {}
        for level, count in sorted(pair for part in parts for pair in part.levels):
            counts[level] = counts.get(level, 0) + count
        worst = min(parts, key=lambda part: part.value)
        return replace(
            worst,
            status=worst_status(parts),
            bound=min(part.bound for part in parts),
            prices=_prices_of_the_lowest(parts),
            levels=tuple(sorted(counts.items())),
        )

    def measure(self, problem: PlanningProblem, hours: FloatArray) -> float:
        """Lowest share of need met among settings within reach; 1 where there is none."""
        lowest = 1.0
        for setting, profession in np.argwhere(problem.reached):
            given = hours[problem.profession_of_team == profession, setting].sum()
            lowest = min(lowest, float(given / problem.need[setting, profession]))
        return lowest

    def tolerance(self, problem: PlanningProblem) -> float:  # noqa: ARG002 - contract
        """Access, to what the smallest needs feel of the solver's rounding."""
        return ACCESS_TOLERANCE

    def unserved(self, problem: PlanningProblem, profession: int) -> float:  # noqa: ARG002 - contract
        """Nobody within reach is helped least of all."""
        return 1.0


@OBJECTIVES.register("unmet_need")
@dataclass(frozen=True, slots=True)
class UnmetNeed:
    """Leave as few hours of need unmet as possible, wherever they are.

    Blind to who goes without: state it after a fair aim, or read the access figures with care.
    """

    word: ClassVar[str] = "unmet_need"
    unit: ClassVar[str] = "hours a year"
    better: ClassVar[Better] = "lower"

    def sentence(self) -> str:
        """Say what the aim asks."""
        return "as few hours of need as possible stay unmet over the whole area"

    def prepare(self, formulation: Formulation) -> None:
        """Nothing beyond hours and access."""

    def first_aim(self, problem: PlanningProblem, pairs: Pairs) -> LinearObjective:  # noqa: ARG002 - contract
        """Count every hour of need that is met."""
        return LinearObjective(access=-pairs.need)

    def settle(
        self, model: AllocationModel, incumbent: FloatArray
    ) -> tuple[ObjectiveResult, FloatArray]:
        """Meet as much need as possible."""
        total = float(model.problem.need[:, list(model.professions)].sum())
        met = model.pairs.met(incumbent).sum()
        return settle_linear(
            model,
            self.first_aim(model.problem, model.pairs),
            ObjectiveResult(
                objective=self.word,
                sentence=self.sentence(),
                value=total - float(met),
                unit=self.unit,
                better=self.better,
                status="stopped",
                bound=total - _most_that_can_be_met(model),
            ),
            incumbent,
            offset=total,
        )

    def combine(self, parts: Sequence[ObjectiveResult]) -> ObjectiveResult:
        """Add the hours up."""
        return added(parts)

    def measure(self, problem: PlanningProblem, hours: FloatArray) -> float:
        """Need less hours given, over all settings and professions."""
        return float(problem.need.sum() - hours.sum())

    def tolerance(self, problem: PlanningProblem) -> float:
        """Hours, by the size of all need."""
        return hours_tolerance(float(problem.need.sum()))

    def unserved(self, problem: PlanningProblem, profession: int) -> float:
        """All of its need."""
        return float(problem.need[:, profession].sum())


def _most_that_can_be_met(model: AllocationModel) -> float:
    """Hours met if capacity were pooled and every visit at its cheapest: no plan meets more."""
    left = sum(float(model.problem.capacity[team]) for team in model.pairs.teams)
    met = 0.0
    for demand in np.argsort(model.pairs.cheapest, kind="stable"):
        hours = min(float(model.pairs.need[demand]), left / float(model.pairs.cheapest[demand]))
        met, left = met + hours, left - hours * float(model.pairs.cheapest[demand])
    return met


def _prices_of_the_lowest(parts: Sequence[ObjectiveResult]) -> Mapping[str, float]:
    """Return what an hour adds to the lowest of all: nothing where another is as low."""
    prices: dict[str, float] = {}
    for i, part in enumerate(parts):
        others = min((other.value for j, other in enumerate(parts) if j != i), default=1.0)
        room = max(0.0, others - part.value)
        prices |= {team: min(price, room) for team, price in part.prices.items()}
    return prices
