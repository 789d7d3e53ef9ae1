"""Which school a school was before: the register's file of links between establishments.

``links_edubasealldata*.csv`` of get-information-schools.service.gov.uk. A school that becomes an
academy, or is joined with another, gets a new number; counts taken before stand under the old one.
"""

from collections import defaultdict
from collections.abc import Mapping

from experts_at_hand.sources.published_file import Contract, PublishedFile

LINKS = Contract(
    title="the school register's file of links",
    columns={
        "urn": ("URN",),
        "link_urn": ("LinkURN",),
        "type": ("LinkType",),
        "since": ("LinkEstablishedDate",),
    },
    needed=("urn", "link_urn", "type"),
)

SPLIT = "split"
"""A school that was split has its counts in no one successor."""

STEPS = 5
"""How many times a school may have changed its number since the counts were taken."""


def predecessors(file: PublishedFile) -> Mapping[str, tuple[str, ...]]:
    """Return the numbers of the schools that each school was before, in one step.

    Parameters
    ----------
    file
        The links; either side may state one.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for _, record in file.records():
        kind, one, other = record["type"].casefold(), record["urn"], record["link_urn"]
        if SPLIT in kind or not (one.isdecimal() and other.isdecimal()) or one == other:
            continue
        if kind.startswith("predecessor"):
            found[one].add(other)
        elif kind.startswith("successor"):
            found[other].add(one)
    return {urn: tuple(sorted(before)) for urn, before in found.items()}


def former_numbers(
    urn: str, known: Mapping[str, object], links: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the last numbers of a school for which something is known; none if a part is missing.

    Parameters
    ----------
    urn
        The school.
    known
        What is known, by number.
    links
        As `predecessors` returns them.

    Examples
    --------
    >>> links = {"3": ("1", "2"), "4": ("3",)}
    >>> former_numbers("4", {"1": 0, "2": 0}, links)
    ('1', '2')
    >>> former_numbers("4", {"1": 0}, links)
    ()
    """
    now: tuple[str, ...] = (urn,)
    for _ in range(STEPS):
        before: list[str] = []
        for number in now:
            if number in known and number != urn:
                before.append(number)
            elif number in links:
                before += links[number]
            else:
                return ()
        now = tuple(dict.fromkeys(before))
        if all(number in known for number in now):
            return now
    return ()
