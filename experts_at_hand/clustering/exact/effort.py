"""How hard a search for clusters tries: three named sets of steps, so that machines agree.

A search has phases: clusters by recombination; a lower bound, whose hubs start searches of their
own; a few neighbouring clusters at a time; and branch and bound over what is left open. The levels
differ in how many of these steps they take, never in seconds.
"""

from dataclasses import dataclass, replace
from typing import Literal, Protocol

Effort = Literal["quick", "usual", "proof"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSteps:
    """How many steps a search takes at most.

    Parameters
    ----------
    searches
        Times that the hubs of the bound start a search of their own.
    starts
        Sets of hubs that each of them tries: those of the bound, those after exchanges, those at
        hand.
    trial_nodes
        Branch-and-bound nodes for giving members to settled hubs: mostly one is enough.
    rounds
        Steps towards the lower bound.
    nodes
        Branch-and-bound nodes for what the bound leaves open; 0 leaves it open.
    pairs
        Pairs of hub and member up to which branch and bound looks at what is left open. The nodes
        do not say how long it takes: one node of 4,000 pairs takes as long as a hundred of 1,000.
    connected_pairs
        The same where clusters have to be connected, which makes each pair dearer.
    """

    searches: int
    starts: int
    trial_nodes: int
    rounds: int
    nodes: int
    pairs: int
    connected_pairs: int


STEPS: dict[Effort, SearchSteps] = {
    "quick": SearchSteps(
        searches=1, starts=1, trial_nodes=10, rounds=400, nodes=0, pairs=0, connected_pairs=0
    ),
    "usual": SearchSteps(
        searches=4,
        starts=3,
        trial_nodes=10,
        rounds=400,
        nodes=500,
        pairs=3_000,
        connected_pairs=1_500,
    ),
    "proof": SearchSteps(
        searches=4,
        starts=3,
        trial_nodes=10,
        rounds=400,
        nodes=5_000,
        pairs=12_000,
        connected_pairs=6_000,
    ),
}
"""Assumptions from trials. 103 settings in 10 clusters, two of them with outsize need: the best
clusters are at hand after 8 s, and branch and bound over 4,400 pairs spends 112 s to bring the gap
from 8.4% to 4.3% without another cluster. B&NES in 6 clusters leaves 2,600 pairs and is proved best
in 4 s. The hubs of the first bound alone come within 0.1% of the best of the former in 3 s."""

BEFORE_EFFORT = replace(STEPS["proof"], nodes=500)
"""Steps where somebody states nodes or seconds himself: these are then the limit."""


class Limited(Protocol):
    """A method that is told how hard to try."""

    @property
    def seed(self) -> int: ...  # noqa: D102 - fields
    @property
    def rounds(self) -> int | None: ...  # noqa: D102
    @property
    def nodes(self) -> int | None: ...  # noqa: D102
    @property
    def seconds(self) -> float | None: ...  # noqa: D102


def check_limits(method: Limited) -> None:
    """Refuse numbers of steps, or seconds, that are none.

    Raises
    ------
    ValueError
        Naming the first.
    """
    for name in ("seed", "rounds", "nodes"):
        value = getattr(method, name)
        if value is not None and value < 0:
            raise ValueError(f"{name} is {value}, expected a whole number from 0")
    if method.seconds is not None and not method.seconds > 0:
        raise ValueError(f"seconds is {method.seconds}, expected more than 0")


def search_steps(
    effort: Effort, *, rounds: int | None, nodes: int | None, seconds: float | None
) -> SearchSteps:
    """Return the steps of a search.

    Parameters
    ----------
    effort
        The level.
    rounds, nodes, seconds
        What somebody states himself; ``None`` for what the level says.
    """
    steps = STEPS[effort]
    if effort == "usual" and (nodes is not None or seconds is not None):
        steps = BEFORE_EFFORT
    return replace(
        steps,
        rounds=steps.rounds if rounds is None else rounds,
        nodes=steps.nodes if nodes is None else nodes,
        trial_nodes=0 if nodes == 0 else steps.trial_nodes,
    )
