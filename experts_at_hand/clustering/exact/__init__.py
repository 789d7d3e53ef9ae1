"""How good clusters can be: bounds, branch and bound, and searches guided by them.

`solve_with_bound` goes through the phases: hubs of the `lagrangian` bound start searches, a few
neighbouring clusters at a time are chosen anew (`matheuristic`), and `branch_and_bound` closes what
is left open over the `assignment_model`. `effort` says how many steps each may take.
"""
