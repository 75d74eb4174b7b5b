"""What goes into an archive with the files of a report, and every format by its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.language import _
from app.domain.refusal import Invalid
from app.renderers import FORMATS, Format, mdto, naming, package
from app.renderers.dossier import Dossier


@dataclass(frozen=True, slots=True)
class ArchiveFormat:
    """A file that tells of a report in all its editions, written from its dossier.

    It says whether the report is published: there is another one from then on.
    """

    media_type: str
    write: Callable[[Dossier], bytes]
    extension: str
    label: str
    holds_files: bool = False
    """Whether the files of the report are in it."""
    is_slow: bool = False

    def name_file(self, report: naming.Named) -> str:
        """Return what the file of a report is called."""
        return naming.name_file(report, self.extension)


ARCHIVE_FORMATS: Mapping[str, ArchiveFormat] = {
    "mdto": ArchiveFormat(
        "application/xml", mdto.describe_report, "mdto.xml", _("MDTO: metadata for the archive (XML)")
    ),
    "zip": ArchiveFormat(
        "application/zip",
        package.pack,
        "zip",
        _("ZIP: everything at once for the archive, with metadata and hashes"),
        holds_files=True,
        is_slow=True,
    ),
}
FORMAT_NAMES = (*FORMATS, *ARCHIVE_FORMATS)


def format_named(name: str) -> Format | ArchiveFormat:
    """Return the format of this name. Refuses a name that is none, with those that are."""
    if (known := FORMATS.get(name) or ARCHIVE_FORMATS.get(name)) is not None:
        return known
    raise Invalid.because(
        "format",
        "“%(name)s” is no format of a report. Choose from: %(known)s.",
        name=name,
        known=", ".join(FORMAT_NAMES),
    )
