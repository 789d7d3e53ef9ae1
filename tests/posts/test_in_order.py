"""Posts one after another: each is the best beside those before it, and is in the report."""

import csv
from pathlib import Path

import openpyxl
import pytest

import experts_at_hand as eah
from experts_at_hand.cli import main
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.posts import next_posts, posts_in_order
from experts_at_hand.report.posts_in_order import first_posts, posts_in_order_section

pytestmark = pytest.mark.solver

LARGE = "toy/clusters-large.toml"


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return run(shipped(LARGE))


def with_more(folder: Path, more: dict[str, float]) -> Outcome:
    """Plan a scenario file that states more posts of today's teams."""
    wte = {team.id: team.wte for team in run(shipped(LARGE)).area.teams}
    teams = "".join(f"[teams.{id_}]\nwte = {wte[id_] + add}\n" for id_, add in more.items())
    file = folder / "more.toml"
    file.write_text(f'extends = "{shipped(LARGE).as_posix()}"\n{teams}', "utf-8")
    return run(file)


def test_each_post_is_the_best_beside_those_before_it(outcome: Outcome, tmp_path: Path) -> None:
    """By the second road: the posts before it in a scenario file, and the next one ranked there."""
    order = posts_in_order(outcome, 0.2, 3)
    assert order.posts[0] == next_posts(outcome, 0.2).posts[0]
    more: dict[str, float] = {}
    for post in order.posts:
        there = with_more(tmp_path, more) if more else outcome
        best = next_posts(there, 0.2).posts[0]
        assert (post.team_id, post.where) == (best.team_id, best.where)
        assert post.values == pytest.approx(best.values, abs=1e-6)
        assert post.lowest_access_gain == pytest.approx(best.lowest_access_gain, abs=1e-6)
        more[post.team_id] = more.get(post.team_id, 0.0) + 0.2
    last = with_more(tmp_path, more)
    assert order.posts[-1].values == pytest.approx(
        [aim.value for aim in last.allocation.objectives], abs=1e-6
    )


def test_the_first_aim_never_falls(outcome: Outcome) -> None:
    """More hours take nothing away: each further post reaches at least what the last one did."""
    reached = [post.values[0] for post in posts_in_order(outcome, 0.1, 5).posts]
    assert reached == sorted(reached)
    assert reached[0] >= outcome.allocation.objectives[0].value - 1e-9


def test_no_post_and_nobody_to_rank_are_refused(outcome: Outcome) -> None:
    with pytest.raises(ScenarioError, match="count is 0, expected 1 or more"):
        posts_in_order(outcome, 1.0, 0)
    with pytest.raises(ScenarioError, match="wte is 0, expected more than 0"):
        posts_in_order(outcome, 0.0)


def test_the_report_says_what_the_command_says(tmp_path: Path) -> None:
    """The section, the sheet and the table hold the same posts in the same order."""
    fresh = run(shipped(LARGE))
    comparison = eah.compare([fresh])
    section = posts_in_order_section(comparison)
    found = first_posts(fresh)
    assert found is not None
    assert found is first_posts(fresh), "page and workbook ask once"
    assert [row["where"] for row in section["rows"]] == [post.where for post in found.posts]
    book = eah.write_workbook(comparison, tmp_path / "plan.xlsx")
    cells = list(openpyxl.load_workbook(book)["Posts in order"].values)
    heading = next(i for i, row in enumerate(cells) if row[0] == "Scenario")
    ids = [post.team_id for post in found.posts]
    assert [str(row[-1]) for row in cells[heading + 1 :] if row[0]] == ids
    assert main(["next-post", str(shipped(LARGE)), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    with (tmp_path / "out" / "posts_in_order.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [(row["order"], row["team_id"]) for row in rows] == [
        (str(at), id_) for at, id_ in enumerate(ids, 1)
    ]


def test_whoever_asks_first_has_no_next_post() -> None:
    """Where hours go by referral a further post is nobody's decision, and the report says so."""
    asked = run(shipped("two-rivers/baseline.toml"))
    assert first_posts(asked) is None
    section = posts_in_order_section(eah.compare([asked]))
    assert "not shared out by need" in section["why_not"]
    assert section["rows"] == []
