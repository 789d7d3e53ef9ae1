"""Hubs and members with a cost for each pair: what clusters round hubs are chosen from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import WHOLE_TOLERANCE
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

LARGEST_WHOLE = 2_000
"""Most that a cluster may need, as a whole number, for needs to be counted out as they are."""

STEPS = 1000
"""Grains that the most a cluster may need is divided into elsewhere. An assumption: rounding thirty
needs down lets in 1.5% too much on average."""


@dataclass(frozen=True, eq=False, slots=True)
class Sum:
    """A sum over the members of a cluster that has bounds.

    Parameters
    ----------
    weight
        What each member adds.
    least, most
        What the sum may come to in each cluster; ``inf`` for no upper bound.
    """

    weight: FloatArray
    least: float
    most: float


@dataclass(frozen=True, eq=False, kw_only=True)
class MedianProblem:
    """Hubs and members with a cost for each pair.

    Parameters
    ----------
    cost
        Hubs x members, >= 0; ``inf`` where the member may not go to the hub.
    need
        Of each member, >= 0.
    clusters
        How many hubs are opened.
    least
        What the needs of a cluster may add up to at least.
    most
        And at most, one number or one for each hub; ``inf`` for no bound.
    own
        The member that each hub belongs to and takes with it; -1 for a hub that is no member. By
        default hub ``h`` is member ``h``.
    forced
        Hubs that must be open.
    sums
        Further bounds. The Lagrangian bound leaves them out, which can only lower it; branch and
        bound keeps them.
    """

    cost: FloatArray
    need: FloatArray
    clusters: int
    least: float = 0.0
    most: float | FloatArray = np.inf
    own: IntArray | None = None
    forced: BoolArray | None = None
    sums: tuple[Sum, ...] = ()

    @cached_property
    def owner(self) -> IntArray:
        """The member that each hub is, -1 for none."""
        return np.arange(len(self.cost)) if self.own is None else self.own

    @cached_property
    def inside(self) -> IntArray:
        """Hubs that are members."""
        found: IntArray = (self.owner >= 0).nonzero()[0]
        return found

    @cached_property
    def own_need(self) -> FloatArray:
        """What each hub's own member needs; 0 where it has none."""
        return np.where(self.owner >= 0, self.need[self.owner], 0.0)

    @cached_property
    def most_of(self) -> FloatArray:
        """What the needs round each hub may add up to."""
        return np.broadcast_to(np.asarray(self.most, dtype=np.float64), (len(self.cost),))

    @cached_property
    def unbounded(self) -> bool:
        """Whether clusters may need as little and as much as they like."""
        return self.least <= 0 and bool(np.isinf(self.most_of).all())

    @cached_property
    def scale(self) -> float:
        """What needs are counted in where members are taken whole; 0 where need has no upper bound.

        1 where all needs are small whole numbers. Elsewhere a `STEPS`th of what a cluster may need:
        each need is rounded down to it, which lets in a little too much and never too little.
        """
        largest = float(self.most_of.max(initial=0.0))
        if not np.isfinite(largest) or largest <= 0:
            return 0.0
        whole = bool((self.need == np.round(self.need)).all())
        return 1.0 if whole and largest <= LARGEST_WHOLE else largest / STEPS

    @cached_property
    def weights(self) -> IntArray:
        """Need of each member in grains, rounded down."""
        return np.floor(self.need / self.scale + WHOLE_TOLERANCE).astype(np.int64)

    @cached_property
    def residual_capacity(self) -> IntArray:
        """What each hub may take beside its own member, in grains; below 0 if that is too much."""
        own = np.where(self.owner >= 0, self.weights[self.owner], 0)
        return np.floor(self.most_of / self.scale + WHOLE_TOLERANCE).astype(np.int64) - own

    def reduced(self, multipliers: FloatArray) -> FloatArray:
        """Return hubs x members: cost less what taking the member is worth."""
        worth: FloatArray = self.cost - multipliers
        return worth

    def own_values(self, reduced: FloatArray) -> FloatArray:
        """Return the entry of each hub's own member; 0 where it has none."""
        hub = np.arange(len(reduced))
        return np.where(self.owner >= 0, reduced[hub, self.owner], 0.0)
