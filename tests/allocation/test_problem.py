"""The data of a programme: who can and may go where, and hours exchanged without the rest."""

from dataclasses import replace

import numpy as np

from experts_at_hand.allocation.rules import Floor, Reach
from tests.allocation.problems import problem_of
from tests.places import HOURS_PER_WTE, tiny_place

PLACE = tiny_place(
    {"a": (0, 60.0), "b": (30, 40.0)}, {"w": (0, 100.0), "idle": (0, 0.0)},
    ot_teams={"ot": (60, 50.0)},
)  # fmt: skip


def test_a_team_without_hours_goes_nowhere() -> None:
    """Teams x settings; speech therapy is not for the team of the other profession to give."""
    problem = problem_of(PLACE)
    assert problem.allowed.tolist() == [[True, True], [False, False], [True, True]]
    assert problem.profession_of_team.tolist() == [0, 0, 1]
    assert problem.reached.all()


def test_rules_take_away_and_are_asked_in_order() -> None:
    problem = problem_of(PLACE, [Reach(max_minutes=40), Floor(hours=5.0)])
    assert problem.reached.tolist() == [[True, False], [True, True]]
    promised = {(g.setting, g.profession) for g in problem.guarantees if g.hours > 0}
    everybody = {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert promised == everybody, "also where nobody comes: that is refused later"


def test_other_hours_change_the_hours_only() -> None:
    """What does not depend on them is the very same array, and what does is worked out anew."""
    problem = problem_of(PLACE)
    before, cost = problem.capacity, problem.hour_cost
    team = replace(PLACE.area.teams[0], wte=2.0)
    other = problem.with_hours(PLACE.area.replace(teams=(team, *PLACE.area.teams[1:])))
    assert other.hour_cost is cost
    assert other.capacity[0] == 2 * HOURS_PER_WTE
    assert np.array_equal(other.capacity[1:], before[1:])


def test_settings_are_named_with_their_id() -> None:
    assert problem_of(PLACE).setting_label(1) == "B (b)"
