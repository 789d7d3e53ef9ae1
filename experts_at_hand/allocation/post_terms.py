"""What every decision on posts states, and what it is made from once an area is known."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast, get_args

import numpy as np

from experts_at_hand.allocation.named_teams import NamedTeams
from experts_at_hand.allocation.post_levels import Levels
from experts_at_hand.allocation.post_places import (
    PostPlace,
    post_places,
    with_posts,
    without_offer_posts,
)
from experts_at_hand.allocation.post_programme import PostProgramme
from experts_at_hand.allocation.post_rows import PostSteps
from experts_at_hand.allocation.problem import HardRule, PlanningProblem
from experts_at_hand.allocation.service import Service
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.pay import plain_band, usual_hourly_cost
from experts_at_hand.domain.posts import PlaceKind
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.workforce import profession_label, profession_word
from experts_at_hand.errors import ScenarioError, nearest
from experts_at_hand.registry.protocols import Rule, VisitPattern

AT_WILL = 0.01
"""Whole-time equivalents in which a budget is counted where posts are cut at will: 22 minutes a
week."""

PLACES = {
    "bases": "at today's bases",
    "hubs": "at the hubs of the clusters, for every setting",
    "clusters": "at the hubs of the clusters, each for its own cluster only",
}
"""Where posts may be, in words."""


@dataclass(frozen=True, kw_only=True)
class PostTerms:
    """What posts may look like; see `Budget` for the keys."""

    step: float = 0.2
    least: float = 0.0
    places: PlaceKind = "bases"
    beside_today: bool = True
    vacancy_rate: float = 0.0
    professions: tuple[str, ...] = ()
    cost_per_wte: Mapping[str, float] = field(default_factory=dict)
    bands: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        freeze_fields(self)
        if self.places not in get_args(PlaceKind):
            hint = nearest(str(self.places), get_args(PlaceKind))
            raise ValueError(f"places is {self.places!r}; {hint}")
        if not (math.isfinite(self.step) and self.step >= 0):
            raise ValueError(f"step is {self.step}, expected 0 (cut at will) or more, such as 0.2")
        if not (math.isfinite(self.least) and self.least >= 0):
            raise ValueError(f"least is {self.least}, expected 0 or more whole-time equivalents")
        if not 0 <= self.vacancy_rate < 1:
            raise ValueError(f"vacancy_rate is {self.vacancy_rate}, expected from 0 to below 1")
        for profession, cost in self.cost_per_wte.items():
            profession_word(profession)
            if not (math.isfinite(cost) and cost > 0):
                raise ValueError(f"cost_per_wte of {profession} is {cost}, expected more than 0")
        for profession in (*self.professions, *self.bands):
            profession_word(profession)

    @property
    def wte_of_step(self) -> float:
        """Whole-time equivalents of one step; of what a budget is counted in where cut at will."""
        return self.step or AT_WILL

    @property
    def least_steps(self) -> int:
        """Steps of the least post that may be."""
        return max(1, math.ceil(self.least / self.wte_of_step - 1e-9))

    def said(self) -> str:
        """Say what posts may look like."""
        size = f"in steps of {self.step:g} WTE" if self.step else "cut at will"
        least = f", none below {self.least:g} WTE" if self.least else ""
        beside = "" if self.beside_today else ", in place of all that there are today"
        vacant = f", {self.vacancy_rate:.0%} of them vacant" if self.vacancy_rate else ""
        bands = ", ".join(
            f"{profession_label(word)} of band {plain_band(band)}"
            for word, band in self.bands.items()
        )
        of = f", {bands}" if bands else ""
        return f"posts {size}{least}, {PLACES[self.places]}{beside}{vacant}{of}"

    def problems(self, area: LocalArea, clustering: Clustering, rules: Sequence[Rule]) -> list[str]:
        """Say what an area and the rules of a scenario have against these terms.

        Parameters
        ----------
        area, clustering, rules
            Of the scenario.
        """
        known = area.professions
        found = [
            f"{key}: no profession {word!r} is planned here; {nearest(word, known)}"
            for key, words in (
                ("professions", self.professions),
                ("cost_per_wte", self.cost_per_wte),
                ("bands", self.bands),
            )
            for word in words
            if word not in known
        ]
        alone = len(clustering) <= 1
        if self.places != "bases" and alone:
            found.append(
                f'places = "{self.places}" needs clusters, and this scenario makes none; state a '
                '[clustering] method, or places = "bases"'
            )
        tied = [rule for rule in rules if isinstance(rule, Service)]
        if any(rule.by == "nearest_base" for rule in tied) and (
            self.places != "bases" or not self.beside_today
        ):
            found.append(
                "the rule service by nearest_base ties clusters to today's bases; leave it out, or "
                'state places = "bases" and beside_today = true'
            )
        if any(isinstance(rule, NamedTeams) for rule in rules):
            found.append(
                "the rule named_teams says who comes to which setting, and nobody in further posts "
                'has a name yet; leave it out, and state [continuity] choose = "named_lead"'
            )
        return found

    def cost_in(self, area: LocalArea, profession: str) -> float:
        """Return GBP a year of a whole-time equivalent: as stated, else as today's teams cost.

        Parameters
        ----------
        area
            Whose teams they are; those of the band of the posts, where one is stated.
        profession
            One word.
        """
        if profession in self.cost_per_wte:
            return self.cost_per_wte[profession]
        teams = area.teams_of(profession)
        if profession in self.bands:
            band = plain_band(self.bands[profession])
            same = [team for team in teams if plain_band(team.band) == band]
            # A band that no team has yet costs what the published figure says of it.
            teams = (*same,) or (replace(teams[0], band=band, hourly_cost=None),)
        return usual_hourly_cost(teams) * area.working_year.paid_hours


@dataclass(frozen=True, eq=False, kw_only=True)
class PostProblem:
    """What a decision on posts is made from.

    Parameters
    ----------
    terms
        What posts may look like.
    area, travel, clustering
        The teams that stay, and the place.
    visits, rules
        As the scenario states them.
    seconds
        Time for one search; ``None`` for no limit.
    only_clusters
        Clusters whose hubs may have posts; all of them where it is empty.
    """

    terms: PostTerms
    area: LocalArea
    travel: TravelMatrix
    clustering: Clustering
    visits: VisitPattern
    rules: tuple[Rule, ...]
    seconds: float | None
    only_clusters: tuple[str, ...] = ()

    @property
    def professions(self) -> tuple[str, ...]:
        """Those that posts are for, in the area's order."""
        wanted = self.terms.professions or self.area.professions
        return tuple(word for word in self.area.professions if word in wanted)

    @cached_property
    def cost_per_wte(self) -> dict[str, float]:
        """GBP a year of a whole-time equivalent, by profession."""
        return {word: self.terms.cost_in(self.area, word) for word in self.professions}

    @cached_property
    def places(self) -> tuple[PostPlace, ...]:
        """Every place for posts."""
        paid = self.area.working_year.paid_hours
        hourly = {word: cost / paid for word, cost in self.cost_per_wte.items()}
        vacant, bands = self.terms.vacancy_rate, self.terms.bands
        found = tuple(
            replace(
                place,
                team=replace(
                    place.team, vacancy_rate=vacant, band=bands.get(place.team.profession, "")
                ),
            )
            for place in post_places(self.area, self.clustering, self.terms.places, hourly)
            if not self.only_clusters or place.hub_of in self.only_clusters
        )
        if any(isinstance(rule, Service) and rule.by == "nearest_base" for rule in self.rules):
            staffed = {(t.profession, t.place) for t in self.area.teams if t.offer_wte > 0}
            return tuple(p for p in found if (p.team.profession, p.team.place) in staffed)
        return found

    def rules_with(self, places: Sequence[PostPlace]) -> tuple[Rule, ...]:
        """Return the scenario's rules, and that cluster teams work in their cluster only."""
        own = {p.team.id: (p.cluster_id,) for p in places if p.cluster_id is not None}
        if not own:
            return self.rules
        tied: Any = Service(by="map", map=cast("Mapping[str, tuple[str, ...]]", own))
        return (*self.rules, tied)

    def planning(self, posts: Mapping[str, float] | None = None) -> PlanningProblem:
        """Return the programme's data with a team at each place.

        Parameters
        ----------
        posts
            Whole-time equivalents by the id of a place's team; one each unless stated.
        """
        teams = [
            (p.team if posts is None else replace(p.team, wte=posts[p.team.id]), p.host_id)
            for p in self.places
        ]
        area, travel = with_posts(self.area, self.travel, teams)
        return PlanningProblem(
            area=area,
            travel=travel,
            clustering=self.clustering,
            visits=self.visits.costs(area, travel, self.clustering),
            rules=tuple(cast("HardRule", rule) for rule in self.rules_with(self.places)),
        )

    @cached_property
    def levels(self) -> tuple[Levels, ...]:
        """What each number of steps reaches, of each profession."""
        problem = self.planning()
        index = problem.area.team_index
        filled = 1 - self.terms.vacancy_rate
        step = self.terms.wte_of_step * self.area.working_year.hours_per_wte * filled
        return tuple(
            Levels(
                PostProgramme(
                    problem,
                    PostSteps(
                        profession=problem.area.professions.index(word),
                        places=np.array(
                            [index[p.team.id] for p in self.places_of(word)], dtype=int
                        ),
                        step_hours=step,
                        least=self.terms.least_steps,
                        cut=not self.terms.step,
                    ),
                    seconds=self.seconds,
                    wte_of_step=self.terms.wte_of_step,
                )
            )
            for word in self.professions
        )

    def refuse(self, problems: Sequence[str]) -> None:
        """Refuse what cannot be decided, if there is anything.

        Parameters
        ----------
        problems
            In words.

        Raises
        ------
        ScenarioError
            Listing them.
        """
        if problems:
            raise ScenarioError("[posts]", list(problems))

    def places_of(self, profession: str) -> tuple[PostPlace, ...]:
        """Return the places of one profession, in the order of its programme."""
        return tuple(p for p in self.places if p.team.profession == profession)


def post_problem(
    terms: PostTerms,
    area: LocalArea,
    travel: TravelMatrix,
    clustering: Clustering,
    *,
    visits: VisitPattern,
    rules: Sequence[Rule],
    seconds: float | None,
) -> PostProblem:
    """Return what a decision on posts is made from, or say why none can be made.

    Parameters
    ----------
    terms
        What posts may look like.
    area, travel, clustering, visits, rules
        Of the scenario.
    seconds
        Time for one search; ``None`` for no limit.

    Raises
    ------
    ScenarioError
        Listing everything that does not fit.
    """
    problems = terms.problems(area, clustering, rules)
    if problems:
        raise ScenarioError("[posts]", problems)
    return PostProblem(
        terms=terms,
        area=area if terms.beside_today else without_offer_posts(area),
        travel=travel,
        clustering=clustering,
        visits=visits,
        rules=tuple(rules),
        seconds=seconds,
    )
