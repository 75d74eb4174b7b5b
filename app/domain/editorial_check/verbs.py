"""The Dutch verbs with which reports say that something is made, decided, begun, moved or dropped."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What happens to a deliverable."""

    DELIVER = "deliver"
    ADOPT = "adopt"
    DECIDE = "decide"
    REJECT = "reject"
    START = "start"
    HOLD = "hold"
    """To hold a meeting."""
    COME = "come"
    """To be there at last, whatever that is for its kind."""
    WORK = "work"
    DROP = "drop"
    SUSPEND = "suspend"
    MOVE = "move"
    ASSIGN = "assign"
    """To give somebody an assignment, or to get it."""
    RECEIVE = "receive"
    """To get a thing in hands."""
    USE = "use"
    """To work with a thing, or to have it at hand."""
    PROMISE = "promise"
    """To say when it comes."""
    PERFORM = "perform"
    """To do what the title says: “vormen”, of “Vorming van een projectgroep”."""


class Form(StrEnum):
    """In which form a verb stands."""

    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"
    INFINITIVE = "infinitive"
    STATE = "state"
    """An adjective beside “to be” or “to come”: ready."""


@dataclass(frozen=True, slots=True)
class VerbForm:
    """What a word can be; a finite form of a separable verb has its `particle` elsewhere in the clause."""

    act: Act
    form: Form
    particle: str = ""


# Particle (or -), stem of the infinitive, singular and plural present, singular and plural past, participle.
_VERBS = {
    Act.DELIVER: """
        op leveren lever levert leverde leverden opgeleverd
        - leveren lever levert leverde leverden geleverd
        af ronden rond rondt rondde rondden afgerond
        af maken maak maakt maakte maakten afgemaakt
        af sluiten sluit sluit sloot sloten afgesloten
        - eindigen eindig eindigt eindigde eindigden geëindigd
        af lopen loop loopt liep liepen -
        uit brengen breng brengt bracht brachten uitgebracht
        uit geven geef geeft gaf gaven uitgegeven
        aan bieden bied biedt bood boden aangeboden
        gereed komen kom komt kwam kwamen gereedgekomen
        klaar komen kom komt kwam kwamen klaargekomen
        af krijgen krijg krijgt kreeg kregen afgekregen
        - sluiten sluit sluit sloot sloten gesloten
        - voltooien voltooi voltooit voltooide voltooiden voltooid
        - publiceren publiceer publiceert publiceerde publiceerden gepubliceerd
        - presenteren presenteer presenteert presenteerde presenteerden gepresenteerd
        - ondertekenen onderteken ondertekent ondertekende ondertekenden ondertekend
        - verschijnen verschijn verschijnt verscheen verschenen verschenen
        - versturen verstuur verstuurt verstuurde verstuurden verstuurd
        - verzenden verzend verzendt verzond verzonden verzonden
        - verspreiden verspreid verspreidt verspreidde verspreidden verspreid
        - overhandigen overhandig overhandigt overhandigde overhandigden overhandigd
        - - - - stuurde stuurden gestuurd
        - lanceren lanceer lanceert lanceerde lanceerden gelanceerd
        in leveren lever levert leverde leverden ingeleverd
        in voeren voer voert voerde voerden ingevoerd
        uit komen kom komt kwam kwamen uitgekomen
        over dragen draag draagt droeg droegen overgedragen
        aan leveren lever levert leverde leverden aangeleverd
        af leveren lever levert leverde leverden afgeleverd
        aan reiken reik reikt reikte reikten aangereikt
        door sturen stuur stuurt stuurde stuurden doorgestuurd
        terug geven geef geeft gaf gaven teruggegeven
        vrij geven geef geeft gaf gaven vrijgegeven
        toe sturen stuur stuurt stuurde stuurden toegestuurd
        toe zenden zend zendt zond zonden toegezonden
        - openen - opent opende openden geopend
        open gaan ga gaat ging gingen opengegaan
        - belanden beland belandt belandde belandden beland
        - arriveren arriveer arriveert arriveerde arriveerden gearriveerd
        open stellen stel stelt stelde stelden opengesteld
        uit reiken reik reikt reikte reikten uitgereikt
        uit rollen rol rolt rolde rolden uitgerold
        beschikbaar stellen stel stelt stelde stelden beschikbaargesteld
        online zetten zet zet zette zetten onlinegezet
        - bekendmaken - - - - bekendgemaakt
        bekend maken maak maakt maakte maakten bekendgemaakt
        - tekenen - tekent tekende tekenden getekend
        rond sturen stuur stuurt stuurde stuurden rondgestuurd
        uit delen deel deelt deelde deelden uitgedeeld
        in dienen dien dient diende dienden ingediend
        - drukken - drukt drukte drukten gedrukt
        - plaatsen - plaatst plaatste plaatsten geplaatst
        - bezorgen bezorg bezorgt bezorgde bezorgden bezorgd
        - onthullen onthul onthult onthulde onthulden onthuld
        - realiseren realiseer realiseert realiseerde realiseerden gerealiseerd
        """,
    Act.ADOPT: """
        vast stellen stel stelt stelde stelden vastgesteld
        goed keuren keur keurt keurde keurden goedgekeurd
        over nemen neem neemt nam namen overgenomen
        - bekrachtigen bekrachtig bekrachtigt bekrachtigde bekrachtigden bekrachtigd
        - accorderen accordeer accordeert accordeerde accordeerden geaccordeerd
        - fiatteren fiatteer fiatteert fiatteerde fiatteerden gefiatteerd
        - onderschrijven onderschrijf onderschrijft onderschreef onderschreven onderschreven
        - bezegelen bezegel bezegelt bezegelde bezegelden bezegeld
        - ratificeren ratificeer ratificeert ratificeerde ratificeerden geratificeerd
        - aannemen - - - - aangenomen
        aan nemen neem neemt nam namen aangenomen
        """,
    Act.DECIDE: """
        - besluiten besluit besluit besloot besloten besloten
        in stemmen stem stemt stemde stemden ingestemd
        - bepalen bepaal bepaalt - bepaalden bepaald
        - beslissen beslis beslist besliste beslisten beslist
        - oordelen oordeel oordeelt oordeelde oordeelden geoordeeld
        - beklinken beklink beklinkt beklonk beklonken beklonken
        - kiezen kies kiest koos kozen gekozen
        - nemen neem neemt nam namen genomen
        - maken maak maakt maakte maakten gemaakt
        - doen doe doet deed deden gedaan
        - vallen val valt viel vielen gevallen
        door hakken hak hakt hakte hakten doorgehakt
        - hakken hak hakt hakte hakten gehakt
        """,
    Act.REJECT: """
        af keuren keur keurt keurde keurden afgekeurd
        af wijzen wijs wijst wees wezen afgewezen
        - verwerpen verwerp verwerpt verwierp verwierpen verworpen
        """,
    Act.START: """
        - starten start start startte startten gestart
        - beginnen begin begint begon begonnen begonnen
        aan vangen vang vangt ving vingen aangevangen
        op starten start start startte startten opgestart
        mee doen doe doet deed deden meegedaan
        af trappen trap trapt trapte trapten afgetrapt
        toe treden treed treedt trad traden toegetreden
        in stromen stroom stroomt stroomde stroomden ingestroomd
        aan sluiten sluit sluit sloot sloten aangesloten
        """,
    Act.HOLD: """
        - houden houd houdt hield hielden gehouden
        - organiseren organiseer organiseert organiseerde organiseerden georganiseerd
        plaats vinden vind vindt vond vonden plaatsgevonden
        bijeen komen kom komt kwam kwamen bijeengekomen
        samen komen kom komt kwam kwamen samengekomen
        - geschieden - geschiedt geschiedde geschiedden geschied
        plaats hebben heb heeft had hadden plaatsgehad
        - beleggen beleg belegt belegde belegden belegd
        - verzamelen verzamel verzamelt verzamelde verzamelden verzameld
        """,
    Act.COME: """
        - komen kom komt kwam kwamen gekomen
        - volgen volg volgt volgde volgden gevolgd
        """,
    Act.WORK: """
        - werken werk werkt werkte werkten gewerkt
        door werken werk werkt werkte werkten doorgewerkt
        - bouwen bouw bouwt bouwde bouwden gebouwd
        - schrijven schrijf schrijft schreef schreven geschreven
        door schrijven schrijf schrijft schreef schreven doorgeschreven
        - schaven schaaf schaaft schaafde schaafden geschaafd
        - timmeren timmer timmert timmerde timmerden getimmerd
        - sleutelen sleutel sleutelt sleutelde sleutelden gesleuteld
        uit werken werk werkt werkte werkten uitgewerkt
        op stellen stel stelt stelde stelden opgesteld
        voor bereiden bereid bereidt bereidde bereidden voorbereid
        - ontwikkelen ontwikkel ontwikkelt ontwikkelde ontwikkelden ontwikkeld
        uit voeren voer voert voerde voerden uitgevoerd
        - lopen loop loopt liep liepen gelopen
        door lopen loop loopt liep liepen doorgelopen
        door gaan ga gaat ging gingen doorgegaan
        verder gaan ga gaat ging gingen verdergegaan
        verder werken werk werkt werkte werkten verdergewerkt
        - duren - duurt duurde duurden geduurd
        - vorderen vorder vordert vorderde vorderden gevorderd
        door lichten - licht lichtte lichtten doorgelicht
        - onderzoeken - onderzoekt onderzocht onderzochten onderzocht
        - verrichten verricht verricht verrichtte verrichtten verricht
        """,
    Act.DROP: """
        - schrappen schrap schrapt schrapte schrapten geschrapt
        - vervallen verval vervalt verviel vervielen vervallen
        stop zetten zet zet zette zetten stopgezet
        - stoppen stop stopt stopte stopten gestopt
        in trekken trek trekt trok trokken ingetrokken
        af blazen blaas blaast blies bliezen afgeblazen
        - annuleren annuleer annuleert annuleerde annuleerden geannuleerd
        af zien zie ziet zag zagen afgezien
        - staken - staakt staakte staakten gestaakt
        - beëindigen beëindig beëindigt beëindigde beëindigden beëindigd
        af gelasten gelast gelast gelastte gelastten afgelast
        op geven geef geeft gaf gaven opgegeven
        af vallen val valt viel vielen afgevallen
        op zeggen zeg zegt zegde zegden opgezegd
        op heffen hef heft hief hieven opgeheven
        - stranden strand strandt strandde strandden gestrand
        - sneuvelen sneuvel sneuvelt sneuvelde sneuvelden gesneuveld
        - samenvoegen - - - - samengevoegd
        """,
    Act.SUSPEND: """
        aan houden houd houdt hield hielden aangehouden
        stil leggen leg legt legde legden stilgelegd
        stil liggen lig ligt lag lagen stilgelegen
        op schorten schort schort schortte schortten opgeschort
        - pauzeren pauzeer pauzeert pauzeerde pauzeerden gepauzeerd
        - parkeren parkeer parkeert parkeerde parkeerden geparkeerd
        - bevriezen bevries bevriest bevroor bevroren bevroren
        stil vallen val valt viel vielen stilgevallen
        stil staan sta staat stond stonden stilgestaan
        """,
    Act.MOVE: """
        - verschuiven verschuif verschuift verschoof verschoven verschoven
        op schuiven schuif schuift schoof schoven opgeschoven
        door schuiven schuif schuift schoof schoven doorgeschoven
        uit stellen stel stelt stelde stelden uitgesteld
        - verzetten verzet verzet verzette verzetten verzet
        - vervroegen vervroeg vervroegt vervroegde vervroegden vervroegd
        - vertragen vertraag vertraagt vertraagde vertraagden vertraagd
        uit lopen loop loopt liep liepen uitgelopen
        """,
    Act.ASSIGN: """
        - geven geef geeft gaf gaven gegeven
        - krijgen krijg krijgt kreeg kregen gekregen
        - verlenen verleen verleent verleende verleenden verleend
        - verstrekken verstrek verstrekt verstrekte verstrekten verstrekt
        - gunnen gun gunt gunde gunden gegund
        - ontvangen ontvang ontvangt ontving ontvingen ontvangen
        """,
    Act.PROMISE: """
        - beloven beloof belooft beloofde beloofden beloofd
        toe zeggen zeg zegt zegde zegden toegezegd
        tegemoet zien zie ziet zag zagen tegemoetgezien
        aan kondigen kondig kondigt kondigde kondigden aangekondigd
        in plannen plan plant plande planden ingepland
        - plannen plan plant plande planden gepland
        - verwachten verwacht verwacht verwachtte verwachtten verwacht
        - streven streef streeft streefde streefden gestreefd
        - voorzien voorzie voorziet voorzag voorzagen voorzien
        - beogen beoog beoogt beoogde beoogden beoogd
        - mikken mik mikt mikte mikten gemikt
        - rekenen reken rekent rekende rekenden gerekend
        - koersen - koerst koerste koersten gekoerst
        - afspreken - - - - afgesproken
        """,
}
_STATES = {
    Act.DELIVER: "gereed klaar af beschikbaar online openbaar voltooid live compleet open geopend".split(),
    Act.ADOPT: ["definitief"],
}
"""What something is, once that has happened to it."""
PARTICLES = frozenset(
    line.split()[0] for lines in _VERBS.values() for line in lines.split("\n") if line.split()
) - {"-"}


def _conjugate(act: Act, line: str) -> Iterator[tuple[str, VerbForm]]:
    particle, infinitive, first, present, past, pasts, participle = line.split()
    own = "" if particle == "-" else particle
    yield participle, VerbForm(act, Form.PARTICIPLE)
    yield own + infinitive, VerbForm(act, Form.INFINITIVE)
    if own:
        yield f"{own}te{infinitive}", VerbForm(act, Form.INFINITIVE)
        yield own + present, VerbForm(act, Form.PRESENT)
        yield own + past, VerbForm(act, Form.PAST)
        yield own + pasts, VerbForm(act, Form.PAST)
    for word in {first, present, infinitive}:
        yield word, VerbForm(act, Form.PRESENT, own)
    for word in (past, pasts):
        yield word, VerbForm(act, Form.PAST, own)


def _build() -> Mapping[str, tuple[VerbForm, ...]]:
    forms: dict[str, dict[VerbForm, None]] = defaultdict(dict)
    for act, lines in _VERBS.items():
        for line in filter(str.strip, lines.split("\n")):
            for word, form in _conjugate(act, line):
                forms[word][form] = None
    for act, states in _STATES.items():
        for word in states:
            forms[word][VerbForm(act, Form.STATE)] = None
    forms.pop("-", None)
    return {word: tuple(of) for word, of in forms.items()}


FORMS = _build()
"""Every word that can be a form of one of these verbs."""
