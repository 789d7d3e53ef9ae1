"""How exact clusters are: every tolerance of the clustering room, on one page."""

NEED_TOLERANCE = 1e-9
"""Share of the mean by which a bound may be missed: rounding of sums, not a concession."""

MINUTES_TOLERANCE = 1e-9
"""Minutes by which a journey may exceed its limit: rounding."""

HUB_DECIMALS = 6
"""Decimals of a minute kept when hubs are compared: a tie on paper is a tie here."""

LINK_DECIMALS = 6
"""Decimals of a minute kept where links are compared, for the same reason."""

EQUAL_TOLERANCE = 1e-9
"""Differences below this are rounding: shares of the mean for bounds, minutes for the cost."""

WHOLE_TOLERANCE = 1e-9
"""Grains by which a need may miss a whole number and be one."""

SETTLED_TOLERANCE = 1e-9
"""Share of the cost by which bound and answer may differ and still be the same."""

BRANCH_TOLERANCE = 1e-9
"""Share of the cost by which a bound may miss the answer at hand and still settle a branch."""

EXCHANGE_TOLERANCE = 1e-9
"""Share of the cost below which an exchange is rounding."""
