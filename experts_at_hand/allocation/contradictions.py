"""Why no plan can keep every hard rule: named by rule, setting and number, with a cure.

Some contradictions are plain before any solving: a guarantee to a setting that nobody may reach, or
of more hours than it needs. The rest are a matter of capacity. For those all guarantees are shrunk
alike until a plan exists; the guarantees that stop them from being larger, and the teams that are
used up, are the ones to talk about.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from experts_at_hand.allocation.formulation import LinearObjective
from experts_at_hand.allocation.model import AllocationModel
from experts_at_hand.allocation.problem import Guarantee, PlanningProblem
from experts_at_hand.allocation.rules import Locked
from experts_at_hand.allocation.tolerances import (
    BINDING_TOLERANCE,
    HOURS_TOLERANCE,
    SHARE_TOLERANCE,
)
from experts_at_hand.domain.arrays import BoolArray
from experts_at_hand.errors import InfeasibleError, SolverError
from experts_at_hand.solver import weighted_sum

NAMED = 12
"""Contradictions that one message spells out; the others are counted."""


def refuse_plain_contradictions(problem: PlanningProblem) -> None:
    """Refuse guarantees that no capacity could keep.

    Raises
    ------
    InfeasibleError
        Naming every guarantee that a team, a need or another guarantee rules out.
    """
    found = [
        text for guarantee in problem.guarantees for text in _plainly_wrong(problem, guarantee)
    ]
    found += _locked_above_need(problem)
    found += _locked_alone(problem) + _locked_below_floor(problem)
    if len(found) > NAMED:
        found = [*found[:NAMED], f"and {len(found) - NAMED} more of the like"]
    if found:
        raise InfeasibleError(found)


def refuse_links(problem: PlanningProblem, professions: Sequence[int]) -> None:
    """Refuse whole visits by named teams, where no plan was found and they are asked.

    Parameters
    ----------
    problem
        Of which no plan was found.
    professions
        Positions of those that were planned.

    Raises
    ------
    InfeasibleError
        With a cure.
    """
    asked = [x for x in problem.links if x.least > 0 and x.profession in professions]
    if asked:
        words = ", ".join(dict.fromkeys(problem.area.professions[x.profession] for x in asked))
        raise InfeasibleError(
            [
                f"the hours of {words} do not suffice for a whole visit a year by every team that "
                "is named at a setting: ask for no whole visits, or add posts"
            ]
        )


def _locked_alone(problem: PlanningProblem) -> list[str]:
    """Name settings that one team alone is to serve and cannot, or that two are to serve alone."""
    alone: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    for rule in problem.rules:
        if isinstance(rule, Locked) and rule.hours is None:
            team, setting = rule.positions(problem)
            profession = int(problem.profession_of_team[team])
            alone[setting, profession][team] = rule.sentence()
    found = []
    for (setting, profession), rules in alone.items():
        where = problem.setting_label(setting)
        if len(rules) > 1:
            both = " and ".join(f"'{rule}'" for rule in rules.values())
            found.append(f"rules {both}: only one team can be alone at {where}; keep one of them")
        for team, said in rules.items():
            needed = problem.need[setting, profession] > 0
            if len(rules) == 1 and needed and not problem.allowed[team, setting]:
                found.append(
                    f"rule '{said}': {problem.area.teams[team].id} cannot or may not serve {where} "
                    "(no hours in post, out of reach, or tied to other clusters), and nobody else "
                    "may; drop the lock or the rule that forbids it"
                )
    return found


def _plainly_wrong(problem: PlanningProblem, guarantee: Guarantee) -> list[str]:
    where = problem.setting_label(guarantee.setting)
    word = problem.area.professions[guarantee.profession]
    if guarantee.hours <= 0:
        return []
    if guarantee.team is not None and not problem.allowed[guarantee.team, guarantee.setting]:
        team = problem.area.teams[guarantee.team].id
        return [
            f"rule '{guarantee.rule}': {team} cannot or may not serve {where} "
            "(no hours in post, no need there, out of reach, or tied to other clusters); "
            "drop the lock or the rule that forbids it"
        ]
    if guarantee.team is None and not problem.reached[guarantee.setting, guarantee.profession]:
        return [
            f"rule '{guarantee.rule}': {where} is guaranteed {guarantee.hours:.1f} hours of {word} "
            "but no team can or may reach it; widen the reach, change the service map or add a team"
        ]
    return []


def _locked_above_need(problem: PlanningProblem) -> list[str]:
    locked: dict[tuple[int, int], list[Guarantee]] = defaultdict(list)
    for guarantee in problem.guarantees:
        if guarantee.team is not None:
            locked[guarantee.setting, guarantee.profession].append(guarantee)
    found = []
    for (setting, profession), guarantees in locked.items():
        where, need = problem.setting_label(setting), float(problem.need[setting, profession])
        by_team: dict[int | None, set[float]] = defaultdict(set)
        for guarantee in guarantees:
            by_team[guarantee.team].add(guarantee.hours)
        rules = "; ".join(f"'{guarantee.rule}'" for guarantee in guarantees)
        if any(len(hours) > 1 for hours in by_team.values()):
            found.append(f"rules {rules}: one team is locked to different hours at {where}")
        elif (total := sum(min(hours) for hours in by_team.values())) > need + HOURS_TOLERANCE:
            word = problem.area.professions[profession]
            found.append(
                f"rules {rules}: {total:.1f} hours are locked at {where}, which needs {need:.1f} "
                f"hours of {word}; lock {need:.1f} or less"
            )
    return found


def _locked_below_floor(problem: PlanningProblem) -> list[str]:
    """Name settings whose every team is locked to hours that add up to less than a floor."""
    locks: dict[tuple[int, int], dict[int, Guarantee]] = defaultdict(dict)
    for guarantee in problem.guarantees:
        if guarantee.team is not None:
            locks[guarantee.setting, guarantee.profession][guarantee.team] = guarantee
    found = []
    for guarantee in problem.guarantees:
        here = locks.get((guarantee.setting, guarantee.profession))
        if guarantee.team is not None or not here:
            continue
        may = problem.allowed[:, guarantee.setting] & (
            problem.profession_of_team == guarantee.profession
        )
        fixed = sum(lock.hours for lock in here.values())
        if (
            set(np.flatnonzero(may).tolist()) <= set(here)
            and fixed < guarantee.hours - HOURS_TOLERANCE
        ):
            rules = " and ".join(f"'{lock.rule}'" for lock in here.values())
            word = problem.area.professions[guarantee.profession]
            found.append(
                f"rule '{guarantee.rule}': {problem.setting_label(guarantee.setting)} is "
                f"guaranteed {guarantee.hours:.1f} hours of {word}, but {rules} fix it at "
                f"{fixed:.1f} and nobody else may come; raise the lock or lower the floor"
            )
    return found


def weigh_guarantees(problem: PlanningProblem, professions: Sequence[int]) -> BoolArray:
    """Return pairs with which every guarantee can be kept, or refuse.

    All guarantees are shrunk alike until they fit; what is left of them says whether they fit
    whole, and the duals say what stands in the way.

    Parameters
    ----------
    problem
        With guarantees that no plan keeps together, or none with the pairs tried so far.
    professions
        Positions of the professions that are planned together.

    Raises
    ------
    InfeasibleError
        Naming what capacity cannot keep.
    """
    model = AllocationModel(problem, professions, guarantees=())
    pairs, stated = model.pairs, model.formulation
    guarantees = [
        p
        for p in problem.guarantees
        if p.profession in professions
        and (p.hours > 0 or (p.team is not None and problem.allowed[p.team, p.setting]))
    ]
    hours_of = dict(zip(stated.pair_of_hours.tolist(), stated.hours, strict=True))
    demands = {
        key: i
        for i, key in enumerate(zip(pairs.setting.tolist(), pairs.profession.tolist(), strict=True))
    }
    # The share that all can have together takes the place of the lowest access, and is counted in
    # hours as that is, so that the solver's precision means the same.
    share = stated.lowest = stated.variable("share_of_every_guarantee", at_most=1)
    rows = []
    for guarantee in guarantees:
        demand = demands[guarantee.setting, guarantee.profession]
        if guarantee.team is None:
            given = [(stated.access[demand], float(pairs.need[demand]))]
        else:
            pair = np.flatnonzero((pairs.team == guarantee.team) & (pairs.demand == demand))[0]
            given = [(hours_of[int(pair)], 1.0)]
        kept = weighted_sum([*given, (share, -guarantee.hours)])
        # A lock is exact: hours above the shrunk number would leave a floor to others.
        row = stated.require(kept >= 0 if guarantee.team is None else kept == 0, "shrunk_guarantee")
        rows.append(row)
    total = sum(guarantee.hours for guarantee in guarantees)
    if model.minimise(LinearObjective(lowest=-total)) != "optimal":
        raise SolverError(
            "the guarantees could not be weighed against capacity; please report this"
        )
    if -model.live.objective >= total * (1 - SHARE_TOLERANCE):
        return model.present
    raise InfeasibleError(_sentences(problem, guarantees, model, rows, total))


def _sentences(
    problem: PlanningProblem,
    guarantees: Sequence[Guarantee],
    model: AllocationModel,
    rows: Sequence[int],
    total: float,
) -> list[str]:
    share, duals = -model.live.objective / total, model.live.row_duals()
    used_up = [
        problem.area.teams[team].id
        for team, row in model.formulation.capacity_row.items()
        if duals[row] < -BINDING_TOLERANCE
    ]
    binding = [
        p
        for p, row in zip(guarantees, rows, strict=True)
        if abs(duals[row]) * p.hours > BINDING_TOLERANCE
    ]
    binding.sort(key=lambda p: (-p.hours, p.setting))
    lines = [
        f"rule '{p.rule}': {problem.setting_label(p.setting)} is guaranteed {p.hours:.1f} hours of "
        f"{problem.area.professions[p.profession]}; with all guarantees shrunk alike it can have "
        f"{share * p.hours:.1f}"
        for p in binding[:NAMED]
    ]
    if len(binding) > NAMED:
        lines.append(f"and {len(binding) - NAMED} more settings in the same position")
    lines.append(
        f"every guarantee could be kept at {share:.1%} of its number; used up are "
        f"{', '.join(used_up) or 'no teams'}: guarantee less, or add posts there"
    )
    return lines
