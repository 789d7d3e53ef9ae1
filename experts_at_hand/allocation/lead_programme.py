r"""The programme of named teams: who comes where, so that settings keep what they have.

Without names, hours are shared out fairly and each setting gets ``g`` hours of a profession. With
names the question is which teams lose least of that: maximise ``kept`` such that for each setting::

    sum over teams of h = g kept
    h <= g y,   sum over teams of y <= q,   h_lead >= share x sum of h where two may come
    sum over settings of k h <= C of each team
    h <= g w of the team and the setting's cluster,   sum over clusters of w <= c

``kept = 1`` is the fair plan itself, so that 1 is a bound without any search. Few settings are
split in a fair plan: a basis of the linear programme splits at most one setting less than there are
teams. Only those are open to the search, and with them the settings that could change their team at
least cost; the others keep the team they have. More are opened while something is lost. One team
for each setting is a matter of moves and swaps (`spread_evenly`): there branch and bound is slow.
"""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.allocation.kept_programme import HOLD, least_travel, most_kept
from experts_at_hand.allocation.pairs import list_pairs
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.spread_evenly import spread_evenly
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.errors import ScenarioError
from experts_at_hand.solver import Rows

OPEN = (24, 60, 150)
"""Settings that are open to the search, step by step, beside those that are split."""

NEAR = 5
"""Teams of least travel among which an open setting chooses, beside those that it has."""

ENOUGH = 1 - 1e-3
"""Share of the bound at which no more settings are opened: a reader's last digit."""

GIVEN = 1e-6
"""Hours a year that are none."""


@dataclass(frozen=True, kw_only=True)
class LeadTerms:
    """What is asked of named teams.

    Parameters
    ----------
    teams
        Teams of one profession at a setting, at most.
    lead_share
        Least share of the lead where two or more come.
    clusters
        Clusters of a team, at most; ``None`` for no limit.
    whole_visits
        Whether nobody gives less than a visit.
    """

    teams: int
    lead_share: float
    clusters: int | None
    whole_visits: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class Named:
    """The teams named for one profession.

    Parameters
    ----------
    teams
        Positions of the teams by position of the setting, the lead first.
    kept, bound
        Share of the fair hours that every setting keeps, and what no names can better.
    """

    teams: dict[int, list[int]]
    kept: float
    bound: float


def named_teams(
    problem: PlanningProblem, profession: int, hours: FloatArray, terms: LeadTerms
) -> Named:
    """Name teams for every setting that has hours of a profession.

    Parameters
    ----------
    problem
        Sets and data.
    profession
        Position in the area's professions.
    hours
        Teams x settings: hours of the fair plan.
    terms
        What is asked.
    """
    search = _Search(problem, profession, hours, terms)
    bound = 1.0
    if terms.clusters is not None:
        bound = search.tie_to_clusters()
    given, kept = search.alone()
    for more in OPEN if terms.teams > 1 else ():
        found = search.solve(search.opened(more), given, kept)
        if found is not None and found[1] > kept - 2 * HOLD:  # of equals, that with least travel
            given, kept = found
        if kept >= bound * ENOUGH or search.all_open(more):
            break
    return Named(teams=search.names(given), kept=min(1.0, kept), bound=max(bound, min(1.0, kept)))


class _Search:
    """Pairs, fair hours and capacity of one profession."""

    def __init__(
        self, problem: PlanningProblem, profession: int, hours: FloatArray, terms: LeadTerms
    ) -> None:
        self.problem, self.terms = problem, terms
        pairs = list_pairs(problem, [profession])
        fair = hours[:, pairs.setting] * (problem.profession_of_team == profession)[:, None]
        self.fair = fair.sum(axis=0)
        self.setting, self.team, self.demand = pairs.setting, pairs.team, pairs.demand
        self.cost = pairs.hour_cost
        self.now = fair[self.team, self.demand]
        self.possible = self.fair[self.demand] > GIVEN
        visit = problem.visits.visit_hours[self.setting]
        self.visit = np.minimum(visit, pairs.need) if terms.whole_visits else np.zeros(len(visit))
        index = {id_: i for i, id_ in enumerate(problem.area.setting_ids)}
        self.cluster = np.zeros(len(index), dtype=np.int64)
        for at, cluster in enumerate(problem.clustering.clusters):
            self.cluster[[index[m] for m in cluster.members]] = at
        rank = np.lexsort((self.team, self.cost, self.demand))
        first = np.searchsorted(self.demand[rank], self.demand[rank], side="left")
        self.near = np.zeros(len(rank), dtype=bool)
        self.near[rank[np.arange(len(rank)) - first < NEAR]] = True
        self.order = self._order()

    def _order(self) -> IntArray:
        """Return demands, those first that lose least by another team."""
        count = len(self.fair)
        cheapest, second = np.full(count, np.inf), np.full(count, np.inf)
        teams = np.bincount(self.demand[self.now > GIVEN], minlength=count)
        for pair in np.argsort(self.cost, kind="stable"):
            demand = self.demand[pair]
            if not self.possible[pair]:
                continue
            if cheapest[demand] == np.inf:
                cheapest[demand] = self.cost[pair]
            elif second[demand] == np.inf:
                second[demand] = self.cost[pair]
        regret = np.where(np.isfinite(second), (second - cheapest) * self.fair, np.inf)
        return np.lexsort((np.arange(count), regret, -teams)).astype(np.int64)

    def opened(self, more: int) -> BoolArray:
        """Mark the demands that are open: the split ones, and so many beside them."""
        teams = np.bincount(self.demand[self.now > GIVEN], minlength=len(self.fair))
        marked: BoolArray = (teams > 1) | ((teams < 1) & (self.fair > GIVEN))
        marked[self.order[: int(marked.sum()) + more]] = True
        return marked

    def all_open(self, more: int) -> bool:
        """Whether there is nothing further to open."""
        return bool(self.opened(more).all())

    def tie_to_clusters(self) -> float:
        """Choose the clusters of each team; forbid the rest, and return what is kept at best."""
        which = np.flatnonzero(self.possible)
        homes = self.cluster[self.setting[self.demand[which]]]
        pairs = np.stack([self.team[which], homes], axis=1)
        ties, tie_of = np.unique(pairs, axis=0, return_inverse=True)
        tie_of = tie_of.ravel()
        count, kept = len(which), len(which) + len(ties)
        each, fair = np.arange(count), self.fair[self.demand[which]]
        rows = self._shared(which, kept)
        rows.add(
            np.full(count, -np.inf), np.zeros(count),
            (each, each, np.ones(count)), (each, count + tie_of, -fair),
        )  # fmt: skip
        teams, team_of = np.unique(ties[:, 0], return_inverse=True)
        most = np.full(len(teams), float(self.terms.clusters or 0))
        there = count + np.arange(len(ties))
        rows.add(np.full(len(teams), -np.inf), most, (team_of, there, np.ones(len(ties))))
        result = most_kept(rows, fair, np.zeros(kept + 1))
        if result.values is None or result.values[kept] <= GIVEN:
            self._refuse_clusters()
        assert result.values is not None  # noqa: S101 - refused otherwise
        values = least_travel(rows, result.values, fair, self.cost[which] - 1)
        used = values[count:kept] > 0.5  # noqa: PLR2004 - yes or no
        allowed = np.zeros(len(self.possible), dtype=bool)
        allowed[which] = used[tie_of]
        self.possible &= allowed
        now = np.zeros(len(self.now))
        now[which] = values[:count]
        self.now = now * self.possible
        return min(1.0, -result.bound)

    def _refuse_clusters(self) -> None:
        """Refuse a limit under which the teams do not come to every cluster with hours."""
        problem = self.problem
        teams = [problem.area.teams[t] for t in np.unique(self.team[self.possible])]
        homes = np.unique(self.cluster[self.setting[self.demand[self.possible]]])
        most = self.terms.clusters
        raise ScenarioError(
            "[continuity]",
            [
                f"clusters is {most}: {len(teams)} teams of "
                f"{profession_label(teams[0].profession)} in at most {most} clusters each cannot "
                f"come to all {len(homes)} clusters that have hours of it; allow more clusters, or "
                "add teams"
            ],
        )

    def _shared(self, which: IntArray, kept: int) -> Rows:
        """Return the rows that every search has: what each demand is given, what teams work."""
        demands = np.flatnonzero(self.fair > GIVEN)
        row_of = np.full(len(self.fair), -1)
        row_of[demands] = np.arange(len(demands))
        teams, team_of = np.unique(self.team[which], return_inverse=True)
        each, none = np.arange(len(which)), np.zeros(len(demands))
        rows = Rows()
        rows.add(
            none, none, (row_of[self.demand[which]], each, np.ones(len(which))),
            (np.arange(len(demands)), np.full(len(demands), kept), -self.fair[demands]),
        )  # fmt: skip
        # The fair plan works up to the last hour: what rounding it has is no loss.
        capacity = self.problem.capacity[teams] * (1 + 1e-9) + GIVEN
        rows.add(np.full(len(teams), -np.inf), capacity, (team_of, each, self.cost[which]))
        return rows

    def solve(
        self, opened: BoolArray, start: FloatArray, kept_by_start: float
    ) -> tuple[FloatArray, float] | None:
        """Name teams for open demands, the others keep theirs: hours by pair, and what is kept.

        It begins from an answer with one team for each demand, or better.
        """
        had = (self.now > GIVEN) | (start > GIVEN)
        which = np.flatnonzero(self.possible & ((opened[self.demand] & self.near) | had))
        fair = self.fair[self.demand[which]]
        several = np.bincount(self.demand[which], minlength=len(self.fair)) > 1
        free = np.flatnonzero((opened | several)[self.demand[which]])
        count, yes = len(which), len(free)
        leads = self.terms.teams > 1 and self.terms.lead_share > 0
        kept = count + yes * (1 + leads)
        each, one, hours = np.arange(yes), np.ones(yes), fair[free]
        named = count + each
        _, group = np.unique(self.demand[which][free], return_inverse=True)
        groups = int(group.max(initial=-1)) + 1
        end = np.full(yes, np.inf)
        rows = self._shared(which, kept)
        rows.add(-end, np.zeros(yes), (each, free, one), (each, named, -hours))
        most = np.full(groups, float(self.terms.teams))
        rows.add(np.full(groups, -np.inf), most, (group, named, one))
        if self.terms.whole_visits:
            # Of a visit, too, the share that is kept: h >= visit (kept + named - 1).
            least = np.minimum(self.visit[self.demand[which][free]], hours)
            every = np.full(yes, kept)
            rows.add(-least, end, (each, free, one), (each, named, -least), (each, every, -least))
        if leads:
            lead, share = named + yes, self.terms.lead_share * hours
            rows.add(np.ones(groups), np.ones(groups), (group, lead, one))
            # A lead gives its share of what the setting keeps: h >= share g (kept + lead - 1).
            every = np.full(yes, kept)
            rows.add(-share, end, (each, free, one), (each, lead, -share), (each, every, -share))
        begin = np.zeros(kept + 1)
        begin[:count], begin[kept] = start[which], kept_by_start
        begin[named] = begin[:count][free] > GIVEN
        if leads:
            best = np.lexsort((-begin[:count][free], group))
            begin[lead[best[np.unique(group[best], return_index=True)[1]]]] = 1.0
        result = most_kept(rows, fair, begin)
        if result.values is None:
            return None
        least = least_travel(rows, result.values, fair, self.cost[which] - 1)
        given = np.zeros(len(self.now))
        given[which] = least[:count]
        return given, float(least[kept])

    def alone(self) -> tuple[FloatArray, float]:
        """Give each demand to one team, by moves and swaps from where it has most hours."""
        demands = np.flatnonzero(np.bincount(self.demand[self.possible], minlength=len(self.fair)))
        teams = np.unique(self.team[self.possible])
        load = np.full((len(teams), len(demands)), np.inf)
        pair_of = np.full(load.shape, -1)
        which = np.flatnonzero(self.possible)
        at = np.searchsorted(teams, self.team[which]), np.searchsorted(demands, self.demand[which])
        load[at] = self.cost[which] * self.fair[self.demand[which]]
        pair_of[at] = which
        now = np.where(pair_of >= 0, self.now[pair_of], -1.0)
        # Of equal hours, as none at all, the cheapest.
        first = np.lexsort((load, -now), axis=0)[0]
        own, fullest = spread_evenly(load, self.problem.capacity[teams], first)
        given = np.zeros(len(self.now))
        chosen = pair_of[own, np.arange(len(demands))]
        given[chosen] = self.fair[demands]
        kept = min(1.0, 1.0 / fullest) if fullest > 0 else 1.0
        return given * kept, kept

    def names(self, given: FloatArray) -> dict[int, list[int]]:
        """Return the teams of each setting, the one with most hours first.

        A setting for which the fair plan has no hours has the name of its cheapest team.
        """
        found: dict[int, list[int]] = {}
        for pair in np.lexsort((self.team, self.cost, self.demand)):
            demand = self.demand[pair]
            if self.fair[demand] <= GIVEN:
                found.setdefault(int(self.setting[demand]), [int(self.team[pair])])
        for pair in np.lexsort((self.team, -given, self.demand)):
            if given[pair] > GIVEN:
                setting = int(self.setting[self.demand[pair]])
                found.setdefault(setting, []).append(int(self.team[pair]))
        return found
