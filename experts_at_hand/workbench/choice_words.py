"""What people call the words of a scenario file, in the lists of the workbench."""

from collections.abc import Mapping

METHOD_WORDS: Mapping[str, str] = {
    "none": "No clusters",
    "spanning_tree": "Connected, of even need",
    "p_median": "Round hubs, with a bound",
    "contiguous": "Connected, round hubs, with a bound",
    "agglomerative": "Neighbours joined from the bottom up",
    "communities": "Communities of near neighbours",
    "drawn": "As drawn, in a column or by hand",
    "improve": "As drawn, with a few settings moved",
    "own_days": "Each setting names its own day",
    "cluster_days": "Each cluster agrees its days",
    "planned_days": "Rounds are planned perfectly (the least there can be)",
    "return": "Every visit is its own trip (the most there can be)",
    "optimise": "Planned by need",
    "as_delivered": "As delivered today (measured, not planned)",
    "by_referral": "By who asks (measured, not planned)",
    "by_child": "Hours for each child, by plan, SEN support and roll",
    "expected_days": "A share of the days that national planning expects",
    "stated": "Hours stated in a column of settings",
    "as_they_are": "As they are",
    "budget": "Add what a budget buys, where it helps most",
    "fewest_posts": "Add the cheapest that reach a lowest access",
    "as_it_falls": "Any team may come",
    "named_lead": "Each setting has a named lead and few teams",
    "worst_ratio": "Raise the lowest access",
    "unmet_need": "Meet as much need as can be",
    "travel_time": "Travel as little as can be",
}
"""What people call a word of the scenario file; one that is not here stands for itself."""

EFFORT_WORDS: Mapping[str, str] = {
    "draft": "A draft, at once",
    "quick": "Quickly, in seconds",
    "usual": "As usual, up to a minute",
    "proof": "Until it is proved, minutes or more",
}
"""The same of how hard a search tries."""


def called(word: str) -> str:
    """Return what people call a word of the scenario file."""
    return METHOD_WORDS.get(word, word.replace("_", " "))
