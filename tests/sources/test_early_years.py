"""Ofsted's register: nurseries that are nobody's home; what is left out is counted."""

from experts_at_hand.domain.settings import Phase
from experts_at_hand.sources.early_years import PROVIDERS, nurseries
from tests.sources.published import published

HEAD = [
    "Provider URN",
    "Provider type",
    "Provider status",
    "Provider name",
    "Local authority",
    "Postcode",
]


def test_childminders_and_closed_ones_stay_out() -> None:
    found, notes = nurseries(
        published(
            PROVIDERS,
            HEAD,
            [
                "EY1",
                "Childcare on non-domestic premises",
                "Active",
                "Acorns",
                "Northshire",
                "ab1 2cd",
            ],
            ["EY2", "Childminder", "Active", "A person", "Northshire", "AB1 2CD"],
            ["EY3", "Day nursery", "Resigned", "Oaks", "Northshire", "AB1 2CD"],
            ["EY4", "Pre-school", "Registered", "REDACTED", "NORTHSHIRE", "AB1 2CD"],
            ["EY5", "Day nursery", "Active", "Elsewhere", "Southshire", "AB1 2CD"],
        ),
        ["northshire"],
    )
    assert [(s.urn, s.name, s.postcode) for s in found] == [
        ("EY1", "Acorns", "AB1 2CD"), ("EY4", "Nursery EY4", "AB1 2CD"),
    ]  # fmt: skip
    assert all(s.phase is Phase.EARLY_YEARS and s.pupils is None for s in found)
    assert "file.csv: 1 left out, type Childminder" in notes
    assert "file.csv: 1 left out, status Resigned" in notes
    assert not any("A person" in note for note in notes)
