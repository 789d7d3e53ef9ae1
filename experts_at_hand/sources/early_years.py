"""Nurseries and pre-schools of Ofsted's register: settings that the school register does not have.

*Childcare providers and inspections*, whose headings stand below a few lines of notes. Only
childcare on premises that are nobody's home is taken: childminders are people, and are left out.
"""

import re
from collections import Counter
from collections.abc import Sequence

from experts_at_hand.domain.settings import Phase
from experts_at_hand.sources.gias import School
from experts_at_hand.sources.published_file import Contract, PublishedFile, plain_name

PROVIDERS = Contract(
    title="Ofsted's register of early years",
    columns={
        "urn": ("Provider URN",),
        "kind": ("Provider type",),
        "status": ("Provider status", "Registration status"),
        "name": ("Provider name", "Setting name"),
        "la_name": ("Local authority", "Local Authority"),
        "postcode": ("Provider postcode", "Postcode"),
    },
    needed=("urn", "kind", "la_name", "postcode"),
)

NO_HOME = re.compile(r"non-?domestic|day ?care|nursery|pre-?school", re.IGNORECASE)
"""Types of provider that are nobody's home."""

HIDDEN = re.compile(r"redacted|^$", re.IGNORECASE)
"""A name that is not told."""


def nurseries(file: PublishedFile, councils: Sequence[str]) -> tuple[tuple[School, ...], list[str]]:
    """Return the nurseries of some councils, and what a reader should know.

    Parameters
    ----------
    file
        The register.
    councils
        Names, capitals aside.
    """
    wanted = {name.strip().casefold() for name in councils}
    left: Counter[str] = Counter()
    found: dict[str, School] = {}
    for _, record in file.records():
        if record["la_name"].casefold() not in wanted or not record["urn"]:
            continue
        status = record.get("status", "")
        if not NO_HOME.search(record["kind"]):
            left[f"type {record['kind']}"] += 1
        elif status and status.casefold() not in {"active", "registered", "open"}:
            left[f"status {status}"] += 1
        else:
            found[record["urn"]] = _nursery(record)
    notes = [f"{file.name}: {n:,} left out, {why}" for why, n in sorted(left.items())]
    notes.append(f"{file.name}: {len(found):,} nurseries and pre-schools, without counts")
    return tuple(found.values()), [*file.notes, *notes]


def _nursery(record: dict[str, str]) -> School:
    name = plain_name(record.get("name", ""))
    return School(
        urn=record["urn"],
        number="",
        name=f"Nursery {record['urn']}" if HIDDEN.search(name) else name,
        phase=Phase.EARLY_YEARS,
        easting=None,
        northing=None,
        postcode=record["postcode"].upper(),
        lsoa="",
        pupils=None,
        fsm=None,
        groups={"trust": "", "ward": ""},
    )
