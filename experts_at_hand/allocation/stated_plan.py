"""A plan as it is stated once and settled as often as hours change.

To state a programme in PuLP and to hand it over takes longer than to solve it. Where only working
hours change, as for a further post or a vacancy, the programme that stands in the solver is taken
back to where it began, with other hours, and settled again from the basis that it has.
"""

from collections.abc import Sequence

import numpy as np

from experts_at_hand.allocation.assembled import assembled
from experts_at_hand.allocation.contradictions import refuse_links, weigh_guarantees
from experts_at_hand.allocation.model import AllocationModel
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.settled_objective import SettledObjective
from experts_at_hand.allocation.tolerances import NOTHING
from experts_at_hand.domain.allocation import Allocation, ObjectiveResult, SolverReport
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import SolverError
from experts_at_hand.solver import solver_versions


class StatedPlan:
    """The programmes of all professions, stated once.

    Professions are planned apart: no rule or aim ties one to another, so nothing is lost by it.

    Parameters
    ----------
    problem
        Sets and data.
    aims
        In the order in which they are settled.
    time_limit_seconds
        When each profession's programme must stop with what it has; ``None`` for no limit.
    """

    def __init__(
        self,
        problem: PlanningProblem,
        aims: Sequence[SettledObjective],
        time_limit_seconds: float | None = None,
    ) -> None:
        self._problem = problem
        self._aims = tuple(aims)
        self._limit = time_limit_seconds
        self._fresh = True
        self._models = {
            p: AllocationModel(problem, [p], time_limit_seconds=time_limit_seconds)
            for p in range(len(problem.area.professions))
            if problem.reached[:, p].any()
        }

    def plan(self) -> Allocation:
        """Settle the aims with the hours that the teams have.

        Raises
        ------
        InfeasibleError
            If the hard rules contradict each other.
        SolverError
            If the solver fails.
        """
        return self._settled(self._problem)

    def plan_with_hours(self, area: LocalArea) -> Allocation:
        """Settle the aims with other working hours of the same teams.

        Parameters
        ----------
        area
            As it was stated, but for the hours.

        Raises
        ------
        InfeasibleError, SolverError
            As `plan` does.
        """
        return self.plan_with(self._problem.with_hours(area))

    def plan_with(self, problem: PlanningProblem) -> Allocation:
        """Settle the aims with other hours of the same teams, from where the last plan ended.

        Parameters
        ----------
        problem
            As it was stated but for the working hours of teams; none has got its first hours or
            lost its last, and no rule guarantees or links hours. Anything else is stated anew.

        Raises
        ------
        InfeasibleError, SolverError
            As `plan` does.
        """
        before = self._problem
        same = np.array_equal(problem.allowed, before.allowed) and np.array_equal(
            problem.need, before.need
        )
        if not same or problem.guarantees or problem.links or problem.hour_rows:
            return StatedPlan(problem, self._aims, self._limit).plan()
        return self._settled(problem)

    def _settled(self, problem: PlanningProblem) -> Allocation:
        area = problem.area
        hours = np.zeros((len(area.teams), len(area.settings)))
        parts: list[list[ObjectiveResult]] = [[] for _ in self._aims]
        if not self._fresh or problem is not self._problem:
            for model in self._models.values():
                for aim in self._aims:
                    aim.prepare(model.formulation)
                model.begin_again(problem)
        # All before any: a contradiction is said before an hour goes into another profession.
        starts = {p: first_plan(model, self._aims) for p, model in self._models.items()}
        self._fresh = False
        for profession in range(len(area.professions)):
            if profession not in self._models:
                # Nobody to serve: its settings are named as unreached, and their need counts.
                for part, aim in zip(parts, self._aims, strict=True):
                    part.append(_unserved(aim, problem, profession))
                continue
            model, plan = self._models[profession], starts[profession]
            for part, aim in zip(parts, self._aims, strict=True):
                value, plan = aim.settle(model, plan)
                part.append(value)
            hours[model.pairs.team, model.pairs.setting[model.pairs.demand]] = plan
        values = [aim.combine(part) for aim, part in zip(self._aims, parts, strict=True)]
        needed = problem.need.T[problem.profession_of_team]
        hours[hours <= NOTHING * np.minimum(1.0, needed)] = 0.0
        return assembled(
            problem, hours, aims=self._aims, objectives=tuple(values),
            solver=_report(list(self._models.values())),
        )  # fmt: skip


def _report(models: Sequence[AllocationModel]) -> SolverReport:
    versions = solver_versions()
    return SolverReport(
        solver=f"HiGHS {versions['highspy']} through PuLP {versions['pulp']}",
        rounds=sum(model.live.rounds for model in models),
        pairs=sum(len(model.pairs.team) for model in models),
        pairs_used=sum(int(model.present.sum()) for model in models),
        seconds_in_solver=sum(model.live.seconds for model in models),
    )


def first_plan(model: AllocationModel, aims: Sequence[SettledObjective]) -> FloatArray:
    """Return a plan that keeps every guarantee: where there are none, one that does nothing.

    Parameters
    ----------
    model
        In which nothing is settled.
    aims
        What will be; each states what it needs.

    Raises
    ------
    InfeasibleError
        If the guarantees do not fit together.
    SolverError
        If they do and no plan is found.
    """
    for aim in aims:
        aim.prepare(model.formulation)
    promised = [*model.problem.guarantees, *(x for x in model.problem.links if x.least > 0)]
    if not any(each.profession in model.professions for each in promised):
        return np.zeros(len(model.pairs.team))
    if model.any_plan() != "optimal":
        refuse_links(model.problem, model.professions)
        model.enter(weigh_guarantees(model.problem, model.professions))
        if model.any_plan() != "optimal":
            model.loosen_guarantees()
        if model.any_plan() != "optimal":
            raise SolverError("the guarantees fit together but no plan was found; please report")
    return model.hours()


def _unserved(aim: SettledObjective, problem: PlanningProblem, profession: int) -> ObjectiveResult:
    """Return what an aim amounts to for a profession of which no team reaches any setting."""
    value = aim.unserved(problem, profession)
    return ObjectiveResult(
        objective=aim.word,
        sentence=aim.sentence(),
        value=value,
        unit=aim.unit,
        better=aim.better,
        status="optimal",
        bound=value,
        prices=dict.fromkeys(
            (team.id for team in problem.area.teams_of(problem.area.professions[profession])), 0.0
        ),
    )
