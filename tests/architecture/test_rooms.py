"""Rooms say what lives in them, and bear the name of a thing of the app_state."""

import ast

from tests.architecture.house import OURS, name, rooms, tree

NAMES_THAT_SAY_NOTHING = {"util", "helper", "common", "core", "base", "misc", "service", "manager"}


def test_every_module_opens_with_a_sentence_that_says_what_lives_there():
    openings = {name(path): (ast.get_docstring(tree(path)) or "").split("\n\n")[0] for path in rooms(*OURS)}
    assert [
        where for where, opening in openings.items() if not opening.rstrip().endswith((".", "?", ":"))
    ] == []


def test_no_file_is_named_for_nothing_in_particular():
    kinds = ("py", "html", "css", "js", "po", "toml")
    files = [path for kind in kinds for path in rooms(*OURS, "templates", "static", suffix=kind)]
    vague = [path for path in files if path.stem.strip("_").removesuffix("s") in NAMES_THAT_SAY_NOTHING]
    assert [name(path) for path in vague] == []


def test_what_a_room_offers_stands_above_what_it_keeps():
    late = []
    for path in rooms("app"):
        names = [
            node.name for node in tree(path).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        private = [
            position for position, called in enumerate(names) if called.startswith("_") and called != "_"
        ]
        public = [position for position, called in enumerate(names) if not called.startswith("_")]
        if private and public and private[0] < public[0]:
            late.append(f"{name(path)}: {names[private[0]]} stands above {names[public[0]]}")
    assert late == []
