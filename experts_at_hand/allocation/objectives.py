"""What a plan is for: the aims, settled one after the other in the order the scenario states.

Each aim speaks twice, to the solver and to the reader, and measures itself a third time in plain
arithmetic, so that a claimed value can be checked without the solver.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

import numpy as np

from experts_at_hand.allocation.formulation import Formulation, LinearObjective
from experts_at_hand.allocation.leximin import leximin, lowest_aim
from experts_at_hand.allocation.model import AllocationModel
from experts_at_hand.allocation.pairs import Pairs
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.shadow_prices import shadow_prices_of
from experts_at_hand.domain.allocation import ObjectiveResult, Status
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.scorecard import Better
from experts_at_hand.registry.protocols import OBJECTIVES, Objective


class SettledObjective(Objective, Protocol):
    """What the allocation room asks of an objective beyond its sentence.

    ``word`` is its registered name, ``unit`` that of its value, ``better`` where it pushes it.
    """

    word: ClassVar[str]
    unit: ClassVar[str]
    better: ClassVar[Better]

    def prepare(self, formulation: Formulation) -> None:
        """State the decisions and rows that the aim needs, before the solver sees any."""

    def first_aim(self, pairs: Pairs) -> LinearObjective:
        """Return what is minimised first."""

    def settle(
        self, model: AllocationModel, incumbent: FloatArray
    ) -> tuple[ObjectiveResult, FloatArray]:
        """Reach the best value, hold it, and return it with the hours of that plan.

        ``incumbent`` is the plan so far, one entry a pair, for a solver that runs out of time.
        """

    def combine(self, parts: Sequence[ObjectiveResult]) -> ObjectiveResult:
        """Join the values of professions that were planned apart."""

    def measure(self, problem: PlanningProblem, hours: FloatArray) -> float:
        """Return the value of a plan (teams x settings) in plain arithmetic."""

    def unserved(self, problem: PlanningProblem, profession: int) -> float:
        """Return the value for a profession (by position) of which no team reaches anybody."""


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

    def first_aim(self, pairs: Pairs) -> LinearObjective:
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
            status=_worst_status(parts),
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

    def first_aim(self, pairs: Pairs) -> LinearObjective:
        """Count every hour of need that is met."""
        return LinearObjective(access=-pairs.need)

    def settle(
        self, model: AllocationModel, incumbent: FloatArray
    ) -> tuple[ObjectiveResult, FloatArray]:
        """Meet as much need as possible."""
        total = float(model.problem.need[:, list(model.professions)].sum())
        met = model.pairs.met(incumbent).sum()
        return _settle_linear(
            model,
            self.first_aim(model.pairs),
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
        return _added(parts)

    def measure(self, problem: PlanningProblem, hours: FloatArray) -> float:
        """Need less hours given, over all settings and professions."""
        return float(problem.need.sum() - hours.sum())

    def unserved(self, problem: PlanningProblem, profession: int) -> float:
        """All of its need."""
        return float(problem.need[:, profession].sum())


@OBJECTIVES.register("travel_time")
@dataclass(frozen=True, slots=True)
class TravelTime:
    """Spend as few hours as possible on the road and signing in.

    Alone it would visit nobody: state it after an aim or a rule that asks for help to be given.
    """

    word: ClassVar[str] = "travel_time"
    unit: ClassVar[str] = "hours a year"
    better: ClassVar[Better] = "lower"

    def sentence(self) -> str:
        """Say what the aim asks."""
        return "as little time as possible goes into travel and signing in"

    def prepare(self, formulation: Formulation) -> None:
        """Nothing beyond hours and access."""

    def first_aim(self, pairs: Pairs) -> LinearObjective:
        """Count what an hour of contact costs beyond itself."""
        return LinearObjective(hours=pairs.hour_cost - 1)

    def settle(
        self, model: AllocationModel, incumbent: FloatArray
    ) -> tuple[ObjectiveResult, FloatArray]:
        """Choose the nearest teams that the aims before leave free to choose."""
        travel = model.pairs.hour_cost - 1
        owed = model.settled_access * model.pairs.need
        return _settle_linear(
            model,
            self.first_aim(model.pairs),
            ObjectiveResult(
                objective=self.word,
                sentence=self.sentence(),
                value=float((travel * incumbent).sum()),
                unit=self.unit,
                better=self.better,
                status="stopped",
                bound=float((owed * (model.pairs.cheapest - 1)).sum()),
            ),
            incumbent,
        )

    def combine(self, parts: Sequence[ObjectiveResult]) -> ObjectiveResult:
        """Add the hours up."""
        return _added(parts)

    def measure(self, problem: PlanningProblem, hours: FloatArray) -> float:
        """Hours on the road and signing in for these contact hours."""
        given = hours > 0
        return float((hours[given] * (problem.hour_cost[given] - 1)).sum())

    def unserved(self, problem: PlanningProblem, profession: int) -> float:  # noqa: ARG002 - contract
        """Nobody drives."""
        return 0.0


def _settle_linear(
    model: AllocationModel,
    aim: LinearObjective,
    stopped: ObjectiveResult,
    incumbent: FloatArray,
    *,
    offset: float = 0.0,
) -> tuple[ObjectiveResult, FloatArray]:
    """Minimise a linear aim and hold it; keep the incumbent where time runs out."""
    status = model.minimise(aim)
    if status != "optimal":
        return stopped, incumbent
    reached = model.live.objective
    settled = replace(
        stopped,
        value=reached + offset,
        bound=reached + offset,
        status="optimal",
    )
    hours = model.hours()
    settled = replace(settled, prices=shadow_prices_of(model, aim))
    model.keep(aim, reached)
    return settled, hours


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


def _worst_status(parts: Sequence[ObjectiveResult]) -> Status:
    return "optimal" if all(part.status == "optimal" for part in parts) else "stopped"


def _all_prices(parts: Sequence[ObjectiveResult]) -> Mapping[str, float]:
    return {team: price for part in parts for team, price in part.prices.items()}


def _added(parts: Sequence[ObjectiveResult]) -> ObjectiveResult:
    return replace(
        parts[0],
        value=sum(part.value for part in parts),
        bound=sum(part.bound for part in parts),
        status=_worst_status(parts),
        prices=_all_prices(parts),
    )
