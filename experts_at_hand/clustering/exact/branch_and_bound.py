"""What the bound leaves open, settled by branch and bound."""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import SETTLED_TOLERANCE
from experts_at_hand.clustering.exact.assignment_model import AssignmentModel, Connection
from experts_at_hand.clustering.exact.capacity_cuts.tightened import Tightened
from experts_at_hand.clustering.exact.columns.fixing import possible_pairs
from experts_at_hand.clustering.exact.columns.pricing import Pricer
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.solution import Solution, solution_served
from experts_at_hand.clustering.local_search.search_data import SearchData

GUESSES = (0.35, 1.0)
"""How far up the gap the best is looked for, step by step: the lower, the fewer pairs are left
to search, and what is found below the guess is proved best. An assumption from trials."""

LARGEST = 12_000
"""Pairs of hub and member up to which branch and bound is worth its time; an assumption."""


@dataclass(frozen=True, eq=False, slots=True)
class Limits:
    """How long branch and bound may take.

    Parameters
    ----------
    nodes
        Nodes at most.
    until
        And when it stops at the latest; never by default.
    pairs
        Pairs of hub and member up to which it is begun.
    below
        Only clusters that cost less are worth to be found round settled hubs.
    """

    nodes: int
    until: Deadline = NEVER
    pairs: int = LARGEST
    below: float = np.inf


def close_gap(
    problem: MedianProblem,
    data: SearchData,
    tight: Tightened,
    answer: Solution,
    limits: Limits,
    connection: Connection | None = None,
    pricer: Pricer | None = None,
) -> tuple[Solution, float]:
    """Search what could still be better than an answer at hand.

    Parameters
    ----------
    problem, data
        What is clustered, with every bound.
    tight
        How cheap it could be.
    answer
        At hand; it keeps every bound.
    limits
        How long it may take.
    connection
        What keeps clusters connected, if they have to be.
    pricer
        Fixes more pairs where the multipliers come from columns.

    Returns
    -------
    The best answer known, and what no answer can beat.
    """
    floor, done = tight.bound.value, None
    for share in GUESSES:
        # What costs no more than the guess has these pairs only: found among them, it is the best.
        guess = floor + share * (answer.cost - floor)
        may = tight.possible_pairs(guess)
        if pricer is not None:
            may &= possible_pairs(pricer, tight.bound.multipliers, guess)
        may[answer.serving, np.arange(len(answer.labels))] = True  # it stays an answer
        if int(may.sum()) > limits.pairs or limits.until.passed:
            break
        model = AssignmentModel(problem, may)
        tight.cuts.state(model)
        start, below = answer.serving, np.inf
        if done is not None:  # among those pairs nothing is cheaper than what is at hand
            model.leave(done)
            start, below = None, answer.cost
        result = model.solve(
            start, limits.nodes, limits.until.seconds, connection, enough=guess, below=below
        )
        floor = max(floor, min(result.bound, guess))
        if result.serving is not None:
            found = solution_served(problem, data, result.serving)
            answer = found if found.kept and found.cost < answer.cost else answer
        done = may if result.bound >= answer.cost * (1 - SETTLED_TOLERANCE) else None
        if answer.cost <= floor + SETTLED_TOLERANCE * abs(answer.cost):
            return answer, answer.cost
    return answer, min(floor, answer.cost)


def any_solution(problem: MedianProblem, data: SearchData, limits: Limits) -> Solution | None:
    """Return clusters that keep every bound, where a search met none; ``None`` if none was found.

    Parameters
    ----------
    problem, data
        What is clustered, with every bound.
    limits
        How long it may take.
    """
    may = np.isfinite(problem.cost)
    if int(may.sum()) > limits.pairs or not may.any(axis=0).all():
        return None
    result = AssignmentModel(problem, may).solve(None, limits.nodes, limits.until.seconds)
    return None if result.serving is None else solution_served(problem, data, result.serving)
