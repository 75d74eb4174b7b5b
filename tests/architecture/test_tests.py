"""Tests are sentences that can fail: functions with an assertion, named for what holds."""

import ast
import re

from tests.architecture.house import calls, functions, name, rooms, tree

ASSERTS = re.compile(r"raises|(assert|expect)\w*")


def stories():
    """Every test function, with where it stands."""
    for path in rooms("tests"):
        if path.name.startswith("test_"):
            yield from ((f"{name(path)} {test.name}", test) for test in functions(path) if _is_test(test))


def test_every_test_can_fail():
    assert [where for where, test in stories() if not _asserts(test)] == []


def test_the_name_of_a_test_is_a_sentence():
    """Or, where it holds a rule that others wrote, the name of that rule."""
    wrong = [where for where, test in stories() if test.name.count("_") < 3]
    assert [where for where in wrong if not where.startswith("tests/web/api/test_nlgov.py test_core_")] == []


def test_tests_are_functions():
    classes = [
        f"{name(path)} {node.name}"
        for path in rooms("tests")
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test")
    ]
    assert classes == []


def _is_test(function):
    return function.name.startswith("test_")


def _asserts(test):
    """An assert statement, or a call of what asserts."""
    stated = any(isinstance(node, ast.Assert) for node in ast.walk(test))
    return stated or any(ASSERTS.fullmatch(called) for called in calls(test))
