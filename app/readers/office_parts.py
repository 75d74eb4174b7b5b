"""The parts of a packed office document: read as XML, within limits, and nothing that could run."""

import zipfile
from xml.etree import ElementTree  # nosec B405 # apart, within limits, and no document type is let through

from app.domain.language import _
from app.domain.refusal import Invalid

LARGEST_PART, MOST_PARTS, DEEPEST = 50 * 1024 * 1024, 2000, 100
TOO_MUCH = _("There is more in this file than can be read.")


def refuse(msgid: str) -> Invalid:
    """Return the refusal of a file."""
    return Invalid.because("file", msgid)


def check_archive(archive: zipfile.ZipFile) -> set[str]:
    """Return the names of the parts in small letters. Refuses what is locked, or more than can be read."""
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise refuse(_("This file is locked with a password. Take that off first."))
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > 4 * LARGEST_PART:
        raise refuse(TOO_MUCH)
    return {info.filename.lower() for info in infos}


def parse_part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    """Read a part; none where the document has no such part. Raises `ValueError` for what is no plain XML."""
    if name not in archive.namelist():
        return None
    with archive.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise refuse(TOO_MUCH)
    start = content[:4000].replace(b"\0", b"")
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise ValueError("a document type")
    try:
        tree = ElementTree.fromstring(content)  # nosec B314 # see at the import
    except ElementTree.ParseError as wrong:
        raise ValueError("no XML") from wrong
    _refuse_depth(tree)
    return tree


def _refuse_depth(tree: ElementTree.Element) -> None:
    level, depth = [tree], 0
    while level:
        level, depth = [child for element in level for child in element], depth + 1
        if depth > DEEPEST:
            raise refuse(TOO_MUCH)
