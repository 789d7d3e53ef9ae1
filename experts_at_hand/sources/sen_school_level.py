"""Children with special educational needs by school, as the Department for Education has them.

Two files are known: the school-level file of *Special educational needs in England*, which also
counts primary types of need, and the census of the performance tables. Small counts are suppressed
in the former: they come as blanks, and how many is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from experts_at_hand.sources.published_file import (
    SUPPRESSED,
    Contract,
    PublishedFile,
    count,
    in_place,
)

TYPES = ("spld", "mld", "sld", "pmld", "semh", "slcn", "hi", "vi", "msi", "pd", "asd", "oth", "nsa")
"""Primary types of need, as the department shortens them."""

SCHOOL_LEVEL = Contract(
    title="the SEN school-level file",
    columns={
        "urn": ("URN", "school_urn"),
        "laestab": ("LAEstab", "school_laestab", "LA Estab"),
        "name": ("School", "School name", "school_name"),
        "postcode": ("Postcode", "school_postcode"),
        "pupils": ("Total pupils", "total_pupils"),
        "ehcp": ("EHC plan", "EHC plans", "ehc_plan"),
        "sen_support": ("SEN support", "sen_support"),
        **{f"ehc_{t}": (f"EHC_Primary_need_{t}",) for t in TYPES},
        **{f"sup_{t}": (f"SUP_Primary_need_{t}",) for t in TYPES},
    },
    needed=("urn", "ehcp", "sen_support"),
)

CENSUS = Contract(
    title="the census of the performance tables",
    columns={
        "urn": ("URN",),
        "la": ("LA",),
        "estab": ("ESTAB",),
        "laestab": ("LAESTAB",),
        "name": ("SCHNAME",),
        "postcode": ("POSTCODE",),
        "pupils": ("NOR", "TOTPUPSENDN"),
        "ehcp": ("TSENELSE",),
        "sen_support": ("TSENELK",),
        "fsm": ("NUMFSM",),
    },
    needed=("urn", "ehcp", "sen_support"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SenCounts:
    """What is known of a school's children.

    Parameters
    ----------
    pupils, ehcp, sen_support, fsm
        On roll, with a plan, with SEN support, with free school meals; ``None`` where not known.
    types
        Children by primary type of need, plans and support together, where any is known.
    """

    pupils: float | None
    ehcp: float | None
    sen_support: float | None
    fsm: float | None = None
    types: Mapping[str, float] = field(default_factory=dict)


def added(several: Sequence[SenCounts]) -> SenCounts:
    """Return the counts of schools that have become one; unknown where one of them is.

    Parameters
    ----------
    several
        At least one.
    """

    def total(values: Sequence[float | None]) -> float | None:
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(values) else None

    types = {}
    for word in dict.fromkeys(word for one in several for word in one.types):
        whole = total([one.types.get(word) for one in several])
        if whole is not None:
            types[word] = whole
    return SenCounts(
        pupils=total([one.pupils for one in several]),
        ehcp=total([one.ehcp for one in several]),
        sen_support=total([one.sen_support for one in several]),
        fsm=total([one.fsm for one in several]),
        types=types,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SenFile:
    """Every school of a file.

    Parameters
    ----------
    by_urn
        Counts by unique number.
    numbers
        Council code and number in the council, ``800/2150``, with the URN: a school keeps the
        former when it becomes an academy and its URN changes.
    places
        Postcode and name, as `in_place` joins them, with the URN.
    suppressed
        How many counts are known and not told.
    vintage
        Of which year, where the file says.
    notes
        What a reader should know.
    """

    by_urn: Mapping[str, SenCounts]
    numbers: Sequence[tuple[str, str]]
    places: Sequence[tuple[str, str]]
    suppressed: int
    vintage: str = ""
    notes: tuple[str, ...]


def sen_counts(file: PublishedFile) -> SenFile:
    """Return what is known of each school.

    Parameters
    ----------
    file
        Either of the two. Rows without a school, which add others up, are left out.
    """
    found: dict[str, SenCounts] = {}
    numbers: list[tuple[str, str]] = []
    places: list[tuple[str, str]] = []
    hidden = hidden_types = 0
    for _, record in file.records():
        urn = record["urn"]
        if not urn.isdecimal() or not record["ehcp"] + record["sen_support"]:
            continue
        hidden += sum(
            record.get(word, "").casefold() in SUPPRESSED for word in ("ehcp", "sen_support")
        )
        types, unknown = _types(record)
        hidden_types += unknown
        numbers.append((council_number(record), urn))
        places.append((in_place(record.get("postcode", ""), record.get("name", "")), urn))
        found[urn] = SenCounts(
            pupils=count(record.get("pupils", "")),
            ehcp=count(record["ehcp"]),
            sen_support=count(record["sen_support"]),
            fsm=count(record.get("fsm", "")),
            types=types,
        )
    notes = list(file.notes)
    if hidden:
        notes.append(f"{file.name}: {hidden:,} counts are suppressed, and stand as blanks")
    if hidden_types:
        notes.append(
            f"{file.name}: {hidden_types:,} counts of types of need are suppressed, and count for "
            "nothing in the sum of plans and support"
        )
    return SenFile(
        by_urn=found,
        numbers=numbers,
        places=places,
        suppressed=hidden + hidden_types,
        notes=tuple(notes),
    )


def _types(record: Mapping[str, str]) -> tuple[Mapping[str, float], int]:
    """Return children by primary type of need, and how many counts of them are suppressed."""
    types, hidden = {}, 0
    for word in TYPES:
        both = [record.get(f"{kind}_{word}", "") for kind in ("ehc", "sup")]
        hidden += sum(text.casefold() in SUPPRESSED for text in both)
        known = [count(text) for text in both]
        if any(value is not None for value in known):
            types[word] = sum(value or 0.0 for value in known)
    return types, hidden


def council_number(record: Mapping[str, str]) -> str:
    """Return council code and number in the council; nothing where they are not stated.

    Parameters
    ----------
    record
        With ``laestab``, or ``la`` and ``estab``.
    """
    whole = record.get("laestab", "").replace("/", "")
    if len(whole) == 7 and whole.isdecimal():  # noqa: PLR2004 - three digits and four
        return f"{whole[:3]}/{whole[3:]}"
    la, estab = record.get("la", ""), record.get("estab", "")
    return f"{la}/{estab}" if la and estab else ""
