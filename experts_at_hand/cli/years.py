"""What `eah years` does: one scenario with years in, a folder a year and the table of years out."""

from pathlib import Path

import experts_at_hand as eah
from experts_at_hand.cli.comparing import COMPARED, told_where, write_books
from experts_at_hand.cli.streams import say, say_json, tell

WRITTEN = (
    "years.csv", "years_clusters.csv", "years.html", "years.svg", "years.png", *COMPARED,
)  # fmt: skip
"""What it writes beside the folders of the years."""


def years_of(scenario: Path, out: Path, *, json: bool, quiet: bool) -> None:
    """Plan every year of a scenario, and write what each comes to.

    Parameters
    ----------
    scenario, out
        As the command line has them.
    json, quiet
        Whether a machine reads the answer, and whether nobody does.
    """
    from experts_at_hand.comparison import obsolete_results, write_comparison_files
    from experts_at_hand.posts import plan_years
    from experts_at_hand.posts.years_written import (
        write_cluster_years,
        write_years,
        years_lines,
        years_values,
    )
    from experts_at_hand.report.page import write_report_file
    from experts_at_hand.report.plot import standing_alone, write_picture
    from experts_at_hand.report.years_page import (
        cluster_years_sheet,
        write_years_page,
        years_picture,
        years_sheet,
    )
    from experts_at_hand.results import check_output, input_folders, staged

    asked = eah.load_scenario(scenario)
    names = [f"{asked.name}-{year.year.replace('/', '-')}" for year in asked.years]
    obsolete = obsolete_results(out, names)
    check_output(out, [*names, *WRITTEN, *obsolete], areas=input_folders([asked]))
    found = plan_years(asked, progress=None if quiet else lambda year: tell(f"eah: {year}"))
    comparison = eah.compare(found.outcomes)
    with staged(out, obsolete=obsolete) as stage:
        write_comparison_files(comparison, stage)
        write_report_file(comparison, stage)
        write_books(comparison, stage, first=[years_sheet(found), cluster_years_sheet(found)])
        write_years(found, stage)
        write_cluster_years(found, stage)
        write_years_page(found, stage)
        write_picture("years", standing_alone(years_picture(found)), stage)
    if json:
        say_json(years_values(found) | {"folder": out.as_posix()})
    else:
        say(found.scenario.title)
        for line in years_lines(found):
            say(f"  {line}")
    told_where(out / "years.html", quiet=quiet)
