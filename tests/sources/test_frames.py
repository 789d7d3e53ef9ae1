"""Tables at hand: DataFrames give the area that their files would give, by the same checks."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

import experts_at_hand as eah
from experts_at_hand.examples import shipped

TOY = shipped("toy/area")


def frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the two tables of the toy area as pandas reads them: numbers, and NaN for blanks."""
    return pd.read_csv(TOY / "settings.csv"), pd.read_csv(TOY / "teams.csv")


def on_a_map(settings: pd.DataFrame, crs: str) -> gpd.GeoDataFrame:
    """Return settings with points instead of columns for their places."""
    points = gpd.points_from_xy(settings["easting"], settings["northing"], crs="EPSG:27700")
    return gpd.GeoDataFrame(settings.drop(columns=["easting", "northing"]), geometry=points).to_crs(
        crs
    )


def problems(settings: pd.DataFrame, teams: pd.DataFrame) -> tuple[str, ...]:
    """Return everything that is said of two tables."""
    with pytest.raises(eah.DataError) as refusal:
        eah.area_from_frames(settings, teams)
    return refusal.value.problems


def test_frames_give_the_area_of_their_files() -> None:
    area, read = eah.area_from_frames(*frames()), eah.read_area(TOY)
    assert (area.settings, area.teams) == (read.settings, read.teams)
    assert area.settings[-1].pupils is None, "a blank is not known, never 0"


def test_an_index_with_a_name_is_a_column() -> None:
    settings, teams = frames()
    area = eah.area_from_frames(settings.set_index("setting_id"), teams.set_index("team_id"))
    assert area.settings == eah.read_area(TOY).settings
    again = settings.set_index("setting_id", drop=False)
    assert eah.area_from_frames(again, teams).settings == area.settings


@pytest.mark.parametrize("kind", ["string", "object", "category"])
def test_the_type_of_a_column_does_not_matter(kind: str) -> None:
    """What is not known is marked by NaN, NA or None, as its types go."""
    settings, teams = frames()
    typed = [table.astype(dict.fromkeys(table.columns, kind)) for table in (settings, teams)]
    area = eah.area_from_frames(*typed)
    assert area.settings == eah.read_area(TOY).settings


@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:4326", "EPSG:3857"])
def test_points_of_any_stated_system_are_places(crs: str) -> None:
    """PROJ's way to the grid and back is good to a decimetre; places are kept to one."""
    settings, teams = frames()
    area = eah.area_from_frames(on_a_map(settings, crs), teams)
    for setting, read in zip(area.settings, eah.read_area(TOY).settings, strict=True):
        assert setting.place.easting == pytest.approx(read.place.easting, abs=0.15)
        assert setting.place.northing == pytest.approx(read.place.northing, abs=0.15)


def test_a_plot_of_land_is_a_point_inside_it() -> None:
    settings, teams = frames()
    land = on_a_map(settings, "EPSG:27700")
    land = land.set_geometry([box(p.x - 50, p.y - 20, p.x + 50, p.y + 20) for p in land.geometry])
    for setting, plot in zip(
        eah.area_from_frames(land, teams).settings, land.geometry, strict=True
    ):
        assert plot.covers(gpd.points_from_xy([setting.place.easting], [setting.place.northing])[0])


def test_points_without_a_system_are_refused_and_nothing_else_is_said_of_them() -> None:
    settings, teams = frames()
    lost = on_a_map(settings, "EPSG:4326").set_crs(None, allow_override=True)
    (said,) = problems(lost, teams)
    assert said == (
        "settings: the GeoDataFrame states no coordinate system; "
        'set it, such as frame.set_crs("EPSG:27700")'
    )


def test_a_missing_point_is_a_setting_without_a_place() -> None:
    settings, teams = frames()
    holed = on_a_map(settings, "EPSG:4326")
    holed.loc[3, "geometry"] = None
    (said,) = problems(holed, teams)
    assert said.startswith("settings, row 5: this setting has no place")


def test_every_problem_of_both_is_said_at_once() -> None:
    """The first row is row 2, as a spreadsheet would count it."""
    settings, teams = frames()
    settings.loc[0, "phase"] = "castle"
    said = problems(settings.drop(columns="name"), teams.assign(wte=[0.2, -1, 0.2]))
    assert len(said) == 3
    assert any("'castle'" in line and "row 2" in line for line in said)
    assert any("'name'" in line for line in said)
    assert any(line.startswith("teams, row 3, column wte") for line in said)


def test_empty_tables_are_refused() -> None:
    said = problems(pd.DataFrame(), pd.DataFrame())
    assert {line.split(":")[0] for line in said} >= {"settings", "teams"}
