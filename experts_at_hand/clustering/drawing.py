"""What people have drawn: clusters in a column, as areas on a map, or as lists of settings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, Self

from experts_at_hand.clustering.assemble import assemble, refuse_empty
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.frozen import FrozenDict
from experts_at_hand.domain.input_file import InputFile, input_files
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import DataError, ScenarioError, nearest
from experts_at_hand.registry.protocols import CLUSTERING_METHODS


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Clusters as they were drawn.

    Parameters
    ----------
    cluster_of
        The cluster's id, by setting id.
    notes, doubts
        What a reader should know, and what looks wrong.
    inputs
        The files that were read.
    """

    cluster_of: Mapping[str, str]
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    inputs: tuple[InputFile, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DrawnClusters:
    """Where clusters are drawn: one of ``column``, ``file`` and ``members`` is given.

    Parameters
    ----------
    column
        A further column of the settings table, such as ``current_cluster``; filled in for every
        setting.
    file
        Areas on a map: GeoJSON, GeoPackage or shapefile with polygons, in any stated coordinate
        system. Areas of one name are one cluster.
    name_column
        The attribute of the file that names an area. By default the first of ``cluster_id``,
        ``cluster``, ``id`` and ``name`` that the file has, then a name as national statistics
        write it, such as ``WD23NM``.
    tolerance_metres
        A setting outside every area goes to the nearest one if that is no further than this,
        metres, >= 0; the notes say so. 50 is an assumption: half a street, the precision of a
        postcode.
    layer
        The layer of a GeoPackage; needed where several have areas.
    members
        Ids of the settings of each cluster, by the cluster's id: every setting of the plan in one.
        Settings that are not part of the offer may stand in it and count for nothing.
    stay
        Ids of settings that keep their cluster whatever `improve` would move; `drawn` moves nobody
        and keeps the list for whoever improves its clusters.
    """

    ALTERNATIVES: ClassVar[tuple[str, ...]] = ("column", "file", "members")
    """Keys of which one is stated: a scenario that states another drops the one it extends."""

    column: str | None = None
    file: Path | None = None
    name_column: str | None = None
    tolerance_metres: float = 50.0
    layer: str | None = None
    members: Mapping[str, tuple[str, ...]] | None = None
    stay: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        stated = [word for word in self.ALTERNATIVES if getattr(self, word) is not None]
        if len(stated) != 1:
            found = "none" if not stated else " and ".join(stated)
            raise ValueError(f"found {found} of column, file and members, expected exactly one")
        if self.name_column is not None and self.file is None:
            raise ValueError("name_column is given without a file; it names an attribute of one")
        if not self.tolerance_metres >= 0:
            raise ValueError(f"tolerance_metres is {self.tolerance_metres}, expected 0 or more")
        if self.file is not None:
            object.__setattr__(self, "file", Path(self.file))
        object.__setattr__(self, "stay", tuple(self.stay))
        if self.members is not None:
            kept = {cluster: tuple(ids) for cluster, ids in self.members.items()}
            object.__setattr__(self, "members", FrozenDict(kept))

    @classmethod
    def example(cls) -> Self:
        """Return the clusters that the toy area's settings state."""
        return cls(column="current_cluster")

    def check_files(self) -> None:
        """Read the map, if there is one, and refuse what cannot be read of it."""
        if self.file is not None:
            self._map(self.file).read()

    def check_area(self, area: LocalArea) -> None:
        """Refuse a column, map or lists that do not give every setting its cluster."""
        self.drawing(area)

    def drawing(self, area: LocalArea) -> Drawing:
        """Return the cluster of each setting.

        Raises
        ------
        DataError
            If a setting has no cluster or two, each named; or the file cannot be used.
        ScenarioError
            If there is no such column or attribute, lists that leave a setting out, or a setting
            that stays and is not there.
        """
        self._check_stay(area)
        if self.column is not None:
            return Drawing(cluster_of=by_column(area, self.column, asked_by=self._called))
        if self.members is not None:
            return Drawing(cluster_of=by_members(area, self.members, asked_by=self._called))
        assert self.file is not None  # noqa: S101 - settled at birth
        # Read here: geography is a heavy import, and a column needs none of it.
        from experts_at_hand.clustering.contiguity.polygons import by_polygons

        inputs = input_files(self.file)
        found = by_polygons(area, self._map(self.file), tolerance=self.tolerance_metres)
        return Drawing(
            cluster_of=found.cluster_of, notes=found.notes, doubts=found.doubts, inputs=inputs
        )

    def shapes(self) -> Mapping[str, Any]:
        """Return the areas of the map by name: shapes on the national grid; nothing without one.

        Raises
        ------
        DataError, ScenarioError
            If the file cannot be used.
        """
        return {} if self.file is None else dict(self._map(self.file).read().areas)

    def _check_stay(self, area: LocalArea) -> None:
        known = {setting.id for setting in (*area.settings, *area.outside)}
        problems = [
            f"stay: there is no setting {id_!r}; {nearest(id_, area.setting_ids)}"
            for id_ in self.stay
            if id_ not in known
        ]
        if problems:
            raise ScenarioError(self._called, problems)

    def as_drawn(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Return the clusters of today, in the order in which people count.

        Raises
        ------
        DataError, ScenarioError
            As `drawing` does; also if the area has no setting.
        """
        refuse_empty(area)
        drawn = self.drawing(area)
        ids = sorted(set(drawn.cluster_of.values()), key=_key)
        groups: dict[str, list[str]] = {id_: [] for id_ in ids}
        for setting, cluster in drawn.cluster_of.items():
            groups[cluster].append(setting)
        method: Any = self
        found = assemble(groups, area, travel, method=method, notes=drawn.notes)
        return replace(found, doubts=drawn.doubts, inputs=drawn.inputs)

    @property
    def drawn_in(self) -> str:
        """Where the clusters stand, for a sentence."""
        if self.column is not None:
            return f"drawn in the column {self.column} of the settings"
        if self.file is None:
            return "listed setting by setting in the scenario"
        return f"drawn on the map {self.file.name}"

    @property
    def _called(self) -> str:
        return f"clustering method {CLUSTERING_METHODS.name_of(self)!r}"  # type: ignore[arg-type]

    def _map(self, file: Path) -> Any:  # noqa: ANN401 - a heavy import, see above
        from experts_at_hand.clustering.contiguity.area_file import AreaFile

        return AreaFile(file, self.name_column, self.layer, asked_by=self._called)


def by_column(area: LocalArea, column: str, *, asked_by: str) -> Mapping[str, str]:
    """Return the cluster id of each setting, from a further column of the settings table.

    Parameters
    ----------
    area
        Whose settings are looked up.
    column
        Its name.
    asked_by
        Who asks, for messages.

    Raises
    ------
    ScenarioError
        If no setting has such a column.
    DataError
        If the column is blank for a setting; every such setting is named.
    """
    columns = sorted({name for setting in area.settings for name in setting.groups})
    if column not in columns:
        hint = nearest(column, columns) if columns else "the settings have no further columns"
        raise ScenarioError(asked_by, [f"settings have no column {column!r}; {hint}"])
    cluster_of = {s.id: s.groups.get(column, "").strip() for s in area.settings}
    blank = [
        f"setting {s.id} ({s.name}), column {column}: found a blank; write the id of its cluster"
        for s in area.settings
        if not cluster_of[s.id]
    ]
    if blank:
        raise DataError("settings.csv", blank)
    return cluster_of


def by_members(
    area: LocalArea, members: Mapping[str, Sequence[str]], *, asked_by: str
) -> Mapping[str, str]:
    """Return the cluster id of each setting, from lists of the settings of each cluster.

    Parameters
    ----------
    area
        Whose settings are looked up; those outside the offer may be listed too.
    members
        Ids of settings by cluster id.
    asked_by
        Who asks, for messages.

    Raises
    ------
    ScenarioError
        Listing every id that is no setting's, that stands in two clusters, or in none.
    """
    found: dict[str, str] = {}
    problems: list[str] = []
    outside = {setting.id for setting in area.outside}
    for cluster, ids in members.items():
        for id_ in ids:
            if id_ in found:
                problems.append(
                    f"members: setting {id_!r} stands in cluster {found[id_]!r} and in "
                    f"{cluster!r}; keep one"
                )
            elif id_ in area.setting_index:
                found[id_] = cluster
            elif id_ not in outside:
                hint = nearest(id_, area.setting_ids)
                problems.append(f"members.{cluster}: there is no setting {id_!r}; {hint}")
    problems += [
        f"members: setting {setting.id!r} ({setting.name}) stands in no cluster; add it to one"
        for setting in area.settings
        if setting.id not in found
    ]
    if problems:
        raise ScenarioError(asked_by, problems)
    return {setting.id: found[setting.id] for setting in area.settings}


def _key(id_: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Sort ids as people do: 2 before 10, North 2 before North 10, and 01 beside 1."""
    parts = tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.split(r"(\d+)", id_)
        if part
    )
    return parts, id_
