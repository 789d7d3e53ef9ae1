"""Values of the tables that a scenario leaves unused: said, never ignored in silence."""

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.registry.protocols import CLUSTERING_METHODS
from experts_at_hand.scenario.choices import Scenario


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
    reads = any(getattr(rule, "reads_team_clusters", False) for rule in scenario.rules)
    if tied and not reads:
        notes.append(
            f"the clusters that {', '.join(tied)} serve are not used: no rule reads them; add "
            'rule = "service" with by = "column"'
        )
    if scenario.years:
        notes.append(
            "the years that the scenario states are not used: this is a plan of one year; plan all "
            "of them with eah years"
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

    They do through days that each cluster agrees, and through teams that serve some clusters only:
    a rule or a pattern of days whose ``uses_clusters`` is false does not look at them.
    """
    if CLUSTERING_METHODS.name_of(scenario.clustering) == "none" or scenario.visits is None:
        return True
    return any(getattr(part, "uses_clusters", True) for part in (*scenario.rules, scenario.visits))
