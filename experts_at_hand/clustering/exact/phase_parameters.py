"""How each phase of a search goes about it.

Where no paper is named, a value is an assumption from trials on 100 to 3,000 settings.
"""

from dataclasses import dataclass

from experts_at_hand.clustering.exact.median_problem import MedianProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundParameters:
    """How the lower bound is climbed to, see `lagrangian`.

    Parameters
    ----------
    rounds
        Subgradient steps at most; 0 states no bound. More than 400 rarely raise it by a tenth of a
        percent.
    whole_rounds, between_rounds
        The same with whole members, and where clusters have a least as well: columns go on from
        there.
    trial_rounds, worth
        After so many of these, and a rise by less than this share of what is open, no more are
        made.
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
    whole_rounds: int = 100
    between_rounds: int = 40
    trial_rounds: int = 20
    worth: float = 0.002
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
class ColumnParameters:
    """How clusters are chosen from columns, see `columns`.

    Parameters
    ----------
    counts
        Columns that are enumerated, more each time, while the choice is not proved best; none
        leaves columns out.
    nodes
        Branch-and-bound nodes of each choice.
    members_each, many_each
        Members of a mean cluster up to which columns are tried, since larger ones have too many;
        and up to which the most columns are, which with larger ones are chosen among for long and
        bring little.
    most_hubs
        Hubs up to which the whole is priced at once.
    worth, worth_between
        By how much whole members must have raised the bound for columns to be worth their time: a
        share of the bound, and where clusters have a least, of what the bound leaves open.
    least_open
        Share of the cost that must be open for columns to be tried.
    reach
        Share of what is open that enumerated columns must reach where clusters have a least: there
        a choice among fewer finds nothing.
    guessed
        Share of the bound by which the best may lie above it where no clusters are at hand.
    generations
        Times that columns are priced at most.
    smoothing, least_smoothing
        Share of the best multipliers in those that columns are priced at; halved while no column
        comes of it, and 0 below the least.
    close
        Share of the cost by which bound and restricted choice may differ at the end.
    more_hubs
        Hubs that are priced beyond those that open, in shares of these.
    share
        Share of the time that is left that a choice may take, where there is an end.
    region_members, region_counts, region_nodes
        Members of a region, more once fewer bring nothing; columns that are enumerated for it, at
        first and where there is time; and branch-and-bound nodes of its choice.
    least_gain
        Share of its cost that a region must be able to win.
    """

    counts: tuple[int, ...] = ()
    nodes: int = 100
    members_each: float = 20.0
    many_each: float = 10.1
    most_hubs: int = 1_000
    worth: float = 1e-3
    worth_between: float = 0.03
    least_open: float = 0.0
    reach: float = 0.2
    guessed: float = 0.03
    generations: int = 60
    smoothing: float = 0.8
    least_smoothing: float = 0.1
    close: float = 1e-5
    more_hubs: float = 1.0
    share: float = 0.6
    region_members: tuple[int, ...] = (50, 80, 110)
    region_counts: tuple[int, int] = (600, 2_000)
    region_nodes: int = 20
    least_gain: float = 1e-4

    def suits(self, problem: MedianProblem) -> bool:
        """Whether a problem has few enough columns to be chosen from."""
        hubs, members = problem.cost.shape
        few = hubs <= self.most_hubs and members <= self.members_each * problem.clusters
        return bool(problem.scale) and bool(self.counts) and few

    def counts_for(self, problem: MedianProblem) -> tuple[int, ...]:
        """Return how many columns are enumerated, one after another."""
        return self.counts if self.small(problem) else self.counts[:2]

    def small(self, problem: MedianProblem) -> bool:
        """Whether clusters are so small that columns do better than anything else."""
        return len(problem.need) <= self.many_each * problem.clusters


@dataclass(frozen=True, slots=True, kw_only=True)
class CountParameters:
    """How counts of hubs are branched on, see `counts`.

    Parameters
    ----------
    branches
        At most; 0 leaves counts out.
    most_hubs
        Hubs up to which counts are branched on: a step takes the longer, and more counts matter.
    trial_branches, worth
        After so many, and a rise by less than this share of what is open, no more are made.
    first_rounds, rounds, look_rounds
        Subgradient steps of the first branch, of every other, and of a half only looked at.
    candidates
        Parts that are looked at before one is taken.
    fraction
        How far its hubs must be from a whole number for a part to be branched on.
    alike
        Hubs by which parts, one in the other, must differ to be both looked at.
    pairs, last_pairs
        Pairs of hub and member up to which a branch is settled at once; and where no count is open.
    nodes
        Branch-and-bound nodes for that.
    """

    branches: int = 0
    most_hubs: int = 1_000
    trial_branches: int = 10
    worth: float = 0.25
    first_rounds: int = 100
    rounds: int = 40
    look_rounds: int = 8
    candidates: int = 5
    fraction: float = 0.05
    alike: float = 0.15
    pairs: int = 600
    last_pairs: int = 3_000
    nodes: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeParameters:
    """How clusters are started anew and merged, see `merging`.

    Parameters
    ----------
    starts
        At most; 0 leaves them out.
    patience
        Starts in a row that bring nothing before it is given up.
    worth_open
        Share of the cost that must be open for starts to be made.
    members_started
        Members of all starts together at most: the more an area has, the longer each takes.
    dear
        Cost of what may be merged at most, in shares of clusters at hand: what is dearer brings
        little and takes long.
    pool
        Cheapest clusters of all starts that are merged together, with no pairs but theirs.
    nearest, nodes
        Nearest hubs of either that each member may go to in a merger, and branch-and-bound nodes of
        it.
    """

    starts: int = 0
    patience: int = 4
    worth_open: float = 2e-3
    members_started: int = 4_500
    dear: float = 1.05
    pool: int = 6
    nearest: int = 3
    nodes: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CutParameters:
    """How cuts on counts of hubs are found and priced, see `capacity_cuts`.

    Parameters
    ----------
    phases
        Times that cuts are looked for at most; 0 leaves them out.
    most_hubs
        Hubs up to which they are.
    trial_phases, worth
        Over so many phases at least this share of what is open must be won to go on.
    first_rounds, rounds
        Subgradient steps before the first phase, and of each.
    step, patience, memory
        Factor of the first step of each phase; steps without a better bound after which it is
        halved; and share of what was counted before that counts on in the mean of the steps.
    cuts, least_broken, alike
        Cuts that are added at once; hubs' worth of weight by which one must be broken; and share of
        their hubs that two may have in common.
    reach
        Mean clusters round a hub in which its cuts are looked for.
    least_open
        Share of a hub that must be open for its surroundings to be looked at.
    most
        Share of what was open beyond which cuts have told what columns might.
    """

    phases: int = 0
    most_hubs: int = 4_000
    trial_phases: int = 4
    worth: float = 0.05
    first_rounds: int = 60
    rounds: int = 250
    step: float = 0.7
    patience: int = 30
    memory: float = 0.985
    cuts: int = 12
    least_broken: float = 0.02
    alike: float = 0.8
    reach: float = 6.0
    least_open: float = 1e-3
    most: float = 0.5
