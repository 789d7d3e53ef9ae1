"""Places by degrees, metres or base: the same place is the same place."""

from pathlib import Path

from experts_at_hand.domain.settings import Place
from experts_at_hand.sources import Tidy
from tests.sources.test_tidy import SETTINGS, TEAMS, folder_with


def test_degrees_and_metres_say_the_same(tmp_path: Path) -> None:
    """Bath Abbey, ST 751 647: 51.3814 north, 2.3588 west, on the map to within 100 m."""
    degrees = SETTINGS.replace("easting,northing", "longitude,latitude").replace(
        "375000,165000", "-2.3588,51.3814"
    )
    degrees = degrees.replace("376000,165000", "-2.35,51.38").replace("377000,166000", "-2.34,51.4")
    area = Tidy().read(folder_with(tmp_path, settings=degrees))
    abbey = area.settings[0].place
    assert abbey.metres_to(Place(easting=375_130, northing=164_760)) < 100


def test_a_base_at_two_places_is_named(tmp_path: Path) -> None:
    area = Tidy().read(
        folder_with(tmp_path, teams=TEAMS.replace("e,375500,165200,\n", "e,375500,165900,\n"))
    )
    assert (
        "the base Health Centre stands at 2 places (teams salt-1, ot-1); each team sets out from "
        "the place in its own row"
    ) in area.doubts
    assert Tidy().read(folder_with(tmp_path)).doubts == ()
