"""The report: one file, nothing from outside, what is drawn also stands in a table."""

import re
from collections import Counter
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from experts_at_hand.comparison import Comparison, compare
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run, run_all
from experts_at_hand.report import page_html, write_report
from experts_at_hand.report.assumptions import assumptions
from experts_at_hand.report.board_summary import board_summary
from experts_at_hand.report.in_short import in_short
from experts_at_hand.report.map_picture import map_of
from experts_at_hand.report.strip import strip
from experts_at_hand.report.wording import days_expected

pytestmark = pytest.mark.solver

STEMS = ("baseline", "clusters-large", "drawn", "vacancies", "next-post")
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


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(run_all([shipped(f"toy/{stem}.toml") for stem in STEMS]))


def test_who_gains_and_who_loses_stands_in_the_page(comparison: Comparison, page: str) -> None:
    """The counts of each scenario, and its largest gain, as the comparison has them."""
    for name in comparison.names[1:]:
        gains = comparison.gains(name)
        whole = gains.whole
        title = comparison[name].title
        assert f"{title}: {whole.gaining} gain, {whole.losing} lose" in unescape(page)
        if whole.gaining:
            largest = gains.by_setting[0]
            assert f"most is gained by {largest.label}, {largest.gain:+,.1f}" in unescape(page)


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
def page(comparison: Comparison) -> str:
    return page_html(comparison)


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


def test_a_map_draws_every_setting_hub_and_base() -> None:
    """Twelve circles and a ring for each of two hubs; two bases; a hull for each cluster."""
    outcome = run(shipped("toy/clusters-large.toml"))
    drawn = ET.fromstring(str(map_of(outcome)))  # noqa: S314 - our own picture
    tags = Counter(node.tag.rpartition("}")[2] for node in drawn.iter())
    assert tags["circle"] == 12 + 2
    assert tags["rect"] == 2 + 2, "a base is one, and the ground of a hatch"
    assert tags["polygon"] == 2
    texts = [node for node in drawn.iter() if node.tag.endswith("text")]
    words = [node.text for node in texts if node.get("class")]
    assert words == ["C1", "C2", "Westbridge Health Centre", "Eastbrook Health Centre"]
    assert "5 km" in [node.text for node in texts], "a bar of at most a fifth of 46 km"


def test_north_is_up_and_east_is_right() -> None:
    outcome = run(shipped("toy/baseline.toml"))
    drawn = ET.fromstring(str(map_of(outcome)))  # noqa: S314 - our own picture
    spots = [
        (float(node.attrib["cx"]), float(node.attrib["cy"]))
        for node in drawn.iter()
        if node.tag.endswith("circle")
    ]
    north_west, north_east, south_west = spots[0], spots[1], spots[2]
    assert north_west[0] < north_east[0]
    assert north_west[1] < south_west[1]


def test_a_strip_has_a_dot_for_each_setting(comparison: Comparison) -> None:
    picture, rows = strip(comparison.outcomes, "salt")
    assert str(picture).count("<circle") == 12 * len(STEMS)
    assert [row.name for row in rows] == list(STEMS)
    assert rows[0].lowest == pytest.approx(0.508258, abs=1e-5)


def test_in_short_compares_like_with_like(comparison: Comparison) -> None:
    """Scenarios with other staff are told apart from those that only cluster otherwise."""
    said = list(in_short(comparison))
    assert said[0].startswith("Today: no clusters: the setting that is helped least has 47.9%")
    assert said[1].startswith("“Today's clusters, as drawn” lowers the lowest access")
    assert said[2].startswith("With the same staff and need, “Two clusters, one around each town”")
    assert any(s.startswith("“Today's clusters, as drawn” costs") for s in said)
    assert any("fewer working hours" in s and "40%" in s for s in said)
    assert any("93 more working hours" in s or "92.6 more working hours" in s for s in said)
    assert any("an assumption about how days are agreed, not a finding" in s for s in said)


def test_assumptions_are_in_words(comparison: Comparison) -> None:
    rests = list(assumptions(comparison.outcomes[0]))
    said = {what: value for what, value, _ in rests}
    assert all(source for _, _, source in rests)
    source = {what: source for what, _, source in rests}
    assert "no published source" in source["Working year"]
    assert "OS OpenMap" in source["Travel"]
    assert "926 hours a year for a whole-time equivalent" in said["Working year"]
    assert said["Need of occupational therapy"].startswith(
        "a share of 13.75% (an assumption) of the expected days, 40 of the average early years"
    )


def test_one_scenario_alone_can_be_reported(tmp_path: Path) -> None:
    path = write_report(compare([run(shipped("toy/baseline.toml"))]), tmp_path / "out")
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_the_board_sees_designs_only(comparison: Comparison) -> None:
    """Scenarios with other staff have no row on the first page, and their number is said."""
    board = board_summary(comparison)
    assert [row["title"] for row in board["rows"]] == [d.title for d in comparison.designs]
    assert board["others"] == len(comparison.outcomes) - len(comparison.designs) == 2
    assert board["map_title"] in {d.title for d in comparison.designs if len(d.clustering) > 1}
    for row, design in zip(board["rows"], comparison.designs, strict=True):
        assert row["cells"][0] == f"{design.scorecard['lowest_access'].value:.1%}"
        if design is not comparison.outcomes[0]:
            whole = comparison.gains(design.name).whole
            assert row["gain"] == f"{whole.gaining} / {whole.losing}"


def test_a_certificate_is_said_only_where_there_is_one(tmp_path: Path) -> None:
    """Proved best, or how far from it at most, or that no bound is known."""
    base = shipped("toy/clusters-large.toml").as_posix()
    text = (
        f"extends = '{base}'\ntitle = 'Proved'\n[clustering]\nmethod = 'p_median'\nclusters = 2\n"
    )
    (tmp_path / "proved.toml").write_text(text, encoding="utf-8")
    proved = page_html(compare([run(tmp_path / "proved.toml")]))
    assert "proved to be the best there is within the bounds" in proved
    assert "the method proves no bound" in page_html(compare([run(Path(base))]))


def test_one_scenario_alone_is_compared_with_nothing() -> None:
    """A sentence about others would be empty: true of whatever stands there."""
    alone = page_html(compare([run(shipped("toy/baseline.toml"))]))
    assert "1 scenario of specialist support" in alone
    assert "No other scenario" not in alone
    assert "against the baseline" not in alone.partition("<main>")[0]


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


def test_days_are_said_of_the_average_school(comparison: Comparison) -> None:
    """With the professions that the plan counts, and that others come on top."""
    said = days_expected(comparison.outcomes[0])
    assert "The average primary school is to have 40 days" in said
    assert "speech and language therapy and occupational therapy only" in said
