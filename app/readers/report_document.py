"""An existing report in, whatever it was written with, its text out: what `promise_extraction` reads.

`read_report_apart` runs it in a process of its own, since whatever is in the file, only that may run out.
"""

import base64
import json
from dataclasses import asdict
from pathlib import PurePosixPath

from app.domain.language import _
from app.domain.promise_extraction import Paragraph, ReportText, build_report_text
from app.domain.refusal import Invalid, Message
from app.domain.report.tree import BlockKind
from app.domain.text_document import Piece, PieceKind
from app.readers.apart import MEMORY, SECONDS, TookTooMuch, answer, run_apart
from app.readers.office_parts import TOO_MUCH, refuse
from app.readers.open_document import read_open_document
from app.readers.printed import read_pdf, read_plain_text
from app.readers.word import drop_unreadable, read_word

LARGEST_FILE = 20 * 1024 * 1024
"""In bytes."""
ENDINGS = (".txt", ".md", ".pdf", ".docx", ".odt")
"""Of the files that are read."""


def read_report_apart(
    data: bytes, file_name: str, seconds: int = SECONDS, memory: int = MEMORY
) -> ReportText:
    """Return the text of a file, as `read_report_file` does; also refuses what takes too much to read."""
    sent = json.dumps({"name": file_name, "data": base64.b64encode(data).decode()}).encode()
    try:
        read = run_apart("app.readers.report_document", sent, seconds, memory)
    except TookTooMuch:
        raise refuse(TOO_MUCH) from None
    if "refused" in read:
        msgid, values = read["refused"]
        raise Invalid({"file": Message(msgid, values)})
    return ReportText(read["title"], tuple(Paragraph(**paragraph) for paragraph in read["paragraphs"]))


def read_report_file(data: bytes, file_name: str) -> ReportText:
    """Return the text of a report; its title is the name of the file, without its ending.

    Refuses (`Invalid`, at `file`) what cannot be read, is empty, or is too large.
    """
    ending = PurePosixPath(file_name.replace("\\", "/").lower()).suffix
    title = PurePosixPath(file_name.replace("\\", "/")).stem
    if ending not in ENDINGS:
        raise refuse(_("Send a .txt, .pdf, .docx or .odt."))
    if len(data) > LARGEST_FILE:
        raise refuse(_("This file is larger than 20 MB. Take the pictures out of it."))
    if ending == ".pdf":
        report = build_report_text(read_pdf(data), title)
    elif ending == ".docx":
        document = read_word(data, with_whole_rows=True)
        notes = (Paragraph("".join(run.text for run in runs)) for runs in document.notes.values())
        report = ReportText(title, (*map(_describe, document.pieces), *notes))
    elif ending == ".odt":
        report = ReportText(title, tuple(read_open_document(data)))
    else:
        report = build_report_text(read_plain_text(data), title)
    paragraphs = (
        Paragraph(drop_unreadable(paragraph.text).strip(), paragraph.page, paragraph.level)
        for paragraph in report.paragraphs
    )
    whole = ReportText(title, tuple(paragraph for paragraph in paragraphs if paragraph.text))
    if not whole.paragraphs:
        raise refuse(_("There is no text in this file."))
    return whole


def _describe(piece: Piece) -> Paragraph:
    text = " ".join("".join(run.text for run in piece.block.runs if not run.note).split())
    if piece.kind is PieceKind.HEADING:
        return Paragraph(text, level=1)
    if piece.block.kind is BlockKind.SUBHEADING:
        return Paragraph(text, level=2)
    if piece.block.kind is BlockKind.BULLET and " | " not in text:
        return Paragraph(f"• {text}" if text else "")
    return Paragraph(text)


def _answer(sent: bytes) -> dict[str, object]:
    file = json.loads(sent)
    try:
        report = read_report_file(base64.b64decode(file["data"]), file["name"])
    except Invalid as refused:
        message = refused.fields["file"]
        return {"refused": [message.msgid, dict(message.values)]}
    return asdict(report)


if __name__ == "__main__":
    answer(_answer)
