"""What the forms do: each act changes files through the desk and says where to go next."""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from experts_at_hand.errors import ScenarioError
from experts_at_hand.menu import Menu, counts_of
from experts_at_hand.workbench import by_hand
from experts_at_hand.workbench.desk import Desk
from experts_at_hand.workbench.forms import Form
from experts_at_hand.workbench.year_boxes import number_in, rows_typed

MOST_MOVES = 500


def address(name: str, part: str = "") -> str:
    """Return where a design is shown."""
    return f"/design/{quote(name)}{part}"


def begin(desk: Desk, _: str, form: Form) -> str:
    """Begin with a shipped area."""
    desk.begin_with_example(form.text("example"))
    return "/"


def upload(desk: Desk, _: str, form: Form) -> str:
    """Take tables in."""
    desk.take_tables(form.files, form.text("area_name"))
    return "/data?done=uploaded"


def copy(desk: Desk, name: str, form: Form) -> str:
    """Begin another design from this one."""
    return address(desk.copy(name, form.text("title")).name)


def rename(desk: Desk, name: str, form: Form) -> str:
    """Give a design another title."""
    desk.rename(name, form.text("title"), revision=form.revision)
    return address(name)


def remove(desk: Desk, name: str, form: Form) -> str:
    """Take a design away."""
    desk.remove(name, revision=form.revision)
    return "/?done=removed"


def pin(_: Desk, __: str, ___: Form) -> str:
    """Compare every design with this one; the browser keeps which."""
    return "/"


def change(desk: Desk, name: str, form: Form) -> str:
    """Set boxes."""
    typed = {key: list(values) for key, values in form.typed.items()}
    if "offer/phases/shown" in typed:  # boxes that are not ticked do not come back
        typed.setdefault("offer/phases", [])
    desk.set_boxes(name, typed, revision=form.revision)
    desk.planner.again(name)
    return address(name)


def move(desk: Desk, name: str, form: Form) -> str:
    """Move a setting to another cluster."""
    setting, target = form.text("setting"), form.text("to")

    def moved(members: by_hand.Members, stay: set[str]) -> by_hand.Members:
        if setting in stay:
            raise by_hand.NotPossibleError("this setting is held where it is; let it go first")
        return by_hand.moved(members, setting, target)

    desk.by_hand(name, moved, revision=form.revision)
    return address(name, "#by-hand")


def join(desk: Desk, name: str, form: Form) -> str:
    """Dissolve a cluster into another."""
    one, other = form.text("cluster"), form.text("into")
    desk.by_hand(name, lambda found, _: by_hand.joined(found, one, other), revision=form.revision)
    return address(name, "#by-hand")


def hold(desk: Desk, name: str, form: Form) -> str:
    """Hold a setting where it is, or let it go."""
    setting = form.text("setting")

    def held(members: by_hand.Members, stay: set[str]) -> by_hand.Members:
        if not any(setting in ids for ids in members.values()):
            raise by_hand.NotPossibleError("there is no such setting; choose one of the list")
        stay ^= {setting}
        return members

    desk.by_hand(name, held, revision=form.revision)
    return address(name, "#by-hand")


def improve(desk: Desk, name: str, form: Form) -> str:
    """Move at most a few settings where that helps most."""
    moves = form.whole("max_moves", least=1, most=MOST_MOVES)
    desk.by_hand(name, lambda members, _: members, revision=form.revision, moves=moves)
    return address(name, "#by-hand")


def undo(desk: Desk, name: str, form: Form) -> str:
    """Take the last change back."""
    desk.folder.undo(name, revision=form.revision)
    return address(name)


def redo(desk: Desk, name: str, form: Form) -> str:
    """Make it again."""
    desk.folder.redo(name, revision=form.revision)
    return address(name)


def cancel(desk: Desk, name: str, _: Form) -> str:
    """End what is being worked out for a design."""
    desk.planner.cancel(name)
    return "/?done=cancelled"


def take(desk: Desk, name: str, form: Form) -> str:
    """Begin a design with clusters of the menu."""
    menu = desk.menu(name, counts_of(form.text("clusters")), seconds=60.0)
    if not isinstance(menu, Menu):
        raise ScenarioError("the menu", ["it is not there any more; run it again"])
    return address(desk.take_choice(name, menu, form.text("choice")).name)


def take_post(desk: Desk, name: str, form: Form) -> str:
    """Begin a design in which one team has a post more."""
    wte = number_in(form.text("wte"), "the post")
    return address(desk.take_post(name, form.text("team"), wte or 0.0).name)


def set_years(desk: Desk, name: str, form: Form) -> str:
    """State the years of a design."""
    desk.set_years(name, rows_typed(form.typed), revision=form.revision)
    desk.planner.again(name)
    return address(name, "/years")


ACTS: Mapping[str, Callable[[Desk, str, Form], str]] = {
    "/begin": begin,
    "/upload": upload,
    "/design/{name}/copy": copy,
    "/design/{name}/rename": rename,
    "/design/{name}/remove": remove,
    "/design/{name}/pin": pin,
    "/design/{name}/change": change,
    "/design/{name}/move": move,
    "/design/{name}/join": join,
    "/design/{name}/hold": hold,
    "/design/{name}/improve": improve,
    "/design/{name}/undo": undo,
    "/design/{name}/redo": redo,
    "/design/{name}/cancel": cancel,
    "/design/{name}/take": take,
    "/design/{name}/take-post": take_post,
    "/design/{name}/years": set_years,
}
"""Addresses of forms, and what they do."""
