"""Where a further post could be, and an area with posts in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.posts import PlaceKind
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.workforce import Team


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPlace:
    """One place for posts of one profession.

    Parameters
    ----------
    team
        The team that posts there would be; its posts are those of one step.
    host_id
        The setting, or a team at the base, whose travel it has.
    cluster_id
        The cluster that it would serve alone; ``None`` where it may serve everybody.
    hub_of
        The cluster whose hub hosts it; ``None`` at a base.
    """

    team: Team
    host_id: str
    cluster_id: str | None = None
    hub_of: str | None = None


def post_places(
    area: LocalArea,
    clustering: Clustering,
    kind: PlaceKind,
    hourly_costs: Mapping[str, float],
) -> tuple[PostPlace, ...]:
    """List every place for posts, by profession.

    Parameters
    ----------
    area, clustering
        Bases, settings and clusters.
    kind
        Which of them may have posts.
    hourly_costs
        GBP of a paid hour, by each profession that posts are for.
    """
    hosts = list(_bases(area) if kind == "bases" else _hubs(area, clustering))
    return tuple(
        PostPlace(
            team=Team(
                id=_free_id(area, f"post-{profession}-{word}"),
                profession=profession,
                wte=1.0,
                place=area.places[host],
                base=name,
                hourly_cost=cost,
            ),
            host_id=host,
            cluster_id=cluster if kind == "clusters" else None,
            hub_of=cluster,
        )
        for profession, cost in hourly_costs.items()
        for word, name, host, cluster in hosts
    )


def _bases(area: LocalArea) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield each building that teams set out from once: a word, its name, a team there."""
    seen = set()
    for team in area.teams:
        if team.place not in seen:
            seen.add(team.place)
            yield team.id, team.base or team.id, team.id, None


def _hubs(area: LocalArea, clustering: Clustering) -> Iterator[tuple[str, str, str, str | None]]:
    names = {team.id: team.base or team.id for team in area.teams}  # a base may be a hub
    names |= {setting.id: setting.name for setting in area.settings}
    for cluster in clustering.clusters:
        yield cluster.id, names[cluster.hub_id], cluster.hub_id, cluster.id


def _free_id(area: LocalArea, word: str) -> str:
    while word in area.team_index or word in area.setting_index:
        word += "-more"  # posts of an earlier plan were taken into the tables under this name
    return word


def with_posts(
    area: LocalArea, travel: TravelMatrix, teams: Sequence[tuple[Team, str]]
) -> tuple[LocalArea, TravelMatrix]:
    """Return the area with further teams, each of which travels as its host does.

    Parameters
    ----------
    area, travel
        As they are.
    teams
        New teams, each with the id of a setting or of a team at the same place.
    """
    at = [*range(len(travel.ids)), *(travel.index[host] for _, host in teams)]
    grown = replace(
        travel,
        ids=(*travel.ids, *(team.id for team, _ in teams)),
        minutes=travel.minutes[np.ix_(at, at)],
        miles=travel.miles[np.ix_(at, at)],
        door_metres=None if travel.door_metres is None else travel.door_metres[at],
    )
    return area.replace(teams=(*area.teams, *(team for team, _ in teams))), grown


def without_offer_posts(area: LocalArea) -> LocalArea:
    """Return the area with only that time of its teams which is promised in plans."""
    return area.replace(
        teams=tuple(
            replace(team, wte=team.statutory_wte, vacancy_rate=0.0, statutory_share=1.0)
            for team in area.teams
        )
    )
