"""A small pool of sentences for synthetic stories; everything is invented."""

OPENINGS = [
    "Twee buren dronken koffie met een nieuwe bewoner",
    "De huismeester belde eerst aan voordat hij een brief stuurde",
    "Een bewoner maakte zelf de agenda van het overleg",
    "Drie organisaties namen om de beurt de telefoon op",
    "Een collega ging een avond mee met de wijkagent",
    "De tafel in de hal werd door bewoners zelf gedekt",
    "Jongeren gaven ouderen les met hun telefoon",
    "De huisarts gaf een kaartje mee in plaats van een verwijzing",
    "Een moeder schreef mee aan de regels van het speelplein",
    "De woonconsulent vroeg eerst wat iemand kan",
]
CHANGES = [
    "Vroeger hoorden we dat pas na een klacht.",
    "Daarna vroegen twee anderen of zij ook mee mochten doen.",
    "Niemand nam een dossier mee.",
    "Een buur zei dat dit anders slaapt.",
    "We bleven tot het was opgelost, ook al was het niet van ons.",
    "Sindsdien groeten mensen elkaar op de trap.",
    "De begeleider zat dit keer niet aan tafel.",
    "Het duurde een uur langer dan gepland.",
]
TITLES = [
    "Koffie op de trap",
    "Eerst aanbellen",
    "Bewoners maken de agenda",
    "Eén telefoon voor drie",
    "Samen de avond in",
    "De tafel in de hal",
    "Les van jongeren",
    "Een kaartje in plaats van een brief",
    "Regels van het plein",
    "Wat kun je?",
]
FRICTIONS = [
    "Er is een regel die dit niet toelaat.",
    "Een collega vond het onverantwoord.",
    "We konden de uren nergens schrijven.",
    "Niets eigenlijk.",
    "Iedere organisatie wilde het eigen formulier houden.",
]
NEXT_STEPS = ["Nog een keer proberen, met andere buren.", "Over een maand terugkijken.", ""]
#: Expected, why, differently.
SETBACK = (
    "Dat er iemand zou opnemen.",
    "Het rooster stond op twee plekken.",
    "Het rooster samen met de buren maken.",
)
EVIDENCE = [
    "Een buur vertelde het zelf.",
    "Twee mensen kwamen terug.",
    "De regel staat nog open.",
    "We hebben het samen besproken.",
]
REASONS = ["Twee buren spraken elkaar hierdoor voor het eerst.", "We willen dit nog een maand volgen."]
WHY_LINKED = ["Hier bouwden we op voort.", "We namen het idee over.", "Zonder die stap was dit niet gebeurd."]
STEPS = [
    "Een nieuwe bewoner welkom heten",
    "Eén keer overleggen zonder dossier",
    "Het rooster maken met de buren",
    "Zelf een tafel beginnen",
    "De wijkagent vragen eerst te bellen",
    "Met de locatiemanager praten",
]
DIRECTIONS = [
    "Wie hier komt wonen, kent een paar buren voordat er iets misgaat.",
    "Iedereen doet mee als iemand die iets kan.",
    "Bij zorgen is er iemand die je kent.",
]
SOLUTIONS = [
    "Welkom",
    "Eén vertrouwd gezicht",
    "Over organisaties heen",
    "Van betekenis zijn",
    "Beeldvorming",
]
BARRIERS = [
    ("Geen derden bij de bezichtiging", "rule"),
    ("Ieder een eigen registratie", "routine"),
    ("Geen uren voor werk buiten de beschikking", "money"),
    ("Niet weten wat je mag delen", "data_sharing"),
]
STANDS = ["met", "bypassed", "removed", "escalated"]
SESSIONS = [
    "Klein maken",
    "Leren zien",
    "Plek der moeite",
    "Aanjagen",
    "Naar beleid",
    "Oogst en terugkoppeling",
]
FUNCTIONS = ["buurtteammedewerker", "woonconsulent", "opbouwwerker"]
#: Joint answers C1–C5 and how often each occurs among a hundred readings.
LENSES = {"SSSSS": 35, "SSWWS": 20, "SSSWS": 10, "WSNNW": 15, "WNNNN": 10, "S?S??": 10}
