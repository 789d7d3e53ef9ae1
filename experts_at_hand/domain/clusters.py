"""Clusters: a partition of all settings, each group with a hub."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from experts_at_hand.domain.frozen import FrozenDict, freeze_fields
from experts_at_hand.domain.gap_words import gap_words
from experts_at_hand.domain.input_file import InputFile
from experts_at_hand.domain.map_frame import at_places
from experts_at_hand.errors import ScenarioError

if TYPE_CHECKING:
    import pandas as pd

    from experts_at_hand.domain.local_area import LocalArea
    from experts_at_hand.domain.map_frame import GeoDataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A named group of settings.

    Parameters
    ----------
    id
        Short and unique: what tables and scenario files say.
    name
        What people call it.
    hub_id
        The place that is its middle: one of its settings, or a team whose base it is.
    members
        Ids of its settings in the area's order.
    """

    id: str
    name: str
    hub_id: str
    members: tuple[str, ...]

    def __post_init__(self) -> None:
        freeze_fields(self)
        if not self.members:
            raise ValueError(f"cluster {self.id} has no members")
        if not self.hub_id:
            raise ValueError(f"cluster {self.id} has no hub")


@dataclass(frozen=True, eq=False, kw_only=True)
class Clustering:
    """A partition of settings; two are equal when they group alike, whatever the labels.

    Parameters
    ----------
    clusters
        Disjoint; together they hold every setting of the area once.
    method
        The registered name of the method that made it.
    parameters
        What the method was given, seed included.
    objective, lower_bound
        What the method minimised and a proven bound below every other answer, in ``unit``;
        ``None`` where the method states none.
    unit
        Of the objective.
    doubts
        What is possible but looks wrong, such as two areas of one name.
    notes
        What a reader should know, such as a bound that could not be kept.
    inputs
        The files it was made from.
    """

    clusters: tuple[Cluster, ...]
    method: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    objective: float | None = None
    lower_bound: float | None = None
    unit: str = ""
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    inputs: tuple[InputFile, ...] = ()

    def __post_init__(self) -> None:
        freeze_fields(self)
        seen: dict[str, str] = {}
        for cluster in self.clusters:
            for member in cluster.members:
                if member in seen:
                    raise ValueError(
                        f"setting {member} stands in clusters {seen[member]} and {cluster.id}"
                    )
                seen[member] = cluster.id
        for cluster in self.clusters:
            if seen.get(cluster.hub_id, cluster.id) != cluster.id:
                raise ValueError(
                    f"cluster {cluster.id}: hub {cluster.hub_id} is not one of its members"
                )
        if len({cluster.id for cluster in self.clusters}) < len(self.clusters):
            raise ValueError("two clusters have the same id")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Clustering) and self.groups == other.groups

    def __hash__(self) -> int:
        return hash(self.groups)

    def __len__(self) -> int:
        return len(self.clusters)

    def __repr__(self) -> str:
        sizes = ", ".join(f"{c.id} {c.name!r} ({len(c.members)})" for c in self.clusters)
        cost = "" if self.objective is None else f"; {self.objective:.2f} {self.unit}"
        gap = "" if self.gap is None else f", gap {gap_words(self.gap)}"
        return f"Clustering by {self.method!r}: {sizes}{cost}{gap}"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row'>{escape(c.id)}</th><td>{escape(c.name)}</td>"
            f"<td>{escape(c.hub_id)}</td><td>{len(c.members)}</td></tr>"
            for c in self.clusters
        )
        head = "<tr><th>cluster</th><th>name</th><th>hub</th><th>settings</th></tr>"
        return f"<table><caption>Clusters by {escape(self.method)}</caption>{head}{rows}</table>"

    @cached_property
    def groups(self) -> frozenset[frozenset[str]]:
        """The partition without labels."""
        return frozenset(frozenset(cluster.members) for cluster in self.clusters)

    @cached_property
    def cluster_of(self) -> Mapping[str, Cluster]:
        """The cluster of each setting, by setting id."""
        return FrozenDict({m: cluster for cluster in self.clusters for m in cluster.members})

    def to_frame(self) -> "pd.DataFrame":
        """Return the cluster of each setting as a DataFrame: setting_id, cluster_id, name, hub."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "setting_id": member,
                    "cluster_id": cluster.id,
                    "cluster_name": cluster.name,
                    "hub_id": cluster.hub_id,
                }
                for cluster in self.clusters
                for member in cluster.members
            ]
        )

    def to_geodataframe(self, area: "LocalArea") -> "GeoDataFrame":
        """Return `to_frame` with a point a setting, in EPSG:27700.

        Raises
        ------
        UnknownNameError
            If the clusters are of another area.
        """
        return at_places(self.to_frame(), area.places)

    @property
    def gap(self) -> float | None:
        """Share of the objective by which it may exceed the best; ``None`` without a bound."""
        if self.objective is None or self.lower_bound is None:
            return None
        if self.objective <= self.lower_bound:
            return 0.0
        return (self.objective - self.lower_bound) / abs(self.objective)

    def cluster(self, id_: str) -> Cluster:
        """Return the cluster called so.

        Raises
        ------
        ScenarioError
            If there is none; the message lists those there are.
        """
        for cluster in self.clusters:
            if cluster.id == id_:
                return cluster
        known = ", ".join(cluster.id for cluster in self.clusters)
        raise ScenarioError("clusters", [f"there is no cluster {id_!r}; the clusters are {known}"])
