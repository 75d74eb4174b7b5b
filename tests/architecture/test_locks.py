"""What is installed is pinned by version and hash, from wherever a machine gets its packages: no address."""

import json
import re
import tomllib

import pytest

from tests.architecture.house import ROOT

PYTHON_LOCKS = {
    "requirements.txt": ("dependencies", "build", "fonts"),
    "requirements-dev.txt": ("dependencies", "build", "fonts", "dev"),
    "requirements-node.txt": ("node",),
    "requirements-audit.txt": ("audit",),
    "requirements-client.txt": ("client",),
}
"""Each lock, and what pyproject.toml asks for in it."""


def pins(requirements):
    """Name to version of each requirement that is pinned, a line each; names as the index compares them."""
    pinned = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", requirements, flags=re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pinned}


def pinned_in(file):
    return pins((ROOT / file).read_text())


def wanted(*groups):
    """What pyproject.toml asks for in these groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {"dependencies": project["project"]["dependencies"], **project["dependency-groups"]}
    return pins("\n".join(line for group in groups for line in asked[group]))


@pytest.mark.parametrize("file", [*PYTHON_LOCKS, "package-lock.json", "package.json", ".npmrc"])
def test_no_address_stands_in_a_lock(file):
    lines = (ROOT / file).read_text().splitlines()
    assert [line for line in lines if "://" in line or re.match(r"\s*--(?!hash)", line)] == []


@pytest.mark.parametrize("file", PYTHON_LOCKS)
def test_every_python_package_has_a_hash(file):
    requirements = re.split(r"\n(?=\S)", (ROOT / file).read_text().strip())
    assert [lines.split()[0] for lines in requirements if "--hash=sha256:" not in lines] == []


@pytest.mark.parametrize(("file", "groups"), PYTHON_LOCKS.items())
def test_what_is_asked_is_what_is_locked(file, groups):
    asked, locked = wanted(*groups), pinned_in(file)
    assert asked
    assert {name: locked.get(name) for name in asked} == asked


def test_the_command_is_built_with_what_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["build-system"]["requires"] == project["dependency-groups"]["build"]


def test_tests_run_on_the_versions_that_the_product_runs_on():
    product, tests = pinned_in("requirements.txt"), pinned_in("requirements-dev.txt")
    assert {name: tests.get(name) for name in product} == product


def test_front_end_packages_are_exact_and_hashed():
    tree = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    wanted = tree["dependencies"] | tree["devDependencies"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, package in locked.items() if name and "integrity" not in package] == []
