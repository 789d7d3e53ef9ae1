"""Layers of a file: the one that is asked for, the only one that fits, or a question."""

from pathlib import Path

import pytest

from experts_at_hand.errors import DataError, ScenarioError
from experts_at_hand.tables.spatial_file import chosen_layer, refuse_absent

FILE = Path("map.gpkg")


def choose(layers: list[str], fitting: list[str], asked: str | None) -> str | None:
    """Return the layer that is read."""
    return chosen_layer(FILE, layers, fitting, asked, kind="lines", asked_by="travel")


def test_the_only_one_that_fits_is_taken() -> None:
    assert choose(["nodes", "links"], ["links"], None) == "links"
    assert choose(["nodes"], [], None) == "nodes"
    assert choose([], [], None) is None


def test_one_that_is_asked_for_is_taken_whatever_it_holds() -> None:
    assert choose(["nodes", "links"], ["links"], "nodes") == "nodes"


def test_questions_name_what_there_is() -> None:
    with pytest.raises(ScenarioError, match="has no layer 'link'; did you mean 'links'"):
        choose(["nodes", "links"], ["links"], "link")
    with pytest.raises(ScenarioError, match=r'layer = "a" \(there are a, b\)'):
        choose(["a", "b"], ["a", "b"], None)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"found no file .*roads\.gpkg; correct the path"):
        refuse_absent(tmp_path / "roads.gpkg")
