"""A provider that is set by halves, or cannot be trusted, stops the server before it begins: in one line."""

import pytest
from joserfc.jwk import ECKey, RSAKey

from app.oidc import open_provider
from app.oidc.registration import read_registration
from app.settings import Settings
from tests.cli.conftest import is_one_line
from tests.database import SECRET_KEY

pytestmark = pytest.mark.filterwarnings(
    "ignore::joserfc.errors.SecurityWarning"
)  # of the key that is too short
HTTPS = "https://provider.example"


@pytest.fixture
def keys(tmp_path):
    """Files with keys, good and bad, by name."""
    keys = {
        "rsa": RSAKey.generate_key(2048),
        "short": RSAKey.generate_key(1024),
        "p256": ECKey.generate_key("P-256"),
        "p384": ECKey.generate_key("P-384"),
        "p521": ECKey.generate_key("P-521"),
    }
    for name, key in keys.items():
        (tmp_path / name).write_bytes(key.as_pem(private=True))
    (tmp_path / "public").write_bytes(keys["rsa"].as_pem(private=False))
    (tmp_path / "letter").write_text("Beste collega, dit is geen sleutel.")
    return tmp_path


@pytest.mark.parametrize("backend", ["sqlite"])
def test_each_setting_that_cannot_be_used_is_named_in_one_line(on, database, keys):
    good = {"OIDC_ISSUER": HTTPS, "OIDC_CLIENT_ID": "mijlpaal", "OIDC_KEY_FILE": str(keys / "rsa")}
    wrong = [
        ("OIDC_ISSUER", ""),
        ("OIDC_CLIENT_ID", ""),
        ("OIDC_ISSUER", "http://provider.example"),
        ("OIDC_ISSUER", "https://[::1"),
        ("PUBLIC_URL", "http://mijlpaal.example"),
        *(("OIDC_KEY_FILE", str(keys / name)) for name in ("short", "p521", "public", "letter", "nothing")),
    ]
    for name, value in wrong:
        environment = {"SECRET_KEY": SECRET_KEY, "PUBLIC_URL": HTTPS, **good, name: value}
        code, out, err = on(database, **environment)("serve")
        assert (code, out) == (2, ""), (name, value)
        assert is_one_line(err)
        assert name in err


def test_a_key_signs_as_its_kind_does(keys):
    by_key = {}
    for name in ("rsa", "p256", "p384"):
        given = Settings(oidc_issuer=HTTPS, oidc_client_id="mijlpaal", oidc_key_file=keys / name)
        by_key[name] = read_registration(given).algorithm
    assert by_key == {"rsa": "RS256", "p256": "ES256", "p384": "ES384"}
    assert open_provider(Settings()) is None
