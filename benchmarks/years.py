"""Three years of posts: how long they take, and how far below the bound over all years they end.

``python -m benchmarks.years`` prints a line for each area. B&NES needs the real data beside the
checkout.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.machine import finish
from benchmarks.posts import BANES
from experts_at_hand.examples import shipped
from experts_at_hand.posts import plan_years
from experts_at_hand.scenario import load_scenario

POSTS = """
[posts]
choose = "budget"
wte = {wte}
step = 0.2
places = "clusters"
[[years]]
year = "2026/27"
[[years]]
year = "2027/28"
wte = {twice}
vacancy_rate = 0.1
[[years]]
year = "2028/29"
wte = {thrice}
"""


def asked() -> Iterator[tuple[str, str, float]]:
    """Yield areas, the scenario that each begins with, and WTE in the first year."""
    rivers = shipped("two-rivers/clusters-large.toml").as_posix()
    yield "Two Rivers, 120 settings, six clusters", f'extends = "{rivers}"\n', 1.0
    if BANES.is_dir():
        clusters = '[clustering]\nmethod = "agglomerative"\nclusters = 10\n'
        year = "[working_year]\ndirect_share = 0.2\n"
        yield "B&NES, ten clusters", f'area = "{BANES.as_posix()}"\n{clusters}{year}', 3.0


def main() -> None:
    """Print a line for each area."""
    print(f"{'area':>40} | seconds | mean lowest access |  bound | below it")
    results = {}
    for name, begins, wte in asked():
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "years.toml"
            posts = POSTS.format(wte=wte, twice=2 * wte, thrice=3 * wte)
            file.write_text(f'title = "Years"\n{begins}{posts}', encoding="utf-8")
            start = time.perf_counter()
            found = plan_years(load_scenario(file))
            seconds = time.perf_counter() - start
        below = 1 - found.mean_lowest / found.bound
        print(
            f"{name:>40} | {seconds:7.2f} | {found.mean_lowest:18.4f} | {found.bound:.4f} | "
            f"{below:.2%}",
            flush=True,
        )
        results[name] = {"seconds": round(seconds, 2), "below_bound": round(below, 5)}
    finish("years", results)


if __name__ == "__main__":
    main()
