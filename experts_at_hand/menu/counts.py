"""Numbers of clusters as people write them: 4..12, or 4, 6, 8."""

from experts_at_hand.errors import ScenarioError

DIGITS = 4
"""Of a number of clusters at most: a county has some thousand settings."""


def counts_of(words: str) -> tuple[int, ...]:
    """Return the numbers that a text such as 4..12 or 4,6,8 names, ascending.

    Raises
    ------
    ScenarioError
        If it names none.

    Examples
    --------
    >>> counts_of("4..6"), counts_of("8, 4")
    ((4, 5, 6), (4, 8))
    """
    found: set[int] = set()
    for word in words.split(","):
        first, dots, last = (part.strip() for part in word.partition(".."))
        ends = [first, last] if dots else [first]
        if not all(end.isdecimal() and len(end) <= DIGITS for end in ends):
            problem = f"clusters: found {words!r}; write 4..12, or 4,6,8"
            raise ScenarioError("the menu", [problem])
        found |= set(range(int(ends[0]), int(ends[-1]) + 1))
    return tuple(sorted(found))
