"""Figures of clusters: one road to them, for page, workbook, paper and workbench."""

from dataclasses import replace

import numpy as np
import pytest

from experts_at_hand.comparison import compare
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.report.board_paper import Grid, board_paper
from experts_at_hand.report.cluster_figures import cluster_figures
from experts_at_hand.report.page import page_html
from experts_at_hand.report.sheets import sheets_of
from experts_at_hand.workbench.pages import result

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module")
def one_way() -> Outcome:
    """Return the toy in clusters, every way from a hub 30 minutes longer than the way back."""
    outcome = run(shipped("toy/clusters-small.toml"))
    minutes = outcome.travel.minutes.copy()
    hubs = [c.hub_id for c in outcome.clustering.clusters]
    rows = [outcome.travel.ids.index(hub) for hub in hubs]
    minutes[rows] += 30.0
    minutes[rows, rows] = 0.0
    return replace(outcome, travel=replace(outcome.travel, minutes=minutes))


def test_they_are_those_of_the_plan_summed_by_hand(one_way: Outcome) -> None:
    plan = one_way.allocation
    for own in cluster_figures(one_way):
        ids = own.cluster.members
        rows = [one_way.area.setting_ids.index(id_) for id_ in ids]
        need = sum(plan.need_hours[row].sum() for row in rows)
        assert own.need == pytest.approx(need)
        assert own.met == pytest.approx(sum(plan.met_hours[row].sum() for row in rows) / need)
        at = one_way.travel.ids.index
        ways = [one_way.travel.minutes[at(own.cluster.hub_id), at(id_)] for id_ in ids]
        assert own.farthest == pytest.approx(max(ways))
        assert own.farthest >= 30


def test_page_workbook_paper_and_workbench_say_the_same(one_way: Outcome) -> None:
    """From the hub, where the way back is shorter: one figure everywhere."""
    comparison = compare([one_way])
    sheet = next(s for s in sheets_of(comparison) if s.name == "Clusters")
    paper = next(
        b for b in board_paper(comparison) if isinstance(b, Grid) and b.caption == "Clusters"
    )
    page = page_html(comparison)
    bench = result(one_way, None)["clusters"]
    figures = list(cluster_figures(one_way))
    for own, row, said, shown in zip(figures, sheet.rows, paper.rows, bench, strict=True):
        assert row[-1] == own.farthest == shown["farthest"]
        assert row[5] == own.need == shown["need"]
        assert row[-2] == own.met == shown["met"]
        assert tuple(said) == (own.called, own.hub, str(len(own.rows)), f"{own.met:.1%}")
        assert f'data-l="Farthest from the hub, minutes">{own.farthest:.0f}</td>' in page


def test_without_clusters_there_are_none() -> None:
    assert not list(cluster_figures(run(shipped("toy/baseline.toml"))))


def test_where_nothing_is_needed_nothing_is_a_share(one_way: Outcome) -> None:
    nothing = replace(one_way.allocation, need_hours=np.zeros_like(one_way.allocation.need_hours))
    assert all(np.isnan(own.met) for own in cluster_figures(replace(one_way, allocation=nothing)))
