"""Where figures come from: files by hash, versions, parameters; times are no part of the answer."""

from dataclasses import replace

from experts_at_hand.domain.input_file import input_file
from experts_at_hand.examples import shipped
from experts_at_hand.provenance import provenance_of
from experts_at_hand.scenario import load_scenario


def test_files_are_named_from_the_scenario_wherever_it_stands() -> None:
    scenario = load_scenario(shipped("toy/clusters-large.toml"))
    table = scenario.home / "area" / "settings.csv"
    found = provenance_of(scenario, [input_file(table, table.read_bytes())], {"area": 0.1})
    assert set(found.inputs) == {"clusters-large.toml", "baseline.toml", "area/settings.csv"}
    assert all(len(hash_) == 64 for hash_ in found.inputs.values())
    assert {"experts_at_hand", "python", "pulp", "highspy"} <= set(found.versions)
    assert found.scenario == scenario.resolved


def test_two_runs_differ_in_their_times_only() -> None:
    scenario = load_scenario(shipped("toy/baseline.toml"))
    one, other = (provenance_of(scenario, [], {"area": s}) for s in (0.1, 9.9))
    assert one == other
    assert one != replace(one, seed=99)


def test_the_seed_is_that_of_the_clustering() -> None:
    assert provenance_of(load_scenario(shipped("toy/baseline.toml")), [], {}).seed is None
    large = load_scenario(shipped("toy/clusters-large.toml"))
    assert provenance_of(large.with_seed(7), [], {}).seed == 7
