"""Clusters of one setting: nobody to agree days with; why that is, and what to do about it."""

from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea


def lone_notes(clustering: Clustering, area: LocalArea) -> tuple[str, ...]:
    """Name each cluster of one setting, with advice.

    A setting that needs more than an even share of all need fills a cluster by itself where need is
    to be even; any other is alone by where it lies.

    Parameters
    ----------
    clustering
        As it was made.
    area
        Whose settings they are.
    """
    if len(clustering) == 1:
        return ()
    need = dict(zip(area.setting_ids, area.need.weights.tolist(), strict=True))
    even = sum(need.values()) / len(clustering)
    names = {setting.id: setting.name for setting in area.settings}
    notes = []
    for cluster in clustering.clusters:
        if len(cluster.members) > 1:
            continue
        only = cluster.members[0]
        why = (
            "it needs more than an even share of all need; a wider balance lets neighbours join"
            if need[only] > even
            else "ask for fewer clusters, or a least number of settings in each"
        )
        notes.append(
            f"cluster {cluster.id} is one setting, {names[only]} ({only}), which agrees its days "
            f"with nobody: {why}"
        )
    return tuple(notes)
