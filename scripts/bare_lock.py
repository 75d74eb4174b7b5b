"""Takes every address out of package-lock.json: names, versions and hashes are what a lock needs."""

import json
from pathlib import Path

LOCK = Path(__file__).parent.parent / "package-lock.json"


def bare(lock: dict[str, object]) -> dict[str, object]:
    """The same lock without `resolved` and `funding`, the two fields that hold addresses."""
    packages = lock["packages"]
    assert isinstance(packages, dict)
    for package in packages.values():
        package.pop("resolved", None)
        package.pop("funding", None)
    return lock


if __name__ == "__main__":
    LOCK.write_text(json.dumps(bare(json.loads(LOCK.read_text())), indent=2) + "\n")
