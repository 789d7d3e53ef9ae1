"""Branch and bound on how many hubs each part of an area has.

A bound may open half a hub in one town and one and a half in the next. To settle single hubs
changes little, since the hub next door does as well; to settle how many a whole town has changes
much. A branch states counts for parts of the area, and climbs to a bound of its own.
"""
