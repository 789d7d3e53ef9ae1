"""Clusters of today, changed as little as possible: who should move, and what each move brings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from experts_at_hand.clustering.assemble import assemble
from experts_at_hand.clustering.constraints.medoid import far_minutes, need_shares
from experts_at_hand.clustering.constraints.size_bounds import SizeBounds
from experts_at_hand.clustering.constraints.tolerances import EQUAL_TOLERANCE
from experts_at_hand.clustering.drawing import DrawnClusters
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.local_search.moves import ExactMoves, Move
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.clustering.requirements import ClusterRequirements
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import CLUSTERING_METHODS


@CLUSTERING_METHODS.register("improve")
@dataclass(frozen=True, kw_only=True)
class Improve(DrawnClusters):
    """Move at most a few settings of clusters that are drawn already, and say what each brings.

    Step by step the move, or the two settings changing places, that brings most: first nearer to
    the bounds, then fewer need-weighted minutes to the hub, each cluster with the hub it has after
    the move. At each step no other move of one setting or of two is better (steepest descent);
    more moves together might be. Two at once are judged up to some 1,000 settings. Clusters keep
    their names. It ends when nothing helps or ``max_moves`` settings have changed cluster.

    Parameters
    ----------
    max_moves
        Settings that may change cluster at most, >= 0.
    balance
        How far the need of a cluster may lie from the mean of all clusters, as a share of the
        mean, >= 0; by default as far as it likes.
    min_settings, max_settings
        Settings a cluster holds at least (1 or more) and at most; no upper bound by default.
    """

    max_moves: int = 5
    balance: float | None = None
    min_settings: int = 1
    max_settings: int | None = None

    def __post_init__(self) -> None:
        if self.max_moves < 0:
            raise ValueError(f"max_moves is {self.max_moves}, expected 0 or more")
        super().__post_init__()
        _ = self._requirements(1)  # refused at birth where nonsense

    def _requirements(self, clusters: int) -> ClusterRequirements:
        return ClusterRequirements(
            SizeBounds.within(
                self.balance,
                clusters=clusters,
                min_settings=self.min_settings,
                max_settings=self.max_settings,
            )
        )

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Move settings; the notes name each move in order and what it brings.

        Raises
        ------
        DataError, ScenarioError
            As `drawn` does; also if no partition into so many clusters can keep the bounds.
        """
        today = self.as_drawn(area, travel)
        instance = ClusteringInstance.of(area, travel, self._requirements(len(today)))
        names = [cluster.id for cluster in today.clusters]
        labels = np.array(
            [names.index(today.cluster_of[item[0]].id) for item in instance.items], dtype=np.int64
        )
        title = {setting.id: f"{setting.name} ({setting.id})" for setting in area.settings}
        stay = np.array([item[0] in self.stay for item in instance.items], dtype=np.bool_)
        labels, notes, none_left = _descend(
            instance.data,
            _plain_costs(instance),
            labels,
            names,
            [title[item[0]] for item in instance.items],
            self.max_moves,
            stay=stay,
        )
        groups = {
            name: [instance.items[i][0] for i in np.flatnonzero(labels == at).tolist()]
            for at, name in enumerate(names)
        }
        called = {cluster.id: cluster.name for cluster in today.clusters}
        found = assemble(groups, area, travel, method=self, names=called, notes=today.notes)
        summary = _summary(today, found, len(notes))
        free = f" of the {int((~stay).sum())} that may move" if stay.any() else ""
        end = (
            (f"no further move of one setting or of two{free} helps",)
            if notes and none_left
            else ()
        )
        breaches = instance.requirements.bounds.breaches(found, area)
        said = (summary, *notes, *end, *breaches, *found.notes)
        return replace(found, doubts=today.doubts, notes=said, inputs=today.inputs)

    def sentence(self) -> str:
        """Say how the clusters are made."""
        most = "1 setting" if self.max_moves == 1 else f"{self.max_moves} settings"
        begin = (
            f"clusters are as {self.drawn_in}, at most {most} moved to another where that helps "
            "most"
        )
        if self.stay:
            begin += f", {len(self.stay)} excepted that stay where they are"
        return ", ".join([begin, *self._requirements(1).phrases()])


def _descend(
    data: SearchData,
    from_hub: FloatArray,
    labels: IntArray,
    names: Sequence[str],
    titles: Sequence[str],
    most: int,
    *,
    stay: BoolArray,
) -> tuple[IntArray, list[str], bool]:
    """Make the best moves one after another.

    Returns
    -------
    The cluster of each setting, a sentence for each step, and whether no further move helps.
    """
    start, notes = labels, list[str]()
    while True:
        moves = ExactMoves(data, from_hub, labels, start, most, stay=stay)
        move = _step(moves)
        if move is None:
            free = ExactMoves(data, from_hub, labels, start, len(labels), stay=stay)
            return labels, notes, _step(free) is None
        after = labels.copy()
        after[list(move.settings)] = move.targets
        said = [
            f"{titles[i]} from {names[int(labels[i])]} to {names[int(after[i])]}"
            for i in sorted(move.settings)
        ]
        notes.append(f"move {' and '.join(said)}: {_gain(move)}")
        labels = after


def _step(moves: ExactMoves) -> Move | None:
    """Return the best step, if any helps: one move, unless two at once bring more than twice it."""
    single, double = moves.best_single(), moves.best_pair()
    if single is None or double is None:
        return single or double
    if abs(single.outside - double.outside) > EQUAL_TOLERANCE:
        return single if single.outside < double.outside else double
    return single if 2 * single.minutes <= double.minutes else double


def _plain_costs(instance: ClusteringInstance) -> FloatArray:
    """Return members x hubs: share of need x minutes from the hub, as the objective counts them."""
    area, ids = instance.area, [item[0] for item in instance.items]
    minutes = instance.travel.minutes_between(ids, ids)
    shares = need_shares(area)[[area.setting_index[id_] for id_ in ids]]
    reached = np.where(np.isfinite(minutes), minutes, far_minutes(minutes))
    costs: FloatArray = reached.T * shares[:, None]
    return costs


def _gain(move: Move) -> str:
    word = "fewer" if move.minutes <= 0 else "more"
    said = f"{abs(move.minutes):.3f} minutes {word} to the hub for an hour of need"
    if move.outside < -EQUAL_TOLERANCE:
        said += f", and {-move.outside:.1%} of a mean cluster nearer to the bounds"
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
