"""Bath & North East Somerset by road, from files to report: a commissioner's first run.

Real public data of mixed vintages with an illustrative workforce: it tests the road from tables to
a comparison, it advises nobody.
"""

import re
from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.cli import main
from experts_at_hand.comparison import Comparison, compare
from experts_at_hand.pipeline import run_all
from experts_at_hand.report import page_html

pytestmark = pytest.mark.solver

BASELINE = """
title = "Today: no clusters"
area = '{area}'
[travel]
method = "road_network"
roads = '{area}/roads_os_openmap_local_2017.geojson'
[[rules]]
rule = "reach"
max_minutes = 45
"""

WHAT_IFS = {
    "six": "title = 'Six clusters'\n[clustering]\nmethod = 'spanning_tree'\nclusters = 6\n",
    "ten": "title = 'Ten clusters'\n[clustering]\nmethod = 'spanning_tree'\nclusters = 10\n"
    "balance = 0.2\n",
    "sixteen": "title = 'Sixteen clusters'\n[clustering]\nmethod = 'spanning_tree'\n"
    "clusters = 16\nbalance = 0.9\n",
    "wards": "title = 'Clusters along wards'\n[clustering]\nmethod = 'drawn'\n"
    "file = '{area}/wards_2011.geojson'\n",
    "short": "title = 'Nobody drives over 12 minutes'\n[[rules]]\nrule = 'reach'\n"
    "max_minutes = 12\n",
    "vacancies": "title = 'Two teams half vacant'\n[teams.salt-bath]\nvacancy_rate = 0.5\n"
    "[teams.ot-norton]\nvacancy_rate = 0.5\n",
    "post": "title = 'One more occupational therapist in Keynsham'\n[teams.ot-keynsham]\n"
    "profession = 'ot'\nwte = 1.0\nbase = 'Keynsham Health Centre'\n",
}


@pytest.fixture(scope="module")
def scenarios(banes: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the scenario files, whose paths point at the real data."""
    folder = tmp_path_factory.mktemp("banes")
    area = banes.as_posix()
    (folder / "baseline.toml").write_text(BASELINE.format(area=area), encoding="utf-8")
    for name, text in WHAT_IFS.items():
        whole = "extends = 'baseline.toml'\n" + text.format(area=area)
        (folder / f"{name}.toml").write_text(whole, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def comparison(scenarios: Path) -> Comparison:
    """Plan all eight; `run` refuses to report a plan that fails its check."""
    return compare(run_all([scenarios / f"{n}.toml" for n in ("baseline", *WHAT_IFS)]))


def value(comparison: Comparison, name: str, metric: str) -> float:
    return comparison[name].scorecard[metric].value


def test_every_plan_is_proved(comparison: Comparison) -> None:
    for outcome in comparison.outcomes:
        assert outcome.allocation.optimal
        assert len(outcome.area.settings) == 140
        assert outcome.travel is comparison.outcomes[0].travel or outcome.name == "post"


def test_clusters_save_travel_and_more_of_them_more(comparison: Comparison) -> None:
    hours = [value(comparison, n, "travel_hours") for n in ("baseline", "six", "ten", "sixteen")]
    assert hours == sorted(hours, reverse=True)
    for name in ("six", "ten", "sixteen"):
        least, most = comparison.travel_bounds(name)
        assert least <= value(comparison, name, "travel_hours") * 1.02
        assert value(comparison, name, "travel_hours") < most


def test_bounds_of_balance_are_kept(comparison: Comparison) -> None:
    """Need of each cluster within 15% and 20% of the mean, all professions together.

    Two special schools need 1.8 times the mean of sixteen clusters each: nothing below 0.85 can be
    kept there, and the refusal says so.
    """
    for name, balance in (("six", 0.15), ("ten", 0.2), ("sixteen", 0.9)):
        outcome = comparison[name]
        need = outcome.allocation.need_hours.sum(axis=1)
        index = outcome.area.setting_index
        sums = [need[[index[m] for m in c.members]].sum() for c in outcome.clustering.clusters]
        assert np.abs(np.array(sums) / np.mean(sums) - 1).max() <= balance + 1e-9


def test_wards_are_those_of_the_table(comparison: Comparison) -> None:
    outcome = comparison["wards"]
    for setting in outcome.area.settings:
        assert outcome.clustering.cluster_of[setting.id].id == setting.groups["ward"]


def test_a_short_reach_names_whom_it_leaves_out(comparison: Comparison) -> None:
    short = comparison["short"]
    assert short.allocation.unreached
    assert value(comparison, "short", "lowest_access") == 0
    assert value(comparison, "short", "lowest_access_within_reach") > 0


def test_vacancies_cost_access_and_a_post_brings_it(comparison: Comparison) -> None:
    for profession in ("salt", "ot"):
        metric = f"lowest_access:profession={profession}"
        before = value(comparison, "baseline", metric)
        assert value(comparison, "vacancies", metric) < before
    metric = "lowest_access:profession=ot"
    assert value(comparison, "post", metric) > value(comparison, "baseline", metric) + 0.03


def test_the_map_shows_towns_where_they_are(comparison: Comparison) -> None:
    """Bath lies east of Keynsham, and both north of Midsomer Norton (Paulton)."""
    page = page_html(comparison)
    spots = {
        words: (float(x), float(y))
        for words, x, y in re.findall(
            r'<rect x="([\d.]+)"[^>]*?y="([\d.]+)"[^>]*><title>base of ([^<]+)<', page
        )
        for x, y, words in [(words, x, y)]
    }
    bath = next(spot for words, spot in spots.items() if "salt-bath" in words)
    keynsham = next(spot for words, spot in spots.items() if "salt-keynsham" in words)
    norton = next(spot for words, spot in spots.items() if "salt-norton" in words)
    assert bath[0] > keynsham[0]
    assert norton[1] > bath[1]
    assert norton[1] > keynsham[1]
    assert "Keynsham Health Centre</text>" in page
    assert "“Nobody drives over 12 minutes” leaves " in page
    assert "“Clusters along wards” saves most travel" in page
    assert "57 settings: rate assumed for early years settings in England" in page


def test_the_command_line_does_it_all(
    scenarios: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["compare", str(scenarios / "baseline.toml"), str(scenarios / "six.toml")]
    assert main([*words, "-o", str(tmp_path), "-q"]) == 0
    assert "Travel and signing in" in capsys.readouterr().out
    assert (tmp_path / "report.html").stat().st_size < 1_000_000
