"""Reads what a clause claims of the deliverable that it names: done, to come, dropped or on hold."""

import re
from enum import StrEnum


class Claim(StrEnum):
    """What is claimed; NONE where the clause claims nothing of how it stands."""

    DONE = "done"
    COMING = "coming"
    DROPPED = "dropped"
    HELD = "held"
    NONE = "none"


_DELIVERING = (
    r"(?:opgeleverd|afgerond|afgemaakt|voltooid|vastgesteld|gepubliceerd|verschenen|uitgebracht|gereed|klaar|"
    r"gereedgekomen|aangeboden|gehouden|gesloten|ondertekend|afgesloten|genomen|besloten|beschikbaar|"
    r"ingevoerd|in gebruik|gepresenteerd|delivered|completed|finished|adopted|published|ready|taken|signed|"
    r"available)"
)
_HAS = r"\b(?:is|zijn|werd|werden|was|waren|heeft|hebben|has|have|were|been|ligt|staat)\b"
_COMES = r"\b(?:komt|komen)\b(?![^.]*\b(?:bij|bijeen|erbij|overeen|terug|samen)\b)"
_APPEARS = rf"(?:\b(?:volgt|volgen|verschijnt|verschijnen|follows)\b|{_COMES})"
_WILL = (
    r"\b(?:wordt|worden|zal|zullen|gaat|gaan|moet|moeten|kan|kunnen|streven|streeft|wil|willen|beoogt|"
    r"beogen|hoopt|hopen|verwacht|verwachten|verwachting|gepland|voorzien|beloofd|toegezegd|will|shall|"
    rf"expected|due|planned|promised)\b|{_APPEARS}"
)
_NOT_YET = r"\b(?:nog niet|nog geen|nog te|nog steeds niet|niet op tijd|not yet|yet to)\b"
_NOT_DONE = (
    rf"{_NOT_YET}[^.]*\b(?:{_DELIVERING}|gedaan|af|done)\b|\ber (?:nog niet|nog geen)\b|\bnog geen besluit\b"
)
_DROPPED = (
    r"\b(?:vervalt|vervallen|geschrapt|stopgezet|gestopt|gaat niet door|ging niet door|ingetrokken|"
    r"afgeblazen|komt er niet|wordt niet meer|dropped|cancelled|withdrawn)\b"
)
_HELD = (
    r"\b(?:aangehouden|stilgelegd|ligt stil|liggen stil|stil komen te liggen|opgeschort|gepauzeerd|on hold|"
    r"suspended)\b"
)
_DONE = (
    rf"{_HAS}[^.]*\b{_DELIVERING}\b|\b{_DELIVERING}\s+{_HAS}|"
    r"\b(?:is|zijn|ligt|liggen) er (?:nu|sinds|inmiddels)\b|"
    r"\b(?:verscheen|verschenen|leverde\b[^.]*\bop|stelde\b[^.]*\bvast|rondde\b[^.]*\baf)\b"
)


def read_claim(clause: str) -> Claim:
    """Return what a clause claims; the strongest word decides, and “not yet” makes anything still to come."""
    text = clause.lower()
    for claimed, words in ((Claim.DROPPED, _DROPPED), (Claim.HELD, _HELD), (Claim.COMING, _NOT_YET)):
        if re.search(words, text):
            return claimed
    if re.search(_WILL, text):
        return Claim.COMING
    return Claim.DONE if re.search(_DONE, text) else Claim.NONE


def promises_delivery(clause: str) -> bool:
    """Whether it says outright that the thing will be there, and not only that something about it will."""
    text = clause.lower()
    return bool(re.search(rf"(?:{_WILL})[^.]*\b{_DELIVERING}\b|{_APPEARS}", text)) or denies(clause)


def denies(clause: str) -> bool:
    """Whether it says that the thing is not there yet: that alone promises nothing."""
    return bool(re.search(_NOT_DONE, clause.lower()))


def is_delivering(word: str) -> bool:
    """Whether a word is a participle of delivering."""
    return bool(re.fullmatch(_DELIVERING, word))
