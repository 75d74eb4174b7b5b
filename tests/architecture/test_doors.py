"""Whatever the product can do, somebody can do in its pages: every action has a page that reaches it."""

import ast
from collections import defaultdict
from pathlib import Path

from tests.architecture.house import ROOT, name, rooms, tree

WITHOUT = {
    "app.actions.audit_maintenance.cover_rows": "runs once, when a database from before seals is migrated",
    "app.actions.installation.mark_as_demo": "only a loader of demonstrations makes one",
    "app.actions.measurement.measure": "one value of a loader; the page of a round saves one or many",
    "app.actions.report.reminder.remind_on_schedule": "by the clock; a button does it too",
}
"""Actions without a page, each with the reason."""


def test_every_action_has_a_door_in_the_pages():
    behind = _reached(_uses(), "app.web.pages")
    doing = {
        f"{_module(path)}.{node.name}"
        for path in rooms("app/actions")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and _is_action(node)
    }
    assert sorted(doing - behind - WITHOUT.keys()) == []
    assert sorted(WITHOUT.keys() & behind) == [], "these have a door by now"
    assert sorted(WITHOUT.keys() - doing) == [], "these are gone"


def _is_action(function: ast.FunctionDef) -> bool:
    """A public function that is handed a session and who acts."""
    handed = {argument.arg for argument in function.args.args}
    return not function.name.startswith("_") and {"session", "act"} <= handed


def _uses() -> dict[str, set[str]]:
    """Which dotted names each function, class and constant of the actions and of the web uses."""
    uses: dict[str, set[str]] = defaultdict(set)
    for path in (*rooms("app/actions", "app/web"), ROOT / "app" / "filing.py"):
        module, known = _module(path), _imported(path)
        named = [(node, _names_of(node)) for node in tree(path).body]
        known |= {each: f"{module}.{each}" for _, names in named for each in names}
        for node, names in named:
            used = {_resolve(each, known) for each in ast.walk(node)} - {""}
            for each in names or [""]:
                uses[f"{module}.{each}" if each else module] |= used
    return uses


def _reached(uses: dict[str, set[str]], start: str) -> set[str]:
    """Everything that is used from the modules whose name begins so, step by step."""
    seen: set[str] = set()
    open_ends = {user for user in uses if user.startswith(start)}
    while open_ends:
        seen |= open_ends
        open_ends = {used for user in open_ends for used in uses.get(user, ())} - seen
    return seen


def _names_of(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Assign():
            return [target.id for target in node.targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=id)):
            return [id]
    return []


def _imported(path: Path) -> dict[str, str]:
    known: dict[str, str] = {}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return known


def _resolve(node: ast.AST, known: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return known.get(node.id, "")
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
        return f"{known[node.value.id]}.{node.attr}"
    return ""


def _module(path: Path) -> str:
    return name(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
