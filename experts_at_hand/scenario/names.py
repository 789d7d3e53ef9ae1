"""Which names a scenario may have: it is that of its result folder, on every system."""

import re

RESERVED = frozenset(
    [
        "report.html",
        "comparison.csv",
        "menu.csv",
        "changes.csv",
        "plan.xlsx",
        "map.gpkg",
        "board-paper.docx",
        "years.csv",
        "years_clusters.csv",
        "years.html",
        "next-post.html",
        "next_post.csv",
        "posts_in_order.csv",
        "prices.csv",
        "access.svg",
        "access.png",
        "years.svg",
        "years.png",
    ]
)
"""Files that stand beside result folders."""

_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')

KEYS = (
    "title",
    "description",
    "area",
    "extends",
    "travel",
    "visits",
    "working_year",
    "need",
    "offer",
    "clustering",
    "posts",
    "continuity",
    "allocation",
    "teams",
    "rules",
    "objectives",
    "years",
    "solver",
)
"""Every table and value of a scenario file."""


def name_problem(name: str) -> str | None:
    """Say why a scenario cannot be called so; ``None`` where it can.

    >>> name_problem("report.html")
    "the name 'report.html' is that of a file beside the results; rename the scenario file"
    >>> name_problem("six clusters")
    """
    said = f"the name {name!r}"
    if name.casefold() in RESERVED:
        return f"{said} is that of a file beside the results; rename the scenario file"
    if not name.strip() or name.startswith(".") or name.endswith((".", " ")):
        return f"{said} is blank, or begins or ends with a dot; rename the scenario file"
    found = _FORBIDDEN.search(name)
    if found:
        return f"{said} holds {found[0]!r}, which no folder may hold; rename the scenario file"
    if _DEVICES.fullmatch(name):
        return f"{said} is kept for a device by Windows; rename the scenario file"
    return None
