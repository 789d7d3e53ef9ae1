"""How large a cluster may be: in need, and in settings; refused early where it cannot be."""

import math
from dataclasses import dataclass

import numpy as np

from experts_at_hand.clustering.constraints.tolerances import NEED_TOLERANCE
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Setting
from experts_at_hand.errors import ScenarioError


def need_weights(area: LocalArea) -> FloatArray:
    """Hours a year each setting needs, summed over all professions, in the area's order.

    This is the weight of a setting wherever clusters are balanced or measured: an hour of one
    profession counts as much as an hour of another.
    """
    return area.need.weights


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeBounds:
    """What every cluster must keep to; shared by all methods that choose clusters themselves.

    Parameters
    ----------
    clusters
        How many clusters there are, >= 1.
    below, above
        How far a cluster's need (hours a year over all professions, see `need_weights`) may lie
        below and above the mean of all clusters, as shares of that mean, >= 0; ``None`` for no
        bound on that side. 0.15 means within 15%.
    min_settings, max_settings
        Settings a cluster holds at least (>= 1) and at most; ``None`` for no upper bound.

    Examples
    --------
    >>> bounds = SizeBounds.within(0.15, clusters=4)
    >>> tuple(round(hours, 1) for hours in bounds.need_range(400.0))
    (85.0, 115.0)
    """

    clusters: int
    below: float | None = None
    above: float | None = None
    min_settings: int = 1
    max_settings: int | None = None

    def __post_init__(self) -> None:
        if self.clusters < 1:
            raise ValueError(f"clusters is {self.clusters}, expected 1 or more")
        for name in ("below", "above"):
            share = getattr(self, name)
            if share is not None and not share >= 0:
                raise ValueError(f"balance {name} the mean is {share}, expected 0 or more")
        if self.min_settings < 1:
            raise ValueError(f"min_settings is {self.min_settings}, expected 1 or more")
        if self.max_settings is not None and self.max_settings < self.min_settings:
            raise ValueError(
                f"max_settings is {self.max_settings}, below min_settings {self.min_settings}; "
                "raise one or lower the other"
            )

    @classmethod
    def within(
        cls,
        balance: float | None,
        *,
        clusters: int,
        min_settings: int = 1,
        max_settings: int | None = None,
    ) -> "SizeBounds":
        """Return bounds with the same share allowed below and above the mean."""
        return cls(
            clusters=clusters,
            below=balance,
            above=balance,
            min_settings=min_settings,
            max_settings=max_settings,
        )

    def phrases(self) -> list[str]:
        """Return what is asked of each cluster, for the sentence of a method."""
        asked = []
        if self.above is not None:
            asked.append(f"the need of each within {self.above:.0%} of the mean")
        if self.min_settings > 1:
            asked.append(f"at least {self.min_settings} settings in each")
        if self.max_settings is not None:
            asked.append(f"at most {self.max_settings} settings in each")
        return asked

    def need_range(self, total: float) -> tuple[float, float]:
        """Least and most hours a cluster may need when the whole area needs ``total``."""
        mean = total / self.clusters
        least = 0.0 if self.below is None else max(0.0, mean * (1 - self.below))
        # Without end is no bound, even where nobody needs anything and the mean is 0.
        free = self.above is None or math.isinf(self.above)
        most = np.inf if free else mean * (1 + (self.above or 0.0))
        return least, most

    def check(self, area: LocalArea) -> None:
        """Refuse, before any search, bounds that no partition of this area can keep.

        Passing is no promise: bounds can still be out of reach for a reason that only a search
        finds. Every refusal here is a proof.

        Raises
        ------
        ScenarioError
            With each reason in numbers and its cure.
        """
        problems = [*self._count_problems(len(area.settings)), *self._need_problems(area)]
        if problems:
            raise ScenarioError("clustering", problems)

    def breaches(self, clustering: Clustering, area: LocalArea) -> tuple[str, ...]:
        """Return what a clustering does not keep to, in words; empty when nothing.

        Plain arithmetic on the members, whatever method made them.
        """
        found = []
        if len(clustering) != self.clusters:
            found.append(f"there are {len(clustering)} clusters, asked for {self.clusters}")
        need = dict(zip(area.setting_ids, need_weights(area).tolist(), strict=True))
        total = sum(need.values())
        for cluster in clustering.clusters:
            found += self._cluster_breaches(cluster, sum(need[m] for m in cluster.members), total)
        return tuple(found)

    def _cluster_breaches(self, cluster: Cluster, hours: float, total: float) -> list[str]:
        found = []
        mean = total / self.clusters
        least, most = self.need_range(total)
        slack = NEED_TOLERANCE * mean
        asked = (
            ("below", self.below, hours < least - slack),
            ("above", self.above, hours > most + slack),
        )
        for side, share, broken in asked:
            if share is not None and broken:
                found.append(
                    f"cluster {cluster.id} needs {hours:,.0f} hours a year, "
                    f"{abs(hours / mean - 1):.1%} {side} the mean of {mean:,.0f}; "
                    f"asked for at most {share:.1%}"
                )
        size = len(cluster.members)
        if size < self.min_settings:
            found.append(
                f"cluster {cluster.id} holds {size}, asked for {self.min_settings} or more"
            )
        if self.max_settings is not None and size > self.max_settings:
            found.append(
                f"cluster {cluster.id} holds {size}, asked for {self.max_settings} or fewer"
            )
        return found

    def _count_problems(self, settings: int) -> list[str]:
        """Reasons in numbers of settings alone."""
        problems = []
        if self.clusters > settings:
            problems.append(
                f"{self.clusters} clusters are more than the {settings} settings of the area; "
                f"ask for {settings} clusters or fewer"
            )
        elif self.clusters * self.min_settings > settings:
            fit = settings // self.min_settings
            fewer = f" or ask for {fit} {'cluster' if fit == 1 else 'clusters or fewer'}"
            problems.append(
                f"{self.clusters} clusters of at least {self.min_settings} settings take "
                f"{self.clusters * self.min_settings}, the area has {settings}; lower min_settings "
                f"to {settings // self.clusters}{fewer if fit else ''}"
            )
        if self.max_settings is not None and self.clusters * self.max_settings < settings:
            problems.append(
                f"{self.clusters} clusters of at most {self.max_settings} settings hold "
                f"{self.clusters * self.max_settings}, the area has {settings}; raise max_settings "
                f"to {-(-settings // self.clusters)} or ask for "
                f"{-(-settings // self.max_settings)} clusters or more"
            )
        return problems

    def _need_problems(self, area: LocalArea) -> list[str]:
        """Reasons in hours of need."""
        need = need_weights(area)
        _, most = self.need_range(float(need.sum()))
        slack = NEED_TOLERANCE * float(need.sum()) / self.clusters
        too_large = [
            self._too_large(setting, hours, float(need.sum()))
            for setting, hours in sorted(
                zip(area.settings, need.tolist(), strict=True), key=lambda pair: pair[0].id
            )
            if hours > most + slack
        ]
        if too_large:
            return too_large
        large = int((need > (most + slack) / 2).sum())
        if large <= self.clusters:
            return []
        return [
            f"{large} settings need more than {most / 2:,.0f} hours a year each, so that no two of "
            f"them fit into one cluster of at most {most:,.0f}, and there are only "
            f"{self.clusters} clusters; raise balance or ask for fewer clusters"
        ]

    def _too_large(self, setting: Setting, hours: float, total: float) -> str:
        """Refuse one setting, with cures that work."""
        above = self.above or 0.0
        mean = total / self.clusters
        balance = math.ceil(round((hours / mean - 1) * 100, 6)) / 100
        cure = f"raise balance to {balance}, "
        fewer = int(total * (1 + above) / hours)
        if fewer >= 1:
            cure += f"ask for {fewer} clusters or fewer, "
        return (
            f"setting {setting.id} ({setting.name}) alone needs {hours:,.0f} hours a year, more "
            f"than the {mean * (1 + above):,.0f} a balanced cluster may hold (mean {mean:,.0f} and "
            f"{above:.0%}); {cure}or split it"
        )
