"""Every shipped scenario runs, verifies and is optimal; the toy is worked out by hand."""

from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.allocation import verify
from experts_at_hand.comparison import compare
from experts_at_hand.examples import shipped_folder
from experts_at_hand.pipeline import Outcome, run, run_all
from experts_at_hand.scenario.reference import reference

pytestmark = pytest.mark.solver

TEMPLATE = "start"
"""Its tables are empty: `test_cli` fills them and runs every file."""

SHIPPED = sorted(p for p in shipped_folder().glob("*/*.toml") if p.parent.name != TEMPLATE)
STORY = ("by-need", "clusters-large", "clusters-small", "drawn", "vacancies", "added-post")
WEST = ("101", "102", "103", "104", "105", "106")


def toy(stem: str) -> Outcome:
    """Run one of the toy's scenarios."""
    return run(shipped_folder() / "toy" / f"{stem}.toml")


def salt_access(outcome: Outcome) -> list[float]:
    """Return access to speech and language therapy, a setting each."""
    found: list[float] = outcome.allocation.access[:, 0].tolist()
    return found


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_shipped_scenario_runs_and_verifies(path: Path) -> None:
    """From files to measures, with a proof and without a breach."""
    outcome = run(path)
    assert outcome.allocation.optimal is outcome.scenario.allocation.optimises
    assert verify(outcome.area, outcome.travel, outcome.clustering, outcome.allocation) == ()
    assert "invented" in outcome.area.origin


def test_toy_need() -> None:
    """60, 120 and 60 hours; the nursery that tells nothing is estimated from the other."""
    area = toy("baseline").area
    assert area.need.of("salt").tolist() == pytest.approx([60, 60, 60, 60, 120, 60] * 2)
    assert {i.setting_id for i in area.need.imputations} == {"206"}


def test_toy_baseline() -> None:
    """231.5625 hours over 455.6: everybody's access is 0.508258 (derived in its README)."""
    assert salt_access(toy("baseline")) == pytest.approx([231.5625 / 455.6] * 12, abs=1e-6)


def test_toy_in_two_clusters() -> None:
    """The clusters are the towns, and access is 231.5625 / 454.35556."""
    outcome = toy("clusters-large")
    assert {c.members for c in outcome.clustering.clusters} == {
        WEST,
        tuple(f"2{id_[1:]}" for id_ in WEST),
    }
    assert salt_access(outcome) == pytest.approx([231.5625 / 454.355556] * 12, abs=1e-6)


def test_toy_with_its_nearest_base_only() -> None:
    """Both towns have the same need and the same staff, so tying them together costs nothing."""
    assert salt_access(toy("one-base")) == pytest.approx(salt_access(toy("clusters-large")))


def test_toy_as_drawn_is_worse_than_no_clusters() -> None:
    """Days that join both towns cost more than going home in between."""
    assert min(salt_access(toy("drawn"))) < min(salt_access(toy("baseline")))


def test_toy_vacancies_are_shared_by_both_towns() -> None:
    """The western team drives east until nobody is worse off than anybody else."""
    outcome = toy("vacancies")
    assert np.ptp(salt_access(outcome)) < 1e-6
    assert outcome.area.capacity_hours[1] == pytest.approx(0.6 * 231.5625)


def test_toy_next_post_helps_where_it_is_added() -> None:
    """A tenth of a post in occupational therapy raises its access and leaves speech as it is."""
    before, after = toy("clusters-large"), toy("next-post")
    assert salt_access(after) == pytest.approx(salt_access(before))
    assert after.allocation.access[:, 1].min() > before.allocation.access[:, 1].min() + 0.1


def test_the_file_reference_is_up_to_date() -> None:
    """Renew it: python -m experts_at_hand.scenario.reference > scenarios/README.md."""
    assert (shipped_folder() / "README.md").read_text("utf-8") == reference()


def test_every_key_in_the_file_reference_is_explained() -> None:
    """No row of a table ends without words."""
    rows = [line for line in reference().splitlines() if line.startswith("| `")]
    assert [row for row in rows if row.endswith("|  |")] == []


def test_two_rivers_tells_its_story() -> None:
    """What its README says a commissioner sees."""
    folder = shipped_folder() / "two-rivers"
    comparison = compare(run_all([folder / f"{stem}.toml" for stem in ("baseline", *STORY)]))
    hours = {c.scenario: c.value for c in comparison.row("travel_hours")}
    low = {c.scenario: c.value for c in comparison.row("lowest_access")}
    speech = {c.scenario: c.value for c in comparison.row("lowest_access:profession=salt")}
    assert hours["clusters-small"] < hours["clusters-large"] < hours["by-need"] < hours["drawn"]
    assert low["added-post"] > low["clusters-small"] > low["by-need"] > low["drawn"] > 0.4
    assert low["baseline"] == 0, "today some nurseries get nothing"
    assert not comparison["baseline"].allocation.optimal
    assert low["vacancies"] == pytest.approx(low["clusters-small"], abs=1e-6)
    assert speech["vacancies"] < speech["clusters-small"] - 0.03
    text = (folder / "README.md").read_text("utf-8")
    for name in comparison.names:
        card = comparison[name].scorecard
        row = f"| `{name}` | {card['lowest_access'].value:.1%} |"
        assert row in text, row
        assert f"| {card['travel_hours'].value:,.0f} |" in text
