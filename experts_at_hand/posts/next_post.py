"""One post more, at every place that it could be at: planned again each time, and ranked.

A price says what one more hour brings at the margin; a post is a thousand hours, and by then the
lowest access may long be somewhere else. So each post is planned for in full, the aims settled in
the same order, and how far the price alone would have misled is said beside it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from experts_at_hand.allocation.post_places import with_posts
from experts_at_hand.allocation.solve import allocate, state_plan
from experts_at_hand.allocation.stated_plan import StatedPlan
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.workforce import Team
from experts_at_hand.errors import ScenarioError
from experts_at_hand.pipeline import Outcome
from experts_at_hand.posts.ranked import NextPost, NextPosts

Progress = Callable[[int, int], None]
"""Called with how many posts have been planned for, and how many there are."""


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
    return NextPosts(
        scenario=outcome.title,
        objectives=outcome.allocation.objectives,
        posts=ranked_places(outcome, stated_again(outcome), wte, hosts=hosts, progress=progress),
    )


def ranked_places(
    outcome: Outcome,
    again: StatedPlan,
    wte: float,
    *,
    hosts: bool = False,
    progress: Progress | None = None,
) -> tuple[NextPost, ...]:
    """Return a post at every place, the best first.

    Parameters
    ----------
    outcome
        The plan without it.
    again
        Its plan as `stated_again` states it, maybe with fewer hours of its teams.
    wte, hosts, progress
        As `next_posts` takes them.
    """
    places = [*_at_bases(outcome.area, wte), *(_at_settings(outcome.area, wte) if hosts else ())]
    found = []
    for done, place in enumerate(places):
        if progress is not None:
            progress(done, len(places))
        found.append(_planned(outcome, again, place, wte))
    return tuple(sorted(found, key=_worth))


def _worth(post: NextPost) -> tuple[object, ...]:
    """Order by the first aim, then by the lowest access of the profession, then further aims."""
    return (
        -round(post.gains[0], 9),
        -round(post.lowest_access_gain, 9),
        tuple(-round(gain, 6) for gain in post.gains[1:]),
        post.team_id,
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
        plan = again.plan_with_hours(with_team(outcome.area, team))
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


def with_team(area: LocalArea, team: Team) -> LocalArea:
    """Return the area with one of its teams as it is given.

    Parameters
    ----------
    area
        Where the team is.
    team
        With the id of one that there is.
    """
    return area.replace(teams=tuple(team if old.id == team.id else old for old in area.teams))
