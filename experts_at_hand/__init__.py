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

Every step is usable alone. Each word of a scenario file is a class; a registry builds it by word.

>>> area = eah.read_area(eah.shipped("toy/area"))
>>> travel = eah.StraightLine().matrix(area)
>>> clustering = eah.SpanningTree(clusters=2).partition(area, travel)
>>> clustering == eah.CLUSTERING_METHODS.build("spanning_tree", clusters=2).partition(area, travel)
True
>>> allocation = eah.allocate(area, travel, clustering)
>>> eah.verify(area, travel, clustering, allocation)
()
>>> card = eah.measure(area, travel, clustering, allocation)
>>> 0 <= card["lowest_access"].value <= 1
True
>>> list(card.to_frame().columns)
['metric', 'value', 'unit', 'better', 'label']
"""

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "Agglomerative": "clustering",
    "allocate": "allocation",
    "AsDelivered": "allocation.as_delivered",
    "ByReferral": "allocation.by_referral",
    "Allocation": "domain.allocation",
    "area_from_frames": "inputs",
    "build_scenario": "scenario",
    "ClusterDays": "visits",
    "Clustering": "domain.clusters",
    "CLUSTERING_METHODS": "registry.protocols",
    "Communities": "clustering",
    "compare": "comparison",
    "Comparison": "comparison",
    "Contiguous": "clustering",
    "DataError": "errors",
    "Drawn": "clustering",
    "ExpertsAtHandError": "errors",
    "Floor": "allocation.rules",
    "import_area": "sources.import_area",
    "Improve": "clustering",
    "InfeasibleError": "errors",
    "load_scenario": "scenario",
    "LocalArea": "domain.local_area",
    "Locked": "allocation.rules",
    "measure": "metrics",
    "menu_of": "menu",
    "ExpectedDays": "need",
    "NeedModel": "need",
    "NoClusters": "clustering",
    "OBJECTIVES": "registry.protocols",
    "Outcome": "outcome",
    "OutputError": "errors",
    "OwnDays": "visits",
    "Phase": "domain.settings",
    "Place": "domain.settings",
    "PlannedDays": "visits",
    "PMedian": "clustering",
    "Reach": "allocation.rules",
    "read_area": "inputs",
    "ReturnTrips": "visits",
    "RoadNetwork": "travel",
    "RULES": "registry.protocols",
    "plot": "report",
    "run": "pipeline",
    "run_all": "pipeline",
    "Scenario": "scenario",
    "ScenarioError": "errors",
    "Scorecard": "domain.scorecard",
    "Service": "allocation.service",
    "Setting": "domain.settings",
    "shipped": "examples",
    "SolverError": "errors",
    "SOURCES": "registry.protocols",
    "SpanningTree": "clustering",
    "StraightLine": "travel",
    "Supplied": "travel",
    "Synthetic": "sources",
    "Team": "domain.workforce",
    "Tidy": "sources",
    "TRAVEL_MODELS": "registry.protocols",
    "TravelMatrix": "domain.travel_matrix",
    "TravelTime": "allocation.travel_time",
    "UnmetNeed": "allocation.objectives",
    "verify": "allocation",
    "VISIT_PATTERNS": "registry.protocols",
    "WorkingYear": "domain.workforce",
    "WorstRatio": "allocation.objectives",
    "write_board_paper": "report.docx_file",
    "write_map": "report.map_layers",
    "write_workbook": "report.workbook",
    "write_comparison": "comparison",
    "write_outcome": "results",
    "write_report": "report",
    "write_tidy": "sources",
    "AsItFalls": "allocation.continuity",
    "NamedLead": "allocation.continuity",
    "NamedTeams": "allocation.named_teams",
    "SkillMix": "allocation.skill_mix",
    "Budget": "allocation.post_budget",
    "FewestPosts": "allocation.post_fewest",
    "AsTheyAre": "allocation.post_fewest",
    "next_posts": "posts",
    "plan_years": "posts",
    "posts_in_order": "posts",
    "POST_PLANS": "registry.protocols",
    "CONTINUITY": "registry.protocols",
}
"""Where each further public name lives: imported at first use, so that ``import experts_at_hand``
and ``eah --help`` do not wait for the solver and the map."""

__all__ = ["__version__", *sorted(_HOMES)]  # noqa: PLE0604 - all text

if TYPE_CHECKING:  # so that type checkers and editors know what ``__getattr__`` returns
    from experts_at_hand.allocation import allocate as allocate
    from experts_at_hand.allocation import verify as verify
    from experts_at_hand.allocation.as_delivered import AsDelivered as AsDelivered
    from experts_at_hand.allocation.by_referral import ByReferral as ByReferral
    from experts_at_hand.allocation.continuity import AsItFalls as AsItFalls
    from experts_at_hand.allocation.continuity import NamedLead as NamedLead
    from experts_at_hand.allocation.named_teams import NamedTeams as NamedTeams
    from experts_at_hand.allocation.objectives import UnmetNeed as UnmetNeed
    from experts_at_hand.allocation.objectives import WorstRatio as WorstRatio
    from experts_at_hand.allocation.post_budget import Budget as Budget
    from experts_at_hand.allocation.post_fewest import AsTheyAre as AsTheyAre
    from experts_at_hand.allocation.post_fewest import FewestPosts as FewestPosts
    from experts_at_hand.allocation.rules import Floor as Floor
    from experts_at_hand.allocation.rules import Locked as Locked
    from experts_at_hand.allocation.rules import Reach as Reach
    from experts_at_hand.allocation.service import Service as Service
    from experts_at_hand.allocation.skill_mix import SkillMix as SkillMix
    from experts_at_hand.allocation.travel_time import TravelTime as TravelTime
    from experts_at_hand.clustering import Agglomerative as Agglomerative
    from experts_at_hand.clustering import Communities as Communities
    from experts_at_hand.clustering import Contiguous as Contiguous
    from experts_at_hand.clustering import Drawn as Drawn
    from experts_at_hand.clustering import Improve as Improve
    from experts_at_hand.clustering import NoClusters as NoClusters
    from experts_at_hand.clustering import PMedian as PMedian
    from experts_at_hand.clustering import SpanningTree as SpanningTree
    from experts_at_hand.comparison import Comparison as Comparison
    from experts_at_hand.comparison import compare as compare
    from experts_at_hand.comparison import write_comparison as write_comparison
    from experts_at_hand.domain.allocation import Allocation as Allocation
    from experts_at_hand.domain.clusters import Clustering as Clustering
    from experts_at_hand.domain.local_area import LocalArea as LocalArea
    from experts_at_hand.domain.scorecard import Scorecard as Scorecard
    from experts_at_hand.domain.settings import Phase as Phase
    from experts_at_hand.domain.settings import Place as Place
    from experts_at_hand.domain.settings import Setting as Setting
    from experts_at_hand.domain.travel_matrix import TravelMatrix as TravelMatrix
    from experts_at_hand.domain.workforce import Team as Team
    from experts_at_hand.domain.workforce import WorkingYear as WorkingYear
    from experts_at_hand.errors import DataError as DataError
    from experts_at_hand.errors import ExpertsAtHandError as ExpertsAtHandError
    from experts_at_hand.errors import InfeasibleError as InfeasibleError
    from experts_at_hand.errors import OutputError as OutputError
    from experts_at_hand.errors import ScenarioError as ScenarioError
    from experts_at_hand.errors import SolverError as SolverError
    from experts_at_hand.examples import shipped as shipped
    from experts_at_hand.inputs import area_from_frames as area_from_frames
    from experts_at_hand.inputs import read_area as read_area
    from experts_at_hand.menu import menu_of as menu_of
    from experts_at_hand.metrics import measure as measure
    from experts_at_hand.need import ExpectedDays as ExpectedDays
    from experts_at_hand.need import NeedModel as NeedModel
    from experts_at_hand.outcome import Outcome as Outcome
    from experts_at_hand.pipeline import run as run
    from experts_at_hand.pipeline import run_all as run_all
    from experts_at_hand.posts import next_posts as next_posts
    from experts_at_hand.posts import plan_years as plan_years
    from experts_at_hand.posts import posts_in_order as posts_in_order
    from experts_at_hand.registry.protocols import CLUSTERING_METHODS as CLUSTERING_METHODS
    from experts_at_hand.registry.protocols import CONTINUITY as CONTINUITY
    from experts_at_hand.registry.protocols import OBJECTIVES as OBJECTIVES
    from experts_at_hand.registry.protocols import POST_PLANS as POST_PLANS
    from experts_at_hand.registry.protocols import RULES as RULES
    from experts_at_hand.registry.protocols import SOURCES as SOURCES
    from experts_at_hand.registry.protocols import TRAVEL_MODELS as TRAVEL_MODELS
    from experts_at_hand.registry.protocols import VISIT_PATTERNS as VISIT_PATTERNS
    from experts_at_hand.report import plot as plot
    from experts_at_hand.report import write_report as write_report
    from experts_at_hand.report.docx_file import write_board_paper as write_board_paper
    from experts_at_hand.report.map_layers import write_map as write_map
    from experts_at_hand.report.workbook import write_workbook as write_workbook
    from experts_at_hand.results import write_outcome as write_outcome
    from experts_at_hand.scenario import Scenario as Scenario
    from experts_at_hand.scenario import build_scenario as build_scenario
    from experts_at_hand.scenario import load_scenario as load_scenario
    from experts_at_hand.sources import Synthetic as Synthetic
    from experts_at_hand.sources import Tidy as Tidy
    from experts_at_hand.sources import write_tidy as write_tidy
    from experts_at_hand.sources.import_area import import_area as import_area
    from experts_at_hand.travel import RoadNetwork as RoadNetwork
    from experts_at_hand.travel import StraightLine as StraightLine
    from experts_at_hand.travel import Supplied as Supplied
    from experts_at_hand.visits import ClusterDays as ClusterDays
    from experts_at_hand.visits import OwnDays as OwnDays
    from experts_at_hand.visits import PlannedDays as PlannedDays
    from experts_at_hand.visits import ReturnTrips as ReturnTrips


def __getattr__(name: str) -> Any:  # noqa: ANN401 - public names of any type
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
