"""Clusters edited by hand: a setting moved, a cluster begun or dissolved, settings held in place.

Lists in, lists out: what a plan says of them is the planner's.
"""

from collections.abc import Mapping, Sequence

from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.scenario import Scenario

Members = dict[str, list[str]]

NEW = "+"
"""Stands for a cluster that is not there yet."""


class NotPossibleError(ValueError):
    """What was asked by hand cannot be; the text says why."""


def members_of(clustering: Clustering) -> Members:
    """Return the lists that stand for clusters as they are."""
    return {cluster.id: list(cluster.members) for cluster in clustering.clusters}


def held(scenario: Scenario) -> tuple[str, ...]:
    """Return the ids of settings that are held where they are."""
    return tuple(getattr(scenario.clustering, "stay", ()))


def moved(members: Mapping[str, Sequence[str]], setting: str, target: str) -> Members:
    """Return the lists with one setting in another cluster; a cluster left empty goes.

    Parameters
    ----------
    members
        Ids of settings by cluster.
    setting
        Who moves.
    target
        The id of a cluster, or `NEW`.

    Raises
    ------
    NotPossibleError
        If there is no such setting or cluster, or it is there already.

    Examples
    --------
    >>> moved({"C1": ["a", "b"], "C2": ["c"]}, "c", "C1")
    {'C1': ['a', 'b', 'c']}
    >>> moved({"C1": ["a", "b"]}, "b", "+")
    {'C1': ['a'], 'C2': ['b']}
    """
    home = next((cluster for cluster, ids in members.items() if setting in ids), None)
    if home is None:
        raise NotPossibleError("there is no such setting in this design; choose one of the list")
    if target == NEW:
        target = _free(members)
    elif target not in members:
        raise NotPossibleError("there is no such cluster in this design; choose one of the list")
    if target == home:
        raise NotPossibleError(f"the setting is in cluster {home} already")
    found = {cluster: [id_ for id_ in ids if id_ != setting] for cluster, ids in members.items()}
    found.setdefault(target, []).append(setting)
    return {cluster: ids for cluster, ids in found.items() if ids}


def joined(members: Mapping[str, Sequence[str]], cluster: str, target: str) -> Members:
    """Return the lists with one cluster dissolved into another.

    Raises
    ------
    NotPossibleError
        If either is not there, or both are one.

    Examples
    --------
    >>> joined({"C1": ["a"], "C2": ["b"], "C3": ["c"]}, "C3", "C1")
    {'C1': ['a', 'c'], 'C2': ['b']}
    """
    if cluster not in members or target not in members or cluster == target:
        raise NotPossibleError("choose two clusters of the list")
    return {
        name: [*ids, *(members[cluster] if name == target else ())]
        for name, ids in members.items()
        if name != cluster
    }


def _free(members: Mapping[str, Sequence[str]]) -> str:
    """Return an id for a cluster that no other has, in the manner of the others."""
    number = len(members) + 1
    while f"C{number}" in members:
        number += 1
    return f"C{number}"
