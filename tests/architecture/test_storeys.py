"""What import-linter cannot say of the storeys: no clock below the edge, one commit, looking never writes."""

import ast
import sys

from tests.architecture.house import OURS, calls, functions, imports, name, rooms, storey, tree

EDGE = {"web", "cli", "worker", "main", "demo"}
CLOCKS = {"today", "now", "utcnow", "monotonic", "time_ns"}
SESSIONS = {"session", "reading", "writing", "write_together", "engine", "changing"}
WRITES = {"add", "add_all", "delete", "insert", "update", "merge", "flush"}


def test_the_domain_knows_only_the_standard_library():
    foreign = [
        f"{name(path)} imports {imported}"
        for path in rooms("app/domain")
        for imported in imports(path)
        if imported.split(".")[0] not in sys.stdlib_module_names and not imported.startswith("app.domain")
    ]
    assert foreign == []


def test_only_the_edge_asks_the_clock():
    below = [path for path in rooms("app") if storey(path) not in EDGE]
    assert [name(path) for path in below if calls(tree(path)) & CLOCKS] == []


def test_one_place_holds_the_commit():
    assert [name(path) for path in rooms("app") if "commit" in calls(tree(path))] == ["app/db.py"]


OPENS = {"app/web/state.py"}
"""Here a place is asked for before a connection is; anywhere else somebody might wait for one in the way."""


def test_no_other_room_of_the_web_opens_a_session():
    opened = [
        name(path)
        for path in rooms("app/web")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in SESSIONS and _is_database(node.value)
    ]
    assert set(opened) == OPENS


def test_no_coroutine_waits_for_what_a_thread_makes():
    waiting = [
        f"{name(path)}:{node.lineno}"
        for path in rooms("app/web")
        for function in functions(path)
        if isinstance(function, ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and node.attr == "get" and _is_kept(node.value)
    ]
    assert waiting == []


def test_looking_never_writes():
    written = [
        f"{name(path)}:{node.lineno}"
        for path in rooms("app/queries")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and _is_write(node)
    ]
    assert written == []


SAYING = {f"app/actions/{room}.py" for room in ("history", "structure")}
APPENDING = {
    *(f"app/actions/bulk_addition.py add_{rows}" for rows in ("parts", "others")),
    "app/actions/bulk_change.py apply_changes",
    "app/actions/bulk_change.py undo_changes",
    "app/actions/correction.py append_retraction",
    "app/actions/deadline.py append",
    "app/actions/deliverable_closing.py cancel",
    "app/actions/notice.py tell",
    "app/actions/programme_copy.py copy_structure",
    "app/actions/promise.py make",
    "app/actions/promise.py make_checked",
    *(f"app/actions/proposal_entry.py {verb}" for verb in ("add_new", "add_to", "enter")),
    "app/actions/question.py tell_new_answerers",
    "app/actions/report/adoption.py freeze_report",
    *(
        f"app/actions/report/announcement.py announce_{step}"
        for step in ("adoption", "call", "erratum", "publication", "review")
    ),
    "app/actions/report/review.py store_version",
    "app/actions/several_deliverables.py change_several",
    "app/actions/status_update.py append",
}
"""With these an action says what it has to say; the trace is the action's own."""


RECORDING = {"record", "record_change"}


def test_every_action_leaves_its_trace():
    silent = []
    for path in (room for room in rooms("app/actions") if name(room) not in SAYING):
        inside = {function.name: calls(function) for function in functions(path)}
        for doing in tree(path).body:
            if (
                isinstance(doing, ast.FunctionDef)
                and _is_action(doing)
                and not _reaches(doing.name, RECORDING, inside)
            ):
                silent.append(f"{name(path)} {doing.name}")
    assert sorted(silent) == sorted(APPENDING)


def test_catching_everything_needs_a_reason_in_the_line_above():
    unexplained = []
    for path in rooms("app", "scripts", "bench"):
        lines = path.read_text().splitlines()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler) and _catches_everything(node):
                above = lines[node.lineno - 2].strip()
                unexplained += [] if above.startswith("#") else [f"{name(path)}:{node.lineno}"]
    assert unexplained == []


def test_tables_do_not_postpone_their_annotations():
    """SQLModel reads the annotations of a class while it is made."""
    assert [name(path) for path in rooms("app/tables") if "__future__.annotations" in imports(path)] == []


def _is_database(node: ast.expr) -> bool:
    return getattr(node, "attr", getattr(node, "id", "")) == "database"


def _is_kept(node: ast.expr) -> bool:
    return getattr(node, "attr", "") in ("kept", "judged")


def _is_write(node: ast.Attribute) -> bool:
    """`session.add`, `sa.update`."""
    return isinstance(node.value, ast.Name) and node.value.id in ("session", "sa") and node.attr in WRITES


def _is_action(function: ast.FunctionDef) -> bool:
    """A public function that is handed a session and an act."""
    handed = {argument.arg for argument in function.args.args}
    return not function.name.startswith("_") and {"session", "act"} <= handed and function.name != "record"


def _reaches(start: str, goals: set[str], inside: dict[str, set[str]]) -> bool:
    """Whether a function calls one of others, itself or through functions of its own module."""
    seen, open_ends = set(), {start}
    while open_ends:
        seen |= open_ends
        called = set().union(*(inside.get(function, set()) for function in open_ends))
        open_ends = called - seen
    return bool(goals & seen)


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    caught = handler.type
    return caught is None or (isinstance(caught, ast.Name) and caught.id in ("Exception", "BaseException"))


def test_a_migration_stands_on_its_own():
    """The code of today may change; what a revision made of a database may not."""
    assert [
        f"{name(path)}: {module}"
        for path in rooms("migrations/versions")
        for module in imports(path)
        if module.split(".")[0] in OURS
    ] == []
