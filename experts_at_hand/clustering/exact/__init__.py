"""How good clusters can be: bounds, branch and bound, and searches guided by them.

`solve_with_bound` goes through the `phases`: hubs of the `lagrangian` bound start searches,
`capacity_cuts` raise it where need is dense, hubs drawn from it start clusters anew that are merged
with those at hand (`merging`), clusters are chosen from `columns` where that suits (`by_columns`),
a few neighbouring ones at a time are chosen anew (`matheuristic`), and `branch_and_bound` closes
what is left open over the `assignment_model`. `parameters` says how many steps each may take.
"""
