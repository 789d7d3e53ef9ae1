"""The report: one file, nothing from outside, what is drawn also stands in a table."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.comparison import Comparison, compare
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.report import page_html, write_report

pytestmark = pytest.mark.solver


VOID = {"meta", "br", "hr", "img", "link", "input"}


class Outline(HTMLParser):
    """Collects tags, ids and links, and refuses tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count it, and keep what it points to."""
        self.tags[tag] += 1
        said = dict(attrs)
        if said.get("id"):
            self.ids.append(str(said["id"]))
        self.targets += [str(said[key]) for key in ("href", "src") if said.get(key)]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Count an element without content."""
        self.tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element."""
        assert self.open.pop() == tag


def test_scenarios_that_share_a_map_keep_their_own_figures(comparison: Comparison) -> None:
    """Two scenarios with the same clusters: one map, and a column of need met for each."""
    large = comparison["clusters-large"]
    fewer = replace(large.allocation, allocated_hours=large.allocation.allocated_hours / 2)
    twin = replace(
        large, scenario=large.scenario.replace(name="twin", title="Twin"), allocation=fewer
    )
    page = page_html(compare([large, twin]))
    assert "<small>twin</small></th>" in page
    rows = [large.area.setting_index[member] for member in large.clustering.clusters[0].members]
    for outcome in (large, twin):
        plan = outcome.allocation
        met = plan.met_hours[rows].sum() / plan.need_hours[rows].sum()
        assert f'data-l="Need met, {outcome.name}">{met:.1%}</td>' in page


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    assert parser.open == []
    return parser


def test_it_needs_nothing_from_outside(page: str, outline: Outline) -> None:
    """No script, no link but to its own sections, and a policy that forbids the rest."""
    assert outline.tags["script"] == outline.tags["link"] == 0
    assert all(target.startswith("#") for target in outline.targets)
    assert {target[1:] for target in outline.targets} <= set(outline.ids)
    assert len(set(outline.ids)) == len(outline.ids)
    outside = set(re.findall(r"https?://[^\s\"'<]+", page))
    assert outside <= {"http://www.w3.org/2000/svg"}
    assert "default-src 'none'" in page


def test_it_says_where_the_data_comes_from_and_what_is_assumed(page: str) -> None:
    assert "invented: twelve settings" in page
    assert "59p a mile" in page
    assert "a share of 25% (an assumption) of the expected days" in page
    assert "80 of the average secondary setting" in page
    assert "37.5 hours" in page
    assert "pupils of 1 setting: median of this area&#39;s early years settings" in page
    assert "settings.csv: <code>" in page


def test_every_scenario_is_there_with_its_choices(page: str, comparison: Comparison) -> None:
    for outcome in comparison.outcomes:
        assert outcome.title.replace("'", "&#39;") in page
    assert "Each cluster agrees its days, and a day joins 2 visits inside one cluster." in page
    assert "Teams, salt-east, vacancy rate: 0.4" in page
    assert "(optimal)" in page


def test_every_picture_has_a_label_and_a_table(outline: Outline, page: str) -> None:
    """Two strips; maps of no clusters, of two clusters, of those drawn, and of each change."""
    assert outline.tags["svg"] == 6 + 4, "a map on the first page too, and of change"
    assert page.count('role="img" aria-label="') == 6 + 4
    assert outline.tags["table"] >= 2 + 2 + 2


def test_bounds_of_travel_stand_below_it(page: str, comparison: Comparison) -> None:
    for name in comparison.names:
        assert comparison.bounds_in_words(name) in page


def test_the_same_comparison_gives_the_same_bytes(comparison: Comparison, page: str) -> None:
    assert page_html(comparison) == page


def test_names_cannot_break_the_page(comparison: Comparison) -> None:
    """A school may be called anything."""
    base = comparison.outcomes[0]
    evil = replace(base.area.settings[0], name="<script>alert('&')</script>")
    area = base.area.replace(settings=(evil, *base.area.settings[1:]))
    page = page_html(compare([replace(base, area=area)]))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_one_scenario_alone_can_be_reported(tmp_path: Path) -> None:
    path = write_report(compare([run(shipped("toy/baseline.toml"))]), tmp_path / "out")
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_ties_are_called_ties(comparison: Comparison) -> None:
    """Twelve settings share one lowest access: ten are listed, and none is singled out."""
    outcome = comparison.outcomes[0]
    access = outcome.allocation.access
    lowest = float(np.nanmin(access))
    tied = int((access <= lowest + 5e-5).sum())
    page = page_html(comparison)
    said = f"{tied} settings and professions share the lowest access of {lowest:.1%}"
    assert (said in page) == (tied > 10)
    assert tied > 10, "the toy has to have a tie for this to mean anything"
