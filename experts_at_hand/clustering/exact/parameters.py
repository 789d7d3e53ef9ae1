"""How a search for clusters goes about it: every step that can be varied, in three named sets.

A search has phases: clusters by recombination; a lower bound, whose hubs start searches of their
own; a few neighbouring clusters at a time; and branch and bound over what is left open. Levels of
effort differ in how many of these steps they take, never in seconds, so that machines agree.

Where no paper is named, a value is an assumption from trials on 100 to 3,000 settings.
"""

from dataclasses import dataclass, field, replace
from typing import Literal

from experts_at_hand.clustering.exact.phase_parameters import (
    BoundParameters,
    ColumnParameters,
    CountParameters,
    CutParameters,
    MergeParameters,
    RegionParameters,
)

Effort = Literal["draft", "quick", "usual", "proof"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchParameters:
    """How many steps a search takes at most, and how its phases go about it.

    Parameters
    ----------
    searches, starts
        Times that the hubs of the bound start a search of their own, and sets of hubs that each of
        these tries: of the bound, after exchanges, at hand.
    nodes
        Branch-and-bound nodes for what the bound leaves open; 0 leaves it open.
    pairs
        Pairs of hub and member up to which branch and bound looks at what is left open. The nodes
        do not say how long it takes: one node of 4,000 pairs takes as long as a hundred of 1,000.
    connected_pairs
        The same where clusters have to be connected, which makes each pair dearer.
    apart, apart_open
        Whether connected clusters are sought as if they could lie apart first, and share of the
        cost up to which what is found so may stay open; without branch and bound, up to which
        connection may cost more.
    trial_nodes
        Branch-and-bound nodes for giving members to settled hubs: mostly one is enough.
    branches_a_node
        Branches on hubs for each node of branch and bound, where clusters may be of any size: they
        are that much quicker.
    bound, cuts, merging, counts, columns, regions
        How the bound is climbed to, how cuts raise it, how often clusters start anew and are
        merged with those at hand, how counts are branched on,
        how columns are chosen among, and how regions are searched.
    """

    searches: int
    starts: int
    nodes: int
    pairs: int
    connected_pairs: int
    apart: bool = True
    apart_open: float = 1e-3
    trial_nodes: int = 10
    branches_a_node: int = 40
    bound: BoundParameters = field(default_factory=BoundParameters)
    cuts: CutParameters = field(default_factory=CutParameters)
    merging: MergeParameters = field(default_factory=MergeParameters)
    counts: CountParameters = field(default_factory=CountParameters)
    columns: ColumnParameters = field(default_factory=ColumnParameters)
    regions: RegionParameters = field(default_factory=RegionParameters)


EFFORTS: dict[Effort, SearchParameters] = {
    "draft": SearchParameters(
        searches=1,
        starts=1,
        nodes=0,
        pairs=0,
        connected_pairs=0,
        apart=False,
        trial_nodes=0,
        bound=BoundParameters(rounds=150),
    ),
    "quick": SearchParameters(
        searches=1,
        starts=1,
        nodes=0,
        pairs=0,
        connected_pairs=0,
        bound=BoundParameters(choices=2),
        counts=CountParameters(branches=24, candidates=3, nodes=50, pairs=300, last_pairs=600),
        cuts=CutParameters(phases=8, rounds=150, most_hubs=2_000),
        merging=MergeParameters(starts=2, members_started=500),
        columns=ColumnParameters(counts=(1_000,), nodes=20, least_open=0.01),
    ),
    "usual": SearchParameters(
        searches=4,
        starts=3,
        nodes=500,
        pairs=3_000,
        connected_pairs=1_500,
        counts=CountParameters(branches=200),
        cuts=CutParameters(phases=24),
        merging=MergeParameters(starts=12),
        columns=ColumnParameters(counts=(1_000, 4_000)),
    ),
    "proof": SearchParameters(
        searches=4,
        starts=3,
        nodes=5_000,
        pairs=12_000,
        connected_pairs=6_000,
        counts=CountParameters(branches=5_000, nodes=1_000),
        cuts=CutParameters(phases=48),
        merging=MergeParameters(starts=30, patience=8, members_started=30_000),
        columns=ColumnParameters(counts=(1_000, 4_000, 10_000), nodes=500),
    ),
}
"""Assumptions from trials. 103 settings in 10 clusters, two of them with outsize need: the best
clusters are at hand after 8 s, and branch and bound over 4,400 pairs spends 112 s to bring the gap
from 8.4% to 4.3% without another cluster. B&NES in 6 clusters leaves 2,600 pairs and is proved best
in 4 s. The hubs of the first bound alone come within 0.1% of the best of the former in 3 s. A draft
of an invented county of 140 settings takes 1 to 2 s and lies up to 2% above what `quick` finds in 2
to 11 s."""

STATED = replace(EFFORTS["proof"], nodes=500)
"""Where somebody states nodes or seconds himself: these are then the limit."""


def search_parameters(
    effort: Effort, *, rounds: int | None, nodes: int | None, seconds: float | None
) -> SearchParameters:
    """Return the steps of a search.

    Parameters
    ----------
    effort
        The level.
    rounds, nodes, seconds
        What somebody states himself; ``None`` for what the level says.
    """
    steps = EFFORTS[effort]
    if effort == "usual" and (nodes is not None or seconds is not None):
        steps = STATED
    return replace(
        steps,
        bound=steps.bound if rounds is None else replace(steps.bound, rounds=rounds),
        nodes=steps.nodes if nodes is None else nodes,
        trial_nodes=0 if nodes == 0 else steps.trial_nodes,
    )
