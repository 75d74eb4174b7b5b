"""Whatever the product can do, somebody can do in its pages, and a program over the API.

Every action has a page that reaches it, and what a page reaches the API reaches too.
"""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

from tests.architecture.house import ROOT, name, rooms, tree

WITHOUT = {
    "app.actions.audit_maintenance.cover_rows": "runs once, when a database from before seals is migrated",
    "app.actions.installation.mark_as_demo": "only a loader of demonstrations makes one",
    "app.actions.measurement.measure": "one value of a loader; the page of a round saves one or many",
    "app.actions.report.reminder.remind_on_schedule": "by the clock; a button does it too",
}
"""Actions without a page, each with the reason."""


PAGES_ONLY = {
    "app.actions.action_line.add_next": "for a line that a pasted table names; POST /action-lines makes one",
    "app.actions.audit_log.record_refusal": "no intention: what is refused is noted, whoever asked",
    "app.actions.bulk_entry.add_all": "for a pasted table; POST /bulk-entries takes its rows as JSON",
    "app.actions.credential.change_password": "a password is for a person in a browser",
    "app.actions.identity.recognise": "signing in through an organisation is for a person in a browser",
    "app.actions.invitation.accept": "whoever is invited has no token yet",
    "app.actions.several_deliverables.change_several": "one value for all: POST /bulk-entries does so too",
    "app.actions.several_deliverables.undo_several": "the same: POST /bulk-entries/{id}/_undo",
    "app.actions.sign_in.begin": "a program comes in with a token",
    "app.actions.sign_in.end": "a session is that of a browser",
    "app.actions.sign_in.end_elsewhere": "a session is that of a browser",
    "app.actions.sign_in.end_one": "a session is that of a browser",
}
"""Actions of pages that the API does not reach, each with the reason. Drafts of forms are no actions."""


def test_every_action_has_a_door_in_the_pages():
    behind, doing = _reached(_uses(), "app.web.pages"), _actions()
    assert sorted(doing - behind - WITHOUT.keys()) == []
    assert sorted(WITHOUT.keys() & behind) == [], "these have a door by now"
    assert sorted(WITHOUT.keys() - doing) == [], "these are gone"


def test_whatever_is_done_in_a_page_is_done_over_the_api():
    uses = _uses()
    in_pages, over_api = (_actions() & _reached(uses, f"app.web.{door}") for door in ("pages", "api"))
    assert sorted(in_pages - over_api - PAGES_ONLY.keys()) == []
    assert sorted(over_api - in_pages - WITHOUT.keys()) == [], "people could not do these"
    assert sorted(PAGES_ONLY.keys() & over_api) == [], "programs can do these by now"
    assert sorted(PAGES_ONLY.keys() - in_pages) == [], "these are gone"


def _actions() -> set[str]:
    """Whatever somebody can do: every action, by its name."""
    return {
        f"{_module(path)}.{node.name}"
        for path in rooms("app/actions")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and _is_action(node)
    }


def _is_action(function: ast.FunctionDef) -> bool:
    """A public function that is handed a session and who acts."""
    handed = {argument.arg for argument in function.args.args}
    return not function.name.startswith("_") and {"session", "act"} <= handed


@cache
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
