"""The file reference: every key of every part stands in it, with what it usually is."""

from experts_at_hand.registry.protocols import FAMILIES
from experts_at_hand.scenario.reference import reference

TEXT = reference()


def test_every_word_and_every_key_is_explained() -> None:
    for registry in FAMILIES.values():
        for word in registry:
            if registry.part(word).__module__.startswith("experts_at_hand"):
                assert f"`{word}`" in TEXT or word in TEXT
                for key in registry.parameters(word):
                    assert f"`{key}`" in TEXT, (word, key)


def test_tables_have_as_many_cells_as_headings() -> None:
    """A bar in a sentence would tear a table apart."""
    width = 0
    for line in TEXT.splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = line.replace("\\|", "").count("|")
        width = width or cells
        assert cells == width, line
