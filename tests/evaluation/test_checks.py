"""The judge refuses wrong replies and accepts right ones, on the real dossiers."""

from __future__ import annotations

import pytest

from .checks import Seen, failures
from .every_reply import faults
from .items import Item, Turn
from .kinds import KINDS
from .play import judge
from .reply import Reply
from .text import holds
from .world import World, load_world

QUOTE = "Gaat na of de acties gerealiseerd zijn"
SOURCE = "Bron: BK-0540-2, competentie 22"


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def seen(world: World, *texts: str, buttons: tuple[str, ...] = (), previous: Reply | None = None) -> Seen:
    return Seen(Reply(texts, buttons), world, previous)


@pytest.mark.parametrize(
    ("text", "expected", "right"),
    [
        ("In totaal **2091** loopbaanbegeleiders.", "2091", True),
        ("In totaal 12091 loopbaanbegeleiders.", "2091", False),
        ("BK-0541-2", "2", False),
        ("Dat waren er 9.", "9", True),
        ("Thema’s  of\nhet vakgebied", "thema's of het vakgebied", True),
        ("VKS-niveau: 6", "re:niveau[^\\n]*6", True),
    ],
)
def test_expectations_ignore_typography_only(text: str, expected: str, right: bool) -> None:
    assert holds(text, expected) is right


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("absent", "Het niveau staat niet in het dossier.", "Het niveau is 6."),
        ("unknown", "Dat weet ik niet. Ik ken negen beroepen.", f"Dat weet ik niet.\n- {QUOTE}\n{SOURCE}"),
        ("small_talk", "Dag! Fijn dat je er bent.", "Dat begrijp ik niet."),
        ("answer", f"- {QUOTE}\n{SOURCE}", "Sorry, dat begrijp ik niet."),
        ("compare", "Loopbaanbegeleider en supported employment coach delen veel.", "Een loopbaanbegeleider coacht."),
        ("search", f"Loopbaanbegeleider:\n- {QUOTE}", "Daar heb ik iets over."),
        ("intake", "Zullen we de intake starten?", "Leuk!"),
        ("help", "Je kan mij vragen wat een beroep inhoudt.", "Nee."),
    ],
)
def test_kinds_of_reply(kind: str, right: str, wrong: str, world: World) -> None:
    assert failures({"kind": kind}, seen(world, right)) == []
    assert failures({"kind": kind}, seen(world, wrong)) != []


def test_asking_back_and_listing_need_choices(world: World) -> None:
    choices = tuple(p.names[0] for p in world.professions.values())
    assert failures({"kind": "ask_back"}, seen(world, "Bedoel je een van deze?", buttons=choices[:2])) == []
    assert failures({"kind": "ask_back"}, seen(world, "Bedoel je deze?", buttons=choices[:1])) != []
    answered = seen(world, f"- {QUOTE}\n{SOURCE}\nNog iets?", buttons=choices[:2])
    assert failures({"kind": "ask_back"}, answered) != []
    assert failures({"kind": "list"}, seen(world, "Dit zijn ze:", buttons=choices)) == []
    assert failures({"kind": "list"}, seen(world, "Dit zijn ze:", buttons=choices[:2])) != []
    assert set(KINDS) >= {"ask_back", "list"}


def test_quotations_are_recognised_per_profession(world: World) -> None:
    reply = seen(world, f"- {QUOTE}\n{SOURCE}")
    assert failures({"statements_of": "loopbaanbegeleider", "cites": "BK-0540-2", "quotes": True}, reply) == []
    assert failures({"statements_of": "campagnewerker"}, reply) != []
    assert failures({"about": "loopbaanbegeleider"}, reply) == []
    assert failures({"about": "belangenbehartiger"}, reply) != []


def test_a_statement_that_two_professions_share_does_not_tell_them_apart(world: World) -> None:
    shared = "Wisselt kennis en ervaringen uit met collega's"
    source = f"- {shared}\nBron: {world.professions['campagnewerker'].cite}"
    wanted = {"statements_of": "campagnewerker"}
    assert failures(wanted, seen(world, f"De campagnewerker:\n{source}")) == []
    assert failures(wanted, seen(world, f"De gemeenschapswerker:\n{source}")) != []
    button = ("En de campagnewerker?",)
    assert failures({"about": "campagnewerker"}, seen(world, "Dat staat niet in het dossier.", buttons=button)) == []
    other = seen(world, "De gemeenschapswerker: dat staat niet in het dossier.", buttons=button)
    assert failures({"about": "campagnewerker"}, other) != []


def test_abbreviations_are_whole_words(world: World) -> None:
    assert failures({"about": "supported_employment_coach"}, seen(world, "Een SEC doet veel.")) == []
    assert failures({"about": "supported_employment_coach"}, seen(world, "De sectoren zijn bekend.")) != []


def test_the_rest_of_a_message_may_be_offered(world: World) -> None:
    assert failures({"shows": ["niveau"]}, seen(world, "Eerst dit.", buttons=("Welk niveau?",))) == []
    assert failures({"shows": ["niveau"]}, seen(world, "Eerst dit.")) != []


def test_checks_that_look_back(world: World) -> None:
    before = Reply(("Een vrij lange zin over het werk.",))
    assert failures({"differs": True, "shorter": True}, seen(world, "Kort.", previous=before)) == []
    again = seen(world, before.text, previous=before)
    assert len(failures({"differs": True, "shorter": True}, again)) == 2


def test_alternatives(world: World) -> None:
    either = {"one_of": [{"kind": "absent"}, {"facts": ["2020"]}]}
    assert failures(either, seen(world, "Het is van 2020.")) == []
    assert failures(either, seen(world, "Het is van vorig jaar.")) != []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("", {"says something"}),
        ("x" * 951, {"is short"}),
        ("Een <b>vet</b> woord", {"has no HTML"}),
        (
            f"- {QUOTE}\n- Verdient heel goed en krijgt van iedereen altijd een mooie bloem\n{SOURCE}",
            {"invents nothing"},
        ),
        (f"- **De arbeidsarts van je werkgever**: via de preventiedienst van je werk\n\n- {QUOTE}\n{SOURCE}", set()),
        (f"- **De dokter van de voetbalclub om de hoek**: elke dinsdag\n\n- {QUOTE}\n{SOURCE}", {"invents nothing"}),
        (f"Dit hoort erbij:\n- **{QUOTE}** (competentie 22)\n- Totaal 2017: 77\n{SOURCE}", set()),
        ("- Je kan mij alles vragen over de negen beroepen die ik ken", set()),
        ("Minder dan 3 < 5 is waar & klaar", set()),
    ],
)
def test_rules_for_every_reply(text: str, broken: set[str], world: World) -> None:
    assert set(faults(seen(world, text))) == broken


def test_a_conversation_is_right_when_every_turn_is(world: World) -> None:
    turns = (Turn("a", {"facts": ["een"]}), Turn("b", {"facts": ["twee"]}))
    item = Item("level-001", "level", "plain", turns, "campagnewerker")
    good = judge(item, [Reply(("Campagnewerker een",), ms=5.0), Reply(("twee",), ms=7.0)], world)
    assert (good.right, good.ms, good.recognised) == (True, [5.0, 7.0], True)
    bad = judge(item, [Reply(("een",)), Reply(("drie",))], world)
    assert (bad.right, bad.recognised, [miss.turn for miss in bad.misses]) == (False, False, [2])


def test_what_is_new_to_somebody(world: World) -> None:
    step = {"new_to": {"from": "loopbaanbegeleider", "to": "supported_employment_coach"}}
    both = "- Werkt volgens het intern kwaliteitskader\n- Gebruikt de gangbare kantoorsoftware"
    fresh = "- Verwoordt competenties en vaardigheden in begrijpbare taal\n- Grondige kennis van prospectietechnieken\n- Kennis van bedrijfscultuur"
    assert failures(step, seen(world, fresh)) == []
    assert failures(step, seen(world, both)) != []


def test_counting_professions(world: World) -> None:
    assert (
        failures({"professions": 2}, seen(world, "Welk beroep?", buttons=("Campagnewerker", "Gemeenschapswerker")))
        == []
    )
    assert failures({"professions": 2}, seen(world, "Welk beroep?", buttons=("Campagnewerker", "Help"))) != []
