"""From steps at places to teams in the area: what a decision on posts hands on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from experts_at_hand.allocation.post_levels import SAME
from experts_at_hand.allocation.post_places import PostPlace, with_posts
from experts_at_hand.allocation.post_rest import lowest_access
from experts_at_hand.allocation.post_terms import PostProblem
from experts_at_hand.domain.arrays import BoolArray, FloatArray
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.posts import Post, PostDecision, ProfessionPosts
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.registry.protocols import Rule

WTE_DIGITS = 9
"""Digits of whole-time equivalents: steps are added up, and 3 x 0.1 is to be 0.3."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Decided:
    """An area with the posts decided on.

    Parameters
    ----------
    area, travel
        With the new teams.
    rules
        The scenario's, and that cluster teams work in their own cluster only.
    decision
        What was decided, with its proof.
    """

    area: LocalArea
    travel: TravelMatrix
    rules: tuple[Rule, ...]
    decision: PostDecision


@dataclass(frozen=True, eq=False, kw_only=True)
class Found:
    """What a search over posts came to, before it is put into words.

    Parameters
    ----------
    steps
        Steps at each place, by profession.
    most_access
        By profession: what so many posts cannot better.
    least_wte
        By profession, where posts were counted down: fewer surely do not do.
    bound, unit, value
        Of the whole decision; ``value`` is the lowest access reached where it is left out.
    notes
        What else is to be said.
    """

    steps: Sequence[FloatArray]
    most_access: Sequence[float]
    least_wte: Sequence[float | None]
    bound: float
    unit: str
    value: float | None = None
    notes: tuple[str, ...] = ()


def decided(problem: PostProblem, found: Found, *, choose: str, sentence: str) -> Decided:
    """Put the posts that were found into the area, and say what they reach.

    Parameters
    ----------
    problem
        What was decided from.
    found
        What a search came to.
    choose, sentence
        The registered word, and what was asked.
    """
    posts: list[Post] = []
    kept: list[PostPlace] = []
    wte = problem.terms.wte_of_step
    for word, steps in zip(problem.professions, found.steps, strict=True):
        for place, count in zip(problem.places_of(word), steps, strict=True):
            size = round(float(count) * wte, WTE_DIGITS)
            if size > 0:
                kept.append(replace(place, team=replace(place.team, wte=size)))
                posts.append(_post(problem, place, size))
    area, travel = with_posts(problem.area, problem.travel, [(p.team, p.host_id) for p in kept])
    lowest = lowest_access(problem, list(found.steps))
    value = min(lowest, default=0.0) if found.value is None else found.value
    tolerance = SAME * max(1.0, abs(found.bound))
    per_profession = tuple(
        _of_profession(problem, word, posts, lowest[i], found, i)
        for i, word in enumerate(problem.professions)
    )
    nobody = tuple(_nobody_said(problem, each) for each in per_profession if each.nobody)
    return Decided(
        area=area,
        travel=travel,
        rules=problem.rules_with(kept),
        decision=PostDecision(
            choose=choose,
            sentence=sentence,
            posts=tuple(posts),
            professions=per_profession,
            value=value,
            bound=found.bound,
            unit=found.unit,
            status="optimal" if abs(found.bound - value) <= tolerance else "stopped",
            vacancy_rate=problem.terms.vacancy_rate,
            notes=(*found.notes, *nobody),
        ),
    )


def _post(problem: PostProblem, place: PostPlace, wte: float) -> Post:
    return Post(
        team_id=place.team.id,
        profession=place.team.profession,
        where=place.team.base,
        host_id=place.host_id,
        cluster_id=place.cluster_id,
        wte=wte,
        cost=wte * problem.cost_per_wte[place.team.profession],
    )


def _of_profession(
    problem: PostProblem, word: str, posts: Sequence[Post], lowest: float, found: Found, i: int
) -> ProfessionPosts:
    own = [post for post in posts if post.profession == word]
    return ProfessionPosts(
        profession=word,
        wte=round(sum(post.wte for post in own), WTE_DIGITS),
        cost=sum(post.cost for post in own),
        lowest_access=lowest,
        most_access=max(lowest, found.most_access[i]),
        least_wte=found.least_wte[i],
        nobody=_nobody(problem, i, own),
    )


def _nobody(problem: PostProblem, i: int, posts: Sequence[Post]) -> tuple[str, ...]:
    """Return clusters with need to which nobody of a profession may go with these posts."""
    programme = problem.levels[i].programme
    planning, profession = programme.problem, programme.posts.profession
    there = {post.team_id for post in posts}
    new = {place.team.id for place in problem.places}
    staffed = [
        t
        for t, team in enumerate(planning.area.teams)
        if team.profession == programme.profession and (team.id in there or team.id not in new)
    ]
    served: BoolArray = np.any(planning.allowed[staffed], axis=0)
    index = planning.area.setting_index
    return tuple(
        cluster.id
        for cluster in problem.clustering.clusters
        if any(planning.reached[index[m], profession] for m in cluster.members)
        and not any(served[index[m]] for m in cluster.members)
    )


def _nobody_said(problem: PostProblem, own: ProfessionPosts) -> str:
    names = {cluster.id: cluster.name for cluster in problem.clustering.clusters}
    where = ", ".join(names[id_] for id_ in own.nobody)
    least = max(problem.terms.least, problem.terms.wte_of_step)
    return (
        f"{profession_label(own.profession)}: nobody works in {where}; {own.wte:g} WTE in posts of "
        f"at least {least:g} do not cover every cluster, and those with most need came first"
    )
