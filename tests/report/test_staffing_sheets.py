"""Posts and staffing in workbook and page: the staffing table's own rows, and posts."""

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.report.staffing_sheets import posts_section, staffing_sheets
from experts_at_hand.results import staffing

pytestmark = pytest.mark.solver


def test_staffing_alone_where_nothing_was_decided() -> None:
    outcome = run(shipped("toy/clusters-large.toml"))
    (sheet,) = staffing_sheets([outcome])
    own = list(staffing(outcome))
    assert [row[4] for row in sheet.rows] == pytest.approx([each.wte for each in own])
    (section,) = posts_section([outcome])
    assert section["posts"] == []
    assert len(section["staffing"]) == len(own)


def test_posts_and_leads_have_sheets_of_their_own() -> None:
    posts, lead = run(shipped("toy/posts.toml")), run(shipped("toy/named-lead.toml"))
    names = [sheet.name for sheet in staffing_sheets([posts, lead])]
    assert names == ["Further posts", "Staffing", "Named leads"]
    assert posts.posts is not None
    further = staffing_sheets([posts])[0]
    sizes = [row[4] for row in further.rows]
    assert sizes == pytest.approx([post.wte for post in posts.posts.posts])
