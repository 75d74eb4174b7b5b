"""Rooms stay small, say what lives in them, and bear the name of a thing of the world."""

import ast
from statistics import median

from tests.architecture.house import OURS, ROOT, functions, name, rooms, tree

WALL, TEST_WALL, FUNCTION, TEMPLATE = 200, 300, 40, 120

# Named, each with its reason. A short list, or the walls are in the wrong place.
LARGER: dict[str, str] = {}

NAMES_THAT_SAY_NOTHING = {"util", "helper", "common", "core", "base", "misc", "service", "manager"}


def test_no_file_grows_through_its_wall():
    walls = {path: TEST_WALL if name(path).startswith("tests/") else WALL for path in _written_by_people()}
    assert [
        _size(path) for path, wall in walls.items() if _lines(path) > wall and name(path) not in LARGER
    ] == []


def test_half_of_the_files_have_fewer_than_80_lines():
    sizes = [_lines(path) for path in rooms("app") if path.name != "__init__.py"]
    assert median(sizes) < 80


def test_no_function_is_longer_than_40_lines():
    lengths = {
        f"{name(path)} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in _written_by_people()
        for function in functions(path)
    }
    too_long = [f"{of}: {length} lines" for of, length in lengths.items() if length > FUNCTION]
    assert [said for said in too_long if said.split(":")[0] not in LARGER] == []


def test_no_template_grows_through_its_wall():
    templates = rooms("templates", suffix="html")
    assert [_size(path) for path in templates if _lines(path) > TEMPLATE and name(path) not in LARGER] == []


def test_every_exception_to_the_walls_is_of_something_that_exists():
    assert [of for of in LARGER if not (ROOT / of.split()[0]).exists()] == []


def test_every_module_opens_with_a_sentence_that_says_what_lives_there():
    openings = {name(path): (ast.get_docstring(tree(path)) or "").split("\n\n")[0] for path in rooms(*OURS)}
    assert [where for where, said in openings.items() if not said.rstrip().endswith((".", "?", ":"))] == []


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


def _written_by_people():
    """Migrations come from alembic, one statement a column."""
    return [path for path in rooms(*OURS) if "versions" not in path.parts]


def _lines(path):
    return len(path.read_text().splitlines())


def _size(path):
    return f"{name(path)}: {_lines(path)} lines"
