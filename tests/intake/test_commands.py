"""Words that steer, and longer answers that only look like them."""

import pytest

from bot.intake.commands import _content, find_topics, recognise

TYPED = {
    "previous": [
        "ik heb me vergist bij de vorige vraag",
        "een stapje terug",
        "mijn vorige antwoord was fout",
        "vorige",
        "Vorige!",
        "vorigge",
        "ga eens terug aub",
        "kan ik naar de vorige vraag?",
    ],
    "skip": ["overslaan", "oversalan", "sla maar over", "deze vraag overslaan graag", "dat zeg ik liever niet"],
    "unknown": ["weet ik niet", "Ik weet het niet", "kweetni", "geen idee hoor", "geen flauw idee"],
    "why": ["waarom vraag je dat?", "waarom wil je dat weten", "waarom?"],
    "explain": [
        "wat hoort daarbij?",
        "wat moet ik hier invullen?",
        "wat was de vraag weer?",
        "zoals wat?",
        "wat bedoel je?",
        "wablief?",
        "ik snap de vraag niet",
        "wat bedoel je precies",
        "leg eens uit",
    ],
    "pause": [
        "pauze",
        "stop",
        "ik wil graag stoppen",
        "even pauze",
        "ik doe morgen verder",
        "wacht ik moet even stoppen",
        "wacht, ik moet even weg",
        "moment, telefoon",
        "straks verder",
        "ik moet de kinderen gaan halen",
        "ik ga eten",
        "wacht even de bel gaat",
        "ogenblikje",
        "straks",
        "ik moet dringend weg",
        "kan ik een pauze nemen?",
        "wacht",
        "er belt iemand aan",
        "bewaar dit en ik doe later verder",
        "ik ben moe, ik stop",
    ],
    "progress": [
        "hoeveel vragen nog?",
        "hoe lang duurt het nog",
        "zijn we er bijna?",
        "dit duurt te lang",
        "hoever zit ik",
        "hoeveel vragen zijn het in totaal",
    ],
    "continue": [
        "laten we verder gaan",
        "mogen we verder gaan?",
        "verder",
        "ga verder",
        "verdergaan",
        "ik wil graag verder",
        "laat maar zo",
    ],
    "overview": ["overzicht", "toon mijn antwoorden", "overzciht", "wat heb ik al geantwoord?"],
    "summary": [
        "samenvatting tot nu toe",
        "kan je samenvatten wat ik al zei",
        "samenvatting",
        "toon de samenvatting aub",
    ],
    "restart": ["opnieuw beginnen", "ik wil opnieuw beginnen", "begin maar opnieuw"],
    "start_intake": ["start intake", "Start de intake!", "ik wil een intake doen"],
    "start_scan": ["competentiescan", "start de competentiescan", "competntiescan"],
    "my_data": ["welke gegevens heb je van mij?", "Welke gegevns heb je van mij", "wat weet je over mij"],
    "erase": ["verwijder mijn gegevens", "verwijdr mijn gegevens", "wis alles", "ik trek mijn toestemming in"],
    "help": ["help", "hulp nodig", "wat kan ik zeggen?"],
    "human": ["ik wil een mens spreken", "kan ik met iemand praten?", "ik wil graag met een mens praten"],
    "document": ["mijn document", "toon mijn plan"],
    "share": ["deel met een begeleider", "deelcode"],
}

ANSWERS = [
    "ik wil stoppen met mijn job", "ik ging verder studeren", "mijn vorige job was leuk", "verder studeren", "ik wil mijn job veranderen",
    "ik wil groeien", "stoppen met roken", "mensen helpen", "ik help mensen", "terug naar school", "ik wil terug naar school",
    "verander van werk", "ik weet niet of dit bij me past", "geen tijd", "geen", "waarom niet", "volgend jaar", "ik wil een coach worden",
    "ik wil begeleider worden", "ik stop met werken", "einde contract", "mijn plan is om te reizen", "vorig jaar", "ik wil verder groeien",
    "pauzes nemen", "een overzicht krijgen van wat ik kan", "opnieuw beginnen in een andere sector", "hulp aan huis", "met mensen praten",
    "ik wil minder stoppen en meer doen", "alles", "ik wil mensen spreken over hun werk", "ja", "nee", "3", "ik wil verder gaan studeren",
    "ik weet niet wat ik wil", "ik weet niet hoe ik verder moet", "wat moet ik doen?", "ik zit vast", "ik moet hier weg", "ik wil iets veranderen",
    "ik wil weten waarom ik dit doe", "dat is belangrijk voor mij", "ik wil alles veranderen", "geen tijd meer", "de volgende stap zetten",
    "ik wil een voorbeeld zijn", "met iemand praten", "een stap terug zetten op het werk", "ik wil terug iets nieuws", "weten wat ik kan",
    "ik wil opnieuw kunnen lachen op het werk", "ik snap mijn baas niet", "mijn baas begrijpt mij niet", "ik kan goed helpen", "hoe moet het verder?",
    "hoe kan ik verder groeien?", "ik wil weg van alles", "anderen helpen", "ik voel me niet begrepen", "ik wil vooruit in mijn leven",
    "waar ik goed in ben", "wat ze over mij gezegd hebben", "hoe lang moet ik dit nog doen", "ze begrijpen mij niet", "uitleggen", "ik wil vooruit",
    "wachten op antwoord", "ik help graag", "is dat goed voor mij", "het is niet duidelijk wat ze willen", "een mens is geen machine", "wacht op een beslissing van de directie", "wachten", "de nacht", "pauzes met collega's", "een pauze op mijn werk",
    "op dat moment bleef ik rustig", "even weg van de drukte", "mijn contract stopt morgen", "later een eigen zaak", "ik heb nu geen tijd voor mezelf",
    "koffie drinken met collega's", "ik moet gaan solliciteren", "mijn telefoon staat nooit stil", "ik kom niet verder", "ik ben het beu", "overslaan van maaltijden kost me energie", "ik wil mijn leven veranderen", "documenten maken",
]  # fmt: skip


@pytest.mark.parametrize("name, text", [(name, text) for name, texts in TYPED.items() for text in texts])
def test_a_command_in_ordinary_words(name, text):
    assert recognise(text).name == name


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_is_no_command(text):
    assert recognise(text) is None


def test_every_phrase_of_the_file_is_its_own_command():
    for name, phrases in _content()["commands"].items():
        for phrase in phrases:
            typed = phrase.replace("{topic}", "3").replace("{page}", "2").replace("{step}", "actie 1")
            assert recognise(typed).name == name, phrase


@pytest.mark.parametrize(
    "text, name",
    [
        ("wijzig mijn doel", "goal"), ("wijzig het doel", "goal"), ("wijzig mijn antwoord over drempels", "obstacles"),
        ("wijzig aanleidng", "why_now"), ("ik wil mijn loopbaanvraag wijzigen", "request"), ("wijzig vraag 2", "employment"),
        ("verander mijn eerste actie", "action.1"), ("ik wil actie 1 veranderen", "action.1"), ("verander de deadline van actie 2", "deadline.2"),
        ("pas de datum van mijn tweede actie aan", "deadline.2"), ("ik wil mijn antwoord op de vraag over mijn doel wijzigen", "goal"),
        ("wijzig 2", "employment"), ("ga terug naar vraag twee", "employment"), ("wijzig de tweede vraag", "employment"),
    ],
)  # fmt: skip
def test_change_names_a_question(intake, text, name):
    command = recognise(text)
    assert command.name == "change"
    assert [found.id for found in find_topics(command.topic, intake.questions)] == [name]


@pytest.mark.parametrize("topic", ["vraag 99", "mijn kat", "", "de het een"])
def test_an_unknown_subject_is_not_guessed(intake, topic):
    assert find_topics(topic, intake.questions) == []


def test_pages_and_professions_are_read():
    assert recognise("overzicht deel 2").page == 2
    assert recognise("competentiescan voor loopbaanbegeleider").topic == "loopbaanbegeleider"
