"""The next post: planned again at every place, as if it stood in a scenario file."""

import csv
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.cli import main
from experts_at_hand.domain.workforce import Team
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.posts import next_posts, posts_in_order, price_ranges
from experts_at_hand.posts.next_post import _at_bases, _at_settings, place_of
from experts_at_hand.report.next_post_page import next_post_sheets, write_next_post_page
from experts_at_hand.scenario import load_scenario
from tests.hunt import examples
from tests.places import tiny_place

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return run(shipped("toy/clusters-large.toml"))


def told(extends: Path, folder: Path, teams: str) -> Outcome:
    """Plan a scenario file that states other teams."""
    file = folder / "told.toml"
    file.write_text(f'extends = "{extends.as_posix()}"\ntitle = "Told"\n{teams}', "utf-8")
    return run(file)


def test_a_post_at_a_base_is_that_team_with_more_posts(outcome: Outcome, tmp_path: Path) -> None:
    """Against the whole pipeline on a scenario file, team by team, to a millionth."""
    found = next_posts(outcome, 0.2)
    assert {post.team_id for post in found.posts} == set(outcome.area.team_ids)
    for post in found.posts:
        team = outcome.area.teams[outcome.area.team_index[post.team_id]]
        more = f"[teams.{team.id}]\nwte = {team.wte + 0.2}\n"
        alone = told(shipped("toy/clusters-large.toml"), tmp_path, more)
        assert post.values == pytest.approx(
            [aim.value for aim in alone.allocation.objectives], abs=1e-6
        )
        worst = alone.scorecard[f"lowest_access:profession={team.profession}"].value
        assert post.lowest_access == pytest.approx(worst, abs=1e-6)


def test_a_setting_as_host_is_a_new_base_there(outcome: Outcome, tmp_path: Path) -> None:
    """Three of the twelve settings, both professions: as a new team at their coordinates."""
    found = {post.team_id: post for post in next_posts(outcome, 0.2, hosts=True).posts}
    assert len(found) == len(outcome.area.teams) + 2 * 12
    for setting in outcome.area.settings[::5]:
        for profession in ("salt", "ot"):
            post = found[f"next-{profession}-{setting.id}"]
            new = (
                f'[teams.new]\nprofession = "{profession}"\nwte = 0.2\n'
                f"easting = {setting.place.easting}\nnorthing = {setting.place.northing}\n"
            )
            alone = told(shipped("toy/clusters-large.toml"), tmp_path, new)
            assert post.where == setting.name
            assert post.price_estimate is None
            assert post.values == pytest.approx(
                [aim.value for aim in alone.allocation.objectives], abs=1e-6
            )


def test_an_earlier_next_post_in_the_tables_is_left_as_it_is(outcome: Outcome) -> None:
    """A team that took its name from this list: its setting may host another, beside it."""
    host = outcome.area.settings[0]
    taken = replace(outcome.area.teams[0], id=f"next-salt-{host.id}")
    area = outcome.area.replace(teams=(*outcome.area.teams, taken))
    ids = [team.id for team, setting in _at_settings(area, 0.2) if setting == host.id]
    assert ids == [f"next-salt-{host.id}-more", f"next-ot-{host.id}"]


def test_the_best_is_first_and_no_other_is_better(outcome: Outcome) -> None:
    """By brute force over all places: nobody's first aim is above that of the first."""
    posts = next_posts(outcome, 0.1, hosts=True).posts
    assert posts[0].values[0] == pytest.approx(max(post.values[0] for post in posts), abs=1e-8)
    gains = [round(post.gains[0], 8) for post in posts]
    assert gains == sorted(gains, reverse=True)


def test_how_far_the_price_misleads(outcome: Outcome) -> None:
    """A tenth of a post is 92.625 hours; in occupational therapy speech becomes the worst-off.

    The price holds for occupational therapy by itself and knows nothing of the other profession.
    """
    first = next_posts(outcome, 0.1).of("ot")[0]
    before = outcome.allocation.objectives[0]
    expected = before.value + before.prices["ot-west"] * 92.625
    assert first.price_estimate == pytest.approx(expected)
    assert first.price_estimate == pytest.approx(first.lowest_access, abs=1e-6)
    assert first.price_misleads_by == pytest.approx(expected - first.values[0])
    assert first.price_misleads_by is not None
    assert first.price_misleads_by > 0.1


@budget(max_examples=examples(40), deadline=None)
@given(
    wte=st.floats(0.1, 9), vacancy=st.floats(0, 1), promised=st.floats(0, 1), more=st.floats(0.1, 3)
)
def test_a_post_is_filled_and_is_all_for_the_offer(
    wte: float, vacancy: float, promised: float, more: float
) -> None:
    """Posts in the establishment, filled ones and those of the offer rise by as much; no other."""
    area = tiny_place({"a": (1, 5)}, {"t": (0, 1)}).area
    old = Team(
        id="t", profession="salt", wte=wte, vacancy_rate=vacancy, statutory_share=promised,
        place=area.teams[0].place,
    )  # fmt: skip
    ((new, _),) = _at_bases(area.replace(teams=(old,)), more)
    assert new.wte == pytest.approx(old.wte + more)
    assert new.filled_wte == pytest.approx(old.filled_wte + more)
    assert new.offer_wte == pytest.approx(old.offer_wte + more)
    assert new.statutory_wte == pytest.approx(old.statutory_wte, abs=1e-12)


def test_more_of_a_post_is_never_worse(outcome: Outcome) -> None:
    for team in outcome.area.team_ids:
        values = [
            next(p for p in next_posts(outcome, wte).posts if p.team_id == team).values[0]
            for wte in (0.05, 0.1, 0.3, 1.0)
        ]
        assert all(b >= a - 1e-7 for a, b in pairwise(values))


def test_teams_that_share_a_base_are_told_apart() -> None:
    """By their ids, and only where the base alone would not tell."""
    place = tiny_place({"a": (1, 5)}, {"t": (0, 1)}).area
    one = replace(place.teams[0], base="Clinic")
    other = replace(one, id="u")
    assert place_of(one, (one, replace(other, profession="ot"))) == "Clinic"
    assert place_of(one, (one, other)) == "Clinic (t)"
    assert place_of(replace(one, base=""), (one, other)) == "t"


def test_what_is_refused(outcome: Outcome) -> None:
    with pytest.raises(ScenarioError, match="wte is 0, expected more than 0"):
        next_posts(outcome, 0)
    asked = load_scenario(shipped("two-rivers/baseline.toml"))
    assert asked.allocation is not outcome.scenario.allocation
    with pytest.raises(ScenarioError, match="ranked where hours are planned"):
        next_posts(run(asked), 1.0)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = str(shipped("toy/clusters-large.toml"))
    out = tmp_path / "out"
    assert main(["next-post", scenario, "--wte", "0.1", "-o", str(out)]) == 0
    said = capsys.readouterr().out
    assert "Occupational therapy, 0.1 WTE" in said
    with (out / "next_post.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["team_id"] == "ot-west"
    assert main(["next-post", scenario, "--wte", "0.1", "-o", str(out), "--json"]) == 0
    posts = json.loads(capsys.readouterr().out)["posts"]
    assert [post["team_id"] for post in posts] == [row["team_id"] for row in rows]
    assert main(["next-post", scenario, "--wte", "-1", "-o", str(out)]) == 2


def test_the_page_and_the_sheets_have_the_same_order(outcome: Outcome, tmp_path: Path) -> None:
    """A place a row, the best first, in page, workbook and table; prices in words below."""
    found, prices = next_posts(outcome, 0.2), price_ranges(outcome, 0.2)
    write_next_post_page(outcome, found, prices, posts_in_order(outcome, 0.2), tmp_path)
    page = (tmp_path / "next-post.html").read_text("utf-8")
    sheets = next_post_sheets(found, prices)
    assert [row[-1] for row in sheets[0].rows] == [post.team_id for post in found.posts]
    for word in ("salt", "ot"):
        places = [f"{at}. {post.where}<" for at, post in enumerate(found.of(word), start=1)]
        at = [page.index(place) for place in places]
        assert at == sorted(at)
    for price, line in zip(prices, sheets[1].lines, strict=True):
        sentence = price.sentence()
        assert line == f"{sentence}."
        assert sentence[1:] in page
