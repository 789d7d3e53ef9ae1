"""How a search for clusters goes about it: every step that can be varied, in three named sets.

A search has phases: clusters by recombination; a lower bound, whose hubs start searches of their
own; a few neighbouring clusters at a time; and branch and bound over what is left open. Levels of
effort differ in how many of these steps they take, never in seconds, so that machines agree.

Where no paper is named, a value is an assumption from trials on 100 to 3,000 settings.
"""

from dataclasses import dataclass, field, replace
from typing import Literal

Effort = Literal["draft", "quick", "usual", "proof"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundParameters:
    """How the lower bound is climbed to, see `lagrangian`.

    Parameters
    ----------
    rounds
        Subgradient steps at most; 0 states no bound. More than 400 rarely raise it by a tenth of a
        percent.
    unbounded_rounds
        The same where clusters may be of any size: branching on hubs does the rest sooner.
    first_step, again_step
        Factor of the first step, as Beasley's 2 in the gentler half of its range; and of the first
        from multipliers that are near their best already.
    patience
        Rounds without a better bound after which the step is halved.
    last_step, last_whole_step
        Step at which the bound has settled; and for fills of whole members, which take ten times
        as long.
    deflection
        Share of its last direction that a step keeps (Camerini, Fratta and Maffioli 1975, "On
        improving relaxation methods by modified gradient techniques"): with it the gap closes in a
        third of the rounds in trials.
    many_hubs, fewest_candidates, candidate_factor
        From so many hubs on each looks at some members only: at least so many, and so many times
        the members of a mean cluster.
    choices
        Times that these members are chosen anew.
    far_off
        How far the bound with all members may lie below the one with a few: else it is climbed too.
    look_ahead
        Share of the cost that steps without far pairs always look ahead: without them even the best
        may cost more than is at hand.
    """

    rounds: int = 400
    unbounded_rounds: int = 300
    first_step: float = 1.5
    again_step: float = 0.4
    patience: int = 12
    last_step: float = 1e-4
    last_whole_step: float = 4e-3
    deflection: float = 0.75
    many_hubs: int = 1_000
    fewest_candidates: int = 150
    candidate_factor: float = 4.0
    choices: int = 4
    far_off: float = 0.02
    look_ahead: float = 0.01

    def candidates_per_hub(self, hubs: int, members: int, clusters: int) -> int:
        """Return how many members each hub looks at; all where that is quick."""
        keep = max(self.fewest_candidates, int(self.candidate_factor * members / clusters) + 1)
        return members if hubs < self.many_hubs else min(keep, members)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionParameters:
    """How a few neighbouring clusters are improved at a time, see `matheuristic`.

    Parameters
    ----------
    open_pairs
        Pairs of hub and member left open from which regions are searched before the whole.
    sizes
        Clusters of a region: more, once fewer bring nothing.
    members
        Members of still larger regions, where clusters are small.
    hubs_each
        Nearest hubs that each member of a region may go to.
    nodes
        Branch-and-bound nodes for a region: mostly few are needed.
    searches_each
        Regions that are searched, for each cluster of the answer, at most.
    least_gain
        Share of its cost that a region must be able to win to be searched.
    worth
        Share of what a region can win at most that is looked for at least: without the smallest
        gains far fewer pairs are left.
    """

    open_pairs: int = 3_000
    sizes: tuple[int, ...] = (3, 5, 8)
    members: tuple[int, ...] = (120, 180)
    hubs_each: int = 12
    nodes: int = 20
    searches_each: int = 6
    least_gain: float = 0.005
    worth: float = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchParameters:
    """How many steps a search takes at most, and how its phases go about it.

    Parameters
    ----------
    searches
        Times that the hubs of the bound start a search of their own.
    starts
        Sets of hubs that each of them tries: those of the bound, those after exchanges, those at
        hand.
    nodes
        Branch-and-bound nodes for what the bound leaves open; 0 leaves it open.
    pairs
        Pairs of hub and member up to which branch and bound looks at what is left open. The nodes
        do not say how long it takes: one node of 4,000 pairs takes as long as a hundred of 1,000.
    connected_pairs
        The same where clusters have to be connected, which makes each pair dearer.
    trial_nodes
        Branch-and-bound nodes for giving members to settled hubs: mostly one is enough.
    branches_a_node
        Branches on hubs for each node of branch and bound, where clusters may be of any size: they
        are that much quicker.
    bound, regions
        How the bound is climbed to, and how regions are searched.
    """

    searches: int
    starts: int
    nodes: int
    pairs: int
    connected_pairs: int
    trial_nodes: int = 10
    branches_a_node: int = 40
    bound: BoundParameters = field(default_factory=BoundParameters)
    regions: RegionParameters = field(default_factory=RegionParameters)


EFFORTS: dict[Effort, SearchParameters] = {
    "draft": SearchParameters(
        searches=1,
        starts=1,
        nodes=0,
        pairs=0,
        connected_pairs=0,
        trial_nodes=0,
        bound=BoundParameters(rounds=150),
    ),
    "quick": SearchParameters(searches=1, starts=1, nodes=0, pairs=0, connected_pairs=0),
    "usual": SearchParameters(searches=4, starts=3, nodes=500, pairs=3_000, connected_pairs=1_500),
    "proof": SearchParameters(
        searches=4, starts=3, nodes=5_000, pairs=12_000, connected_pairs=6_000
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
