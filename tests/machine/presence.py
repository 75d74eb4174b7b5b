"""What the machine lacks is said in one line; where nothing may be skipped (CI=true) that is a failure."""

import os
from collections.abc import Generator
from typing import NoReturn

import pytest


def nothing_may_be_skipped() -> bool:
    """Continuous integration asks for every test."""
    return os.environ.get("CI") == "true"


def missing(what: str, install: str) -> NoReturn:
    """Skips the asking test, saying what to install."""
    pytest.skip(f"{what} is not on this machine. Install with: apt-get install {install}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test fails where nothing may be skipped, and else shares one line with its like."""
    report = yield
    if report.skipped:
        assert isinstance(report.longrepr, tuple)
        reason = report.longrepr[2]
        report.longrepr = (__file__, 1, reason)
        if nothing_may_be_skipped():
            report.outcome = "failed"
            report.longrepr = f"{reason} (CI=true: nothing may be skipped)"
    return report
