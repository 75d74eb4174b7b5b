"""Every form of the tables that say what a deadline means, in Dutch and English, said on 18 December 2023."""

from datetime import date

import pytest

from app.domain.vague_date import read

SAID_ON = date(2023, 12, 18)

SPECIFIED = """
12 juli 2023 | 12 July 2023 | 2023-07-12 | 2023-07-12 | 2023-07-12
januari 2024 | January 2024 | 2024-01 | 2024-01-01 | 2024-01-31
begin januari 2024 | early January 2024 | 2024-01-01~/2024-01-10~ | 2024-01-01 | 2024-01-10
medio januari 2024 | mid-January 2024 | 2024-01-11~/2024-01-20~ | 2024-01-11 | 2024-01-20
eind januari 2024 | end of January 2024 | 2024-01-21~/2024-01-31~ | 2024-01-21 | 2024-01-31
eind februari 2024 | late February 2024 | 2024-02-21~/2024-02-29~ | 2024-02-21 | 2024-02-29
eerste kwartaal van 2024 | first quarter of 2024 | 2024-33 | 2024-01-01 | 2024-03-31
Q1 2024 | Q1 of 2024 | 2024-33 | 2024-01-01 | 2024-03-31
kwartaal 1 2024 | quarter 1 of 2024 | 2024-33 | 2024-01-01 | 2024-03-31
kwartaal 1 | the first quarter | 2024-33 | 2024-01-01 | 2024-03-31
vierde kwartaal 2024 | 4th quarter 2024 | 2024-36 | 2024-10-01 | 2024-12-31
voorjaar 2024 | spring 2024 | 2024-21 | 2024-03-01 | 2024-05-31
lente 2024 | the spring of 2024 | 2024-21 | 2024-03-01 | 2024-05-31
zomer 2024 | summer 2024 | 2024-22 | 2024-06-01 | 2024-08-31
najaar 2024 | autumn 2024 | 2024-23 | 2024-09-01 | 2024-11-30
herfst 2024 | fall 2024 | 2024-23 | 2024-09-01 | 2024-11-30
winter 2024 | winter 2024-2025 | 2024-12~/2025-02~ | 2024-12-01 | 2025-02-28
winter 2023/24 | winter of 2023 | 2023-12~/2024-02~ | 2023-12-01 | 2024-02-29
Q1-Q3 2024 | Q1 to Q3 2024 | 2024-01/2024-09 | 2024-01-01 | 2024-09-30
H2 2024 - H1 2025 | from H2 2024 to H1 2025 | 2024-07/2025-06 | 2024-07-01 | 2025-06-30
eerste helft van 2024 | first half of 2024 | 2024-40 | 2024-01-01 | 2024-06-30
H2 2024 | second half of 2024 | 2024-41 | 2024-07-01 | 2024-12-31
begin 2024 | early 2024 | 2024-01~/2024-03~ | 2024-01-01 | 2024-03-31
medio 2024 | mid-2024 | 2024-06~/2024-07~ | 2024-06-01 | 2024-07-31
eind 2024 | end of 2024 | 2024-10~/2024-12~ | 2024-10-01 | 2024-12-31
voor het eind van 2024 | before the end of 2024 | ../2024-12-31 | - | 2024-12-31
in de loop van 2024 | in the course of 2024 | 2024 | 2024-01-01 | 2024-12-31
2024 | in 2024 | 2024 | 2024-01-01 | 2024-12-31
2024-2025 | from 2024 to 2025 | 2024/2025 | 2024-01-01 | 2025-12-31
in de periode 2024-2025 | in the period 2024-2025 | 2024/2025 | 2024-01-01 | 2025-12-31
voor de zomer van 2024 | before the summer of 2024 | ../2024-06-20 | - | 2024-06-20
na de zomer van 2024 | after summer 2024 | 2024-09~/2024-11~ | 2024-09-01 | 2024-11-30
uiterlijk op 1 mei 2024 | by 1 May 2024 | ../2024-05-01 | - | 2024-05-01
vóór 1 mei 2024 | before 1 May 2024 | ../2024-04-30 | - | 2024-04-30
vanaf 2024 | from 2024 | 2024-01-01/.. | 2024-01-01 | -
per 2024 | as of 2024 | 2024-01-01/.. | 2024-01-01 | -
sinds 2024 | since 2024 | 2024-01-01/.. | 2024-01-01 | -
dit najaar | this autumn | 2023-23 | 2023-09-01 | 2023-11-30
dit jaar | this year | 2023 | 2023-01-01 | 2023-12-31
eind maart | end of March | 2024-03-21~/2024-03-31~ | 2024-03-21 | 2024-03-31
november jl. | last November | 2023-11 | 2023-11-01 | 2023-11-30
komende maand | next month | 2024-01 | 2024-01-01 | 2024-01-31
volgend jaar | next year | 2024 | 2024-01-01 | 2024-12-31
op korte termijn | in the short term | - | - | -
binnenkort | soon | - | - | -
de komende periode | in the coming period | - | - | -
"""

FURTHER = """
halverwege 2024 | halfway through 2024 | 2024-06~/2024-07~ | 2024-06-01 | 2024-07-31
begin dit jaar | early this year | 2023-01~/2023-03~ | 2023-01-01 | 2023-03-31
aan het eind van het jaar | at the end of the year | 2023-10~/2023-12~ | 2023-10-01 | 2023-12-31
begin Q1 2024 | early Q1 2024 | 2024-01~ | 2024-01-01 | 2024-01-31
medio tweede kwartaal 2024 | mid-Q2 2024 | 2024-05~ | 2024-05-01 | 2024-05-31
eind Q3 2024 | end of Q3 2024 | 2024-09~ | 2024-09-01 | 2024-09-30
Q1 2022 – Q4 2022 | Q1 2022 through Q4 2022 | 2022-01/2022-12 | 2022-01-01 | 2022-12-31
eind van de week | end of this week | 2023-12-21~/2023-12-24~ | 2023-12-21 | 2023-12-24
12 juli jl. | 12 July last | 2023-07-12 | 2023-07-12 | 2023-07-12
14-2-24 | 14/02/2024 | 2024-02-14 | 2024-02-14 | 2024-02-14
29 mei a.s. | May 29th | 2024-05-29 | 2024-05-29 | 2024-05-29
begin oktober jl. | early October last | 2023-10-01~/2023-10-10~ | 2023-10-01 | 2023-10-10
uiterlijk eind maart 2024 | by the end of March 2024 | ../2024-03-31 | - | 2024-03-31
tot medio januari | until mid-January | ../2024-01-20 | - | 2024-01-20
tot en met 30 april 2024 | up to and including 30 April 2024 | ../2024-04-30 | - | 2024-04-30
voor eind 2023 | before the end of 2023 | ../2023-12-31 | - | 2023-12-31
voor het eind van het jaar | by the end of the year | ../2023-12-31 | - | 2023-12-31
voor 2030 | before 2030 | ../2029-12-31 | - | 2029-12-31
na 2018 | after 2018 | 2019-01-01/.. | 2019-01-01 | -
rond de zomer van 2024 | around the summer of 2024 | 2024-05~/2024-09~ | 2024-05-01 | 2024-09-30
rond eind maart 2024 | around the end of March 2024 | 2024-03-11~/2024-04-10~ | 2024-03-11 | 2024-04-10
per 1 augustus 2024 | since 1 August 2024 | 2024-08-01 | 2024-08-01 | 2024-08-01
sinds september 2020 | since September 2020 | 2020-09-01/.. | 2020-09-01 | -
later dit jaar | later this year | 2023-12-18/2023-12-31 | 2023-12-18 | 2023-12-31
tot het eind van het jaar | until the end of the year | 2023-12-18/2023-12-31 | 2023-12-18 | 2023-12-31
de rest van het jaar | the rest of the year | 2023-12-18/2023-12-31 | 2023-12-18 | 2023-12-31
eerder dit jaar | earlier this year | 2023-01-01/2023-12-18 | 2023-01-01 | 2023-12-18
binnen een week | within a week | 2023-12-18/2023-12-25 | 2023-12-18 | 2023-12-25
binnen twee maanden | within two months | 2023-12-18/2024-02-18 | 2023-12-18 | 2024-02-18
komend jaar | coming year | 2024 | 2024-01-01 | 2024-12-31
het komende jaar | the coming year | 2023-12-18/2024-12-18 | 2023-12-18 | 2024-12-18
de komende drie maanden | the next three months | 2023-12-18/2024-03-18 | 2023-12-18 | 2024-03-18
30 november t/m 4 december | 30 November to 4 December | 2024-11-30/2024-12-04 | 2024-11-30 | 2024-12-04
1 Mei - 22 Mei | 1 May - 22 May | 2024-05-01/2024-05-22 | 2024-05-01 | 2024-05-22
in december/januari | December/January | 2023-12/2024-01 | 2023-12-01 | 2024-01-31
8 & 15 januari | 8 and 15 January | 2024-01-08/2024-01-15 | 2024-01-08 | 2024-01-15
z.s.m. | as soon as possible | - | - | -
de komende maanden | in the coming months | - | - | -
onlangs | recently | - | - | -
inmiddels | meanwhile | - | - | -
aansluitend | afterwards | - | - | -
ieder half jaar | every six months | - | - | -
minstens vier keer per jaar | at least four times a year | - | - | -
elk jaar | annually | - | - | -
twee maal elk jaar | twice every year | - | - | -
om de twee jaar | every two years | - | - | -
minstens 2 keer elke maand | at most two times each month | - | - | -
per kwartaal vanaf 1 januari 2024 | quarterly from 1 January 2024 | 2024-01-01/.. | 2024-01-01 | -
sinds 2023 jaarlijks | yearly since 1 January 2023 | 2023-01-01/.. | 2023-01-01 | -
ieder kwartaal in 2024 | every quarter in 2024 | 2024 | 2024-01-01 | 2024-12-31
"""

OF_THE_SAME_FAMILIES = """
in jan. '24 | Jan. 2024 | 2024-01 | 2024-01-01 | 2024-01-31
maand mei 2024 | May, 2024 | 2024-05 | 2024-05-01 | 2024-05-31
augustus 99 | 8-1999 | 1999-08 | 1999-08-01 | 1999-08-31
woensdag 12 juli 2023 | on Wednesday, July 12, 2023 | 2023-07-12 | 2023-07-12 | 2023-07-12
de 12e van juli 2023 | the 12th of July 2023 | 2023-07-12 | 2023-07-12 | 2023-07-12
12.07.2023 | July 12 2023 | 2023-07-12 | 2023-07-12 | 2023-07-12
kw3 2024 | 3Q 2024 | 2024-35 | 2024-07-01 | 2024-09-30
K3'24 | 2024-Q3 | 2024-35 | 2024-07-01 | 2024-09-30
laatste kwartaal van 2024 | last quarter of 2024 | 2024-36 | 2024-10-01 | 2024-12-31
2024, derde kwartaal | 2024, third quarter | 2024-35 | 2024-07-01 | 2024-09-30
Q1-3 2024 | Q1-3 2024 | 2024-01/2024-09 | 2024-01-01 | 2024-09-30
1e en 2e kwartaal 2024 | first and second quarter of 2024 | 2024-01/2024-06 | 2024-01-01 | 2024-06-30
2e halfjaar 2024 | 2H 2024 | 2024-41 | 2024-07-01 | 2024-12-31
laatste helft van volgend jaar | second half of next year | 2024-41 | 2024-07-01 | 2024-12-31
eerste helft van mei 2024 | first half of May 2024 | 2024-05-01/2024-05-15 | 2024-05-01 | 2024-05-15
tweede helft van volgende maand | 2nd half of next month | 2024-01-16/2024-01-31 | 2024-01-16 | 2024-01-31
week 12 van 2024 | week 12 of 2024 | 2024-03-18/2024-03-24 | 2024-03-18 | 2024-03-24
weeknr 12-14 2024 | week 12 to 14 2024 | 2024-03-18/2024-04-07 | 2024-03-18 | 2024-04-07
begin zomer 2024 | early summer 2024 | 2024-06~ | 2024-06-01 | 2024-06-30
volgend jaar begin maart | early March next year | 2024-03-01~/2024-03-10~ | 2024-03-01 | 2024-03-10
begin/medio 2024 | early to mid-2024 | 2024-01~/2024-07~ | 2024-01-01 | 2024-07-31
eind 2023 of begin 2024 | late 2023 or early 2024 | 2023-10~/2024-03~ | 2023-10-01 | 2024-03-31
eind mei/begin juni 2024 | late May to early June 2024 | 2024-05-21~/2024-06-10~ | 2024-05-21 | 2024-06-10
november 2023 - februari | November 2023 to February | 2023-11/2024-02 | 2023-11-01 | 2024-02-29
nov-feb 2024 | Nov-Feb 2024 | 2023-11/2024-02 | 2023-11-01 | 2024-02-29
van 4 tot 22 januari 2024 | January 4-22, 2024 | 2024-01-04/2024-01-22 | 2024-01-04 | 2024-01-22
volgende maand van 4 tot 22 | next month from 4 to 22 | 2024-01-04/2024-01-22 | 2024-01-04 | 2024-01-22
tussen mei 2024 en 2026 | between May 2024 and 2026 | 2024-05/2026 | 2024-05-01 | 2026-12-31
vanaf 2024 tot en met 2026 | 2024 until 2026 | 2024/2026 | 2024-01-01 | 2026-12-31
uiterlijk vóór 1 mei 2024 | at the latest, before 1 May 2024 | ../2024-04-30 | - | 2024-04-30
1 mei 2024 of eerder | 1 May 2024 at the latest | ../2024-05-01 | - | 2024-05-01
2024 en verder | from 2024 onwards | 2024-01-01/.. | 2024-01-01 | -
niet voor 2025 | not before 2025 | 2025-01-01/.. | 2025-01-01 | -
voor januari-maart 2024 | before January to March 2024 | ../2023-12-31 | - | 2023-12-31
vorig kwartaal | previous quarter | 2023-35 | 2023-07-01 | 2023-09-30
het jaar na het volgende | the year after next | 2025 | 2025-01-01 | 2025-12-31
volgende week | next week | 2023-12-25/2023-12-31 | 2023-12-25 | 2023-12-31
afgelopen week | last week | 2023-12-11/2023-12-18 | 2023-12-11 | 2023-12-18
komend halfjaar | next half-year | 2024-40 | 2024-01-01 | 2024-06-30
deze winter | this winter | 2023-12~/2024-02~ | 2023-12-01 | 2024-02-29
komende zomer | the coming summer | 2024-22 | 2024-06-01 | 2024-08-31
afgelopen zomer | past summer | 2023-22 | 2023-06-01 | 2023-08-31
zomer van '22 | summer of '22 | 2022-22 | 2022-06-01 | 2022-08-31
morgen | tomorrow | 2023-12-19 | 2023-12-19 | 2023-12-19
tweeduizend vierentwintig | twenty twenty-four | 2024 | 2024-01-01 | 2024-12-31
het derde kwartaal van het jaar | third quarter of the year | 2023-35 | 2023-07-01 | 2023-09-30
vanaf Q1-2024 | from 2024-Q1 | 2024-01-01/.. | 2024-01-01 | -
van 1-10-2024-7-10-2024 | from 1/10/2024 to 7/10/2024 | 2024-10-01/2024-10-07 | 2024-10-01 | 2024-10-07
november 19-20 | November 19 to 20 | 2024-11-19/2024-11-20 | 2024-11-19 | 2024-11-20
deze maart van 4 tot 22 | this March 4 to 22 | 2023-03-04/2023-03-22 | 2023-03-04 | 2023-03-22
29 februari | the 29th of February | 2024-02-29 | 2024-02-29 | 2024-02-29
"""


def _rows(table: str) -> list[tuple[str, str | None, date | None, date | None]]:
    rows = []
    for line in table.strip().splitlines():
        dutch, english, edtf, earliest, latest = (cell.strip() for cell in line.split(" | "))
        first, last = (None if day == "-" else date.fromisoformat(day) for day in (earliest, latest))
        rows += [(phrase, None if edtf == "-" else edtf, first, last) for phrase in (dutch, english)]
    return rows


@pytest.mark.parametrize(
    ("phrase", "edtf", "earliest", "latest"), _rows(SPECIFIED) + _rows(FURTHER) + _rows(OF_THE_SAME_FAMILIES)
)
def test_a_phrase_means_what_the_tables_say(
    phrase: str, edtf: str | None, earliest: date | None, latest: date | None
) -> None:
    value = read(phrase, SAID_ON)
    assert (value.edtf, value.earliest, value.latest) == (edtf, earliest, latest)
    assert value.phrase == phrase


@pytest.mark.parametrize(
    "phrase",
    [
        "BEGIN 2024",
        "  begin   2024 ",
        "“begin 2024”",
        "‘begin 2024’",
        "begin 2024.",
        "(begin 2024)",
        "begin-2024",
    ],
)
def test_capitals_quotes_and_spaces_change_nothing(phrase: str) -> None:
    assert (read(phrase).edtf, read(phrase).is_undated) == ("2024-01~/2024-03~", False)


def test_every_kind_of_dash_makes_a_range() -> None:
    assert {read(f"2024{dash}2025").edtf for dash in "-–—−‑"} == {"2024/2025"}


@pytest.mark.parametrize(
    ("phrase", "on", "latest"),
    [
        ("eind maart", date(2024, 3, 25), date(2024, 3, 31)),
        ("eind maart", date(2024, 4, 1), date(2025, 3, 31)),
        ("29 mei a.s.", date(2024, 5, 29), date(2024, 5, 29)),
        ("29 mei a.s.", date(2024, 5, 30), date(2025, 5, 29)),
        ("voor de zomer", date(2024, 6, 20), date(2024, 6, 20)),
        ("voor de zomer", date(2024, 6, 21), date(2025, 6, 20)),
        ("na de zomer", date(2024, 9, 15), date(2024, 11, 30)),
        ("12 juli jl.", date(2023, 7, 11), date(2022, 7, 12)),
        ("12 juli jl.", date(2023, 7, 12), date(2023, 7, 12)),
        ("deze winter", date(2024, 2, 1), date(2024, 2, 29)),
        ("deze winter", date(2024, 3, 1), date(2025, 2, 28)),
        ("winter", date(2024, 1, 15), date(2024, 2, 29)),
        ("komende lente", date(2024, 4, 1), date(2025, 5, 31)),
        ("volgend kwartaal", date(2023, 12, 31), date(2024, 3, 31)),
        ("vorig half jaar", date(2024, 1, 1), date(2023, 12, 31)),
        ("29 februari", date(2024, 3, 1), date(2028, 2, 29)),
        ("binnen een maand", date(2024, 1, 31), date(2024, 2, 29)),
        ("vorige zomer", date(2024, 2, 1), date(2023, 8, 31)),
        ("volgende juni", date(2016, 11, 7), date(2017, 6, 30)),
        ("van nov tot maart", date(2018, 9, 7), date(2019, 3, 31)),
        ("van aanstaande mei tot okt 2020", date(2018, 10, 24), date(2020, 10, 31)),
        ("mei tot volgend jaar juni", date(2024, 1, 1), date(2025, 6, 30)),
        ("tussen mei en 2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("voor komende zomer", date(2024, 1, 1), date(2024, 6, 20)),
    ],
)
def test_a_phrase_without_a_year_is_read_as_a_plan_from_the_day_of_saying(
    phrase: str, on: date, latest: date
) -> None:
    assert read(phrase, on).latest == latest


def test_since_a_month_without_a_year_looks_back() -> None:
    assert read("sinds september", date(2024, 3, 1)).earliest == date(2023, 9, 1)


@pytest.mark.parametrize(
    ("phrase", "earliest"),
    [
        ("maart, uiterlijk 15 maart 2024", date(2024, 3, 1)),
        ("december, uiterlijk 1 maart 2024", date(2023, 12, 1)),
        ("uiterlijk 15 mei 2024, maar na 1 maart", date(2024, 3, 2)),
    ],
)
def test_a_month_beside_a_last_day_with_its_year_is_the_one_just_before_it(
    phrase: str, earliest: date
) -> None:
    assert read(phrase).earliest == earliest


def test_a_range_after_a_limiting_word_counts_from_its_edges() -> None:
    assert read("per januari-maart 2024").earliest == date(2024, 1, 1)
    assert read("uiterlijk januari-maart 2024").latest == date(2024, 3, 31)
