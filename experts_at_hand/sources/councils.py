"""English councils with duties for education: code of the DfE, name, codes of the ONS.

``councils.csv`` has the 153 of today and those that went when counties were divided in 2019, 2021
and 2023, for files of before. Codes are those of the department's register of schools and of the
ONS Postcode Directory; a county has those of its districts, ``E07000008-000012`` being five.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SUCCESSORS: Mapping[str, tuple[str, ...]] = {
    "835": ("838",),
    "836": ("839",),
    "837": ("839",),
    "909": ("942", "943"),
    "928": ("940", "941"),
}
"""Councils that are no more, and those that followed them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """A local authority.

    Parameters
    ----------
    code
        Three digits, as the Department for Education has it.
    name
        What it is called.
    ons_codes
        Of the authority, or of its districts.
    """

    code: str
    name: str
    ons_codes: tuple[str, ...]


@cache
def councils() -> Mapping[str, Council]:
    """Return the councils by code: today's, and those that went.

    >>> councils()["800"].name, len([c for c in councils() if c not in SUCCESSORS])
    ('Bath and North East Somerset', 153)
    """
    with (Path(__file__).parent / "councils.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["la_code"]: Council(
                code=row["la_code"], name=row["name"], ons_codes=_codes(row["ons_codes"])
            )
            for row in csv.DictReader(file)
        }


def _codes(text: str) -> tuple[str, ...]:
    """Return each code of a list of codes and ranges.

    >>> _codes("E07000095-000096 E07000240")
    ('E07000095', 'E07000096', 'E07000240')
    """
    found = []
    for part in text.split():
        first, _, last = part.partition("-")
        kind, low = first[:3], int(first[3:])
        found += [f"{kind}{number:06d}" for number in range(low, int(last or low) + 1)]
    return tuple(found)
