"""The programme as it is written: one golden ``.lp`` file for each rule and each objective.

The files are read by people. To renew them after an intended change, run pytest with
``--renew-golden`` and read the difference before committing it.
"""

from pathlib import Path
from typing import cast

import numpy as np
import pytest

from experts_at_hand.allocation.formulation import Formulation, LinearObjective
from experts_at_hand.allocation.pairs import list_pairs
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.settled_objective import SettledObjective
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.examples import shipped
from experts_at_hand.inputs import area_of
from experts_at_hand.registry.protocols import (
    CLUSTERING_METHODS,
    OBJECTIVES,
    RULES,
    TRAVEL_MODELS,
    VISIT_PATTERNS,
    Rule,
)
from experts_at_hand.scenario import load_scenario

pytestmark = pytest.mark.solver

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture(scope="module")
def toy() -> LocalArea:
    """Return the shipped toy area."""
    return area_of(load_scenario(shipped("toy/baseline.toml")))


def rule_for(name: str, area: LocalArea) -> Rule:
    """Return a rule that has something to say on the toy area."""
    team, setting = area.teams[0].id, area.settings[0].id
    given: dict[str, dict[str, object]] = {
        "reach": {"max_minutes": 12},
        "floor": {"hours": 10, "phase": "primary", "profession": "salt"},
        "service": {"by": "nearest_base"},
        "locked": {"team": team, "setting": setting, "hours": 7},
        "skill_mix": {"most": {"6": 0.9}},
        "named_teams": {
            "teams": {setting: (team, area.teams[1].id)}, "lead_share": 0.6, "whole_visits": True,
        },
    }  # fmt: skip
    return RULES.build(name, **given[name])


def stated(area: LocalArea, rules: tuple[Rule, ...]) -> tuple[PlanningProblem, Formulation]:
    """State the SALT programme of the toy area with every pair present."""
    travel = TRAVEL_MODELS.build("straight_line", detour_factor=1.0, speed_kmh=60.0).matrix(area)
    clustering = CLUSTERING_METHODS.build("drawn", column="current_cluster").partition(area, travel)
    problem = PlanningProblem(
        area=area,
        travel=travel,
        clustering=clustering,
        visits=VISIT_PATTERNS.build("return").costs(area, travel, clustering),
        rules=rules,  # type: ignore[arg-type]  # every registered rule is a hard rule
    )
    pairs = list_pairs(problem, [0])
    return problem, Formulation(problem, pairs, np.ones(len(pairs.team), dtype=bool))


def text_of(formulation: Formulation, folder: Path) -> str:
    """Return the programme as PuLP writes it, with bounds in one order for every version.

    PuLP 3 and PuLP 4 write the same sections and list the bounds in different orders.
    """
    file = folder / "programme.lp"
    formulation.programme.writeLP(str(file))
    head, bounds, tail = file.read_text().partition("Bounds\n")
    listed, end, _ = tail.partition("End")
    return head + bounds + "\n".join(sorted(listed.splitlines())).strip("\n") + "\n" + end + "\n"


def compare(name: str, text: str, request: pytest.FixtureRequest) -> None:
    """Hold a programme against its golden file, or renew the file when asked to."""
    golden = GOLDEN / f"{name}.lp"
    if request.config.getoption("--renew-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(RULES))
def test_rule_as_written(
    name: str, toy: LocalArea, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The rows and the missing pairs that one rule brings; nothing is minimised."""
    _, formulation = stated(toy, (rule_for(name, toy),))
    formulation.state(LinearObjective())
    compare(f"rule_{name}", text_of(formulation, tmp_path), request)


@pytest.mark.parametrize("name", list(OBJECTIVES))
def test_objective_as_written(
    name: str, toy: LocalArea, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The first programme that an objective has solved."""
    _, formulation = stated(toy, ())
    objective = cast("SettledObjective", OBJECTIVES.build(name))
    objective.prepare(formulation)
    formulation.state(objective.first_aim(formulation.problem, formulation.pairs))
    compare(f"objective_{name}", text_of(formulation, tmp_path), request)
