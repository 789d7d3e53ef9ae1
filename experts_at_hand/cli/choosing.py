"""What `eah menu` and `eah next-post` do: one scenario in, clusterings or posts to choose from."""

from dataclasses import asdict
from pathlib import Path

import experts_at_hand as eah
from experts_at_hand.cli.comparing import COMPARED, told_where, write_books
from experts_at_hand.cli.interrupt import StopKey
from experts_at_hand.cli.streams import say, say_json

MENU_FILES = ("menu.csv", *COMPARED)
"""What a menu writes beside its choices."""


def menu_files_of(
    scenario: Path, clusters: str, out: Path, *, json: bool, quiet: bool, stop: StopKey
) -> None:
    """Try methods and numbers of clusters, and write the menu and its best choices.

    Parameters
    ----------
    scenario, clusters, out
        As the command line has them.
    json, quiet
        Whether a machine reads the answer, and whether nobody does.
    stop
        Watches Ctrl-C.
    """
    from experts_at_hand.cli import console
    from experts_at_hand.comparison import obsolete_results, write_comparison_files
    from experts_at_hand.menu import (
        counts_of,
        menu_methods,
        menu_names,
        menu_of,
        menu_values,
        write_menu,
    )
    from experts_at_hand.report.page import write_report_file
    from experts_at_hand.results import check_output, input_folders, menu_files, staged

    asked, counts = eah.load_scenario(scenario), counts_of(clusters)
    check_output(out, [*menu_names(asked, counts), *MENU_FILES], areas=input_folders([asked]))
    with console.progress_of(len(counts) * len(menu_methods()) + 1, quiet=quiet) as progress:
        found = menu_of(asked, counts, progress=stop.before_each(progress))
    best = [choice.outcome for choice in found.best if choice.name != asked.name]
    comparison = eah.compare([found.baseline, *best])
    stop.check()
    names = [found.baseline.name, *(outcome.name for outcome in best)]
    files = {f"{choice.name}.toml" for choice in found.best}
    old = (*obsolete_results(out, names), *(n for n in menu_files(out) if n not in files))
    with staged(out, obsolete=old) as stage:
        write_menu(found, stage, place=out)
        write_comparison_files(comparison, stage)
        write_report_file(comparison, stage)
        write_books(comparison, stage)
    if json:
        say_json(menu_values(found) | {"folder": out.as_posix()})
    else:
        say(repr(found))
    told_where(out / "menu.csv", quiet=quiet)


def next_post_file(
    scenario: Path, wte: float, out: Path, *, hosts: bool, count: int, json: bool, quiet: bool
) -> None:
    """Plan for one further post at each place, and write what it brings.

    Parameters
    ----------
    scenario, wte, out, hosts, count
        As the command line has them.
    json, quiet
        Whether a machine reads the answer, and whether nobody does.
    """
    from experts_at_hand.posts import (
        next_post_values,
        next_posts,
        posts_in_order,
        price_ranges,
        write_next_posts,
        write_posts_in_order,
        write_price_ranges,
    )
    from experts_at_hand.report.next_post_page import next_post_sheets, write_next_post_page
    from experts_at_hand.report.posts_in_order import keep_posts
    from experts_at_hand.report.workbook import write_workbook
    from experts_at_hand.results import check_output, input_folders, staged

    asked = eah.load_scenario(scenario)
    written = ["next_post.csv", "prices.csv", "posts_in_order.csv", "next-post.html", "plan.xlsx"]
    check_output(out, written, areas=input_folders([asked]))
    outcome = eah.run(asked)
    found, prices = next_posts(outcome, wte, hosts=hosts), price_ranges(outcome, wte)
    order = posts_in_order(outcome, wte, count)
    keep_posts(outcome, order)
    with staged(out) as stage:
        write_next_posts(found, stage)
        write_price_ranges(prices, stage)
        write_posts_in_order(order, stage)
        write_next_post_page(outcome, found, prices, order, stage)
        write_workbook(outcome, stage / "plan.xlsx", first=next_post_sheets(found, prices))
    if json:
        values = {"folder": out.as_posix(), "prices": [asdict(price) for price in prices]}
        values["in_order"] = next_post_values(order)["posts"]
        say_json(next_post_values(found) | values)
    else:
        say(repr(found))
        say(repr(order))
        say("What one more hour brings")
        for price in prices:
            say(f"  {price.sentence()}")
    told_where(out / "next-post.html", quiet=quiet)
