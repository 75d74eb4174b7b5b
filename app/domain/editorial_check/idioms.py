"""Set phrases in which people say what happened to a thing: “zag het licht”, “een streep door”."""

import re
from dataclasses import dataclass

from app.domain.editorial_check.verbs import Act


@dataclass(frozen=True, slots=True)
class Idiom:
    """A phrase that stands for an act; its verb says when. `takes` lead what the act is about."""

    act: Act
    phrase: re.Pattern[str]
    takes: frozenset[str] = frozenset()


IDIOMS = tuple(
    Idiom(act, re.compile(rf"(?<!\w)(?:{phrases})(?!\w)"), frozenset(takes.split()))
    for act, takes, phrases in (
        (
            Act.DELIVER,
            "",
            r"het (?:dag)?licht (?:zien|gezien|ziet|zag)|(?:ziet|zag) (?:.* )?het (?:dag)?licht",
        ),
        (Act.DELIVER, "", r"van de persen?|de deur uit|in de bus|naar buiten gebracht|in omloop|zijn beslag"),
        (
            Act.DELIVER,
            "",
            r"(?:leggen|leggen|legt|legde|legden|gelegd|komt|kwam) (?:.* )?op tafel|op tafel gelegd",
        ),
        (
            Act.DELIVER,
            "",
            r"ter beschikking (?:gesteld|stellen)|(?:stelt|stelde|stellen) (?:.* )?ter beschikking",
        ),
        (Act.DELIVER, "", r"(?:is|was|zijn|komt|kwam) rond"),
        (
            Act.DELIVER,
            "",
            r"op (?:de|hun|haar|zijn|onze) (?:web)?site (?:.* )?(?:gezet|geplaatst|verschenen|zetten)|"
            r"op internet (?:gezet|geplaatst|verschenen|zetten)|"
            r"in gebruik (?:genomen|nemen)|(?:neemt|nam|nemen) (?:.* )?in gebruik",
        ),
        (
            Act.DELIVER,
            "",
            r"(?:treedt|treden|trad|traden) (?:.* )?in werking|in werking (?:treedt|treden|getreden)|"
            r"van kracht (?:wordt|worden)|(?:wordt|worden) (?:.* )?van kracht",
        ),
        (Act.ADOPT, "op", r"(?:een|de) klap op"),
        (
            Act.DECIDE,
            "over",
            r"oordeel (?:.* )?(?:vellen|geveld|velt|velde)|(?:velt|vellen|velde|velden) (?:.* )?oordeel|"
            r"uitspraak (?:.* )?(?:doen|gedaan|doet|deed)|(?:doet|doen|deed|deden) (?:.* )?uitspraak|"
            r"(?:spreekt|spreken|sprak|spraken) zich (?:.* )?uit|zich (?:.* )?(?:uitspreken|uitgesproken)",
        ),
        (Act.ADOPT, "onder", r"(?:handtekening|krabbel) (?:.* )?onder|getekend voor"),
        (
            Act.ADOPT,
            "aan op",
            r"goedkeuring (?:.* )?(?:gehecht|hecht|hechtten|hechtte|gegeven|gaf|gaven|geeft)",
        ),
        (Act.ADOPT, "aan op", r"(?:hechtten?|hecht|gaf|gaven|geeft) (?:.* )?(?:goedkeuring|zegen|fiat)"),
        (
            Act.START,
            "met aan",
            r"een (?:begin|aanvang|start) (?:.* )?(?:gemaakt|maken|maakt|maakte|maakten)|"
            r"(?:maakt|maakte) (?:.* )?een (?:begin|aanvang|start)",
        ),
        (
            Act.START,
            "voor van",
            r"uit de startblokken|op gang (?:gekomen|komt|kwam)|(?:startschot|aftrap) (?:.* )?(?:voor|van)",
        ),
        (Act.HOLD, "voor", r"(?:komen|komt|kwamen|kwam) (?:.* )?bij elkaar"),
        (Act.MOVE, "", r"naar voren (?:gehaald|halen|geschoven)|(?:haalt|haalde) (?:.* )?naar voren"),
        (Act.WORK, "over", r"(?:onderhandel|overleg)(?:d|t|en|de|den)|(?:wordt|worden) (?:.* )?gepraat"),
        (Act.WORK, "aan", r"laatste hand"),
        (
            Act.PROMISE,
            "op van",
            r"(?:ingezet (?:wordt|worden)|(?:wordt|worden) ingezet|zet(?:ten)? (?:.* )?in) op",
        ),
        (Act.DROP, "door", r"streep door"),
        (Act.DROP, "uit", r"stekker (?:.* )?uit"),
        (
            Act.DROP,
            "",
            r"van de (?:agenda|lijst)|in de prullenbak|ten grave gedragen|een zachte dood|ter ziele|"
            r"(?:laat|laten|liet|lieten|laten) (?:.* )?varen|uit de planning (?:gehaald|geschrapt)",
        ),
        (
            Act.SUSPEND,
            "",
            r"in de (?:wacht|koelkast|ijskast)|op de plank|on hold|op een (?:laag|lager) pitje|"
            r"op een zijspoor|pas op de plaats",
        ),
        (
            Act.MOVE,
            "",
            r"op de lange baan|over de jaargrens|naar achteren (?:geschoven|gehaald)|"
            r"uitstel (?:.* )?(?:gekregen|verleend)|(?:krijgt|kreeg|kregen) (?:.* )?uitstel|"
            r"vertraging (?:opgelopen|oploopt|op)",
        ),
    )
)
