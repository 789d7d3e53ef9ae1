"""What the allocation room asks of an aim, and how a linear one is settled.

Each aim speaks twice, to the solver and to the reader, and measures itself a third time in plain
arithmetic, so that a claimed value can be checked without the solver.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, Protocol

from experts_at_hand.allocation.formulation import Formulation, LinearObjective
from experts_at_hand.allocation.model import AllocationModel
from experts_at_hand.allocation.pairs import Pairs
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.shadow_prices import shadow_prices_of
from experts_at_hand.domain.allocation import ObjectiveResult, Status
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.scorecard import Better
from experts_at_hand.registry.protocols import Objective


class SettledObjective(Objective, Protocol):
    """What the allocation room asks of an objective beyond its sentence.

    ``word`` is its registered name, ``unit`` that of its value, ``better`` where it pushes it.
    """

    word: ClassVar[str]
    unit: ClassVar[str]
    better: ClassVar[Better]

    def prepare(self, formulation: Formulation) -> None:
        """State the decisions and rows that the aim needs, before the solver sees any."""

    def first_aim(self, problem: PlanningProblem, pairs: Pairs) -> LinearObjective:
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

    def tolerance(self, problem: PlanningProblem) -> float:
        """Return by how much a claimed value may differ from the measured one."""

    def unserved(self, problem: PlanningProblem, profession: int) -> float:
        """Return the value for a profession (by position) of which no team reaches anybody."""


def settle_linear(
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


def worst_status(parts: Sequence[ObjectiveResult]) -> Status:
    """Return whether all were proved best."""
    return "optimal" if all(part.status == "optimal" for part in parts) else "stopped"


def all_prices(parts: Sequence[ObjectiveResult]) -> Mapping[str, float]:
    """Return the price of every team."""
    return {team: price for part in parts for team, price in part.prices.items()}


def added(parts: Sequence[ObjectiveResult]) -> ObjectiveResult:
    """Add the values of professions up."""
    return replace(
        parts[0],
        value=sum(part.value for part in parts),
        bound=sum(part.bound for part in parts),
        status=worst_status(parts),
        prices=all_prices(parts),
    )
