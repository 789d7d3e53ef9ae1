"""The sheet of a cluster: each of its members once, hours as the plan has them."""

import pytest

from experts_at_hand.comparison import Comparison
from experts_at_hand.report.cluster_figures import cluster_figures
from experts_at_hand.report.cluster_sheets import cluster_sheet, cluster_sheets

pytestmark = pytest.mark.solver


def test_every_member_of_every_cluster_once(comparison: Comparison) -> None:
    outcome = comparison["clusters-large"]
    ids = []
    for own in cluster_figures(outcome):
        sheet = cluster_sheet(outcome, own)
        ids += [row[0] for row in sheet.rows]
        assert len(sheet.rows) == len(own.cluster.members)
    assert sorted(map(str, ids)) == sorted(outcome.area.setting_ids)


def test_designs_without_clusters_have_none(comparison: Comparison) -> None:
    sheets, left = cluster_sheets([comparison["baseline"]])
    assert sheets == ()
    assert left == ()
