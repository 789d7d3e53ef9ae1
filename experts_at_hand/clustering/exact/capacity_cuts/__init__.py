"""Whole hubs where need is dense: cuts that the bound keeps at a price.

A bound that may open parts of hubs serves a town that needs 1.7 times the most of a cluster with
1.7 hubs. `cuts` state that it takes two, or that somebody else serves what is left; `separation`
finds those that a bound breaks, and `relax_and_cut` climbs to the bound that keeps them.
"""
