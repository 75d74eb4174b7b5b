"""A page that draws a refused form again has first undone what its action wrote."""

import ast

from tests.architecture.house import imports, name, rooms, tree

REFUSALS = {"Invalid", "Stale", "Conflict", "Unready", "Refusal"}


def test_an_action_whose_refusal_is_drawn_as_a_form_is_saved_whole_or_not_at_all():
    unprotected = []
    for path in rooms("app/web/pages"):
        actions = {full.rpartition(".")[2] for full in imports(path) if full.startswith("app.actions.")}
        for attempt in ast.walk(tree(path)):
            if isinstance(attempt, ast.Try) and _catches_refusal(attempt):
                calls = [node for statement in attempt.body for node in _outside_savepoint(statement)]
                unprotected += [f"{name(path)}:{call.lineno}" for call in calls if _is_action(call, actions)]
    assert unprotected == []


def _catches_refusal(attempt: ast.Try) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id in REFUSALS
        for handler in attempt.handlers
        if handler.type
        for node in ast.walk(handler.type)
    )


def _outside_savepoint(node: ast.AST) -> list[ast.AST]:
    """Every node below this one that is not inside `with all_or_nothing(…)`."""
    if isinstance(node, ast.With) and any(
        isinstance(item.context_expr, ast.Call)
        and isinstance(item.context_expr.func, ast.Name)
        and item.context_expr.func.id == "all_or_nothing"
        for item in node.items
    ):
        return []
    return [node, *(below for child in ast.iter_child_nodes(node) for below in _outside_savepoint(child))]


def _is_action(node: ast.AST, actions: set[str]) -> bool:
    """Whether a node calls an action in the session of the request: `risk.add(access.session, …)`."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in actions
        and any(isinstance(argument, ast.Attribute) and argument.attr == "session" for argument in node.args)
    )
