"""Councils with duties for education: today's 153, those that went, and codes in ranges."""

from experts_at_hand.sources.councils import SUCCESSORS, councils


def test_today_there_are_153() -> None:
    every = councils()
    assert len(every) - len(SUCCESSORS) == 153
    assert all(len(code) == 3 and code.isdecimal() for code in every)
    today = [c.name for c in every.values() if c.code not in SUCCESSORS]
    assert len(set(today)) == len(today)


def test_whoever_went_has_followers_that_are_there() -> None:
    for gone, after in SUCCESSORS.items():
        assert gone in councils()
        assert all(code in councils() and code not in SUCCESSORS for code in after)


def test_a_district_belongs_to_one_council_of_today() -> None:
    """But for those that went, no code of the ONS stands twice."""
    codes = [code for c in councils().values() if c.code not in SUCCESSORS for code in c.ons_codes]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith(("E0", "E1")) for code in codes)
