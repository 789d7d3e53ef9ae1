"""Why no plan can keep every hard rule: named by rule, setting and number, with a cure.

Some contradictions are plain before any solving: a promise to a setting that nobody may reach, or
of more hours than it needs. The rest are a matter of capacity. For those all promises are shrunk
alike until a plan exists; the promises that stop them from being larger, and the teams that are
used up, are the ones to talk about.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from experts_at_hand.allocation.formulation import Formulation
from experts_at_hand.allocation.pairs import list_pairs
from experts_at_hand.allocation.problem import HOURS, PlanningProblem, Promise
from experts_at_hand.errors import InfeasibleError, SolverError
from experts_at_hand.solver import LiveProgramme, weighted_sum

NAMED = 12
"""Contradictions that one message spells out; the others are counted."""


def refuse_plain_contradictions(problem: PlanningProblem) -> None:
    """Refuse promises that no capacity could keep.

    Raises
    ------
    InfeasibleError
        Naming every promise that a team, a need or another promise rules out.
    """
    found = [text for promise in problem.promises for text in _plainly_wrong(problem, promise)]
    found += _locked_above_need(problem)
    if found:
        raise InfeasibleError(found)


def _plainly_wrong(problem: PlanningProblem, promise: Promise) -> list[str]:
    where = problem.setting_label(promise.setting)
    word = problem.area.professions[promise.profession]
    if promise.hours <= 0:
        return []
    if promise.team is not None and not problem.allowed[promise.team, promise.setting]:
        team = problem.area.teams[promise.team].id
        return [
            f"rule '{promise.rule}': {team} cannot or may not serve {where} "
            "(no hours in post, no need there, out of reach, or tied to other clusters); "
            "drop the lock or the rule that forbids it"
        ]
    if promise.team is None and not problem.reached[promise.setting, promise.profession]:
        return [
            f"rule '{promise.rule}': {where} is promised {promise.hours:.1f} hours of {word} but "
            "no team can or may reach it; widen the reach, change the service map or add a team"
        ]
    return []


def _locked_above_need(problem: PlanningProblem) -> list[str]:
    locked: dict[tuple[int, int], list[Promise]] = defaultdict(list)
    for promise in problem.promises:
        if promise.team is not None:
            locked[promise.setting, promise.profession].append(promise)
    found = []
    for (setting, profession), promises in locked.items():
        where, need = problem.setting_label(setting), float(problem.need[setting, profession])
        by_team: dict[int | None, set[float]] = defaultdict(set)
        for promise in promises:
            by_team[promise.team].add(promise.hours)
        rules = "; ".join(f"'{promise.rule}'" for promise in promises)
        if any(len(hours) > 1 for hours in by_team.values()):
            found.append(f"rules {rules}: one team is locked to different hours at {where}")
        elif (total := sum(min(hours) for hours in by_team.values())) > need + HOURS:
            word = problem.area.professions[profession]
            found.append(
                f"rules {rules}: {total:.1f} hours are locked at {where}, which needs {need:.1f} "
                f"hours of {word}; lock {need:.1f} or less"
            )
    return found


def explain(problem: PlanningProblem, professions: Sequence[int]) -> InfeasibleError:
    """Return the refusal that names what capacity cannot keep.

    Parameters
    ----------
    problem
        With promises that no plan keeps together.
    professions
        Positions of the professions that were planned together.
    """
    pairs = list_pairs(problem, professions)
    promises = [p for p in problem.promises if p.profession in professions and p.hours > 0]
    every_pair = np.ones(len(pairs.team), dtype=bool)
    stated = Formulation(problem, pairs, every_pair, promises=())
    share = stated.variable("share_of_every_promise", at_most=1)
    services = list(zip(pairs.setting.tolist(), pairs.profession.tolist(), strict=True))
    rows = []
    for promise in promises:
        service = services.index((promise.setting, promise.profession))
        if promise.team is None:
            given = [(stated.access[service], float(pairs.need[service]))]
        else:
            pair = np.flatnonzero((pairs.team == promise.team) & (pairs.service == service))[0]
            given = [(stated.hours[pair], 1.0)]
        rows.append(
            stated.require(weighted_sum([*given, (share, -promise.hours)]) >= 0, "shrunk_promise")
        )
    stated.programme.setObjective(weighted_sum([(share, -1.0)]))
    live = LiveProgramme(stated.programme, [share])
    if live.solve() != "optimal":
        raise SolverError("the promises could not be weighed against capacity; please report this")
    return InfeasibleError(_sentences(problem, promises, stated, rows, live))


def _sentences(
    problem: PlanningProblem,
    promises: Sequence[Promise],
    stated: Formulation,
    rows: Sequence[int],
    live: LiveProgramme,
) -> list[str]:
    share, duals = -live.objective, live.row_duals()
    used_up = [
        problem.area.teams[team].id
        for team, row in stated.capacity_row.items()
        if duals[row] < -1e-9  # noqa: PLR2004 - a dual that is not rounding
    ]
    binding = [p for p, row in zip(promises, rows, strict=True) if duals[row] * p.hours > 1e-9]  # noqa: PLR2004
    binding.sort(key=lambda p: (-p.hours, p.setting))
    lines = [
        f"rule '{p.rule}': {problem.setting_label(p.setting)} is promised {p.hours:.1f} hours of "
        f"{problem.area.professions[p.profession]}; with all promises shrunk alike it can have "
        f"{share * p.hours:.1f}"
        for p in binding[:NAMED]
    ]
    if len(binding) > NAMED:
        lines.append(f"and {len(binding) - NAMED} more settings in the same position")
    lines.append(
        f"every promise could be kept at {share:.1%} of its number; used up are "
        f"{', '.join(used_up) or 'no teams'}: promise less, or add posts there"
    )
    return lines
