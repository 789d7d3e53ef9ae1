"""Whatever is registered keeps the contract: added parts are tested without being listed here."""

import dataclasses
import re

import numpy as np
import pytest

from experts_at_hand.allocation import allocate, verify
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.registry.protocols import (
    CLUSTERING_METHODS,
    FAMILIES,
    OBJECTIVES,
    RULES,
    SOURCES,
    TRAVEL_MODELS,
    VISIT_PATTERNS,
)

pytestmark = pytest.mark.solver

EVERY_PART = [(family, name) for family in FAMILIES for name in FAMILIES[family]]


@pytest.fixture(scope="module")
def toy() -> LocalArea:
    """Return the shipped toy area."""
    return SOURCES.build("tidy").read(shipped("toy/area"))


@pytest.fixture(scope="module")
def travel(toy: LocalArea) -> TravelMatrix:
    """Return straight-line travel in the toy area: a kilometre is a minute."""
    return TRAVEL_MODELS.build("straight_line", detour_factor=1.0, speed_kmh=60.0).matrix(toy)


@pytest.fixture(scope="module")
def clustering(toy: LocalArea, travel: TravelMatrix) -> Clustering:
    """Return two clusters of the toy area."""
    return CLUSTERING_METHODS.build("spanning_tree", clusters=2).partition(toy, travel)


@pytest.mark.parametrize(("family", "name"), EVERY_PART)
def test_every_part_documents_itself(family: str, name: str) -> None:
    """It is a frozen dataclass; its docstring says what it is, and each of its keys."""
    part = FAMILIES[family].part(name)
    assert dataclasses.is_dataclass(part)
    assert part.__dataclass_params__.frozen  # type: ignore[attr-defined]  # dataclasses have it
    text = part.__doc__ or ""
    assert text.split("\n")[0].endswith("."), "a summary in one line"
    for key in FAMILIES[family].parameters(name):
        assert re.search(rf"^\s*(\w+, )*{key}(, \w+)*$", text, flags=re.MULTILINE), key


@pytest.mark.parametrize(("family", "name"), EVERY_PART)
def test_every_part_refuses_unknown_keys(family: str, name: str) -> None:
    """With the nearest known key, or all of them."""
    with pytest.raises(ScenarioError, match="has no 'flux_capacitor'"):
        FAMILIES[family].build(name, flux_capacitor=1)


@pytest.mark.parametrize(("family", "name"), EVERY_PART)
def test_every_part_says_what_it_does(family: str, name: str, toy: LocalArea) -> None:
    """In a sentence that can stand in the middle of a report's own."""
    part = FAMILIES[family].example(name)
    if family == "sources":
        return  # an area says where it comes from itself
    sentence = part.sentence()
    assert sentence
    assert not sentence.endswith(".")
    assert sentence[0].islower() or sentence.split()[0] in toy.team_ids, sentence


@pytest.mark.parametrize("name", list(SOURCES))
def test_every_source_reads_an_area(name: str) -> None:
    """One that a plan can be made for, with its origin."""
    source = SOURCES.example(name)
    area = source.read(shipped("toy/area"))
    area.check()
    assert area.origin
    assert all(file.path.is_file() for file in area.inputs)


@pytest.mark.parametrize("name", list(TRAVEL_MODELS))
def test_every_travel_model_gives_a_whole_matrix(name: str, toy: LocalArea) -> None:
    """All settings, then all teams; nothing from a place to itself; it says how."""
    model = TRAVEL_MODELS.example(name)
    matrix = model.matrix(toy)
    assert matrix.ids == toy.setting_ids + toy.team_ids
    assert (np.diag(matrix.minutes) == 0).all()
    assert matrix.method
    assert all(file.path.is_file() for file in matrix.inputs)


@pytest.mark.parametrize("name", list(VISIT_PATTERNS))
def test_every_visit_pattern_costs_time(
    name: str, toy: LocalArea, travel: TravelMatrix, clustering: Clustering
) -> None:
    """At least the sign-in, at most out and back with it, and driving is the rest."""
    pattern = VISIT_PATTERNS.build(name)
    costs = pattern.costs(toy, travel, clustering)
    assert costs.pattern == name
    assert (costs.minutes >= pattern.sign_in_minutes).all()
    assert np.allclose(costs.minutes - costs.driving_minutes, pattern.sign_in_minutes)


@pytest.mark.parametrize("name", list(CLUSTERING_METHODS))
def test_every_clustering_method_gives_a_partition(
    name: str, toy: LocalArea, travel: TravelMatrix
) -> None:
    """Each setting once, each hub a member, the same again, whatever the order of rows."""
    method = CLUSTERING_METHODS.example(name)
    found = method.partition(toy, travel)
    assert sorted(m for c in found.clusters for m in c.members) == sorted(toy.setting_ids)
    assert found.method == name
    assert method.partition(toy, travel) == found
    turned = toy.replace(settings=toy.settings[::-1])
    again = TRAVEL_MODELS.build("straight_line", detour_factor=1.0, speed_kmh=60.0).matrix(turned)
    assert method.partition(turned, again) == found
    assert (
        found.lower_bound is None
        or found.objective is None
        or (found.lower_bound <= found.objective + 1e-9)
    )


@pytest.mark.parametrize("name", list(RULES))
def test_every_rule_is_kept(
    name: str,
    toy: LocalArea,
    travel: TravelMatrix,
    clustering: Clustering,
) -> None:
    """A plan under the rule passes the check, which asks the rule itself."""
    rule = RULES.example(name)
    plan = allocate(toy, travel, clustering, [rule])
    assert plan.optimal
    assert verify(toy, travel, clustering, plan) == ()


@pytest.mark.parametrize("name", list(OBJECTIVES))
def test_every_objective_is_settled_and_measured(
    name: str, toy: LocalArea, travel: TravelMatrix, clustering: Clustering
) -> None:
    """Alone and after fairness; the value claimed is the value measured."""
    aim = OBJECTIVES.build(name)
    fair = OBJECTIVES.build("worst_ratio")
    for order in ([aim], *([[fair, aim]] if aim != fair else [])):
        plan = allocate(toy, travel, clustering, objectives=order)
        assert plan.optimal
        assert verify(toy, travel, clustering, plan) == ()
        assert set(plan.objectives[-1].prices) == set(toy.team_ids)
        assert plan.objectives[-1].sentence == aim.sentence()
