"""The layers of a plan, read back by geopandas: points where settings stand, areas round them."""

from pathlib import Path

import geopandas
import pytest
from pyogrio import list_layers

from experts_at_hand.comparison import Comparison, compare
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run_all
from experts_at_hand.report.map_layers import write_map

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(run_all([shipped(f"toy/{s}.toml") for s in ("baseline", "clusters-large")]))


@pytest.fixture(scope="module")
def path(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_map(comparison, tmp_path_factory.mktemp("map") / "map.gpkg")


def test_settings_stand_where_they_are_with_what_they_get(
    comparison: Comparison, path: Path
) -> None:
    frame = geopandas.read_file(path, layer="settings")
    assert frame.crs.to_epsg() == 27700
    assert len(frame) == 24
    outcome = comparison["clusters-large"]
    own = frame[frame["scenario"] == "clusters-large"].set_index("setting_id")
    for at, setting in enumerate(outcome.area.settings):
        row = own.loc[setting.id]
        assert (row.geometry.x, row.geometry.y) == (setting.place.easting, setting.place.northing)
        assert row["cluster_id"] == outcome.clustering.cluster_of[setting.id].id
        assert row["allocated_salt_hours"] == pytest.approx(
            outcome.allocation.allocated_hours[at, 0]
        )


def test_each_cluster_area_holds_its_members(comparison: Comparison, path: Path) -> None:
    areas = geopandas.read_file(path, layer="cluster_areas").set_index("cluster_id")
    spots = geopandas.read_file(path, layer="settings")
    spots = spots[spots["scenario"] == "clusters-large"]
    assert set(areas["scenario"]) == {"clusters-large"}
    for spot in spots.itertuples():
        assert areas.loc[spot.cluster_id].geometry.buffer(0.01).contains(spot.geometry)
    need = comparison["clusters-large"].allocation.need_hours.sum()
    assert areas["need_hours"].sum() == pytest.approx(need)


def test_hubs_and_teams_have_their_layers(path: Path) -> None:
    assert {name for name, _ in list_layers(path)} == {
        "settings", "hubs", "cluster_areas", "teams",
    }  # fmt: skip
    assert len(geopandas.read_file(path, layer="hubs")) == 2
    assert len(geopandas.read_file(path, layer="teams")) == 6


def test_without_clusters_there_are_no_empty_layers(comparison: Comparison, tmp_path: Path) -> None:
    alone = write_map(comparison.outcomes[0], tmp_path / "map.gpkg")
    assert {name for name, _ in list_layers(alone)} == {"settings", "teams"}


def test_the_same_plan_is_the_same_bytes(comparison: Comparison, tmp_path: Path) -> None:
    one, two = (write_map(comparison, tmp_path / f"{n}.gpkg").read_bytes() for n in "ab")
    assert one == two


def test_a_folder_that_is_not_there_is_refused_plainly(
    comparison: Comparison, tmp_path: Path
) -> None:
    with pytest.raises(OSError, match=r"nowhere|open"):
        write_map(comparison, tmp_path / "nowhere" / "map.gpkg")
