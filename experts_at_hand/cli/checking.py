"""What `eah check` does: an area, or all that scenarios need, is read and judged.

Nothing is planned unless what blanks can move in the result is asked for.
"""

from dataclasses import asdict
from pathlib import Path

import experts_at_hand as eah
from experts_at_hand.cli.streams import say, say_json
from experts_at_hand.errors import ScenarioError


def check_area(place: Path, *, results: bool, json: bool) -> None:
    """Read what is there, and say how good it is.

    Parameters
    ----------
    place
        An area, a scenario or a folder of them.
    results
        Whether the first scenario is planned again with the blanks of each column low and high.
    json
        Whether a machine reads the answer.

    Raises
    ------
    DataError, ScenarioError
        Listing every problem.
    """
    from experts_at_hand.cli import console
    from experts_at_hand.cli.arguments import scenarios_meant
    from experts_at_hand.comparison.blanks import result_moves
    from experts_at_hand.domain.plausibility import travel_doubts
    from experts_at_hand.inputs import Inputs, area_of, load_scenarios
    from experts_at_hand.pipeline import prepare

    files, memory = scenarios_meant(place), Inputs()
    if results and not files:
        problem = "a result needs a scenario: name one, or a folder with baseline.toml"
        raise ScenarioError("--results", [problem])
    first = load_scenarios(files, memory)[0] if files else None
    travel = None
    if first is None:
        found = eah.read_area(place)
    else:
        found = area_of(first, memory.area(first))
        travel = memory.matrix(first, found)
        found = found.replace(doubts=(*found.doubts, *travel_doubts(found, travel)))
    found.check()
    moves = result_moves(prepare(first, memory)) if first is not None and results else ()
    if json:
        more = {"result_moves": [asdict(move) for move in moves]} if results else {}
        say_json(console.area_values(found, travel) | more)
        return
    console.show_area(found, travel)
    if first is not None and results:
        say(f"What blanks can move in the result of “{first.title}”")
        for move in moves:
            say(f"  {move.sentence()}")
        if not moves:
            say("  nothing: no count that need rests on is blank")
