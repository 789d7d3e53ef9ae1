"""The Python door: every public name is there, and every result turns into a table."""

import pickle
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import experts_at_hand as eah
from experts_at_hand.examples import shipped
from experts_at_hand.report import page_html

REGISTRIES = (
    eah.SOURCES,
    eah.TRAVEL_MODELS,
    eah.VISIT_PATTERNS,
    eah.CLUSTERING_METHODS,
    eah.RULES,
    eah.OBJECTIVES,
    eah.POST_PLANS,
    eah.CONTINUITY,
)


@pytest.fixture(scope="module")
def outcome() -> eah.Outcome:
    """Return the toy area in clusters that were drawn."""
    return eah.run(shipped("toy/drawn.toml"))


def test_every_public_name_is_there() -> None:
    for name in eah.__all__:
        assert getattr(eah, name) is not None
    assert set(eah.__all__) == set(dir(eah))


def test_everything_that_can_be_chosen_is_a_public_name() -> None:
    """What a scenario can name, Python can name, and it is the same thing."""
    for registry in REGISTRIES:
        for word, part in registry.parts.items():
            assert getattr(eah, part.__name__) is part, word


def test_a_name_that_is_not_there_is_said() -> None:
    with pytest.raises(AttributeError, match="no attribute 'allocat'"):
        eah.allocat  # noqa: B018 - the access is the test


def test_a_part_made_directly_passes_the_door_of_a_file() -> None:
    """Every problem is said at once, and by the name that a scenario file would use."""
    with pytest.raises(eah.ScenarioError) as refusal:
        eah.PMedian(clusters=2.5, balance="wide")  # type: ignore[arg-type]
    assert len(refusal.value.problems) == 2
    assert "clustering method 'p_median'" in str(refusal.value)
    with pytest.raises(eah.ScenarioError) as by_word:
        eah.CLUSTERING_METHODS.build("p_median", clusters=2.5, balance="wide")
    assert by_word.value.problems == refusal.value.problems


def test_values_that_a_part_refuses_are_all_said() -> None:
    with pytest.raises(eah.ScenarioError) as refusal:
        eah.StraightLine(speed_kmh=-1, detour_factor=-1)
    assert len(refusal.value.problems) == 2


def test_what_python_itself_would_say_stays() -> None:
    with pytest.raises(TypeError, match="colour"):
        eah.PMedian(clusters=2, colour="red")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="clusters"):
        eah.PMedian()  # type: ignore[call-arg]


def test_numbers_of_numpy_and_paths_are_welcome() -> None:
    assert eah.PMedian(clusters=np.int64(3)) == eah.PMedian(clusters=3)  # type: ignore[arg-type]


def test_an_area_and_a_registry_show_themselves_in_a_line(outcome: eah.Outcome) -> None:
    """The toy area has two teams of SALT with 0.25 WTE each, no post vacant."""
    assert repr(outcome.area).startswith("LocalArea 'Toy area': 12 settings, ")
    assert "0.5 WTE of speech and language therapy" in repr(outcome.area)
    assert repr(eah.TRAVEL_MODELS) == "travel methods: road_network, straight_line, supplied"
    assert "<th scope='row'>p_median</th>" in eah.CLUSTERING_METHODS._repr_html_()


def test_a_misspelt_score_says_what_was_meant(outcome: eah.Outcome) -> None:
    """It is a KeyError, as of any mapping, and one of ours."""
    comparison = eah.compare([outcome])
    for asked in (outcome.scorecard.__getitem__, comparison.row):
        with pytest.raises(eah.ScenarioError, match="did you mean 'lowest_access'") as refusal:
            asked("lowest_acess")
        assert isinstance(refusal.value, KeyError)
        assert isinstance(pickle.loads(pickle.dumps(refusal.value)), KeyError)  # noqa: S301 - ours


def test_only_outcomes_are_compared(outcome: eah.Outcome) -> None:
    with pytest.raises(eah.ScenarioError, match="found 'x'; hand in outcomes"):
        eah.compare([outcome, "x"])  # type: ignore[list-item]


def test_a_folder_read_is_what_a_scenario_reads(outcome: eah.Outcome) -> None:
    assert eah.read_area(shipped("toy/area")).settings == outcome.area.settings
    assert eah.read_area(str(shipped("toy/area"))).teams == outcome.area.teams


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(eah.DataError):
        eah.read_area(tmp_path / "nowhere")


def test_settings_as_a_table_can_be_read_again(outcome: eah.Outcome) -> None:
    """The columns are those of settings.csv: a table from an area makes the same settings."""
    frame = outcome.area.to_frame()
    again = eah.area_from_frames(frame, pd.read_csv(shipped("toy/area") / "teams.csv"))
    assert [s.id for s in again.settings] == [s.id for s in outcome.area.settings]
    assert [s.place for s in again.settings] == [s.place for s in outcome.area.settings]
    for profession in outcome.area.professions:
        need = frame[f"need_{profession}_hours"].to_numpy()
        assert np.array_equal(need, outcome.area.need.of(profession))


def test_hours_as_a_table_are_the_plan(outcome: eah.Outcome) -> None:
    frame = outcome.allocation.to_frame()
    for profession in outcome.area.professions:
        hours = frame.loc[frame["profession"] == profession, "contact_hours"].sum()
        at = outcome.area.professions.index(profession)
        assert hours == pytest.approx(outcome.allocation.allocated_hours[:, at].sum())


def test_clusters_as_a_table_hold_every_setting_once(outcome: eah.Outcome) -> None:
    frame = outcome.clustering.to_frame()
    assert sorted(frame["setting_id"]) == sorted(s.id for s in outcome.area.settings)
    for member, cluster_id in zip(frame["setting_id"], frame["cluster_id"], strict=True):
        assert outcome.clustering.cluster_of[member].id == cluster_id


def test_settings_on_a_map_are_where_they_are(outcome: eah.Outcome) -> None:
    """Read again as GeoDataFrame, without columns for places, the area is the same."""
    on_map = outcome.area.to_geodataframe()
    assert on_map.crs.to_epsg() == 27700
    bare = on_map.drop(columns=["easting", "northing"]).to_crs("EPSG:4326")
    again = eah.area_from_frames(bare, pd.read_csv(shipped("toy/area") / "teams.csv"))
    assert [s.place for s in again.settings] == [s.place for s in outcome.area.settings]


def test_clusters_on_a_map(outcome: eah.Outcome) -> None:
    on_map = outcome.clustering.to_geodataframe(outcome.area)
    for member, point in zip(on_map["setting_id"], on_map.geometry, strict=True):
        place = outcome.area.places[member]
        assert (point.x, point.y) == (place.easting, place.northing)
    assert len(on_map.dissolve("cluster_id")) == len(outcome.clustering)


def test_a_notebook_from_tables_to_a_map(tmp_path: Path) -> None:
    """What a stranger types first: two DataFrames in, a plan, and a file that a map reads."""
    settings = pd.DataFrame(
        {
            "setting_id": ["a", "b"],
            "name": ["Oak School", "Elm Nursery"],
            "phase": ["primary", "early years"],
            "need_salt_hours": [40, 10],
            "easting": [375000, 376000],
            "northing": [165000, 165000],
        }
    )
    teams = pd.DataFrame(
        {
            "team_id": ["t"],
            "profession": ["salt"],
            "wte": [0.05],
            "easting": [375000],
            "northing": [165000],
        }
    )
    area = eah.area_from_frames(settings, teams, name="Two schools")
    travel = eah.StraightLine().matrix(area)
    clustering = eah.NoClusters().partition(area, travel)
    plan = eah.allocate(area, travel, clustering)
    plan.to_geodataframe(area).to_file(tmp_path / "access.gpkg")
    read = gpd.read_file(tmp_path / "access.gpkg").set_index("setting_id")
    assert list(read["need_salt_hours"]) == [40, 10]
    assert list(read["access_salt"]) == pytest.approx(list(plan.access[:, 0]))
    assert read.geometry["b"].x == 376000


def test_a_plan_of_another_area_has_no_map(outcome: eah.Outcome) -> None:
    other = outcome.area.replace(settings=outcome.area.settings[1:])
    with pytest.raises(eah.ScenarioError, match="the area has 1 problem:\n  - no setting '101'"):
        outcome.allocation.to_geodataframe(other)


def test_journeys_as_a_table_are_the_matrix(outcome: eah.Outcome) -> None:
    travel = outcome.travel
    frame = travel.to_frame()
    wide = frame.set_index(["from_id", "to_id"])["minutes"].unstack()  # noqa: PD010 - no two to add
    wide = wide.loc[list(travel.ids), list(travel.ids)]
    assert np.array_equal(wide.to_numpy(), travel.minutes)


def test_scores_as_a_table_are_the_scorecard(outcome: eah.Outcome) -> None:
    frame = outcome.scorecard.to_frame().set_index("metric")
    assert len(frame) == len(outcome.scorecard.measures)
    assert frame.loc["lowest_access", "value"] == outcome.scorecard["lowest_access"].value


def test_a_comparison_as_a_table_has_a_column_a_scenario(outcome: eah.Outcome) -> None:
    frame = eah.compare([eah.run(shipped("toy/baseline.toml")), outcome]).to_frame()
    assert list(frame.columns) == ["metric", "label", "unit", "better", "baseline", "drawn"]
    drawn = frame.set_index("metric")["drawn"]
    assert drawn["lowest_access"] == outcome.scorecard["lowest_access"].value


def test_what_a_notebook_shows_is_short(outcome: eah.Outcome) -> None:
    """A line or a few for each, and a table; no array is printed."""
    parts = (outcome.travel, outcome.clustering, outcome.allocation, outcome.scorecard, outcome)
    for part in parts:
        assert 0 < len(repr(part)) < 600, type(part).__name__
        assert "<t" in part._repr_html_()
    assert repr(outcome.travel).startswith("TravelMatrix of ")
    assert "gap" not in repr(outcome.clustering) or outcome.clustering.gap is not None


def test_the_map_of_a_plan_is_the_reports_own(outcome: eah.Outcome, tmp_path: Path) -> None:
    """The same picture as on the page, and a file that a browser opens."""
    picture = outcome.plot()
    drawn = picture._repr_svg_().partition("-->")[2]
    assert drawn in page_html(eah.compare([outcome]))
    picture.save(tmp_path / "map.svg")
    root = ET.parse(tmp_path / "map.svg").getroot()  # noqa: S314 - our own file
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert repr(picture).startswith("Picture of ")
