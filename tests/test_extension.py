"""A part is one file: dropped into the folder of its room, it is found, built, used and listed."""

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from experts_at_hand.cli import console
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.examples import shipped
from experts_at_hand.menu import menu_methods
from experts_at_hand.metrics.prominence import shown
from experts_at_hand.pipeline import run
from experts_at_hand.registry import Registry
from experts_at_hand.registry.protocols import (
    CLUSTERING_METHODS,
    METRICS,
    OBJECTIVES,
    RULES,
    SOURCES,
    TRAVEL_MODELS,
    VISIT_PATTERNS,
)
from experts_at_hand.scenario import load_scenario

pytestmark = pytest.mark.solver

METHOD = """
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.method_fields import SizedClusters
from experts_at_hand.registry.protocols import CLUSTERING_METHODS


@CLUSTERING_METHODS.register("stripes")
@dataclass(frozen=True, kw_only=True)
class Stripes(SizedClusters):
    \"\"\"Cut the map into stripes from west to east, as many settings in each.\"\"\"

    menu_title: ClassVar[str] = "stripes from west to east"

    def partition(self, area, travel):
        instance = ClusteringInstance.of(area, travel, self.requirements)
        labels = np.arange(len(instance.items)) * self.clusters // len(instance.items)
        return instance.clustering(instance.solution(labels), method=self)

    def sentence(self):
        return f"the map is cut into {self.counted()} from west to east"
"""

OBJECTIVE = """
from dataclasses import dataclass
from typing import ClassVar

from experts_at_hand.allocation.least_per_hour import LeastPerHour
from experts_at_hand.registry.protocols import OBJECTIVES


@OBJECTIVES.register("least_miles")
@dataclass(frozen=True)
class LeastMiles(LeastPerHour):
    \"\"\"Drive as few miles as possible.\"\"\"

    word: ClassVar[str] = "least_miles"
    unit: ClassVar[str] = "miles a year"

    def rate(self, problem):
        return problem.visits.miles / problem.visits.hours_per_visit

    def sentence(self):
        return "as few miles as possible are driven"
"""

METRIC = """
from dataclasses import dataclass
from typing import ClassVar

from experts_at_hand.domain.scorecard import Measure
from experts_at_hand.metrics.prominence import Prominence
from experts_at_hand.registry.protocols import METRICS


@METRICS.register("served")
@dataclass(frozen=True)
class Served:
    \"\"\"How many settings somebody visits.\"\"\"

    prominence: ClassVar = {"settings_served": Prominence(headline=99)}

    def measures(self, plan):
        visited = {a.setting_id for a in plan.allocation.assignments}
        yield Measure(
            metric="settings_served",
            value=float(len(visited)),
            unit="settings",
            better="higher",
            label="Settings that somebody visits",
        )
"""

SOURCE = """
from dataclasses import dataclass

from experts_at_hand.registry.protocols import SOURCES


@SOURCES.register("half")
@dataclass(frozen=True)
class Half:
    \"\"\"Read every other setting of a tidy folder.\"\"\"

    def read(self, folder):
        area = SOURCES.build("tidy").read(folder)
        return area.replace(settings=area.settings[::2])
"""

RULE = """
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from experts_at_hand.registry.protocols import RULES


@RULES.register("same_side")
@dataclass(frozen=True)
class SameSide:
    \"\"\"Let nobody cross the line of easting 420 km.\"\"\"

    uses_clusters: ClassVar[bool] = False

    def sentence(self):
        return "nobody crosses the river"

    def allowed(self, problem):
        side = lambda places: np.array([p.place.easting > 420_000 for p in places])
        return side(problem.area.teams)[:, None] == side(problem.area.settings)[None, :]

    def guarantees(self, problem):
        return ()

    def breaches(self, problem, hours):
        return ["somebody crosses"] if (hours[~self.allowed(problem)] > 1e-5).any() else ()
"""

TRAVEL = """
from dataclasses import dataclass

from experts_at_hand.registry.protocols import TRAVEL_MODELS


@TRAVEL_MODELS.register("slow")
@dataclass(frozen=True)
class Slow:
    \"\"\"Drive straight lines at 20 km an hour.\"\"\"

    def matrix(self, area):
        return TRAVEL_MODELS.build("straight_line", speed_kmh=20.0).matrix(area)

    def sentence(self):
        return "everybody drives slowly"
"""

VISITS = """
from dataclasses import dataclass
from typing import ClassVar

from experts_at_hand.registry.protocols import VISIT_PATTERNS
from experts_at_hand.visits.patterns import ReturnTrips


@VISIT_PATTERNS.register("long_visits")
@dataclass(frozen=True, kw_only=True)
class LongVisits(ReturnTrips):
    \"\"\"Stay for a day.\"\"\"

    hours_per_visit: float = 6.0
    visits_per_day: int = 1
"""

FILES: dict[str, tuple[str, Registry[Any], str]] = {
    "clustering.methods": (METHOD, CLUSTERING_METHODS, "stripes"),
    "allocation": (OBJECTIVE, OBJECTIVES, "least_miles"),
    "metrics": (METRIC, METRICS, "served"),
    "sources": (SOURCE, SOURCES, "half"),
    "travel": (TRAVEL, TRAVEL_MODELS, "slow"),
    "visits": (VISITS, VISIT_PATTERNS, "long_visits"),
}


@pytest.fixture
def dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put one file into each room, and take it out again."""
    files = [*FILES.items(), ("allocation", (RULE, RULES, "same_side"))]
    for number, (room, (text, _, name)) in enumerate(files):
        folder = tmp_path / f"room{number}"
        folder.mkdir()
        (folder / f"new_{name}.py").write_text(text.replace("\\", ""), encoding="utf-8")
        package = importlib.import_module(f"experts_at_hand.{room}")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
    yield
    for room, (_, registry, name) in files:
        registry.forget(name)
        sys.modules.pop(f"experts_at_hand.{room}.new_{name}", None)


@pytest.mark.usefixtures("dropped")
def test_one_file_each_makes_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A scenario names all of them; the plan is checked as any other, and the lists show them."""
    file = tmp_path / "all.toml"
    file.write_text(
        f"""title = "All new"
        [area]
        source = "half"
        folder = {shipped("toy/area").as_posix()!r}
        [travel]
        method = "slow"
        [visits]
        pattern = "long_visits"
        [clustering]
        method = "stripes"
        clusters = 2
        balance = 10.0
        [[rules]]
        rule = "same_side"
        [[objectives]]
        objective = "worst_ratio"
        [[objectives]]
        objective = "least_miles"
        """,
        encoding="utf-8",
    )
    outcome = run(load_scenario(file))
    assert len(outcome.area.settings) == 6
    assert outcome.clustering.method == "stripes"
    assert [len(cluster.members) for cluster in outcome.clustering.clusters] == [3, 3]
    miles = outcome.allocation.objectives[1]
    assert miles.value == pytest.approx(outcome.scorecard["miles"].value)
    assert miles.status == "optimal"
    assert miles.bound == pytest.approx(miles.value)
    assert outcome.scorecard["settings_served"].value == 6
    assert shown("headline")[-1] == "settings_served"
    assert menu_methods()[-1] == "stripes"
    console.show_methods()
    listed = capsys.readouterr().out
    for _, _, name in FILES.values():
        assert f"  {name}\n" in listed
    assert "settings_served (headline)" in listed


def test_taken_out_again_they_are_gone() -> None:
    for _, registry, name in FILES.values():
        assert name not in registry
    assert "settings_served" not in shown("headline")


def test_a_path_of_a_part_that_comes_later_is_relative_to_its_file(tmp_path: Path) -> None:
    """Keys are paths because their field is one, whenever the part was registered."""
    load_scenario(shipped("toy/baseline.toml"))  # the keys of all shipped parts are known by now

    @TRAVEL_MODELS.register("timetable")
    @dataclass(frozen=True)
    class Timetable:
        """Go by bus."""

        stops: Path

        def matrix(self, area: LocalArea) -> TravelMatrix:
            return TRAVEL_MODELS.build("straight_line").matrix(area)

        def sentence(self) -> str:
            return "everybody goes by bus"

    try:
        file = tmp_path / "bus.toml"
        file.write_text(
            "title = 'Bus'\narea = 'area'\n[travel]\nmethod = 'timetable'\nstops = 'stops.csv'\n",
            encoding="utf-8",
        )
        assert load_scenario(file).travel == Timetable(stops=tmp_path / "stops.csv")
    finally:
        TRAVEL_MODELS.forget("timetable")
