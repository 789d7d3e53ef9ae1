"""What people call the words of a scenario file: every word of the lists has a name of its own."""

from experts_at_hand.registry.protocols import (
    ALLOCATION_METHODS,
    CLUSTERING_METHODS,
    CONTINUITY,
    NEED_MODELS,
    OBJECTIVES,
    POST_PLANS,
    VISIT_PATTERNS,
)
from experts_at_hand.workbench.choice_words import EFFORT_WORDS, METHOD_WORDS, called

LISTS = (
    ALLOCATION_METHODS, CLUSTERING_METHODS, CONTINUITY, NEED_MODELS, OBJECTIVES, POST_PLANS,
    VISIT_PATTERNS,
)  # fmt: skip


def test_no_word_of_a_list_stands_bare() -> None:
    shipped = [w for each in LISTS for w in each if each.part(w).__module__.startswith("experts")]
    assert [word for word in shipped if word not in METHOD_WORDS] == []


def test_no_two_are_called_alike() -> None:
    for words in (METHOD_WORDS, EFFORT_WORDS):
        assert len(set(words.values())) == len(words)


def test_somebody_elses_word_stands_for_itself() -> None:
    assert called("least_miles") == "least miles"
