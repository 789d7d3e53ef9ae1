"""What is tried for a menu: every method that chooses clusters, with every number of them."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.registry.protocols import (
    ALLOCATION_METHODS,
    CLUSTERING_METHODS,
    VISIT_PATTERNS,
    AllocationMethod,
    VisitPattern,
)
from experts_at_hand.scenario import Scenario

QUICK = {"effort": "quick"}
"""How hard is tried where a menu is long: good clusters and a bound, without the last percent."""

TODAY = ("current_cluster", "cluster", "locality", "patch")
"""Columns of settings taken for the clusters of today, the first that every setting has."""

MOVES = (5, 10)
"""Settings that clusters of today may be changed by in the menu; an assumption."""


def menu_methods() -> tuple[str, ...]:
    """Return the methods that a menu tries: those that say what it calls their clusters."""
    ranks = {
        name: getattr(part, "menu_rank", 99)
        for name, part in CLUSTERING_METHODS.parts.items()
        if getattr(part, "menu_title", None) and "clusters" in CLUSTERING_METHODS.parameters(name)
    }
    return tuple(sorted(ranks, key=lambda name: (ranks[name], name)))


def candidates(
    scenario: Scenario, counts: Sequence[int], *, methods: Sequence[str] | None = None
) -> tuple[Scenario, ...]:
    """Return one scenario for each method and number of clusters, else like the one given.

    What the scenario's own clustering asks, such as a balance, every method asks that knows it.

    Parameters
    ----------
    scenario
        What is asked otherwise.
    counts
        Numbers of clusters.
    methods
        Words of clustering methods; by default `menu_methods`.
    """
    return tuple(
        _with(scenario, method, f"{method}-{count}", {"clusters": count} | _quick(method))
        for count in counts
        for method in (menu_methods() if methods is None else methods)
    )


def changed_today(scenario: Scenario, column: str) -> tuple[Scenario, ...]:
    """Return scenarios that keep the clusters of today, and change them by a few settings.

    Parameters
    ----------
    scenario
        What is asked otherwise.
    column
        Of the settings, with the clusters of today.
    """
    today = _with(scenario, "drawn", "today", {"column": column})
    return today, *(
        _with(scenario, "improve", f"improve-{most}", {"column": column, "max_moves": most})
        for most in MOVES
    )


def menu_names(scenario: Scenario, counts: Sequence[int]) -> tuple[str, ...]:
    """Return the names of folders and scenario files that a menu may come to write.

    Parameters
    ----------
    scenario
        What is asked otherwise.
    counts
        Numbers of clusters.
    """
    tried = [f"{method}-{count}" for count in counts for method in menu_methods()]
    tried += ["today", *(f"improve-{most}" for most in MOVES)]
    return (scenario.name, *tried, *(f"{name}.toml" for name in tried))


def column_of_today(scenario: Scenario, area: LocalArea) -> str | None:
    """Return the column with the clusters of today, if the settings have one."""
    own = getattr(scenario.clustering, "column", None)
    words = (own, *TODAY) if own else TODAY
    for word in words:
        if area.settings and all(setting.groups.get(word, "").strip() for setting in area.settings):
            return str(word)
    return None


def _with(scenario: Scenario, method: str, name: str, asked: dict[str, Any]) -> Scenario:
    """Return a scenario with another clustering; its clusters agree their days."""
    own = scenario.clustering
    known = CLUSTERING_METHODS.parameters(method)
    kept = {
        f.name: getattr(own, f.name)
        for f in fields(own)  # type: ignore[arg-type]  # methods are dataclasses
        if f.name in known
        and f.name not in {"clusters", "column", "file", "members", "stay", *QUICK}
        and getattr(own, f.name) is not None  # a file can only leave it out
    }
    if method in {"drawn", "improve"}:
        kept = {k: v for k, v in kept.items() if k not in {"name_column", "layer"}}
    if method == "improve":
        kept.pop("balance", None)  # today's clusters are seldom balanced
    part = CLUSTERING_METHODS.build(method, **(kept | asked))
    count = asked.get("clusters")
    most = asked.get("max_moves")
    title = (
        f"{count} {getattr(part, 'menu_title', None) or f'clusters by {method}'}"
        if count
        else f"Clusters of today, {most} settings moved at most"
        if most
        else "Clusters of today"
    )
    return scenario.replace(
        name=name,
        title=title,
        clustering=part,
        visits=days_of_clusters(scenario.visits),
        allocation=planned(scenario.allocation),
    )


def planned(method: AllocationMethod) -> AllocationMethod:
    """Return the method itself if it plans, and otherwise the one that does.

    Hours that are measured are the same whatever the clusters: a menu of them would be empty.
    """
    return method if method.optimises else ALLOCATION_METHODS.build("optimise")


def days_of_clusters(visits: VisitPattern | None) -> VisitPattern | None:
    """Return the days that clusters are for: agreed in each, as long and as many as stated.

    Days that each setting names itself are the same whatever the clusters: a menu would be empty.
    """
    if visits is None or VISIT_PATTERNS.name_of(visits) != "own_days":
        return visits
    return VISIT_PATTERNS.build(
        "cluster_days",
        hours_per_visit=visits.hours_per_visit,
        visits_per_day=visits.visits_per_day,
        sign_in_minutes=visits.sign_in_minutes,
    )


def _quick(method: str) -> dict[str, str]:
    known = CLUSTERING_METHODS.parameters(method)
    return {key: value for key, value in QUICK.items() if key in known}
