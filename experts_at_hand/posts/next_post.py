"""One post more, at every place that it could be at: planned again each time, and ranked.

A price says what one more hour brings at the margin; a post is a thousand hours, and by then the
lowest access may long be somewhere else. So each post is planned for in full, the aims settled in
the same order, and how far the price alone would have misled is said beside it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from experts_at_hand.allocation.post_places import with_posts
from experts_at_hand.allocation.solve import allocate, state_plan
from experts_at_hand.allocation.stated_plan import StatedPlan
from experts_at_hand.domain.allocation import Allocation, ObjectiveResult
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.workforce import Team, profession_label
from experts_at_hand.errors import ScenarioError
from experts_at_hand.pipeline import Outcome

Progress = Callable[[int, int], None]
"""Called with how many posts have been planned for, and how many there are."""

SHOWN = 10
"""Posts that are named on a screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPost:
    """What one further post brings.

    Parameters
    ----------
    team_id
        The team that it joins; a new team where a setting hosts it.
    where
        Name of the base, or of the setting.
    profession, wte
        What the post is.
    values
        What each aim reaches with it, in the aims' order and units.
    gains
        How much better that is than without it, >= 0 where it is better, in the same units.
    lowest_access
        Lowest access of the profession with it.
    lowest_access_gain
        How much that is more than without it.
    price_estimate
        What the first aim would reach if the price of an hour held for the whole post; ``None`` for
        a new team, which has no price.
    """

    team_id: str
    where: str
    profession: str
    wte: float
    values: tuple[float, ...]
    gains: tuple[float, ...]
    lowest_access: float
    lowest_access_gain: float
    price_estimate: float | None

    @property
    def price_misleads_by(self) -> float | None:
        """How far the price alone is off: its estimate of the first aim less the true value."""
        return None if self.price_estimate is None else self.price_estimate - self.values[0]


@dataclass(frozen=True, kw_only=True)
class NextPosts:
    """Every place for a further post, the best first.

    Parameters
    ----------
    scenario
        Title of what was asked.
    objectives
        The aims as they stand without the post.
    posts
        Ordered by what they bring to the first aim; of equals by the lowest access of their own
        profession, then by the further aims.
    """

    scenario: str
    objectives: tuple[ObjectiveResult, ...]
    posts: tuple[NextPost, ...]

    def of(self, profession: str) -> tuple[NextPost, ...]:
        """Return the posts of one profession, the best first."""
        return tuple(post for post in self.posts if post.profession == profession)

    def __repr__(self) -> str:
        lines = [f"{self.scenario}: one post more, planned again at each place"]
        for profession in dict.fromkeys(post.profession for post in self.posts):
            posts = self.of(profession)
            lines.append(f"{profession_label(profession).capitalize()}, {posts[0].wte:g} WTE")
            lines += [f"  {at}. {self.sentence(post)}" for at, post in enumerate(posts[:SHOWN], 1)]
            if len(posts) > SHOWN:
                lines.append(f"  and {len(posts) - SHOWN:,} more places")
        return "\n".join(lines)

    def sentence(self, post: NextPost) -> str:
        """Say what a post brings.

        Parameters
        ----------
        post
            One of ours.
        """
        said = [
            f"lowest access of its profession {post.lowest_access:.1%} "
            f"({_points(post.lowest_access_gain)})"
        ]
        for aim, value, gain in zip(self.objectives, post.values, post.gains, strict=True):
            more = gain if aim.better == "higher" else -gain
            if aim.unit.startswith("share"):
                said.append(f"{named(aim)} {value:.1%} ({_points(more)})")
            else:
                change = round(more) + 0  # never -0
                said.append(f"{named(aim)} {value:,.0f} {aim.unit} ({change:+,d})")
        return f"{post.where}: {', '.join(said)}"


def _points(more: float) -> str:
    """Write a share as points of a hundred, with a sign that is never that of nothing.

    >>> _points(0.166), _points(-1e-9)
    ('+16.6 points', '+0.0 points')
    """
    return f"{round(100 * more, 1) + 0.0:+.1f} points"


CALLED = {"worst_ratio": "lowest access of all"}
"""Aims that a reader knows by another name."""


def named(aim: ObjectiveResult) -> str:
    """Return what a reader calls an aim.

    Parameters
    ----------
    aim
        Of a plan.
    """
    return CALLED.get(aim.objective, aim.objective.replace("_", " "))


def next_posts(
    outcome: Outcome, wte: float = 1.0, *, hosts: bool = False, progress: Progress | None = None
) -> NextPosts:
    """Plan for one further post at every base, and rank what it brings.

    The post is filled, and none of its time is promised in plans. Clusters stay as they are.

    Parameters
    ----------
    outcome
        A plan by need, without the post.
    wte
        Whole-time equivalents of the post, > 0.
    hosts
        Whether every setting may host it too, as a base of its own.
    progress
        Told how far it is.

    Raises
    ------
    ScenarioError
        If hours are not shared out by need, so that a further post is nobody's decision; if ``wte``
        is not more than 0.
    """
    refuse_unplanned(outcome, wte)
    places = [*_at_bases(outcome.area, wte), *(_at_settings(outcome.area, wte) if hosts else ())]
    again = stated_again(outcome)
    found = []
    for done, place in enumerate(places):
        if progress is not None:
            progress(done, len(places))
        found.append(_planned(outcome, again, place, wte))
    before = outcome.allocation.objectives
    return NextPosts(
        scenario=outcome.title,
        objectives=before,
        posts=tuple(
            sorted(
                found,
                key=lambda post: (
                    -round(post.gains[0], 9),
                    -round(post.lowest_access_gain, 9),
                    tuple(-round(gain, 6) for gain in post.gains[1:]),
                    post.team_id,
                ),
            )
        ),
    )


def refuse_unplanned(outcome: Outcome, wte: float) -> None:
    """Refuse hours that nobody planned, and a post that is none.

    Parameters
    ----------
    outcome, wte
        As `next_posts` takes them.

    Raises
    ------
    ScenarioError
        If hours are not shared out by need; if ``wte`` is not more than 0.
    """
    if outcome.allocation.method is not None:
        raise ScenarioError(
            outcome.name,
            ['a next post is ranked where hours are planned: [allocation] method = "optimise"'],
        )
    if not 0 < wte < float("inf"):
        raise ScenarioError(outcome.name, [f"wte is {wte:g}, expected more than 0"])


def _at_bases(area: LocalArea, wte: float) -> Iterator[tuple[Team, str | None]]:
    """Yield each team once the post is filled there; no setting hosts it."""
    for team in area.teams:
        yield with_post(team, wte), None


def with_post(team: Team, wte: float) -> Team:
    """Return a team with a further post, filled and with none of its time promised in plans.

    Parameters
    ----------
    team
        As it is.
    wte
        Whole-time equivalents of the post.
    """
    filled, posts = team.filled_wte + wte, team.wte + wte
    return replace(
        team,
        wte=posts,
        vacancy_rate=max(0.0, 1 - filled / posts),
        statutory_share=team.statutory_wte / filled,
    )


def _at_settings(area: LocalArea, wte: float) -> Iterator[tuple[Team, str | None]]:
    """Yield, for each profession and setting, a new team of one post there, and its host."""
    for profession in area.professions:
        costs = [team.hourly_cost for team in area.teams_of(profession) if team.hourly_cost]
        for setting in area.settings:
            id_ = f"next-{profession}-{setting.id}"
            while id_ in area.team_index or id_ in area.setting_index:
                id_ += "-more"  # an earlier one was taken into the tables under this very name
            new = Team(
                id=id_, profession=profession, wte=wte, place=setting.place, base=setting.name,
                hourly_cost=float(np.mean(costs)) if costs else None,
            )  # fmt: skip
            yield new, setting.id


def stated_again(outcome: Outcome, aims: int | None = None) -> StatedPlan:
    """State an outcome's plan once more, to be settled with other hours of its teams.

    Parameters
    ----------
    outcome
        A plan by need.
    aims
        How many of its aims are settled; all unless stated.
    """
    asked = outcome.scenario
    return state_plan(
        outcome.area,
        outcome.travel,
        outcome.clustering,
        asked.rules,
        asked.objectives[:aims],
        visits=asked.visits,
        time_limit_seconds=asked.solver.time_limit_seconds,
    )


def _planned(
    outcome: Outcome, again: StatedPlan, place: tuple[Team, str | None], wte: float
) -> NextPost:
    """Plan with a post at a place, and set the plan against the one without it."""
    team, host = place
    asked = outcome.scenario
    if host is None:
        plan = again.plan_with_hours(_with_team(outcome.area, team))
    else:
        area, travel = with_posts(outcome.area, outcome.travel, [(team, host)])
        plan = allocate(
            area,
            travel,
            outcome.clustering,
            asked.rules,
            asked.objectives,
            visits=asked.visits,
            time_limit_seconds=asked.solver.time_limit_seconds,
        )
    base = outcome.allocation
    lowest, was = (_lowest_access(p, team.profession) for p in (plan, base))
    first = base.objectives[0]
    price = first.prices.get(team.id)
    hours = outcome.area.working_year.hours_per_wte * wte
    return NextPost(
        team_id=team.id,
        where=place_of(team, outcome.area.teams),
        profession=team.profession,
        wte=wte,
        values=tuple(aim.value for aim in plan.objectives),
        gains=tuple(
            aim.value - old.value if aim.better == "higher" else old.value - aim.value
            for aim, old in zip(plan.objectives, base.objectives, strict=True)
        ),
        lowest_access=lowest,
        lowest_access_gain=lowest - was,
        price_estimate=None if price is None else first.value + price * hours,
    )


def _lowest_access(plan: Allocation, profession: str) -> float:
    access = plan.access[:, plan.professions.index(profession)]
    return float(np.nanmin(access)) if np.isfinite(access).any() else 0.0


def place_of(team: Team, teams: Sequence[Team]) -> str:
    """Return where a team sets out from, with its id where others of its profession do as well.

    Parameters
    ----------
    team
        Whose place.
    teams
        All that there are.
    """
    if not team.base:
        return team.id
    same = (t for t in teams if (t.base, t.profession) == (team.base, team.profession))
    return f"{team.base} ({team.id})" if any(t.id != team.id for t in same) else team.base


def _with_team(area: LocalArea, team: Team) -> LocalArea:
    """Return the area with one of its teams as it is given."""
    return area.replace(teams=tuple(team if old.id == team.id else old for old in area.teams))
