"""Fills of the hubs that a round opens: what the others could reach at best says enough of them.

A fill that stops at a bound does so at a rate, what one more unit of need is worth there. Taken off
the costs, it leaves each member to be taken or not by itself, and what comes of that is never
dearer than the fill, at whatever rate and multipliers (weak duality). With the rates of earlier
rounds nearly all hubs are seen to be too dear, and only the rest are filled.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import numpy as np

from experts_at_hand.clustering.exact.candidates import Candidates
from experts_at_hand.clustering.exact.knapsack import KnapsackFills, choose_hubs, fill_some
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import FloatArray, IntArray

Choice: TypeAlias = Callable[[FloatArray], IntArray | None]
"""Returns the cheapest hubs that may open together, ascending, from the value of each hub; ``None``
where none may."""


class OpeningFills:
    """Fills hubs round after round, and remembers the rates at which fills stopped.

    It changes with each round, and never leaves the climb to a bound.

    Parameters
    ----------
    problem
        With bounds on need.
    looked
        Members that each hub looks at.
    """

    def __init__(self, problem: MedianProblem, looked: Candidates) -> None:
        self.problem = problem
        self.looked = looked
        self.rate = np.zeros(len(problem.cost))
        self.never = problem.own_need > problem.most_of
        self._most = np.where(np.isfinite(problem.most_of), problem.most_of, 0.0)

    def fill(
        self,
        multipliers: FloatArray,
        choose: Choice | None = None,
        *,
        reduced: FloatArray | None = None,
    ) -> KnapsackFills:
        """Return fills: of the hubs that open as they are, of the others what they cost at least.

        Parameters
        ----------
        multipliers
            What it is worth to take each member.
        choose
            Returns the cheapest hubs that may open together; by default as many as there are
            clusters, those among them that must be.
        reduced
            Hubs x columns: cost less what taking the member is worth, where it is not what the
            multipliers alone make of it.
        """
        problem, looked = self.problem, self.looked
        choose = partial(choose_hubs, problem) if choose is None else choose
        reduced = looked.reduced(multipliers) if reduced is None else reduced
        values = self._at_least(reduced)
        taken = np.zeros(reduced.shape)
        filled = np.zeros(len(values), dtype=np.bool_)
        # A few more than must be: the next ones mostly follow.
        hubs = np.argsort(values, kind="stable")[: problem.clusters + problem.clusters // 2]
        while True:
            chosen = choose(values)
            if chosen is None:
                break
            hubs = np.union1d(hubs, chosen)
            hubs = hubs[~filled[hubs]]
            if filled[chosen].all():
                break
            values[hubs], taken[hubs], self.rate[hubs] = fill_some(
                problem, looked, reduced[hubs], hubs
            )
            filled[hubs] = True
            self.never[hubs] = np.isinf(values[hubs])
            hubs = hubs[:0]
        return KnapsackFills(
            values=values,
            taken=taken,
            columns=looked.columns,
            members=len(problem.need),
            rate=self.rate.copy(),
        )

    def _at_least(self, reduced: FloatArray) -> FloatArray:
        """Return what each hub costs at least, by the rate at which it stopped last."""
        problem, looked, rate = self.problem, self.looked, self.rate
        left = reduced - rate[:, None] * looked.need
        least: FloatArray = np.minimum(left, 0.0).sum(axis=1)
        least += np.where(rate < 0, rate * self._most, rate * problem.least)
        has = problem.inside
        least[has] += np.maximum(left[has, looked.own_column[has]], 0.0)  # its own is always taken
        least[self.never] = np.inf
        return least
