"""The organisation of the cast: a real provider on loopback, one for each process of a run of the tests."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

ROOT = Path(__file__).parent.parent
LEVELS = "substantial high"


@dataclass(frozen=True)
class Organisation:
    """The provider, and the key by which the product proves to be its client."""

    issuer: str
    key_file: Path
    client: httpx.Client = field(repr=False)

    def told(self, now: datetime, **more: Any) -> None:
        """Begin anew and do this; see `AS_AGREED` in tests/machine/oidc_provider.py."""
        self.client.put("/told", json={"now": int(now.timestamp()), **more}).raise_for_status()

    def told_also(self, **more: Any) -> None:
        """Do this besides."""
        self.client.patch("/told", json=more).raise_for_status()

    def sends_back(self, address: str) -> str:
        """Where the provider sends somebody on to who was sent to this address: a path of ours."""
        answer = self.client.get(address)
        assert answer.status_code == 302, answer.text
        parts = urlsplit(answer.headers["location"])
        return f"{parts.path}?{parts.query}"

    def signs(self, claims: Mapping[str, object]) -> str:
        """A token with these claims."""
        signed: str = self.client.post("/signed", json=claims).json()
        return signed

    def rotates(self) -> None:
        """Another key from now on."""
        self.client.post("/rotated").raise_for_status()

    def was_asked(self) -> list[str]:
        """The paths that the product asked for, or a browser."""
        seen: list[str] = self.client.get("/seen").json()
        return [path for path in seen if path not in ("/told", "/seen", "/signed", "/rotated")]

    def settings(self) -> dict[str, Any]:
        """What the product must be told of it."""
        return {
            "oidc_issuer": self.issuer,
            "oidc_client_id": "mijlpaal",
            "oidc_key_file": self.key_file,
            "oidc_acr": LEVELS,
            "oidc_label": "Ministerie van Buurten",
        }


@pytest.fixture(scope="session")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organisation]:
    """The provider, once it listens; it ends with the run."""
    from joserfc.jwk import ECKey  # late: most tests start faster without it

    key = ECKey.generate_key("P-256")
    key_file = tmp_path_factory.mktemp("organisation") / "key.pem"
    key_file.write_bytes(key.as_pem(private=True))
    with socket.create_server(("127.0.0.1", 0)) as ear:
        # It listens before the provider runs, so that whoever comes early waits in the queue.
        number, port = ear.fileno(), ear.getsockname()[1]
        public_key = json.dumps(key.as_dict(private=False))
        command = [sys.executable, "-m", "tests.machine.oidc_provider", str(number), public_key]
        process = subprocess.Popen(command, cwd=ROOT, pass_fds=[number])
    issuer = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=issuer, timeout=20) as client:
            yield Organisation(issuer, key_file, client)
    finally:
        process.terminate()
        process.wait(timeout=20)
