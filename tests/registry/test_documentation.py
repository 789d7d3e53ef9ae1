"""Documentation of inherited keys: said once, found in every part that has them."""

from dataclasses import dataclass

from experts_at_hand.registry.documentation import documented, parameter_texts, summary
from experts_at_hand.registry.protocols import CLUSTERING_METHODS, FAMILIES


@dataclass
class Shared:
    """Share.

    Parameters
    ----------
    near, far
        How far.
    seed
        Where to begin.
    """

    near: int = 0
    far: int = 1
    seed: int = 2


@dataclass
class Own(Shared):
    """Own.

    At some length, over
    two lines.

    Parameters
    ----------
    far
        Otherwise.

    References
    ----------
    Somebody (1999).
    """

    more: int = 3


def test_the_nearest_explanation_counts_and_sections_stay() -> None:
    """``far`` is explained anew; ``near`` keeps its text; the reference stays behind."""
    text = documented(Own)
    lines = text.splitlines()
    start = lines.index("Parameters")
    assert lines[start + 2 : start + 8] == [
        "near", "    How far.", "far", "    Otherwise.", "seed", "    Where to begin.",
    ]  # fmt: skip
    assert text.endswith("Somebody (1999).")
    assert summary(Own) == "Own. At some length, over two lines."


def test_every_key_of_every_part_is_explained() -> None:
    for family in FAMILIES.values():
        for name, part in family.parts.items():
            assert set(family.parameters(name)) <= set(parameter_texts(part)), name


def test_a_shared_key_reads_the_same_everywhere() -> None:
    """But where a part says it otherwise on purpose: hubs of p_median may be teams."""
    said = {
        parameter_texts(part)["clusters"]
        for name, part in CLUSTERING_METHODS.parts.items()
        if "clusters" in CLUSTERING_METHODS.parameters(name)
    }
    assert said == {"How many, from 1 to the number of settings."}
