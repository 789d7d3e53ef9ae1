"""Whatever is registered keeps the contract: added parts are tested without being listed here."""

import dataclasses
import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experts_at_hand.allocation import allocate, verify
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import ScenarioError, nearest
from experts_at_hand.examples import shipped
from experts_at_hand.registry import Registry
from experts_at_hand.registry.protocols import (
    CLUSTERING_METHODS,
    FAMILIES,
    OBJECTIVES,
    RULES,
    SOURCES,
    TRAVEL_MODELS,
    VISIT_PATTERNS,
)

EVERY_PART = [(family, name) for family in FAMILIES for name in FAMILIES[family]]

pytestmark = pytest.mark.solver


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


@pytest.fixture(scope="module")
def needed(toy: LocalArea, travel: TravelMatrix, tmp_path_factory: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """Return what parts that cannot do without parameters are built with, by name."""
    folder: Path = tmp_path_factory.mktemp("files")
    matrix = folder / "travel.csv"
    lines = [
        f"{a},{b},{travel.minutes[i, j]},{travel.miles[i, j]}"
        for i, a in enumerate(travel.ids)
        for j, b in enumerate(travel.ids)
    ]
    matrix.write_text("from_id,to_id,minutes,miles\n" + "\n".join(lines), encoding="utf-8")
    roads = folder / "roads.geojson"
    east = [p.easting for p in toy.places.values()]
    north = [p.northing for p in toy.places.values()]
    through = [[e, n] for e, n in sorted(zip(east, north, strict=True))]
    features = [
        {
            "type": "Feature",
            "properties": {"class": "B Road"},
            "geometry": {"type": "LineString", "coordinates": [a, b]},
        }
        for a, b in pairwise(through)
        if a != b
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    collection = {"type": "FeatureCollection", "crs": crs, "features": features}
    roads.write_text(json.dumps(collection), encoding="utf-8")
    return {
        "supplied": {"file": matrix},
        "road_network": {"roads": roads},
        "drawn": {"column": "current_cluster"},
        "improve": {"column": "current_cluster"},
        "spanning_tree": {"clusters": 3},
        "p_median": {"clusters": 3},
        "contiguous": {"clusters": 3},
        "communities": {"clusters": 3},
        "agglomerative": {"clusters": 3},
        "reach": {"max_minutes": 30.0},
        "floor": {"hours": 1.0},
        "locked": {"team": toy.teams[0].id, "setting": toy.settings[0].id},
    }


def build(family: Registry[Any], name: str, needed: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Build a part with what it cannot do without."""
    return family.build(name, **needed.get(name, {}))


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
def test_every_part_says_what_it_does(family: str, name: str, needed: Mapping[str, Any]) -> None:
    """In a sentence that can stand in the middle of a report's own."""
    part = build(FAMILIES[family], name, needed)
    if family == "sources":
        return  # an area says where it comes from itself
    sentence = part.sentence()
    assert sentence
    assert not sentence.endswith(".")
    assert sentence[0].islower() or sentence.split()[0] in set(needed), sentence


@pytest.mark.parametrize("name", list(SOURCES))
def test_every_source_reads_an_area(name: str, needed: Mapping[str, Any]) -> None:
    """One that a plan can be made for, with its origin."""
    source = build(SOURCES, name, needed)
    area = source.read(shipped("toy/area"))
    area.check()
    assert area.origin
    assert all(file.path.is_file() for file in area.inputs)


@pytest.mark.parametrize("name", list(TRAVEL_MODELS))
def test_every_travel_model_gives_a_whole_matrix(
    name: str, toy: LocalArea, needed: Mapping[str, Any]
) -> None:
    """All settings, then all teams; nothing from a place to itself; it says how."""
    model = build(TRAVEL_MODELS, name, needed)
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
    name: str, toy: LocalArea, travel: TravelMatrix, needed: Mapping[str, Any]
) -> None:
    """Each setting once, each hub a member, the same again, whatever the order of rows."""
    method = build(CLUSTERING_METHODS, name, needed)
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
    needed: Mapping[str, Any],
) -> None:
    """A plan under the rule passes the check, which asks the rule itself."""
    rule = build(RULES, name, needed)
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


def test_a_name_is_registered_once() -> None:
    """Two parts of one name would hide each other."""
    with pytest.raises(TypeError, match="rule 'half' lacks sentence, allowed"):
        RULES.register("half")(dict)  # type: ignore[arg-type]  # never used
    with pytest.raises(ValueError, match="registered twice"):
        RULES.register("reach")(dict)  # type: ignore[arg-type]  # never used


def test_unknown_names_say_what_was_probably_meant() -> None:
    """Or list what there is."""
    with pytest.raises(ScenarioError, match="did you mean 'spanning_tree'"):
        CLUSTERING_METHODS.part("spaning_tree")
    assert nearest("q", ["b", "a"]) == "known: a, b"
