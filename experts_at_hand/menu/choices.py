"""The menu itself: every clustering that was tried, told apart, planned and set side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experts_at_hand.comparison import is_pareto_best
from experts_at_hand.comparison.evenness import need_from_mean
from experts_at_hand.comparison.likeness import adjusted_rand_index, moved_settings
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.gap_words import gap_words
from experts_at_hand.errors import ScenarioError
from experts_at_hand.inputs import area_of
from experts_at_hand.menu.candidates import candidates, changed_today, column_of_today
from experts_at_hand.pipeline import Outcome, Progress, run_each
from experts_at_hand.registry.protocols import VISIT_PATTERNS
from experts_at_hand.scenario import Scenario

ALIKE = 0.95
"""Adjusted Rand index from which two clusterings are nearly the same: an assumption. On 140
settings in six clusters it is reached where two or three settings change cluster."""

MOST = 60
"""Clusters that a menu may ask for at most."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One clustering of the menu.

    Parameters
    ----------
    outcome
        Its plan, measured.
    need_from_mean
        Least and most need of a cluster, as shares above the mean.
    longest_minutes
        Longest journey from a hub to a setting of its cluster, one way.
    moved
        Settings that change cluster from today; ``None`` where today is not known.
    like
        Name of a better choice that it nearly equals; empty where it is one of its own.
    pareto_best
        Whether no other choice is as good in lowest and mean access, travel, moves from today,
        balance and longest journey, and better in one.
    """

    outcome: Outcome
    need_from_mean: tuple[float, float]
    longest_minutes: float
    moved: int | None
    like: str
    pareto_best: bool

    @property
    def name(self) -> str:
        """Short name: the method and the number of clusters."""
        return self.outcome.name

    @property
    def cells(self) -> tuple[str, ...]:
        """The choice in a line of a table, as words."""
        card, gap = self.outcome.scorecard, self.clustering.gap
        low, high = self.need_from_mean
        mark = (" *" if self.pareto_best else "") + (" =" if self.like else "")
        return (
            f"{self.name}{mark}",
            str(len(self.clustering)),
            f"{self.clustering.objective:.2f}",
            "-" if gap is None else gap_words(gap),
            f"{low:+.0%} to {high:+.0%}",
            f"{self.longest_minutes:.0f} min",
            "-" if self.moved is None else str(self.moved),
            f"{card['lowest_access'].value:.1%}",
            f"{card['travel_hours'].value:,.0f}",
        )

    @property
    def clustering(self) -> Clustering:
        """Its clusters."""
        return self.outcome.clustering


@dataclass(frozen=True, kw_only=True)
class Menu:
    """Every clustering that was tried.

    Parameters
    ----------
    baseline
        The scenario as it is.
    choices
        By number of clusters, the Pareto-best first, then by minutes to the hub.
    refused
        Why others could not be, by name.
    """

    baseline: Outcome
    choices: tuple[Choice, ...]
    refused: Mapping[str, str]

    def __repr__(self) -> str:
        """Show every choice in a line, the best with a star."""
        head = (
            "choice", "clusters", "minutes to hub", "gap", "need from mean", "longest", "moved",
            "lowest access", "travel hours",
        )  # fmt: skip
        rows = [head, *(choice.cells for choice in self.choices)]
        widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
        lines = [
            "  ".join(
                cell.ljust(width) if at == 0 else cell.rjust(width)
                for at, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            for row in rows
        ]
        if self.days_note:
            lines.append(self.days_note)
        best = ", ".join(choice.name for choice in self.best) or "none"
        lines.append("* Pareto-best in access, travel, moves, balance and longest journey together")
        lines.append("= nearly the same as a better choice of as many clusters, see menu.csv")
        lines.append(f"Distinct and best: {best}")
        lines += [f"not possible: {name}: {why}" for name, why in self.refused.items()]
        return "\n".join(lines)

    @property
    def days_note(self) -> str:
        """What is said where the choices plan with other days than the scenario, or plan at all."""
        before, said = self.baseline.scenario.visits, []
        if before is not None and VISIT_PATTERNS.name_of(before) == "own_days":
            said.append(
                "Every choice plans with days that its clusters agree: where each setting names "
                "its own day, as in the scenario itself, clusters change nothing but tables and "
                "maps."
            )
        if self.baseline.allocation.method is not None:
            said.append(
                "Every choice shares hours out by need: those of the scenario itself are measured "
                "and would be the same whatever the clusters."
            )
        return " ".join(said)

    @property
    def best(self) -> tuple[Choice, ...]:
        """Those that are Pareto-best and nearly equal no better one."""
        return tuple(choice for choice in self.choices if choice.pareto_best and not choice.like)


def menu_of(
    scenario: Scenario,
    counts: Sequence[int],
    *,
    methods: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Menu:
    """Try methods and numbers of clusters, plan each, and say which are distinct and which best.

    Parameters
    ----------
    scenario
        What is asked otherwise; its own clustering is the baseline.
    counts
        Numbers of clusters.
    methods
        Words of clustering methods.
    progress
        Told which stage of which choice begins.

    Raises
    ------
    ExpertsAtHandError
        If the scenario itself cannot be planned.
    ScenarioError
        If no number of clusters is asked for, or too many.
    """
    _check(counts)
    column = column_of_today(scenario, area_of(scenario))
    tried = [*candidates(scenario, counts, methods=methods)]
    if column is not None:
        tried += changed_today(scenario, column)
    results = run_each((scenario, *tried), progress=progress)
    baseline = next(results)
    if not isinstance(baseline, Outcome):
        raise baseline
    outcomes, refused = [], {}
    for asked, result in zip(tried, results, strict=True):
        if isinstance(result, Outcome):
            outcomes.append(result)
        else:
            refused[asked.name] = str(result)
    today = next((o.clustering for o in outcomes if o.name == "today"), None)
    return Menu(baseline=baseline, choices=_told_apart(outcomes, today), refused=refused)


def _check(counts: Sequence[int]) -> None:
    if not counts or min(counts) < 1 or max(counts) > MOST:
        problem = f"clusters are {list(counts)}; ask for numbers from 1 to {MOST}, such as 4..12"
        raise ScenarioError("the menu", [problem])


def _told_apart(outcomes: Sequence[Outcome], today: Clustering | None) -> tuple[Choice, ...]:
    moves = {
        o.name: None if today is None else moved_settings(today, o.clustering) for o in outcomes
    }
    points = {o.name: _point(o, moves[o.name]) for o in outcomes}
    best = {name for name, own in points.items() if is_pareto_best(own, points.values())}

    def rank(outcome: Outcome) -> tuple[int, bool, float, bool, str]:
        """Of choices that are nearly the same the best comes first, then one with a bound."""
        found = outcome.clustering
        minutes = round(found.objective or 0.0, 6)
        return len(found), outcome.name not in best, minutes, found.gap is None, outcome.name

    found: list[Choice] = []
    for outcome in sorted(outcomes, key=rank):
        found.append(
            Choice(
                outcome=outcome,
                need_from_mean=need_from_mean(outcome),
                longest_minutes=_longest(outcome),
                moved=moves[outcome.name],
                like=_like(outcome, found),
                pareto_best=outcome.name in best,
            )
        )
    return tuple(found)


def _like(outcome: Outcome, before: Sequence[Choice]) -> str:
    """Return the first choice so far, of those on their own, that this one nearly equals."""
    for other in before:
        same_count = len(other.clustering) == len(outcome.clustering)
        if other.like or not same_count:
            continue
        if adjusted_rand_index(other.clustering, outcome.clustering) >= ALIKE:
            return other.name
    return ""


def _point(outcome: Outcome, moved: int | None) -> tuple[float, ...]:
    """Return what choices are judged by, more being better."""
    card = outcome.scorecard
    return (
        card["lowest_access"].value,
        card["mean_access"].value,
        -card["travel_hours"].value,
        -float(moved or 0),
        -max(abs(share) for share in need_from_mean(outcome)),
        -_longest(outcome),
    )


def _longest(outcome: Outcome) -> float:
    minutes = [
        float(outcome.travel.minutes_between([c.hub_id], c.members).max())
        for c in outcome.clustering.clusters
    ]
    return max(minutes)
