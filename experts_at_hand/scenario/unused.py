"""Values of the tables that a scenario leaves unused: said, never ignored in silence."""

from experts_at_hand.contracts import RULES
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.workforce import profession_label
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
    return tuple(notes)
