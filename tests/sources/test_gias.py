"""The school register: which phase a school is of, by what it says of itself and by ages."""

import pytest

from experts_at_hand.sources.gias import phase_of


@pytest.mark.parametrize(
    ("phase", "kind", "low", "high", "expected"),
    [
        ("Primary", "Community school", "4", "11", "primary"),
        ("Middle deemed secondary", "Community school", "9", "13", "secondary"),
        ("Nursery", "Local authority nursery school", "3", "5", "early_years"),
        ("Not applicable", "Free schools special", "4", "19", "special"),
        ("Not applicable", "Free schools alternative provision", "11", "16", "alternative"),
        ("Not applicable", "Special post 16 institution", "16", "25", "post_16"),
        ("Not applicable", "Academy 16-19 converter", "16", "19", "post_16"),
        ("Secondary", "University technical college", "14", "19", "secondary"),
        ("Not applicable", "Other independent school", "3", "13", "primary"),
        ("Not applicable", "Other independent school", "11", "18", "secondary"),
        ("Not applicable", "Other independent school", "2", "18", "all_through"),
        ("Not applicable", "Other independent school", "", "", "all_through"),
    ],
)
def test_phases(phase: str, kind: str, low: str, high: str, expected: str) -> None:
    record = {"phase": phase, "type": kind, "low_age": low, "high_age": high}
    assert phase_of(record).value == expected
