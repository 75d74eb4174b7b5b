"""What is installed is pinned by version and hash, from wherever a machine gets its packages: no address."""

import json
import re

import pytest

from tests.architecture.house import ROOT

PYTHON_LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt", "requirements-audit.txt")


def pins(file):
    """Name to version of each requirement that a file pins; names as the index compares them."""
    found = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", (ROOT / file).read_text(), flags=re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


@pytest.mark.parametrize("file", [*PYTHON_LOCKS, "package-lock.json", "package.json", ".npmrc"])
def test_no_address_stands_in_a_lock(file):
    lines = (ROOT / file).read_text().splitlines()
    assert [line for line in lines if "://" in line or re.match(r"\s*--(?!hash)", line)] == []


@pytest.mark.parametrize("file", PYTHON_LOCKS)
def test_every_python_package_has_a_hash(file):
    requirements = re.split(r"\n(?=\S)", (ROOT / file).read_text().strip())
    assert [lines.split()[0] for lines in requirements if "--hash=sha256:" not in lines] == []


@pytest.mark.parametrize("file", PYTHON_LOCKS)
def test_what_is_asked_is_what_is_locked(file):
    asked, locked = pins(file.replace(".txt", ".in")), pins(file)
    assert asked
    assert {name: locked.get(name) for name in asked} == asked


def test_tests_run_on_the_versions_that_the_product_runs_on():
    product, tests = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: tests.get(name) for name in product} == product


def test_front_end_packages_are_exact_and_hashed():
    asked = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    wanted = asked["dependencies"] | asked["devDependencies"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, package in locked.items() if name and "integrity" not in package] == []
