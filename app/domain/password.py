"""Which passwords are taken: long, not one that everybody tries, not one's own name (NIST SP 800-63B)."""

import re
import unicodedata

from app.domain.refusal import Message

SHORTEST, LONGEST = 12, 128
_OWN_LETTERS = 8
"""So many characters must be left when a name that others know is taken out."""


def normalise(password: str) -> str:
    """Return the password in NFKC, so that every keyboard gives the same (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password)


def find_fault(password: str, *personal: str) -> Message | None:
    """Return what is wrong with a password, or None where it is accepted.

    `personal` is what others know of the person: their name and e-mail address. No mix of kinds of
    characters is required (NIST SP 800-63B).
    """
    text = normalise(password)
    if len(text) < SHORTEST:
        return Message("Use at least %(count)s characters.", {"count": SHORTEST})
    if len(text) > LONGEST:
        return Message("Use at most %(count)s characters.", {"count": LONGEST})
    plain = _plain(text)
    if _is_pattern(plain) or _is_common(plain):
        return Message("This password is one of the first that others try. Choose another.")
    if _is_own_name(plain, personal):
        return Message("This password is too much like your own name or address. Choose another.")
    return None


def _plain(text: str) -> str:
    """As guessers write it: small letters without accents, and what stands for a letter read as that."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.casefold()


def _is_pattern(plain: str) -> bool:
    """Few different characters, a block over and over, or a walk along keyboard, alphabet or digits."""
    if len(set(plain)) < 5 or re.fullmatch(r"(.{1,6}?)\1+.{0,5}", plain, re.DOTALL):
        return True
    return len(_without(plain, _WALKED)) < 4


def _is_common(plain: str) -> bool:
    """Common words, with digits or signs around, between or for their letters, and little else."""
    read = [re.sub(r"[\W\d_]+", "", text) for text in (plain, plain.translate(_STANDS_FOR))]
    return any(letters and len(_without(letters, _COMMON)) < 4 for letters in read)


def _is_own_name(plain: str, personal: tuple[str, ...]) -> bool:
    parts = {part for text in personal for part in re.split(r"[\W_]+", _plain(text)) if len(part) >= 4}
    return any(part in plain for part in parts) and len(_without(plain, sorted(parts))) < _OWN_LETTERS


def _without(text: str, pieces: list[str]) -> str:
    """The text with every piece taken out, the longest first."""
    for piece in sorted(pieces, key=len, reverse=True):
        text = text.replace(piece, "")
    return text


def _walks(row: str) -> list[str]:
    """Every walk of four or more along a row, both ways."""
    both = (row, row[::-1])
    return [w[i : i + size] for w in both for size in range(4, len(w) + 1) for i in range(len(w) - size + 1)]


_ROWS = ("01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "abcdefghijklmnopqrstuvwxyz")
_WALKED = [walk for row in _ROWS for walk in _walks(row)]
_STANDS_FOR = str.maketrans("013457@$!", "oieastasi")
_COMMON = """
password passwd pass wachtwoord geheim welkom welcome hallo hello login inloggen aanmelden admin
administrator beheer beheerder root test demo user gebruiker default changeme change letmein secret master
access toegang qwerty azerty iloveyou liefde schatje monkey dragon football voetbal baseball sunshine
zonnetje princess prinses superman batman shadow summer winter autumn spring zomer herfst lente voorjaar
najaar januari februari maart april juni juli augustus september oktober november december january february
march june july august october maandag dinsdag woensdag donderdag vrijdag zaterdag zondag monday tuesday
wednesday thursday friday saturday sunday amsterdam rotterdam utrecht denhaag nederland holland ajax
feyenoord psv computer internet server system systeem mijlpaal ministerie rijksoverheid overheid programma
project rapportage abc the and een het van voor mijn my is dit ik jij
""".split()
