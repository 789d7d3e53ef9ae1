"""What people ask of clusters beyond their size: hubs, journeys, who belongs together, phases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import MINUTES_TOLERANCE
from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import ScenarioError, nearest


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """Conditions that every cluster keeps.

    Parameters
    ----------
    max_minutes
        Longest journey from the hub to a setting of its cluster, one way; ``None`` for no limit.
    hubs
        Ids of the settings, and of the teams whose bases, may be hubs; empty for every setting.
    locked_hubs
        Ids of those that must be.
    locked_members
        The hub of each setting whose hub is settled, by setting id.
    must_link
        Groups of settings that stay together.
    cannot_link
        Groups of settings of which no two are in one cluster.
    phases
        Settings of a phase that every cluster holds at least, by phase.
    """

    max_minutes: float | None = None
    hubs: tuple[str, ...] = ()
    locked_hubs: tuple[str, ...] = ()
    locked_members: Mapping[str, str] = field(default_factory=dict)
    must_link: tuple[tuple[str, ...], ...] = ()
    cannot_link: tuple[tuple[str, ...], ...] = ()
    phases: Mapping[Phase, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        freeze_fields(self)
        if self.max_minutes is not None and not self.max_minutes > 0:
            raise ValueError(f"max_minutes is {self.max_minutes}, expected more than 0 minutes")
        for name in ("must_link", "cannot_link"):
            for group in getattr(self, name):
                if len(set(group)) < 2:  # noqa: PLR2004 - a group
                    raise ValueError(f"{name} holds {list(group)}, expected two settings or more")
        for phase, least in self.phases.items():
            if least < 1:
                raise ValueError(f"at_least {phase} is {least}, expected 1 or more")

    def __bool__(self) -> bool:
        return self != Conditions()

    @property
    def open_hubs(self) -> tuple[str, ...]:
        """Ids of all hubs that must be open."""
        return tuple(dict.fromkeys((*self.locked_hubs, *self.locked_members.values())))

    def phrases(self) -> list[str]:
        """Return what is asked of each cluster, for the sentence of a method."""
        asked = []
        if self.max_minutes is not None:
            asked.append(f"no setting further than {self.max_minutes:g} minutes from its hub")
        if self.hubs:
            asked.append(f"hubs among {len(self.hubs)} places that may be hubs")
        if self.open_hubs:
            asked.append(f"hubs at {', '.join(self.open_hubs)}")
        if self.must_link:
            asked.append(f"{len(self.must_link)} groups kept together")
        if self.cannot_link:
            asked.append(f"{len(self.cannot_link)} groups kept apart")
        asked += [f"at least {least} {phase.label} in each" for phase, least in self.phases.items()]
        return asked

    def items(self, ids: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the settings in groups that stay together, in the order given.

        Settings that must link, and settings locked to a hub that is a setting, are one item.
        """
        leader = {id_: id_ for id_ in ids}

        def root(id_: str) -> str:
            while leader[id_] != id_:
                id_ = leader[id_]
            return id_

        order = {id_: at for at, id_ in enumerate(ids)}
        locked = [(m, h) for m, h in self.locked_members.items() if h in leader]
        for group in (*self.must_link, *locked):
            for other in group[1:]:
                one, two = sorted((root(group[0]), root(other)), key=order.__getitem__)
                leader[two] = one
        found: dict[str, list[str]] = {}
        for id_ in ids:
            found.setdefault(root(id_), []).append(id_)
        return tuple(tuple(group) for group in found.values())

    def check(self, area: LocalArea, travel: TravelMatrix, clusters: int) -> None:
        """Refuse, before any search, what no partition of this area can keep.

        Raises
        ------
        ScenarioError
            With each reason and its cure.
        """
        problems = [*self._unknown(area)]
        if not problems:
            problems = [
                *self._against_each_other(area, clusters),
                *self._too_few(area, clusters),
                *self._too_far(area, travel),
            ]
        if problems:
            raise ScenarioError("clustering", problems)

    def _unknown(self, area: LocalArea) -> Iterator[str]:
        settings, places = set(area.setting_ids), set(area.places)
        asked: list[tuple[str, str, set[str]]] = [("hubs", id_, places) for id_ in self.hubs]
        asked += [("locked_hubs", id_, places) for id_ in self.locked_hubs]
        for member, hub in self.locked_members.items():
            asked += [("locked_members", member, settings), ("locked_members", hub, places)]
        for name in ("must_link", "cannot_link"):
            asked += [(name, id_, settings) for group in getattr(self, name) for id_ in group]
        for name, id_, known in dict.fromkeys((n, i, frozenset(k)) for n, i, k in asked):
            if id_ not in known:
                noun = "setting or team" if "hub" in name else "setting"
                yield f"{name}: there is no {noun} {id_!r}; {_hint(id_, sorted(known))}"

    def _against_each_other(self, area: LocalArea, clusters: int) -> Iterator[str]:
        name = {setting.id: setting.name for setting in area.settings}
        for item in self.items(area.setting_ids):
            for group in self.cannot_link:
                both = [id_ for id_ in item if id_ in group]
                if len(both) > 1:
                    yield (
                        f"{both[0]} ({name[both[0]]}) and {both[1]} ({name[both[1]]}) must link "
                        "and cannot link; drop one of the two"
                    )
            hubs = [id_ for id_ in item if id_ in self.open_hubs]
            if len(hubs) > 1:
                yield (
                    f"{hubs[0]} ({name[hubs[0]]}) and {hubs[1]} ({name[hubs[1]]}) must both be "
                    "hubs and must link; drop one of the two"
                )
        if len(self.open_hubs) > clusters:
            yield (
                f"{len(self.open_hubs)} hubs are locked and {clusters} clusters asked for; ask for "
                "more clusters or lock fewer hubs"
            )
        if self.hubs and len(set(self.hubs) | set(self.open_hubs)) < clusters:
            few = len(set(self.hubs) | set(self.open_hubs))
            yield f"{few} places may be hubs and {clusters} clusters are asked for; allow more hubs"

    def _too_few(self, area: LocalArea, clusters: int) -> Iterator[str]:
        items = len(self.items(area.setting_ids))
        if items < clusters <= len(area.settings):
            yield (
                f"{clusters} clusters are more than the {items} groups of settings that must stay "
                f"together; ask for {items} clusters or fewer"
            )
        for phase, least in self.phases.items():
            there = sum(setting.phase is phase for setting in area.settings)
            if there < least * clusters:
                yield (
                    f"{clusters} clusters with at least {least} {phase.label} each take "
                    f"{least * clusters}, the area has {there}; ask for fewer clusters or drop it"
                )
        for group in self.cannot_link:
            if len(set(group)) > clusters:
                yield (
                    f"{len(set(group))} settings cannot link with each other and there are only "
                    f"{clusters} clusters; ask for more clusters"
                )

    def _too_far(self, area: LocalArea, travel: TravelMatrix) -> Iterator[str]:
        """Name every setting that no hub reaches in time, or not the hub it is locked to."""
        limit = np.inf if self.max_minutes is None else self.max_minutes + MINUTES_TOLERANCE
        hubs = self.candidates(area)
        minutes = travel.minutes_between(hubs, area.setting_ids)
        rows = {id_: row for row, id_ in enumerate(hubs)}
        for column, setting in enumerate(area.settings):
            locked = self.locked_members.get(setting.id)
            row = minutes[:, column] if locked is None else minutes[[rows[locked]], column]
            near = float(row.min(initial=np.inf))
            if not (np.isfinite(near) and near <= limit):
                who = "any place that may be a hub" if locked is None else f"its hub {locked}"
                yield (
                    f"setting {setting.id} ({setting.name}) is {near:.1f} minutes from {who}, more "
                    f"than max_minutes {limit:.1f}; raise it or allow a hub nearby"
                    if np.isfinite(near)
                    else f"setting {setting.id} ({setting.name}): no way from {who}"
                )

    def candidates(self, area: LocalArea, ids: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the ids of all places that may be hubs: settings as given, then teams.

        Parameters
        ----------
        area
            Its settings and teams.
        ids
            Settings in the order wanted; by default the area's.
        """
        asked = set(self.hubs or area.setting_ids) | set(self.open_hubs)
        settings = ids or area.setting_ids
        return tuple(id_ for id_ in (*settings, *area.team_ids) if id_ in asked)

    def breaches(
        self, clustering: Clustering, area: LocalArea, travel: TravelMatrix
    ) -> tuple[str, ...]:
        """Return what a clustering does not keep to, in words; plain arithmetic on its members."""
        cluster_of = clustering.cluster_of
        found = [
            f"{', '.join(group)} must link and are in different clusters"
            for group in self.must_link
            if len({cluster_of[id_].id for id_ in group}) > 1
        ]
        found += [
            f"of {', '.join(group)}, which cannot link, two are in one cluster"
            for group in self.cannot_link
            if len({cluster_of[id_].id for id_ in group}) < len(set(group))
        ]
        for member, hub in self.locked_members.items():
            if cluster_of[member].hub_id != hub:
                found.append(f"{member} is locked to {hub} and is at {cluster_of[member].hub_id}")
        missing = set(self.open_hubs) - {cluster.hub_id for cluster in clustering.clusters}
        found += [f"{id_} must be a hub and is none" for id_ in sorted(missing)]
        phase = {setting.id: setting.phase for setting in area.settings}
        for cluster in clustering.clusters:
            found += self._cluster_breaches(cluster, phase, travel)
        return tuple(found)

    def _cluster_breaches(
        self, cluster: Cluster, phase: Mapping[str, Phase], travel: TravelMatrix
    ) -> Iterator[str]:
        if self.hubs and cluster.hub_id not in {*self.hubs, *self.open_hubs}:
            yield f"cluster {cluster.id}: {cluster.hub_id} may not be a hub"
        if self.max_minutes is not None:
            minutes = travel.minutes_between([cluster.hub_id], cluster.members)[0]
            for id_, far in zip(cluster.members, minutes.tolist(), strict=True):
                if far > self.max_minutes + MINUTES_TOLERANCE:
                    yield (
                        f"cluster {cluster.id}: {id_} is {far:.1f} minutes from the hub, asked for "
                        f"at most {self.max_minutes:g}"
                    )
        for kind, least in self.phases.items():
            there = sum(phase[id_] is kind for id_ in cluster.members)
            if there < least:
                yield (
                    f"cluster {cluster.id} holds {there} {kind.label}, asked for {least} or more"
                )


def _hint(id_: str, known: list[str]) -> str:
    return nearest(id_, known) if len(known) <= 400 else "correct the id"  # noqa: PLR2004 - a list to read
