"""The language everybody here speaks: settings, need, teams, travel, clusters, hours, measures.

Objects are frozen and refuse nonsense at birth. Tables stay outside: a column name never
crosses into this package, and no object here knows how it was read or how it will be written.
"""
