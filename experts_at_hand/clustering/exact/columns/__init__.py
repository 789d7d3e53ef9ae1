"""Clusters as columns: a hub with all its members at once, priced, generated and enumerated.

A *column* is one cluster that keeps everything asked: a hub and the members it takes. `grains`
counts needs in whole numbers, `core` counts out what is left to choose, `pricing` finds the
cheapest column of every hub at once, `pool` keeps those that were met, `generate` finds the
multipliers at which no column is missing, `enumerate` lists every column that a better clustering
could have, and `fixing` marks the pairs that some such column has. `set_partition` chooses among
the columns.
"""
