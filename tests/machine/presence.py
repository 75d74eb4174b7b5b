"""What the machine lacks is said in one line; where nothing may be skipped (CI=true) that is a failure."""

import os
from collections.abc import Generator
from typing import NoReturn, TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def nothing_may_be_skipped() -> bool:
    """Continuous integration asks for every test."""
    return os.environ.get("CI") == "true"


def missing(what: str, install: str) -> NoReturn:
    """Skips the asking test, saying what to install."""
    pytest.skip(f"{what} is not on this machine. Install with: apt-get install {install}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test fails where nothing may be skipped."""
    report = yield
    return _failed_if_skipped(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A skipped module fails where nothing may be skipped."""
    report = yield
    return _failed_if_skipped(report)


def _failed_if_skipped(report: Report) -> Report:
    if report.skipped and nothing_may_be_skipped():
        report.outcome = "failed"
        report.longrepr = f"Skipped, and nothing may be: {report.longreprtext}"
    return report
