"""The house as the architecture tests look at it: its files, their trees, and the templates without Jinja."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

OURS = ("app", "tests", "bench", "scripts", "migrations")


def rooms(*folders: str, suffix: str = "py") -> list[Path]:
    """Our own files of a kind in these folders; what others made (static/vendor) is not ours."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob(f"*.{suffix}")))
    return [path for path in found if "vendor" not in path.parts]


def name(path: Path) -> str:
    """A file as people write it: from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def storey(path: Path) -> str:
    """The part of app/ that a file is in: `domain`, `web`, `main`."""
    return path.relative_to(ROOT / "app").parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods and inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, and every name from one, dotted."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(node: ast.AST) -> set[str]:
    """The last name of everything called inside a node: `audit_log.record(…)` gives `record`."""
    return {
        call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute | ast.Name)
    }


HOLE = "\N{REPLACEMENT CHARACTER}"


def markup(source: str) -> str:
    """A template's HTML as it stands there: statements and comments gone, each expression a HOLE."""
    without_statements = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", source, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}", HOLE, without_statements, flags=re.DOTALL)


def expressions(source: str) -> str:
    """Only what stands inside Jinja's braces, where macros are handed attributes as names and values."""
    return "\n".join(re.findall(r"\{\{.*?\}\}|\{%.*?%\}", source, flags=re.DOTALL))
