"""What the deployer decides, read once: the environment, and behind it the file that `setup` keeps."""

import secrets
import zipfile
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal
from uuid import NAMESPACE_URL, uuid5

from pydantic import AfterValidator, DirectoryPath, Field, SecretStr
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.domain.refusal import Message
from app.domain.secret_key import find_fault
from app.domain.webhook.address import Network, read_networks

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"

DEFAULT_REQUESTS_AT_ONCE = 4
"""So many requests at once keep an interpreter busy, also while some of them wait for the database.
With more, all wait for the interpreter instead, `/healthz` too; more processors take more processes."""


def refuse_weak_key(key: SecretStr) -> SecretStr:
    """The key, where nobody guesses it. Refuses a weak one without telling it (`PydanticCustomError`)."""
    if wrong := find_fault(key.get_secret_value()):
        raise PydanticCustomError("weak_key", "{message}", {"message": wrong})
    return key


StrongKey = Annotated[SecretStr, AfterValidator(refuse_weak_key)]
"""A key that nobody guesses; one that is weak is refused without being told."""


def require_document(*parts: str) -> Callable[[Path], Path]:
    """Return what refuses a file that is no document with these parts (`PydanticCustomError`).

    Found out at the start, it is whoever set it who reads of it, and not somebody who wants a report.
    """

    def check(path: Path) -> Path:
        try:
            with zipfile.ZipFile(path) as archive:
                is_document = set(parts) <= set(archive.namelist())
        except (OSError, zipfile.BadZipFile):
            is_document = False
        if not is_document:
            wrong = Message(
                "This is no document whose styles can be taken over. Give a file as .docx or .odt."
            )
            raise PydanticCustomError("no_document", "{message}", {"message": wrong})
        return path

    return check


def require_networks(text: str) -> str:
    """Return a text that names networks. Refuses anything else (`PydanticCustomError`)."""
    try:
        read_networks(text)
    except ValueError as wrong:
        message = Message("Write networks with spaces between them, such as 10.1.0.0/16.")
        raise PydanticCustomError("no_networks", "{message}", {"message": message}) from wrong
    return text


class Settings(BaseSettings):
    """Every name here is an environment variable with `MIJLPAAL_` before it."""

    model_config = SettingsConfigDict(env_prefix="MIJLPAAL_", extra="ignore", hide_input_in_errors=True)

    data_folder: Path = ROOT / "var"
    """Where databases of SQLite and the keys lie."""
    database_url: str | None = None
    """Without it, SQLite in the folder: `real_url`, or in the demonstration `demo_url`."""
    secret_key: StrongKey | None = None
    audit_key: StrongKey | None = None
    """Seals the audit trail; without it a key is derived from the secret key."""
    audit_keys_before: SecretStr | None = None
    """Keys that sealed it before, with spaces between them: audit or secret keys, however weak these were."""
    public_url: str = "http://127.0.0.1:8000"
    theme_css: Annotated[str, Field(pattern=r"^(/[^/\\].*)?$")] | None = None
    """A path on this host: the policy of every page lets no style come from elsewhere."""
    reference_docx: (
        Annotated[Path, AfterValidator(require_document("word/document.xml", "word/styles.xml"))] | None
    ) = None
    """A document of the ministry's own, whose styles, header and footer each report for Word takes over."""
    reference_odt: Annotated[Path, AfterValidator(require_document("content.xml", "styles.xml"))] | None = (
        None
    )
    """The same for LibreOffice."""
    template_cache: DirectoryPath | None = None
    """Where compiled templates are kept, so that each process need not compile them anew when it starts.

    What lies there is run: nobody else may write in it.
    """
    idle_minutes: int = 60
    """Who does nothing for so long signs in again."""
    session_hours: int = 12
    """After this everybody does."""
    requests_a_minute: int | None = None
    """Of one person, or one token; 0 bounds nobody."""
    requests_a_minute_of_address: int | None = None
    """The same of one address, with everybody behind it."""
    requests_at_once: Annotated[int, Field(ge=1, le=100)] = DEFAULT_REQUESTS_AT_ONCE
    """So many look at the database at the same moment, in each process; who comes next waits a little."""
    oidc_issuer: str | None = None
    """The organisation's own provider (OpenID Connect), by which people sign in."""
    oidc_client_id: str | None = None
    oidc_key_file: Path | None = None
    """A private key (PEM) by which this installation proves itself to the provider; there is no secret."""
    oidc_acr: str = ""
    """The levels of authentication that are good enough, with spaces between them; without it, any."""
    oidc_label: str = ""
    """What the organisation is called on the button."""
    oidc_scopes: str = "openid email"
    smtp_host: str | None = None
    """The organisation's own mail server; without it mail waits until there is one."""
    smtp_port: int = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_sender: str = "Mijlpaal <mijlpaal@localhost>"
    remind_before: Annotated[str, Field(pattern=r"^[0-9 ]{0,40}$")] = "7 3 1 0"
    """So many days before the input deadline of a round its leads are reminded; with spaces between them."""
    remind_after: Annotated[str, Field(pattern=r"^[0-9 ]{0,40}$")] = "1 7"
    """So many days after it, as long as the report is not in review."""
    archive_creator: str = ""
    """The organisation that answers for reports in an archive; without it, the sponsors of the programme."""
    archive_appraisal: Literal["B", "V", "N"] = "N"
    """How reports are appraised: B to keep for ever, V to keep for a while, N not said yet."""
    oin: Annotated[str, Field(pattern=r"^([0-9]{20})?$")] = ""
    """The number of the organisation that publishes events (organisatie-identificatienummer)."""
    system_name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,60}$")] = "mijlpaal"
    """What this installation is called in events."""
    webhook_networks: Annotated[str, AfterValidator(require_networks)] = ""
    """Networks inside the organisation where events may go, with spaces between them: 10.1.0.0/16."""
    today: date | None = None
    """Overrides the day of a database that is marked as demo; refused on any other."""

    @property
    def event_source(self) -> str:
        """Where events say that they come from: a number of the organisation, and the name of the system.

        Without a number it is one made from the address of this installation, so that nothing is claimed.
        """
        if self.oin:
            return f"urn:nld:oin:{self.oin}:systeem:{self.system_name}"
        return uuid5(NAMESPACE_URL, f"{self.public_url.rstrip('/')}#{self.system_name}").urn

    @property
    def webhook_allowed(self) -> tuple[Network, ...]:
        """`webhook_networks` as networks."""
        return read_networks(self.webhook_networks)

    @property
    def site(self) -> str:
        """The address of this installation where others can come to, else nothing."""
        site = self.public_url.rstrip("/")
        return site if site.startswith("https://") else ""

    @property
    def kept_file(self) -> Path:
        """The file in which `setup` keeps the keys and whatever else it was told, as `NAME=value`."""
        return self.data_folder / "mijlpaal.env"

    @property
    def real_url(self) -> str:
        """The address of the database of this installation."""
        return self.database_url or f"sqlite:///{self.data_folder / 'mijlpaal.db'}"

    @property
    def demo_url(self) -> str:
        """The address of the demonstration."""
        return self.database_url or f"sqlite:///{self.data_folder / 'demo.db'}"

    @property
    def reminder_days(self) -> frozenset[int]:
        """`remind_before` as numbers."""
        return frozenset(int(days) for days in self.remind_before.split())

    @property
    def late_reminder_days(self) -> frozenset[int]:
        """`remind_after` as numbers."""
        return frozenset(int(days) for days in self.remind_after.split())


@lru_cache(maxsize=2)
def settings(*, is_demo: bool = False) -> Settings:
    """The settings of this process: the environment, and behind it the file that `setup` keeps.

    That file is about the real installation: a demonstration has its own address and key, so that it stays
    readable when a real one is begun beside it.
    """
    environment = Settings()
    return environment if is_demo else Settings(_env_file=environment.kept_file)


def audit_secrets(given: Settings, *, demo: bool) -> list[str]:
    """What the keys of the audit trail are derived from: that of now first, then those of before.

    Raises `RuntimeError` outside the demo where neither an audit key nor a secret key is set.
    """
    own = given.audit_key
    before = given.audit_keys_before.get_secret_value().split() if given.audit_keys_before else []
    return [own.get_secret_value() if own else secret_key(given, demo=demo), *before]


def secret_key(given: Settings, *, demo: bool) -> str:
    """The key under which tokens are made; in the demo one is made once and kept in the folder.

    Raises `RuntimeError` outside the demo where none is set.
    """
    if given.secret_key is not None:
        return given.secret_key.get_secret_value()
    if not demo:
        raise RuntimeError("MIJLPAAL_SECRET_KEY is required outside the demo.")
    kept = given.data_folder / "secret_key"
    if not kept.exists() or not kept.read_text().strip():  # or somebody was killed before it was written
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text().strip()
