"""From groups of ids to a Clustering: hubs, ids, names, objective, the same for every method."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from experts_at_hand.clustering.constraints.medoid import (
    OBJECTIVE_UNIT,
    OUT_OF_REACH,
    Hub,
    far_minutes,
    hub_at,
    hub_of,
    need_shares,
)
from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import DataError
from experts_at_hand.registry.protocols import CLUSTERING_METHODS, ClusteringMethod


def assemble(
    named: Mapping[str, Sequence[str]],
    area: LocalArea,
    travel: TravelMatrix,
    *,
    method: ClusteringMethod,
    names: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
) -> Clustering:
    """Return the clustering of groups that already have ids.

    Parameters
    ----------
    named
        Ids of the members by cluster id, in the order in which clusters are to be listed.
    area, travel
        Where need and minutes come from.
    method
        The registered dataclass that made the groups: its name and fields are recorded.
    names
        What people call each cluster, by its id; the id itself where absent.
    notes
        What a reader should know.
    """
    hubs = {id_: hub_of(members, area, travel) for id_, members in named.items()}
    return _assembled(named, hubs, area, travel, method=method, names=names, notes=notes)


def _assembled(
    named: Mapping[str, Sequence[str]],
    hubs: Mapping[str, Hub],
    area: LocalArea,
    travel: TravelMatrix,
    *,
    method: ClusteringMethod,
    names: Mapping[str, str] | None,
    notes: Sequence[str],
) -> Clustering:
    """Return the clustering of groups whose hubs are known."""
    clusters = tuple(
        Cluster(
            id=id_,
            name=(names or {}).get(id_, id_),
            hub_id=hubs[id_].id,
            members=_in_order(members, area),
        )
        for id_, members in named.items()
    )
    return Clustering(
        clusters=clusters,
        method=CLUSTERING_METHODS.name_of(method),
        parameters=recorded(method),
        objective=sum(hub.cost for hub in hubs.values()),
        unit=OBJECTIVE_UNIT,
        notes=(*notes, *_unreached_notes(hubs, area, travel)),
    )


def assemble_found(
    groups: Sequence[Sequence[str]],
    area: LocalArea,
    travel: TravelMatrix,
    *,
    method: ClusteringMethod,
    hubs: Sequence[str] | None = None,
    notes: Sequence[str] = (),
) -> Clustering:
    """Return the clustering of groups that a method found and nobody has named yet.

    Clusters are numbered C1, C2, ... by the place of their hub: from west to east, then from south
    to north, then by the hub's id, whatever the order of rows. Each is named after its hub.

    Parameters
    ----------
    groups
        Ids of the members of each cluster, in any order.
    area, travel, method
        As for `assemble`.
    hubs
        Id of the hub of each cluster, a setting or a team; the middle of its members where empty
        or not given.
    notes
        As for `assemble`.
    """
    titles_of = {setting.id: setting.name for setting in area.settings}
    titles_of |= {team.id: team.base or team.id for team in area.teams}

    def west_to_east(pair: tuple[Hub, Sequence[str]]) -> tuple[float, float, str]:
        place = area.places[pair[0].id]
        return place.easting, place.northing, pair[0].id

    settled = [""] * len(groups) if hubs is None else hubs
    found = [
        hub_at(id_, group, area, travel) if id_ else hub_of(group, area, travel)
        for id_, group in zip(settled, groups, strict=True)
    ]
    by_hub = sorted(zip(found, groups, strict=True), key=west_to_east)
    titles = [titles_of[hub.id] for hub, _ in by_hub]
    names = {
        f"C{rank}": f"around {title}" + (f" ({hub.id})" if titles.count(title) > 1 else "")
        for rank, ((hub, _), title) in enumerate(zip(by_hub, titles, strict=True), start=1)
    }
    named = {id_: group for id_, (_, group) in zip(names, by_hub, strict=True)}
    middle = {id_: hub for id_, (hub, _) in zip(names, by_hub, strict=True)}
    return _assembled(named, middle, area, travel, method=method, names=names, notes=notes)


def recorded(method: ClusteringMethod) -> dict[str, Any]:
    """Return what a method was given, as plain values: what a clustering records.

    A file is recorded by its name: the folder differs from machine to machine.
    """
    values = {f.name: getattr(method, f.name) for f in fields(method)}  # type: ignore[arg-type]
    return {name: v.name if isinstance(v, Path) else v for name, v in values.items()}


def refuse_empty(area: LocalArea) -> None:
    """Refuse an area without settings: there is nothing to group.

    Raises
    ------
    DataError
        If the area has no setting.
    """
    if not area.settings:
        raise DataError(area.name, ["settings: the table is empty; add a row for each setting"])


def _in_order(members: Sequence[str], area: LocalArea) -> tuple[str, ...]:
    return tuple(sorted(members, key=lambda id_: area.setting_index[id_]))


def _unreached_notes(hubs: Mapping[str, Hub], area: LocalArea, travel: TravelMatrix) -> list[str]:
    """Name what no hub reaches, and say what the objective would be if it counted.

    Left out of the objective it would make a clustering look better the less it reaches.
    """
    names = {setting.id: setting.name for setting in area.settings}
    notes = [
        f"cluster {cluster}: no way from the hub to "
        + ", ".join(f"{id_} ({names[id_]})" for id_ in hub.unreached)
        + "; left out of the objective"
        for cluster, hub in hubs.items()
        if hub.unreached
    ]
    if notes:
        shares = dict(zip(area.setting_ids, need_shares(area).tolist(), strict=True))
        away = sum(shares[id_] for hub in hubs.values() for id_ in hub.unreached)
        objective = sum(hub.cost for hub in hubs.values())
        far = far_minutes(travel.minutes_between(area.setting_ids, area.setting_ids))
        notes.append(
            f"the objective of {objective:.2f} leaves out {away:.1%} of the need; counted at "
            f"{OUT_OF_REACH:g} times the longest way there is ({far:.0f} minutes) it is "
            f"{objective + away * far:.2f}"
        )
    return notes
