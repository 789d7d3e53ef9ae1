"""From groups of ids to a Clustering: hubs, ids, names, objective, the same for every method."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from experts_at_hand.clustering.hubs import OBJECTIVE_UNIT, hub_of
from experts_at_hand.contracts import CLUSTERING_METHODS, ClusteringMethod
from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import DataError


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
    clusters = tuple(
        Cluster(
            id=id_,
            name=(names or {}).get(id_, id_),
            hub_id=hubs[id_][0],
            members=_in_order(members, area),
        )
        for id_, members in named.items()
    )
    return Clustering(
        clusters=clusters,
        method=CLUSTERING_METHODS.name_of(method),
        parameters=recorded(method),
        objective=sum(cost for _, cost, _ in hubs.values()),
        unit=OBJECTIVE_UNIT,
        notes=(*notes, *_unreached_notes({c.id: hubs[c.id][2] for c in clusters}, area)),
    )


def assemble_found(
    groups: Sequence[Sequence[str]],
    area: LocalArea,
    travel: TravelMatrix,
    *,
    method: ClusteringMethod,
    notes: Sequence[str] = (),
) -> Clustering:
    """Return the clustering of groups that a method found and nobody has named yet.

    Clusters are numbered C1, C2, ... by the place of their hub: from west to east, then from south
    to north, then by the hub's id, whatever the order of rows. Each is named after its hub.

    Parameters
    ----------
    groups
        Ids of the members of each cluster, in any order.
    area, travel, method, notes
        As for `assemble`.
    """
    settings = {setting.id: setting for setting in area.settings}

    def west_to_east(pair: tuple[str, Sequence[str]]) -> tuple[float, float, str]:
        place = settings[pair[0]].place
        return place.easting, place.northing, pair[0]

    by_hub = sorted(((hub_of(g, area, travel)[0], g) for g in groups), key=west_to_east)
    titles = [settings[hub].name for hub, _ in by_hub]
    names = {
        f"C{rank}": f"around {title}" + (f" ({hub})" if titles.count(title) > 1 else "")
        for rank, ((hub, _), title) in enumerate(zip(by_hub, titles, strict=True), start=1)
    }
    named = {id_: group for id_, (_, group) in zip(names, by_hub, strict=True)}
    return assemble(named, area, travel, method=method, names=names, notes=notes)


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


def _unreached_notes(unreached: Mapping[str, tuple[str, ...]], area: LocalArea) -> list[str]:
    names = {setting.id: setting.name for setting in area.settings}
    return [
        f"cluster {cluster}: no way from the hub to "
        + ", ".join(f"{id_} ({names[id_]})" for id_ in away)
        + "; left out of the objective"
        for cluster, away in unreached.items()
        if away
    ]
