"""Which designs no other beats: on fairness, need met, travel, evenness and moves together."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.comparison import compare
from experts_at_hand.comparison.pareto import dominates, is_pareto_best
from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run

figures = st.one_of(st.floats(-5, 5), st.just(math.nan))
points = st.lists(st.tuples(figures, figures, figures), min_size=1, max_size=6)


@given(points)
def test_it_is_a_strict_order_where_everything_is_known(drawn: list[tuple[float, ...]]) -> None:
    """None beats itself, and two never beat each other."""
    for one in drawn:
        assert not dominates(one, one)
        for other in drawn:
            assert not (dominates(one, other) and dominates(other, one))


@given(points)
def test_somebody_is_always_best_where_everything_is_known(drawn: list[tuple[float, ...]]) -> None:
    known = [point for point in drawn if not any(map(math.isnan, point))]
    assert not known or any(is_pareto_best(point, known) for point in known)


def test_what_one_of_two_does_not_have_is_not_compared() -> None:
    """Without clusters nothing is even: the design with clusters is no worse for having some."""
    assert dominates((0.5, -1.0, math.nan), (0.4, -1.0, -0.3))
    assert not dominates((0.5, -1.0, -0.9), (0.5, -1.0, -0.3))
    assert dominates((0.5, -1.0, -0.2), (0.5, -1.0, -0.3))
    assert not dominates((math.nan, math.nan), (0.1, 0.2))


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return run(shipped("toy/clusters-small.toml"))


def called(outcome: Outcome, name: str, groups: dict[str, list[str]]) -> Outcome:
    """Return the same plan with other clusters: only evenness and moves are others."""
    clusters = tuple(
        Cluster(id=id_, name=id_, hub_id=members[0], members=tuple(members))
        for id_, members in groups.items()
    )
    clustering = Clustering(clusters=clusters, method="drawn", parameters={})
    scenario = outcome.scenario.replace(name=name, title=name)
    return replace(outcome, scenario=scenario, clustering=clustering)


def test_evenness_and_moves_decide_where_all_else_is_equal(outcome: Outcome) -> None:
    """The plan is the same; of two clusterings the more even one that moves fewer is best.

    Against the baseline's two halves, one alternative moves a single setting and is as uneven as
    that makes it; the other moves six. Neither the baseline nor anything else beats the baseline.
    """
    ids = list(outcome.area.setting_ids)
    halves = {"A": ids[:6], "B": ids[6:]}
    one_moved = {"A": ids[:5], "B": [*ids[6:], ids[5]]}
    many_moved = {"A": ids[:1], "B": ids[1:]}
    comparison = compare(
        [
            called(outcome, "today", halves),
            called(outcome, "one", one_moved),
            called(outcome, "many", many_moved),
        ]
    )
    points = {o.name: comparison._point(o) for o in comparison.outcomes}
    assert [point[-1] for point in points.values()] == [0.0, -1.0, -5.0]
    need = dict(zip(ids, outcome.area.need.weights.tolist(), strict=True))
    for name, groups in (("today", halves), ("one", one_moved), ("many", many_moved)):
        sums = [sum(need[i] for i in members) for members in groups.values()]
        mean = sum(sums) / 2
        expected = -max(abs(s / mean - 1) for s in sums)
        assert points[name][-2] == pytest.approx(expected)
    assert "many" not in comparison.pareto_best
    assert "today" in comparison.pareto_best


def test_without_clusters_neither_is_counted(tmp_path: Path, outcome: Outcome) -> None:
    comparison = compare([run(shipped("toy/baseline.toml")), outcome])
    point = comparison._point(comparison.outcomes[0])
    assert math.isnan(point[-1])
    assert math.isnan(point[-2])
