"""The area refuses what no plan could be made for."""

import numpy as np
import pytest

from experts_at_hand.domain.clusters import Cluster, Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.need_model import NeedModel
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.workforce import Team, WorkingYear, profession_word
from experts_at_hand.errors import DataError, ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.registry.protocols import CLUSTERING_METHODS, SOURCES, TRAVEL_MODELS

HERE = Place(easting=0, northing=0)
SCHOOL = Setting(id="s", name="School", phase=Phase.PRIMARY, place=HERE, pupils=100)
TEAM = Team(id="t", profession="salt", wte=2, vacancy_rate=0.25, place=HERE)


def test_capacity_by_hand() -> None:
    """2 posts, a quarter vacant: 1.5 x 38 weeks x 37.5 hours x 0.65 = 1389.375 hours."""
    area = LocalArea(name="x", settings=(SCHOOL,), teams=(TEAM,))
    assert area.capacity_hours[0] == pytest.approx(1389.375)
    assert area.professions == ("salt",)
    area.check()


def test_ids_are_unique_across_settings_and_teams() -> None:
    """A matrix could not tell them apart."""
    twin = Team(id="s", profession="salt", wte=1, place=HERE)
    with pytest.raises(ValueError, match="names two places"):
        LocalArea(name="x", settings=(SCHOOL,), teams=(twin,))


def test_everything_that_is_missing_is_said_at_once() -> None:
    """No settings and no teams are two problems."""
    with pytest.raises(DataError) as refused:
        LocalArea(name="x", settings=(), teams=()).check()
    assert len(refused.value.problems) == 2


def test_a_profession_without_hours_or_need_is_refused() -> None:
    """Zero capacity and zero need are named by profession."""
    vacant = Team(id="t", profession="salt", wte=2, vacancy_rate=1, place=HERE)
    nobody = Team(id="o", profession="ot", wte=1, place=HERE)
    content = Setting(
        id="s", name="S", phase=Phase.PRIMARY, place=HERE, need_hours={"salt": 5, "ot": 0}
    )
    with pytest.raises(DataError) as refused:
        LocalArea(name="x", settings=(content,), teams=(vacant, nobody)).check()
    assert "salt have no capacity" in refused.value.problems[0]
    assert "needs any ot" in refused.value.problems[1]


def test_need_without_a_team_is_refused() -> None:
    """A scenario that states the need of a profession that nobody offers."""
    area = LocalArea(name="x", settings=(SCHOOL,), teams=(TEAM,), need_models={"ot": NeedModel()})
    with pytest.raises(DataError, match="no team offers it"):
        area.check()


def test_a_team_of_a_further_profession_needs_a_statement_of_need() -> None:
    """The library has no figures for educational psychologists."""
    team = Team(id="e", profession="educational_psychologist", wte=1, place=HERE)
    area = LocalArea(name="x", settings=(SCHOOL,), teams=(team,))
    with pytest.raises(DataError, match=r"add a \[need.educational_psychologist\] table"):
        area.check()


@pytest.mark.parametrize("word", ["SALT", "speech therapy", "1st", ""])
def test_profession_is_a_plain_word(word: str) -> None:
    """It stands in column names and table names."""
    with pytest.raises(ValueError, match="not a plain word"):
        profession_word(word)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Team(id="t", profession="salt", wte=-1, place=HERE), "wte"),
        (lambda: Team(id="t", profession="salt", wte=1, vacancy_rate=25, place=HERE), "share"),
        (lambda: WorkingYear(weeks=60), "weeks"),
        (lambda: WorkingYear(direct_share=0), "direct_share"),
        (lambda: Place(easting=float("nan"), northing=0), "finite"),
        (
            lambda: Setting(id="s", name="S", phase=Phase.PRIMARY, place=HERE, idaci=34),
            "idaci",
        ),
    ],
)
def test_objects_refuse_nonsense_at_birth(make: object, message: str) -> None:
    """Each names itself, what it found and what it expected."""
    with pytest.raises(ValueError, match=message):
        make()  # type: ignore[operator]  # a function without arguments


def test_clusterings_are_equal_when_they_group_alike() -> None:
    """Labels are only labels."""

    def grouped(*groups: tuple[str, ...]) -> Clustering:
        clusters = tuple(
            Cluster(id=f"{i}", name="", hub_id=g[0], members=g) for i, g in enumerate(groups)
        )
        return Clustering(clusters=clusters, method="drawn")

    assert grouped(("a", "b"), ("c",)) == grouped(("c",), ("b", "a"))
    assert grouped(("a", "b"), ("c",)) != grouped(("a",), ("b", "c"))
    with pytest.raises(ValueError, match="stands in clusters"):
        grouped(("a",), ("a", "b"))
    with pytest.raises(ScenarioError, match="the clusters are 0, 1"):
        grouped(("a",), ("b",)).cluster("9")


def test_gap_needs_a_bound() -> None:
    """100 found, at least 80 possible: a gap of a fifth."""
    cluster = Cluster(id="1", name="", hub_id="a", members=("a",))
    known = Clustering(clusters=(cluster,), method="x", objective=100, lower_bound=80)
    assert known.gap == pytest.approx(0.2)
    assert Clustering(clusters=(cluster,), method="x", objective=100).gap is None


def test_travel_matrix_is_sealed_and_names_what_cannot_be_reached() -> None:
    """Asymmetric minutes are kept; nobody can change them afterwards."""
    minutes = np.array([[0.0, 5.0], [np.inf, 0.0]])
    travel = TravelMatrix(ids=("a", "b"), minutes=minutes, miles=minutes)
    assert travel.minutes_between(["a"], ["b", "a"]).tolist() == [[5.0, 0.0]]
    assert travel.unreachable == (("b", "a"),)
    with pytest.raises(ValueError, match="read-only"):
        travel.minutes[0, 0] = 1
    with pytest.raises(ValueError, match="negative or missing"):
        TravelMatrix(ids=("a", "b"), minutes=-minutes, miles=minutes)


def test_it_shows_itself_in_a_notebook() -> None:
    """Origin, phases and capacity; names are escaped."""
    area = SOURCES.build("tidy").read(shipped("toy/area")).replace(name="A & B")
    shown = area._repr_html_()
    assert "<caption>A &amp; B</caption>" in shown
    assert "capacity of occupational therapy, hours a year" in shown
    travel = TRAVEL_MODELS.build("straight_line").matrix(area)
    clusters = CLUSTERING_METHODS.build("spanning_tree", clusters=2).partition(area, travel)
    assert "<caption>Clusters by spanning_tree</caption>" in clusters._repr_html_()
