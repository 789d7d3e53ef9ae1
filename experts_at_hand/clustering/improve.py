"""Clusters of today, changed as little as possible: who should move, and what each move brings."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from experts_at_hand.clustering.answers import answer_of
from experts_at_hand.clustering.asked import Asked
from experts_at_hand.clustering.assemble import assemble
from experts_at_hand.clustering.borders import one_move, two_moves
from experts_at_hand.clustering.certified import free_data
from experts_at_hand.clustering.drawn import Drawn
from experts_at_hand.clustering.grouping import Grouping
from experts_at_hand.clustering.partition import EQUAL_TOLERANCE, Partition
from experts_at_hand.contracts import CLUSTERING_METHODS
from experts_at_hand.domain.arrays import IntArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix


@CLUSTERING_METHODS.register("improve")
@dataclass(frozen=True, slots=True, kw_only=True)
class Improve:
    """Move at most a few settings of clusters that are drawn already, and say what each brings.

    Step by step the move, or the two settings changing places, that brings most: first nearer to
    the bounds, then fewer need-weighted minutes to the hub. Among the moves left at each step none
    is better (steepest descent); other moves together might be. Clusters keep their names. It
    ends when nothing helps or ``max_moves`` settings have changed cluster.

    Parameters
    ----------
    column
        The column of settings in which the clusters of today stand, as for `drawn`.
    file, name_column, layer
        Or the map on which they are drawn, as for `drawn`.
    max_moves
        Settings that may change cluster at most, >= 0.
    balance
        How far the need of a cluster may lie from the mean of all clusters, as a share of the
        mean, >= 0; by default as far as it likes.
    min_settings, max_settings
        Settings a cluster holds at least (1 or more) and at most; no upper bound by default.
    """

    column: str | None = None
    file: Path | None = None
    name_column: str | None = None
    layer: str | None = None
    max_moves: int = 5
    balance: float | None = None
    min_settings: int = 1
    max_settings: int | None = None

    def __post_init__(self) -> None:
        if self.max_moves < 0:
            raise ValueError(f"max_moves is {self.max_moves}, expected 0 or more")
        if self.file is not None:
            object.__setattr__(self, "file", Path(self.file))
        self._today()
        Asked.of(_Bounds(1, self.balance, self.min_settings, self.max_settings))

    def _today(self) -> Drawn:
        return Drawn(
            column=self.column, file=self.file, name_column=self.name_column, layer=self.layer
        )

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Move settings; the notes name each move in order and what it brings.

        Raises
        ------
        DataError, ScenarioError
            As `drawn` does; also if no partition into so many clusters can keep the bounds.
        """
        today = self._today().partition(area, travel)
        bounds = _Bounds(len(today), self.balance, self.min_settings, self.max_settings)
        asked = Asked.of(bounds)
        asked.check(area, travel)
        grouping = asked.grouping(area, travel)
        names = [cluster.id for cluster in today.clusters]
        labels = np.array(
            [names.index(today.cluster_of[item[0]].id) for item in grouping.items], dtype=np.int64
        )
        partition, notes = _descend(
            grouping, Partition(free_data(grouping.data), labels), names, area, self.max_moves
        )
        best = answer_of(grouping.problem, grouping.data, partition.labels)
        groups = {
            name: [grouping.items[i][0] for i in np.flatnonzero(best.labels == at).tolist()]
            for at, name in enumerate(names)
        }
        called = {cluster.id: cluster.name for cluster in today.clusters}
        found = assemble(groups, area, travel, method=self, names=called, notes=today.notes)
        summary = _summary(today, found, len(notes))
        said = (summary, *notes, *asked.bounds.breaches(found, area), *found.notes)
        return replace(found, doubts=today.doubts, notes=said, inputs=today.inputs)

    def sentence(self) -> str:
        """Say how the clusters are made."""
        where = self._today().sentence().removeprefix("clusters are as ")
        most = "1 setting" if self.max_moves == 1 else f"{self.max_moves} settings"
        begin = f"clusters are as {where}, at most {most} moved to another where that helps most"
        bounds = _Bounds(1, self.balance, self.min_settings, self.max_settings)
        return ", ".join([begin, *Asked.of(bounds).phrases()])


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What `Asked` looks at."""

    clusters: int
    balance: float | None
    min_settings: int
    max_settings: int | None


def _descend(
    grouping: Grouping, partition: Partition, names: list[str], area: LocalArea, most: int
) -> tuple[Partition, list[str]]:
    """Make the best moves one after another; also return a sentence for each."""
    title = {setting.id: setting.name for setting in area.settings}
    start, notes = partition.labels.copy(), list[str]()
    while True:
        after = _step(partition, start, most)
        if after is None:
            return partition, notes
        said = []
        for item in np.flatnonzero(after.labels != partition.labels).tolist():
            id_ = grouping.items[item][0]
            was, to = names[int(partition.labels[item])], names[int(after.labels[item])]
            said.append(f"{title[id_]} ({id_}) from {was} to {to}")
        notes.append(f"move {' and '.join(said)}: {_gain(partition.score, after.score)}")
        partition = after


def _step(partition: Partition, start: IntArray, most: int) -> Partition | None:
    """Return the partition after the best step; ``None`` where none helps or too many have moved.

    A move is preferred to two at once that bring no more than twice as much.
    """
    one, two = partition.copy(), partition.copy()
    single = one if one_move(one) and _moved(one, start) <= most else None
    double = two if two_moves(two) and _moved(two, start) <= most else None
    if single is None or double is None:
        return single or double
    nearer = single.score[0] - double.score[0]
    if abs(nearer) > EQUAL_TOLERANCE:
        return single if nearer < 0 else double
    now = partition.score[1]
    return single if 2 * (now - single.score[1]) >= now - double.score[1] else double


def _moved(partition: Partition, start: IntArray) -> int:
    return int((partition.labels != start).sum())


def _gain(before: tuple[float, float], after: tuple[float, float]) -> str:
    minutes = before[1] - after[1]
    word = "fewer" if minutes >= 0 else "more"
    said = f"{abs(minutes):.3f} minutes {word} to the hub for an hour of need"
    if before[0] > after[0] + EQUAL_TOLERANCE:
        said += f", and {before[0] - after[0]:.1%} of a mean cluster nearer to the bounds"
    return said


def _summary(today: Clustering, found: Clustering, steps: int) -> str:
    moved = sum(today.cluster_of[id_].id != found.cluster_of[id_].id for id_ in today.cluster_of)
    if not moved:
        return "no move helps: the clusters are as they are drawn"
    before, after = today.objective or 0.0, found.objective or 0.0
    settings = "1 setting moves" if moved == 1 else f"{moved} settings move"
    in_steps = "" if steps == moved else f" in {steps} step{'' if steps == 1 else 's'}"
    return (
        f"{settings}{in_steps}: {before:.3f} minutes to the hub for an hour of need become "
        f"{after:.3f}"
    )
