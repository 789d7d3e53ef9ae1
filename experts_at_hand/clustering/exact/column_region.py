"""Some neighbouring clusters chosen anew from columns."""

from dataclasses import replace

import numpy as np

from experts_at_hand.clustering.exact.assignment_model import Connection
from experts_at_hand.clustering.exact.columns.enumerate import columns_below
from experts_at_hand.clustering.exact.columns.generate import generate
from experts_at_hand.clustering.exact.columns.pool import Asked, ColumnPool, Columns
from experts_at_hand.clustering.exact.columns.pricing import Pricer
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.lagrangian import LowerBound
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.phase_parameters import ColumnParameters
from experts_at_hand.clustering.exact.set_partition import choose_columns
from experts_at_hand.domain.arrays import FloatArray, IntArray


def choose_anew(
    part: MedianProblem,
    serving: IntArray,
    multipliers: FloatArray,
    parameters: ColumnParameters,
    most: int,
    *,
    connection: Connection | None = None,
    until: Deadline = NEVER,
) -> IntArray | None:
    """Choose hubs and members of a region from columns.

    Parameters
    ----------
    part
        The region as a problem of its own.
    serving
        The hub of each member at hand.
    multipliers
        What each member is worth in the whole.
    parameters
        How columns are generated and chosen among.
    most
        Columns that are enumerated.
    connection
        What keeps clusters connected, if they have to be.
    until
        When to stop.

    Returns
    -------
    The cluster of each member, from 0; ``None`` where nothing is to be won.
    """
    every = np.arange(len(part.need))
    cost = float(part.cost[serving, every].sum())
    asked = Asked(part, connection)
    pool = ColumnPool(asked)
    hubs = np.unique(serving)
    at_hand = pool.add(hubs, serving[None, :] == hubs[:, None])
    first = LowerBound(value=-np.inf, hubs=hubs, rounds=0, multipliers=multipliers)
    pricer = Pricer.of(part, pool)
    wanted = cost * (1 - parameters.least_gain)
    # A region is small: to price all its hubs takes little longer, and fewer rounds are needed.
    every_hub = replace(parameters, more_hubs=np.inf)
    bound = generate(pricer, first, every_hub, enough=wanted, until=until)
    if bound.value > wanted:
        return None
    listed = columns_below(pricer, asked, bound.multipliers, wanted, most)
    columns = [listed.columns, at_hand]
    if listed.bound + listed.theta < wanted:
        columns.append(pool.columns().cheapest(bound.multipliers, most // 2))
    chosen = choose_columns(
        part, Columns.joined(columns), nodes=parameters.region_nodes, seconds=until.seconds
    )
    return chosen.labels
