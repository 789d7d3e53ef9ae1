"""One case, wherever it is worked out: in this process, in another, or on another machine."""

import time
from dataclasses import dataclass
from pathlib import Path

from experts_at_hand.errors import ExpertsAtHandError
from experts_at_hand.inputs import Inputs, area_of, load_scenarios
from experts_at_hand.pipeline import run_all
from experts_at_hand.scenario import Scenario, load_scenario
from experts_at_hand.sweep.cases import Case
from experts_at_hand.sweep.dataset import land
from experts_at_hand.watch import STOPPED_NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """What became of a case.

    Parameters
    ----------
    reason
        Why there is no result; blank where it has landed.
    seconds
        How long it took, where it was worked out.
    """

    reason: str = ""
    seconds: float = 0.0


_MEMORY: dict[str, Inputs] = {}
"""What the last area's cases share; cases come area by area, so that one area is kept."""


def run_case(case: Case, out: str) -> Landed:
    """Plan a case and land its result.

    Parameters
    ----------
    case
        What is asked. Its area and design are read from where this process finds them.
    out
        The folder of the sweep, as this process finds it.

    Returns
    -------
    A reason where it could not be planned; whatever is our own mistake is raised. A search that
    Ctrl-C ended is no result: it ends the sweep, and the run is done again by the next.
    """
    begun = time.perf_counter()
    place = Path(out)
    memory = _memory_of(case)
    try:
        scenario = _scenario_of(case, place, memory)
        (asked,) = load_scenarios([scenario], memory)
        (outcome,) = run_all([asked], memory=memory)
        if STOPPED_NOTE in outcome.clustering.notes:  # not what an undisturbed sweep would find
            raise KeyboardInterrupt
        land(case, outcome, place)
    except (ExpertsAtHandError, OSError) as refusal:
        return Landed(reason=str(refusal), seconds=time.perf_counter() - begun)
    return Landed(seconds=time.perf_counter() - begun)


def _memory_of(case: Case) -> Inputs:
    """Return what is known of an area already; of other areas nothing is kept."""
    key = f"{case.folder} {case.area_hash}"
    if key not in _MEMORY:
        _MEMORY.clear()
        _MEMORY[key] = Inputs()
    return _MEMORY[key]


def _scenario_of(case: Case, out: Path, memory: Inputs) -> Scenario:
    """Return the scenario of a case; how many clusters may follow from the size of the area."""
    home = out / "runs" / case.area
    file = home / f"{case.name}.toml"
    scenario = load_scenario(file, instead=case.scenario_text(home))
    size = case.settings_per_cluster
    if size is None:
        return scenario
    settings = len(area_of(scenario, memory.area(scenario)).settings)
    clusters = max(1, round(settings / size))
    return load_scenario(file, instead=case.scenario_text(home, clusters=clusters))
