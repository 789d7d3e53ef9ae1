"""Plan fair access to therapists across clustered schools, nurseries and colleges.

A tour in one page
------------------
A *local area* has *settings* (nurseries, schools, colleges) with need, and *teams* with hours.
`travel` turns places into minutes, `clustering` groups settings, `allocation` shares the hours out
by linear programming so that access is fair and travel is small, `metrics` measures the result,
and `comparison` sets scenarios against a baseline. The folder listing is the pipeline.

>>> import experts_at_hand as eah
>>> outcome = eah.run(eah.shipped("toy/baseline.toml"))
>>> outcome.allocation.optimal
True
>>> comparison = eah.compare([outcome, eah.run(eah.shipped("toy/drawn.toml"))])
>>> comparison.baseline
'baseline'

Every step is usable alone: build parts by their scenario-file names.

>>> area = eah.SOURCES.build("tidy").read(eah.shipped("toy/area"))
>>> travel = eah.TRAVEL_MODELS.build("straight_line").matrix(area)
>>> clustering = eah.CLUSTERING_METHODS.build("spanning_tree", clusters=2).partition(area, travel)
>>> allocation = eah.allocate(area, travel, clustering)
>>> eah.verify(area, travel, clustering, allocation)
()
>>> card = eah.measure(area, travel, clustering, allocation)
>>> 0 <= card["lowest_access"].value <= 1
True
"""

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "allocate": "allocation",
    "build_scenario": "scenario",
    "CLUSTERING_METHODS": "registry.protocols",
    "compare": "comparison",
    "Comparison": "comparison",
    "DataError": "errors",
    "ExpertsAtHandError": "errors",
    "InfeasibleError": "errors",
    "load_scenario": "scenario",
    "LocalArea": "domain.local_area",
    "measure": "metrics",
    "OBJECTIVES": "registry.protocols",
    "RULES": "registry.protocols",
    "Outcome": "pipeline",
    "OutputError": "errors",
    "run": "pipeline",
    "run_all": "pipeline",
    "Scenario": "scenario",
    "ScenarioError": "errors",
    "Setting": "domain.settings",
    "shipped": "examples",
    "SolverError": "errors",
    "SOURCES": "registry.protocols",
    "Team": "domain.workforce",
    "TRAVEL_MODELS": "registry.protocols",
    "verify": "allocation",
    "VISIT_PATTERNS": "registry.protocols",
    "write_comparison": "comparison",
    "write_outcome": "results",
    "write_report": "report",
}
"""Where each further public name lives: imported at first use, so that ``import experts_at_hand``
and ``eah --help`` do not wait for the solver and the map."""

__all__ = ["__version__", *sorted(_HOMES)]  # noqa: PLE0604 - all text

if TYPE_CHECKING:  # so that type checkers and editors know what ``__getattr__`` returns
    from experts_at_hand.allocation import allocate as allocate
    from experts_at_hand.allocation import verify as verify
    from experts_at_hand.comparison import Comparison as Comparison
    from experts_at_hand.comparison import compare as compare
    from experts_at_hand.comparison import write_comparison as write_comparison
    from experts_at_hand.domain.local_area import LocalArea as LocalArea
    from experts_at_hand.domain.settings import Setting as Setting
    from experts_at_hand.domain.workforce import Team as Team
    from experts_at_hand.errors import DataError as DataError
    from experts_at_hand.errors import ExpertsAtHandError as ExpertsAtHandError
    from experts_at_hand.errors import InfeasibleError as InfeasibleError
    from experts_at_hand.errors import OutputError as OutputError
    from experts_at_hand.errors import ScenarioError as ScenarioError
    from experts_at_hand.errors import SolverError as SolverError
    from experts_at_hand.examples import shipped as shipped
    from experts_at_hand.metrics import measure as measure
    from experts_at_hand.pipeline import Outcome as Outcome
    from experts_at_hand.pipeline import run as run
    from experts_at_hand.pipeline import run_all as run_all
    from experts_at_hand.registry.protocols import CLUSTERING_METHODS as CLUSTERING_METHODS
    from experts_at_hand.registry.protocols import OBJECTIVES as OBJECTIVES
    from experts_at_hand.registry.protocols import RULES as RULES
    from experts_at_hand.registry.protocols import SOURCES as SOURCES
    from experts_at_hand.registry.protocols import TRAVEL_MODELS as TRAVEL_MODELS
    from experts_at_hand.registry.protocols import VISIT_PATTERNS as VISIT_PATTERNS
    from experts_at_hand.report import write_report as write_report
    from experts_at_hand.results import write_outcome as write_outcome
    from experts_at_hand.scenario import Scenario as Scenario
    from experts_at_hand.scenario import build_scenario as build_scenario
    from experts_at_hand.scenario import load_scenario as load_scenario


def __getattr__(name: str) -> Any:  # noqa: ANN401 - public names of any type
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
