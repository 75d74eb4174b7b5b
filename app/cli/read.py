"""`read`: the promises in an existing report, as proposals; nothing is put into the tracker."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from app.cli.messages import translate
from app.cli.when import load_register, parse_day
from app.domain.promise_extraction import ProposedPromise, propose_promises
from app.domain.proposal import ProposalKind
from app.domain.refusal import Invalid, Message
from app.domain.vague_date import VagueDate

commands = typer.Typer()
_KINDS = {
    ProposalKind.DELIVERABLE: Message("a product"),
    ProposalKind.DECISION: Message("a decision"),
    ProposalKind.EVENT: Message("an event"),
    ProposalKind.START: Message("a beginning"),
    ProposalKind.RECURRING: Message("recurring"),
}


@commands.command()
def read(
    file: Annotated[Path, typer.Argument(help="The report: a .txt, .pdf, .docx or .odt.")],
    day: Annotated[str, typer.Option("--date", metavar="DATE", help="The day of the report, as 2023-12-18.")],
    as_json: Annotated[bool, typer.Option("--json", help="As a list in JSON.")] = False,
) -> None:
    """Tell which promises an existing report makes.

    Each is a proposal: what is promised, in which words of time and what these mean, and the sentence that
    says so. Words that are not understood are told as such, and nothing is guessed for them.
    """
    from app.readers.report_document import read_report_apart  # late: most commands read no document

    try:
        on = parse_day(day)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong), param_hint="--date") from None
    try:
        content = file.read_bytes()
    except OSError:
        message = Message("The file “%(file)s” cannot be read.", {"file": str(file)})
        raise Invalid({"file": message}) from None
    proposals = propose_promises(read_report_apart(content, file.name), on, load_register())
    if as_json:
        text = json.dumps([_describe(proposal) for proposal in proposals], ensure_ascii=False, indent=1)
    else:
        text = "\n".join(_list_lines(proposals))
    typer.echo(text.encode("utf-8", "backslashreplace"))


def _describe(proposal: ProposedPromise) -> dict[str, str | None]:
    moment = proposal.moment
    return {
        "title": proposal.title,
        "kind": proposal.kind,
        "state": proposal.state,
        "phrase": moment.phrase if moment else proposal.not_understood or None,
        "edtf": moment.edtf if moment else None,
        "earliest": moment.earliest.isoformat() if moment and moment.earliest else None,
        "latest": moment.latest.isoformat() if moment and moment.latest else None,
        "firmness": proposal.firmness,
        "quote": proposal.quote,
        "section": proposal.section,
        "place": proposal.place,
    }


def _list_lines(proposals: tuple[ProposedPromise, ...]) -> Iterator[str]:
    """Yield what a person reads: by section, each with its moment and the sentence that says so."""
    section = None
    for proposal in proposals:
        if proposal.section != section:
            section = proposal.section
            yield f"\n{section or translate(Message('Without a heading'))}\n"
        yield f"- {proposal.title} ({translate(_KINDS[proposal.kind])})"
        yield f"  {_tell_moment(proposal)}"
        yield f"  {proposal.place}: {proposal.quote}"
    counted = {"count": len(proposals)}
    yield ""
    yield translate(Message("%(count)s promises; nothing was put into the tracker.", counted))


def _tell_moment(proposal: ProposedPromise) -> str:
    """The words of time and the days that they can mean; of what is not understood only the words."""
    if proposal.not_understood:
        return translate(Message("Not understood: “%(words)s”", {"words": proposal.not_understood}))
    if proposal.moment is None:
        return translate(Message("Without a moment"))
    return f"{proposal.moment.phrase}{_tell_days(proposal.moment)}"


def _tell_days(moment: VagueDate) -> str:
    from app.templating.formats import day

    first, last = (day(bound, "nl") if bound else "" for bound in (moment.earliest, moment.latest))
    values = {"first": first, "last": last}
    if not first and not last:
        return translate(Message(" (without a date)"))
    if first == last:
        return translate(Message(" (on %(first)s)", values))
    if first and last:
        return translate(Message(" (from %(first)s up to and including %(last)s)", values))
    if last:
        return translate(Message(" (%(last)s at the latest)", values))
    return translate(Message(" (from %(first)s)", values))
