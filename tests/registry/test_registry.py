"""A registry: each name once, and what was probably meant."""

import pytest

from experts_at_hand.errors import ScenarioError, nearest
from experts_at_hand.registry.protocols import (
    CLUSTERING_METHODS,
    RULES,
)

pytestmark = pytest.mark.solver


def test_a_name_is_registered_once() -> None:
    """Two parts of one name would hide each other."""
    with pytest.raises(TypeError, match="rule 'half' lacks sentence, allowed"):
        RULES.register("half")(dict)  # type: ignore[arg-type]  # never used
    with pytest.raises(ValueError, match="registered twice"):
        RULES.register("reach")(dict)  # type: ignore[arg-type]  # never used


def test_unknown_names_say_what_was_probably_meant() -> None:
    """Or list what there is."""
    with pytest.raises(ScenarioError, match="did you mean 'spanning_tree'"):
        CLUSTERING_METHODS.part("spaning_tree")
    assert nearest("q", ["b", "a"]) == "known: a, b"
