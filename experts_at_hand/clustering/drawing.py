"""What people have drawn: clusters in a column of the settings table, or as areas on a map."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from experts_at_hand.clustering.assemble import assemble, refuse_empty
from experts_at_hand.domain.clusters import Clustering
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
    """Where clusters are drawn: exactly one of ``column`` and ``file`` is given.

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
    """

    column: str | None = None
    file: Path | None = None
    name_column: str | None = None
    tolerance_metres: float = 50.0
    layer: str | None = None

    def __post_init__(self) -> None:
        if (self.column is None) == (self.file is None):
            found = "neither" if self.column is None else "both"
            raise ValueError(f"found {found} of column and file, expected exactly one of them")
        if self.name_column is not None and self.file is None:
            raise ValueError("name_column is given without a file; it names an attribute of one")
        if not self.tolerance_metres >= 0:
            raise ValueError(f"tolerance_metres is {self.tolerance_metres}, expected 0 or more")
        if self.file is not None:
            object.__setattr__(self, "file", Path(self.file))

    @classmethod
    def example(cls) -> Self:
        """Return the clusters that the toy area's settings state."""
        return cls(column="current_cluster")

    def check_files(self) -> None:
        """Read the map, if there is one, and refuse what cannot be read of it."""
        if self.file is not None:
            self._map(self.file).read()

    def check_area(self, area: LocalArea) -> None:
        """Refuse a column or a map that does not give every setting its cluster."""
        self.drawing(area)

    def drawing(self, area: LocalArea) -> Drawing:
        """Return the cluster of each setting.

        Raises
        ------
        DataError
            If a setting has no cluster or two, each named; or the file cannot be used.
        ScenarioError
            If there is no such column or attribute.
        """
        if self.file is None:
            assert self.column is not None  # noqa: S101 - settled at birth
            return Drawing(cluster_of=by_column(area, self.column, asked_by=self._called))
        # Read here: geography is a heavy import, and a column needs none of it.
        from experts_at_hand.clustering.contiguity.polygons import by_polygons

        inputs = input_files(self.file)
        found = by_polygons(area, self._map(self.file), tolerance=self.tolerance_metres)
        return Drawing(
            cluster_of=found.cluster_of, notes=found.notes, doubts=found.doubts, inputs=inputs
        )

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
        if self.file is None:
            return f"drawn in the column {self.column} of the settings"
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


def _key(id_: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Sort ids as people do: 2 before 10, North 2 before North 10, and 01 beside 1."""
    parts = tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.split(r"(\d+)", id_)
        if part
    )
    return parts, id_
