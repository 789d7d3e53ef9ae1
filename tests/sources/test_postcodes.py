"""Postcodes: their form, and what is said where the table of places is not installed."""

from pathlib import Path

import pytest

from experts_at_hand.errors import DataError
from experts_at_hand.sources import Tidy
from experts_at_hand.sources.postcodes import is_postcode, places_of, postcodes_available

TEAMS = "team_id,profession,wte,easting,northing\nt,salt,1,375500,165200\n"


def settings_at(folder: Path, postcode: str) -> Path:
    """Write an area whose one setting has nothing but a postcode."""
    text = f"setting_id,name,phase,postcode\n1,Oak,primary,{postcode}\n"
    (folder / "settings.csv").write_text(text, encoding="utf-8")
    (folder / "teams.csv").write_text(TEAMS, encoding="utf-8")
    return folder


@pytest.mark.parametrize("text", ["BA2 1QR", "ba21qr", "SW1A 2AA", "M1 1AE", "  BS31 2AB "])
def test_whole_postcodes(text: str) -> None:
    assert is_postcode(text)


@pytest.mark.parametrize("text", ["", "BA2", "BA2 1Q", "2BA 1QR", "hello"])
def test_no_postcodes(text: str) -> None:
    assert not is_postcode(text)


def test_what_is_no_postcode_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"row 2, column postcode: found 'BA2'; write a whole"):
        Tidy().read(settings_at(tmp_path, "BA2"))


@pytest.mark.skipif(postcodes_available(), reason="the optional postcode table is installed")
def test_without_the_table_the_cure_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no table of postcodes on this machine; pip install"):
        Tidy().read(settings_at(tmp_path, "BA2 1QR"))


@pytest.mark.skipif(not postcodes_available(), reason="the optional postcode table is absent")
def test_with_the_table_a_postcode_is_a_place() -> None:
    (place,) = places_of(["BA2 1QR"]).values()
    assert 365_000 < place.easting < 385_000
