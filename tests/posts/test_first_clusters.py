"""First clusters first: a year's new posts are for some clusters only, and the bound knows it."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.domain.clusters import Cluster
from experts_at_hand.domain.settings import Setting
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import plan_prepared, prepare
from experts_at_hand.posts import plan_years
from experts_at_hand.posts.first_clusters import clusters_of_year
from experts_at_hand.posts.years_written import years_lines
from experts_at_hand.scenario import Year, load_scenario
from tests.places import tiny_place
from tests.posts.test_years import BY_CHILD, file, planned, year

pytestmark = pytest.mark.solver

TEAMS = (
    '[posts]\nchoose = "budget"\nwte = 0.2\nstep = 0.1\nprofessions = ["salt"]\n'
    'places = "clusters"\n'
)


STILL = {"plans_growth": 0.0, "sen_support_growth": 0.0}


def first(label: str, clusters: str, **said: float) -> str:
    return f"{year(label, **said)}clusters = {clusters}\n"


def test_most_need_comes_first() -> None:
    """Cluster B needs 150 and 50 hours, cluster A 90 and 20: one cluster is B, two are both."""
    place = tiny_place(
        {"a": (0, 90.0), "b": (1, 20.0), "c": (9, 150.0), "d": (10, 50.0)},
        {"t": (0, 100.0)},
        groups=[["a", "b"], ["c", "d"]],
    )
    ids = [cluster.id for cluster in place.clustering.clusters]

    def chosen(clusters: int | tuple[str, ...] | None) -> tuple[str, ...]:
        return clusters_of_year(Year(year="2026", clusters=clusters), place.area, place.clustering)

    assert chosen(None) == ()
    assert chosen(1) == (ids[1],)
    assert chosen(2) == chosen(9) == chosen(tuple(ids)) == (), "all of them is no restriction"
    assert chosen((ids[0],)) == (ids[0],)
    with pytest.raises(ScenarioError, match="2026: there is no cluster 'nowhere'"):
        chosen(("nowhere",))


def test_one_town_first_then_the_other(tmp_path: Path) -> None:
    """All posts of the first year are in one of two equal towns; later both have the same.

    A fifth in each by the second year gives 0.917371, as by hand for everybody a little.
    """
    years = first("2026/27", "1") + first("2027/28", "2", wte=0.4, **STILL)
    found = planned(tmp_path, years, TEAMS)
    one, two = found.years
    assert len(one.only_clusters) == 1
    assert {post.cluster_id for post in one.posts} == set(one.only_clusters)
    assert one.wte == pytest.approx(0.2)
    assert {post.cluster_id: post.wte for post in two.posts} == pytest.approx(
        dict.fromkeys([cluster.id for cluster in two.outcome.clustering.clusters], 0.2)
    )
    assert two.lowest_access == pytest.approx(0.917371, abs=1e-6)
    assert two.only_clusters == ()
    assert one.lowest_access < 0.713511 - 1e-3, "both towns at once would have that"
    assert found.open_bound == pytest.approx((0.713511 + 0.917371) / 2, abs=1e-6)
    said = "\n".join(years_lines(found))
    assert "2026/27: new posts are for" in said
    assert "with posts in any cluster from the first year that average would be at most" in said


def test_no_posts_in_those_clusters_exceed_the_bound(tmp_path: Path) -> None:
    """By brute force: tenths in the first town only, then in both, never falling."""
    years = first("2026/27", "1") + year("2027/28", wte=0.3, plans_growth=0.3)
    found = planned(tmp_path, years, TEAMS)
    home = found.years[0].only_clusters[0]
    clusters = found.years[0].outcome.clustering.clusters
    best = 0.0
    for one in range(3):
        for two in itertools.product(range(4), repeat=2):
            before = [one if cluster.id == home else 0 for cluster in clusters]
            if sum(two) > 3 or any(b < a for a, b in zip(before, two, strict=True)):
                continue
            total = sum(
                lowest(
                    tmp_path, plan.outcome.area.settings, dict(zip(clusters, counts, strict=True))
                )
                for plan, counts in zip(found.years, (before, two), strict=True)
            )
            best = max(best, total / 2)
    assert best <= found.bound + 1e-6 <= found.open_bound + 2e-6
    assert found.mean_lowest <= best + 1e-6
    assert found.mean_lowest >= 0.95 * best


def lowest(folder: Path, settings: tuple[Setting, ...], tenths: dict[Cluster, int]) -> float:
    """Plan the toy with so many tenths of a post at each cluster's hub, for that cluster only."""
    base = prepare(load_scenario(file(folder, "", "")))[1]
    teams = own = ""
    for i, (cluster, count) in enumerate(tenths.items()):
        if not count:
            continue
        hub = base.settings[base.setting_index[cluster.hub_id]].place
        teams += (
            f'[teams.new-{i}]\nprofession = "salt"\nwte = {0.1 * count}\n'
            f"easting = {hub.easting}\nnorthing = {hub.northing}\n"
        )
        own += f'new-{i} = ["{cluster.id}"]\n'
    rule = f'[[rules]]\nrule = "service"\nby = "map"\n[rules.map]\n{own}' if own else ""
    extends = shipped("toy/clusters-large.toml").as_posix()
    path = folder / "one.toml"
    path.write_text(f'extends = "{extends}"\ntitle = "x"\n{teams}{rule}{BY_CHILD}', "utf-8")
    asked, area, travel, clustering = prepare(load_scenario(path))
    plan = plan_prepared((asked, area.replace(settings=settings), travel, clustering))
    return float(np.nanmin(plan.allocation.access[:, 0]))


def test_posts_of_earlier_years_stay_outside_of_a_later_years_clusters(tmp_path: Path) -> None:
    """The second year is for the other town alone: what the first has, it keeps."""
    ids = [c.id for c in prepare(load_scenario(file(tmp_path, "", "")))[3].clusters]
    years = first("2026/27", f'["{ids[0]}"]') + first("2027/28", f'["{ids[1]}"]', wte=0.3, **STILL)
    found = planned(tmp_path, years, TEAMS)
    wte = {post.cluster_id: post.wte for post in found.years[1].posts}
    assert wte == pytest.approx({ids[0]: 0.2, ids[1]: 0.1})
    assert found.bound >= found.mean_lowest - 1e-9


def test_posts_at_bases_belong_to_no_cluster(tmp_path: Path) -> None:
    bases = TEAMS.replace('"clusters"', '"bases"')
    with pytest.raises(ScenarioError, match="posts at bases belong to none"):
        load_scenario(file(tmp_path, first("2026/27", "1"), bases))
    for clusters, words in (("0", "expected 1 or more"), ("[]", "clusters names none")):
        with pytest.raises(ScenarioError, match=words):
            load_scenario(file(tmp_path, first("2026/27", clusters), TEAMS))
    with pytest.raises(ScenarioError, match="there is no cluster 'nowhere'"):
        plan_years(load_scenario(file(tmp_path, first("2026/27", '["nowhere"]'), TEAMS)))
