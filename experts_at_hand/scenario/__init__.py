"""Read and check a scenario file -> Scenario: every choice that makes one plan.

`file` reads TOML and what it extends, `reader` turns plain values into parts and lists everything
that is wrong with them, `choices` is the result, `offer` sets aside whom the plan is not for,
`team_changes` applies what-ifs to the workforce, `unused` names what nothing reads, `years` says
what there is in each year of a plan over several.
"""

from experts_at_hand.scenario.choices import Scenario, SolverLimits
from experts_at_hand.scenario.offer import Offer, apply_offer
from experts_at_hand.scenario.reader import build_scenario, load_scenario
from experts_at_hand.scenario.team_changes import TeamChange, apply_team_changes
from experts_at_hand.scenario.unused import clusters_matter, unused_notes
from experts_at_hand.scenario.years import Year

__all__ = [
    "Offer",
    "Scenario",
    "SolverLimits",
    "TeamChange",
    "Year",
    "apply_offer",
    "apply_team_changes",
    "build_scenario",
    "clusters_matter",
    "load_scenario",
    "unused_notes",
]
