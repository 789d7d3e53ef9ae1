"""Values of the tables that a scenario leaves unused: said, never ignored in silence."""

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.registry.protocols import CLUSTERING_METHODS, RULES, VISIT_PATTERNS
from experts_at_hand.scenario.choices import Scenario

WITHOUT_CLUSTERS = ("reach", "floor", "locked")
"""Rules that do not look at clusters."""

WITHOUT_CLUSTER_DAYS = ("own_days", "return", "planned_days")
"""Patterns of days that do not look at clusters."""


def unused_notes(scenario: Scenario, area: LocalArea) -> tuple[str, ...]:
    """Return a sentence for each column that somebody filled in and nothing reads.

    Parameters
    ----------
    scenario
        What is asked.
    area
        Its settings and teams, what-ifs applied.
    """
    notes = []
    tied = [team.id for team in area.teams if team.clusters]
    reads = any(
        RULES.name_of(rule) == "service" and getattr(rule, "by", None) == "column"
        for rule in scenario.rules
    )
    if tied and not reads:
        notes.append(
            f"the clusters that {', '.join(tied)} serve are not used: no rule reads them; add "
            'rule = "service" with by = "column"'
        )
    stated = {word for setting in area.settings for word in setting.need_hours}
    notes += [
        f"the need of {profession_label(word)} that settings state is not used: no team offers it "
        "and the scenario names no need of it"
        for word in sorted(stated - set(area.professions))
    ]
    if not clusters_matter(scenario):
        notes.append(
            "the clusters change no figure of this plan: its days do not depend on them and no "
            'rule ties teams to them; choose pattern = "cluster_days", or add rule = "service"'
        )
    return tuple(notes)


def clusters_matter(scenario: Scenario) -> bool:
    """Whether other clusters could change the plan; true where none are asked for.

    They do through days that each cluster agrees, and through teams that serve some clusters only.
    """
    if CLUSTERING_METHODS.name_of(scenario.clustering) == "none" or scenario.visits is None:
        return True
    tied = any(RULES.name_of(rule) not in WITHOUT_CLUSTERS for rule in scenario.rules)
    return tied or VISIT_PATTERNS.name_of(scenario.visits) not in WITHOUT_CLUSTER_DAYS
