"""The cheapest fill of each hub: knapsacks with a least and a most, fractions allowed or not.

With fractions a fill is found by sorting, and being a relaxation it can only be cheaper. Dynamic
programming gives the fill of whole members, which is dearer and makes the better bound (Lorena and
Senne 2004, "A column generation approach to capacitated p-median problems").
"""

from dataclasses import dataclass, replace

import numpy as np

from experts_at_hand.clustering.exact.candidates import AllMembers, Candidates
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

FEW = 24
"""Members by which a hub is tried to be filled first; an assumption from trials."""


@dataclass(frozen=True, eq=False, kw_only=True)
class KnapsackFills:
    """What each hub would take.

    Parameters
    ----------
    values
        Cost less worth of what it takes, one entry a hub; ``inf`` where the hub alone is too large.
    taken
        Hubs x columns: which share of each member it takes, 0 to 1.
    columns
        Hubs x columns: which member; ``None`` where column ``i`` is member ``i``.
    members
        How many members there are.
    rate
        What one more unit of need in the hub is worth where its fill stopped at a bound, else 0.
    profits
        Of fills of whole members, the most that the hub can gain within each capacity from 0 up:
        hubs x capacities; ``None`` for fills with fractions.
    """

    values: FloatArray
    taken: FloatArray
    columns: IntArray | None
    members: int
    rate: FloatArray
    profits: FloatArray | None = None

    def load(self, hubs: IntArray) -> FloatArray:
        """Return how often some hubs take each member together."""
        if self.columns is None:
            total: FloatArray = self.taken[hubs].sum(axis=0)
            return total
        at, weight = self.columns[hubs].ravel(), self.taken[hubs].ravel()
        return np.bincount(at, weights=weight, minlength=self.members).astype(np.float64)

    def members_taken(self, hubs: IntArray) -> FloatArray:
        """Return these hubs x members: which share of each member each hub takes."""
        if self.columns is None:
            return self.taken[hubs]
        every = np.zeros((len(hubs), self.members))
        np.put_along_axis(every, self.columns[hubs], self.taken[hubs], axis=1)
        return every

    def added(self, problem: MedianProblem, multipliers: FloatArray) -> FloatArray:
        """Return hubs x members: by how much the value rises at least if the member is taken."""
        extra = np.maximum(problem.reduced(multipliers) - self.rate[:, None] * problem.need, 0.0)
        has = problem.inside
        extra[has, problem.owner[has]] = 0.0
        return extra

    def with_forced(
        self, problem: MedianProblem, multipliers: FloatArray
    ) -> tuple["KnapsackFills", FloatArray]:
        """Return the fills, and hubs x members: a bound on the value with the member taken."""
        assert self.profits is not None  # noqa: S101 - fills of whole members have them
        left = problem.residual_capacity[:, None] - problem.weights[None, :]
        hub = np.arange(len(left))[:, None]
        gain = self.profits[hub, np.maximum(left, 0)]
        reduced = problem.reduced(multipliers)
        own = problem.own_values(reduced)
        forced = np.where(left >= 0, own[:, None] + reduced - gain, np.inf)
        has = problem.inside
        forced[has, problem.owner[has]] = self.values[has]
        return self, forced


def fill_knapsacks(
    problem: MedianProblem, multipliers: FloatArray, candidates: Candidates | None = None
) -> KnapsackFills:
    """Return the cheapest fill of each hub, fractions of members allowed.

    Parameters
    ----------
    problem
        What is to be clustered.
    multipliers
        What it is worth to take each member.
    candidates
        Members that each hub looks at; all by default.
    """
    looked = AllMembers(problem) if candidates is None else candidates
    if problem.unbounded and looked.complete:
        return _every_wish(problem, problem.reduced(multipliers))
    values, taken, rate = fill_some(problem, looked, looked.reduced(multipliers), slice(None))
    return KnapsackFills(
        values=values, taken=taken, columns=looked.columns, members=len(problem.need), rate=rate
    )


def fill_some(
    problem: MedianProblem, looked: Candidates, reduced: FloatArray, hubs: IntArray | slice
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return values, shares taken and rates of the cheapest fills of some hubs.

    Parameters
    ----------
    problem
        What is to be clustered.
    looked
        Members that each hub looks at.
    reduced
        Of these hubs x columns: cost less what taking the member is worth.
    hubs
        Which.
    """
    need, own, most = looked.need[hubs], looked.own[hubs], problem.most_of[hubs]
    taken = ((reduced < 0) | own).astype(np.float64)
    wanted = (taken * need).sum(axis=1)
    rate = np.zeros(len(reduced))
    # Only hubs whose wish lies outside the bounds have to choose.
    tight = ((wanted > most) | (wanted < problem.least)).nonzero()[0]
    if len(tight):
        target = np.clip(wanted[tight], problem.least, most[tight])
        taken[tight], rate[tight] = _by_rate(reduced[tight], need[tight], own[tight], target)
    values = np.where(taken > 0, taken * np.where(taken > 0, reduced, 0.0), 0.0).sum(axis=1)
    short = (taken * need).sum(axis=1) < problem.least * (1 - 1e-9)
    values[short | (problem.own_need[hubs] > most)] = np.inf
    return values, taken, rate


def choose_hubs(problem: MedianProblem, values: FloatArray) -> IntArray:
    """Return the hubs that a round opens, ascending: those that must be, then the cheapest."""
    ranked = values if problem.forced is None else np.where(problem.forced, -np.inf, values)
    return np.sort(np.argsort(ranked, kind="stable")[: problem.clusters])


def _every_wish(problem: MedianProblem, reduced: FloatArray) -> KnapsackFills:
    """Return the fills of hubs that may take whomever they like."""
    taken = reduced < 0
    values = np.minimum(reduced, 0.0).sum(axis=1)
    has = problem.inside
    taken[has, problem.owner[has]] = True
    values += np.maximum(problem.own_values(reduced), 0.0)
    return KnapsackFills(
        values=values,
        taken=taken.astype(np.float64),
        columns=None,
        members=len(problem.need),
        rate=np.zeros(len(reduced)),
    )


def _by_rate(
    reduced: FloatArray, need: FloatArray, own: BoolArray, target: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Fill hubs to a target by cost for each unit of need; also the rate at which each stops."""
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(need > 0, reduced / need, np.where(reduced < 0, -np.inf, np.inf))
    rate[own] = -np.inf  # a hub belongs to its own cluster
    first = _first_enough(rate, need, target)
    rate, sizes = np.take_along_axis(rate, first, axis=1), np.take_along_axis(need, first, axis=1)
    order = np.argsort(rate, axis=1, kind="stable")
    first = np.take_along_axis(first, order, axis=1)
    sizes = np.take_along_axis(sizes, order, axis=1)
    room = target[:, None] - (np.cumsum(sizes, axis=1) - sizes)
    sorted_rate = np.take_along_axis(rate, order, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(sizes > 0, np.clip(room / sizes, 0.0, 1.0), sorted_rate == -np.inf)
    share = np.where(np.isposinf(sorted_rate), 0.0, share)
    taken = np.zeros_like(reduced)
    np.put_along_axis(taken, first, share, axis=1)
    taken[own] = 1.0
    last = np.where((share > 0) & np.isfinite(sorted_rate), sorted_rate, -np.inf).max(axis=1)
    return taken, np.where(np.isfinite(last), last, 0.0)


def _first_enough(rate: FloatArray, need: FloatArray, target: FloatArray) -> IntArray:
    """Return the columns of so many lowest rates that every hub reaches its target with them.

    To find the lowest is far quicker than to sort them all. In no order but that of the columns, so
    that equal rates stay in it.
    """
    many = rate.shape[1]
    keep = max(FEW, int((rate < 0).sum(axis=1).max(initial=0)))
    while keep < many:
        first = np.sort(np.argpartition(rate, keep, axis=1)[:, :keep], axis=1)
        if (np.take_along_axis(need, first, axis=1).sum(axis=1) >= target).all():
            return first
        keep *= 2
    return np.broadcast_to(np.arange(many), rate.shape)


def whole_fills(
    problem: MedianProblem, multipliers: FloatArray, filled: KnapsackFills, *, every: bool = False
) -> KnapsackFills:
    """Return the cheapest fills of whole members, of the hubs that a round could open.

    Parameters
    ----------
    problem
        With an upper bound on need, see `MedianProblem.scale`.
    multipliers
        What it is worth to take each member.
    filled
        The fills with fractions.
    every
        Whether every hub is filled, with what it gains at every capacity.
    """
    values, taken = filled.values.copy(), filled.taken.copy()
    reduced = problem.reduced(multipliers)
    weights, room = problem.weights, problem.residual_capacity
    own = problem.own_values(reduced)
    profits = np.zeros((len(values), max(0, int(room.max())) + 1)) if every else None
    settled = np.zeros(len(values), dtype=np.bool_)
    for hub in np.argsort(values, kind="stable").tolist():
        if not every and settled.sum() >= problem.clusters:
            last = np.partition(values[settled], problem.clusters - 1)[problem.clusters - 1]
            forced = problem.forced is not None and problem.forced[hub]
            if values[hub] >= last and not forced:
                break
        settled[hub] = True
        if room[hub] < 0:
            continue
        items = (reduced[hub] < 0).nonzero()[0]
        items = items[items != problem.owner[hub]]
        items = items[weights[items] <= room[hub]]
        gain, chosen = _knapsack(-reduced[hub, items], weights[items], int(room[hub]))
        # Rounding must not lift a bound above the truth.
        values[hub] = max(values[hub], float(own[hub] - gain[-1]))
        taken[hub] = 0.0
        taken[hub, items[chosen]] = 1.0
        if problem.owner[hub] >= 0:
            taken[hub, problem.owner[hub]] = 1.0
        if profits is not None:
            profits[hub, : len(gain)] = gain
            profits[hub, len(gain) :] = gain[-1]
    return replace(filled, values=values, taken=taken, profits=profits)


def _knapsack(profit: FloatArray, weight: IntArray, room: int) -> tuple[FloatArray, list[int]]:
    """Return the most that can be gained within each capacity up to ``room``, and what is taken."""
    gain = np.zeros(room + 1)
    better = np.zeros((len(profit), room + 1), dtype=np.bool_)
    for item, (worth, size) in enumerate(zip(profit.tolist(), weight.tolist(), strict=True)):
        with_item = gain[: room + 1 - size] + worth
        np.greater(with_item, gain[size:], out=better[item, size:])
        gain[size:] = np.maximum(gain[size:], with_item)
    left, chosen = room, []
    for item in range(len(profit) - 1, -1, -1):
        if better[item, left]:
            chosen.append(item)
            left -= int(weight[item])
    return gain, chosen
