"""The pages on posts, at a browser without scripts: figures are those of the command line."""

import re
from html import unescape
from pathlib import Path

import pytest

from experts_at_hand.pipeline import run
from experts_at_hand.posts import next_posts, plan_years, price_ranges
from experts_at_hand.scenario import load_scenario
from tests.workbench.conftest import Visitor

pytestmark = pytest.mark.solver


def words(page: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_the_next_post_is_found_and_taken(visitor: Visitor, folder: Path) -> None:
    """The first place of the table becomes a design whose plan is what the table promised."""
    outcome = run(folder / "clusters-small.toml")
    right = next_posts(outcome, 0.1)
    page = visitor.goes("/design/clusters-small/next-post?wte=0.1&wait=1")
    said = words(page)
    for profession in ("salt", "ot"):
        best = right.of(profession)[0]
        assert f"1. {best.where} {best.lowest_access:.1%}" in said
    for price in price_ranges(outcome, 0.1):
        sentence = price.sentence()
        assert f"{sentence[:1].upper()}{sentence[1:]}." in said
    best = right.of("ot")[0]
    visitor.sends("/design/clusters-small/take-post", {"team": best.team_id, "wte": "0.1"})
    name = visitor.page.url.path.rsplit("/", 1)[-1]
    assert "0.1 WTE more at Westbridge" in visitor.page.text
    taken = run(folder / f"{name}.toml")
    assert [aim.value for aim in taken.allocation.objectives] == pytest.approx(
        list(best.values), abs=1e-5
    )


@pytest.mark.parametrize("said", ["", "-1", "0", "a post", "1e9", "nan", "inf"])
def test_a_post_that_is_none_is_refused(visitor: Visitor, said: str) -> None:
    answer = visitor.client.get("/design/clusters-small/next-post", params={"wte": said})
    assert answer.status_code == 422
    assert "This cannot be searched for" in answer.text


def test_a_team_that_is_not_there_is_refused(visitor: Visitor, folder: Path) -> None:
    before = sorted(folder.glob("*.toml"))
    visitor.goes("/design/clusters-small")
    visitor.sends("/design/clusters-small/take-post", {"team": "nobody", "wte": "1"})
    assert visitor.page.status_code == 422
    assert "no team" in unescape(visitor.page.text)
    assert sorted(folder.glob("*.toml")) == before


def test_a_post_that_is_none_cannot_be_taken(visitor: Visitor) -> None:
    visitor.goes("/design/clusters-small")
    visitor.sends("/design/clusters-small/take-post", {"team": "salt-west", "wte": "nan"})
    assert visitor.page.status_code == 422
    assert "found nan WTE; write a number above 0" in unescape(visitor.page.text)


def test_hours_as_delivered_have_no_next_post(visitor: Visitor, folder: Path) -> None:
    """No plan by need, no ranking: the page says so and does not fall over."""
    text = (folder / "baseline.toml").read_text("utf-8")
    asked = "[allocation]\nmethod = 'by_referral'\nspread = 0.5\n"
    (folder / "asked.toml").write_text(f"{text}\n{asked}", "utf-8")
    answer = visitor.client.get("/design/asked/next-post?wte=1&wait=1")
    assert answer.status_code == 422
    assert "planned by need" in answer.text or "hours are planned" in answer.text


def test_years_are_stated_and_planned(visitor: Visitor, folder: Path) -> None:
    """Three rows become the file's years; the page's figures are those of `eah years`."""
    visitor.goes("/design/clusters-small/years")
    assert "2026/27" in visitor.page.text
    boxes = {
        "0/year": "2026/27", "0/wte": "0.2", "1/year": "2027/28", "1/wte": "0.4",
        "1/hire_at_most": "0.1", "1/vacancy_rate": "10%", "2/year": "", "2/wte": "9",
    }  # fmt: skip
    visitor.sends("/design/clusters-small/years", boxes)
    assert visitor.page.status_code == 200
    visitor.goes("/design/clusters-small/years?wait=1")
    scenario = load_scenario(folder / "clusters-small.toml")
    assert [year.year for year in scenario.years] == ["2026/27", "2027/28"]
    assert scenario.years[1].vacancy_rate == pytest.approx(0.1)
    assert scenario.years[1].hire_at_most == pytest.approx(0.1)
    right = plan_years(scenario)
    said = words(visitor.page.text)
    for plan in right.years:
        lowest = float(plan.outcome.allocation.access[:, 0].min())
        assert f"{plan.wte:.2f} {plan.hired:.2f} {lowest:.1%}" in said
    assert 'name="1/vacancy_rate" value="10"' in visitor.page.text
    visitor.sends("/design/clusters-small/years", {f"{row}/year": "" for row in range(5)})
    assert load_scenario(folder / "clusters-small.toml").years == ()


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ({"0/year": "2026/27", "0/wte": "lots"}, "2026/27, Budget, WTE: found 'lots'"),
        ({"0/year": "2026/27", "1/year": "2029/30"}, "2029/30 does not follow 2026/27"),
        ({"0/year": "next year"}, "expected such as 2026/27"),
        ({"0/year": "2026/27", "0/plans_growth": "-150"}, "plans_growth is -1.5"),
    ],
)
def test_years_that_cannot_be_are_refused_and_kept_on_the_page(
    visitor: Visitor, folder: Path, boxes: dict[str, str], said: str
) -> None:
    """The file is as it was, and what was typed still stands in its boxes."""
    before = (folder / "clusters-small.toml").read_bytes()
    visitor.goes("/design/clusters-small/years")
    visitor.sends("/design/clusters-small/years", boxes)
    assert visitor.page.status_code == 422
    assert said in unescape(visitor.page.text)
    for box, typed in boxes.items():
        assert f'name="{box}" value="{typed}"' in visitor.page.text
    assert (folder / "clusters-small.toml").read_bytes() == before
