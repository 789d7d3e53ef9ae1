"""First clusters first, or everybody a little: which clusters a year's new posts are for."""

from collections.abc import Sequence

from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import ScenarioError, nearest
from experts_at_hand.scenario import Year


def clusters_of_year(year: Year, area: LocalArea, clustering: Clustering) -> tuple[str, ...]:
    """Return the clusters that a year's new posts are for; none where it is all of them.

    Parameters
    ----------
    year
        States how many, or which.
    area
        Of the first year, whose need says which come first.
    clustering
        The clusters.

    Raises
    ------
    ScenarioError
        If it names a cluster that there is not.
    """
    if year.clusters is None:
        return ()
    known = [cluster.id for cluster in clustering.clusters]
    if isinstance(year.clusters, int):
        first = tuple(_most_need_first(area, clustering)[: year.clusters])
        return first if len(first) < len(known) else ()
    unknown = [word for word in year.clusters if word not in known]
    if unknown:
        raise ScenarioError(
            "[[years]]",
            [
                f"{year.year}: there is no cluster {word!r}; {nearest(word, known)}"
                for word in unknown
            ],
        )
    return year.clusters if set(year.clusters) < set(known) else ()


def _most_need_first(area: LocalArea, clustering: Clustering) -> list[str]:
    need = area.need.hours.sum(axis=1)
    index = area.setting_index

    def hours(members: Sequence[str]) -> float:
        return float(need[[index[member] for member in members]].sum())

    ranked = sorted(clustering.clusters, key=lambda c: (-round(hours(c.members), 6), c.id))
    return [cluster.id for cluster in ranked]
