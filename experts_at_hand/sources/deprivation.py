"""Income deprivation affecting children (IDACI) of each small area, by its code.

Indices of Deprivation 2015 and 2019 are of areas as they were in 2011, those of 2025 of areas as
they were in 2021: the codes tell them apart, and two vintages are never mixed. It says how deprived
the place is in which a school stands, and nothing of the children who go there.
"""

from collections.abc import Mapping

from experts_at_hand.errors import DataError
from experts_at_hand.sources.published_file import Contract, PublishedFile, count

_SCORE = "Income Deprivation Affecting Children Index (IDACI) Score (rate)"

INDICES = Contract(
    title="the Indices of Deprivation",
    columns={
        "lsoa_2011": ("LSOA code (2011)", "Lower Layer Super Output Areas (LSOA)", "lsoa11cd"),
        "lsoa_2021": ("LSOA code (2021)", "lsoa21cd"),
        "idaci": (_SCORE, "IDACI Score (rate)", "IDACI Score"),
    },
    needed=("idaci",),
)


def idaci(file: PublishedFile) -> tuple[Mapping[str, float], str]:
    """Return IDACI by code of the small area, and of which year the areas are.

    Parameters
    ----------
    file
        The indices.

    Raises
    ------
    DataError
        If it has no codes, or a score is no share.
    """
    vintage = next((y for y in ("2021", "2011") if f"lsoa_{y}" in file.positions), None)
    if vintage is None:
        raise DataError(file.name, ["no column of codes, such as LSOA code (2021)"])
    found: dict[str, float] = {}
    problems: list[str] = []
    for number, record in file.records():
        code, score = record[f"lsoa_{vintage}"], count(record["idaci"])
        if not code or score is None:
            continue
        if score > 1:
            problems.append(f"row {number}, IDACI: found {score:g}; expected a share from 0 to 1")
        found[code] = score
    if problems:
        raise DataError(file.name, problems[:20])
    return found, vintage
