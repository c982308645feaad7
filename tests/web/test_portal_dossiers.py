"""The list, adding a dossier, one dossier with notes, the sheet and the files: for the coach who holds the code, and nobody else."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, timedelta, timezone
from typing import Callable, Iterator, Tuple

import pytest
from docx import Document
from starlette.testclient import TestClient

from bot.settings import load_settings
from bot.web.app import create_app
from bot.web.mine import intake
from bot.web.portal.dossiers import defused
from tests.hashing import cheap_hashing  # noqa: F401 (a fixture)
from tests.intake.client import USUAL, Client
from tests.web.portal import Visitor

NASTY = "<script>alert(1)</script> {{ 7*7 }} =1+1"
NOW = datetime.now(timezone.utc)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, knowledge_url: str) -> Iterator[Callable[[], TestClient]]:
    """Return a function that gives a browser of its own before one portal."""
    folder = str(tmp_path_factory.mktemp("portal"))
    app = create_app(load_settings({"LOOPBAANBOT_DATA_DIR": folder, "LOOPBAANBOT_KNOWLEDGE_URL": knowledge_url}))
    yield lambda: TestClient(app)


def client_of(site: TestClient, sender: str, **answers: str) -> Tuple[Client, str]:
    """Somebody who finished an intake, and the share code that they got."""
    client = Client(intake(site.app.state.services.settings), sender, NOW)
    code = next(text for text in client.go(answers).messages if "deze code" in text).split("**")[1]
    return client, code


@pytest.fixture(scope="module")
def an(site: Callable[[], TestClient]) -> Visitor:
    """A coach with one dossier of somebody who typed markup."""
    with pytest.MonkeyPatch.context() as patch:
        from argon2 import PasswordHasher

        patch.setattr("bot.accounts.passwords._hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        visitor = Visitor(site(), "an").enter()
    _, code = client_of(visitor.client, "sender-an", request=f"Wat nu? {NASTY}", goal="weet ik niet")
    page = visitor.send("/coach/toevoegen", {"code": code.lower(), "label": f"=Nora {NASTY}"})
    visitor.home = str(page.url.path)
    return visitor


def test_a_share_code_opens_the_dossier_with_the_question_on_top(an: Visitor) -> None:
    page = an.get(an.home).text
    assert page.index("Loopbaanvraag") < page.index("Sterke punten") and "Wat nu?" in page
    assert "verteld door klant" in page and "afgeleid" in page and "door coach" in page
    assert 'href="#a-qualities_example"' in page and 'id="a-qualities_example"' in page
    assert "Geld of inkomen" in page or "Weinig tijd" in page


def test_every_finding_links_to_an_answer_that_is_on_the_page(an: Visitor) -> None:
    page = an.get(an.home).text
    links, places = set(re.findall(r'href="#(a-[\w.]+)"', page)), re.findall(r'id="(a-[\w.]+)"', page)
    assert links and links <= set(places)
    assert len(places) == len(set(places))


def test_what_somebody_typed_is_never_markup(an: Visitor) -> None:
    for path in ("/coach", an.home, f"{an.home}/voorbereiding", f"{an.home}/vergelijk"):
        page = an.get(path).text
        assert "<script>alert" not in page and "&lt;script&gt;" in page and "{{ 7*7 }}" in page


def test_another_coach_and_another_role_see_nothing(site: Callable[[], TestClient], an: Visitor) -> None:
    bo, office = Visitor(site(), "bo").enter(), Visitor(site(), "chef", "administrator").enter()
    paths = ("", "/voorbereiding", "/voorbereiding.pdf", "/vergelijk", "/dossier.pdf", "/dossier.docx", "/dossier.json")
    for path in paths:
        assert bo.get(an.home + path).status_code == 404, path
        assert office.get(an.home + path).status_code == 403, path
    assert "Nora" not in bo.get("/coach").text
    bo.send(f"{an.home}/notities", {"kind": "note", "text": "van bo"}, page="/coach/toevoegen")
    bo.send(f"{an.home}/naam", {"label": "gestolen"}, page="/coach/toevoegen")
    assert "van bo" not in an.get(an.home).text and "gestolen" not in an.get(an.home).text


def test_the_code_of_another_coach_opens_nothing_and_guessing_is_slowed_down(
    site: Callable[[], TestClient], an: Visitor
) -> None:
    _, code = client_of(an.client, "sender-shared")
    an.send("/coach/toevoegen", {"code": code, "label": "Gedeeld"})
    thief = Visitor(site(), "thief").enter()
    codes = (code, "AAAA-BBBB-CCCC", "' OR 1=1 --", "2222-3333-4444", code)
    assert [thief.send("/coach/toevoegen", {"code": one}).status_code for one in codes] == [422, 422, 422, 422, 429]


def test_notes_agreements_and_aftercare(an: Visitor) -> None:
    due = (date.today() + timedelta(days=7)).isoformat()
    for kind, text in (
        ("note", "Praat graag"),
        ("agreement", f"Belt de school {NASTY}"),
        ("aftercare", "Hoe ging het?"),
    ):
        an.send(f"{an.home}/notities", {"kind": kind, "text": text, "due": due}, page=an.home)
    page = an.get(an.home).text
    assert (
        all(text in page for text in ("Praat graag", "Belt de school", "Hoe ging het?")) and "<script>alert" not in page
    )
    number = re.search(r"/notities/(\d+)/klaar", page)[1]
    assert "Toch niet gedaan" in an.send(f"{an.home}/notities/{number}/klaar", {}, page=an.home).text
    gone = an.send(f"{an.home}/notities/{number}/weg", {}, page=an.home).text
    assert f"/notities/{number}/" not in gone
    empty = an.send(f"{an.home}/notities", {"kind": "note", "text": " "}, page=an.home)
    assert empty.status_code == 422 and "Schrijf eerst iets" in empty.text


def test_a_note_changes_nothing_without_the_token_of_its_form(an: Visitor) -> None:
    fields = {"kind": "note", "text": "van een andere website"}
    assert an.client.post(f"{an.home}/notities", data=fields).status_code == 403
    assert "van een andere website" not in an.get(an.home).text


@pytest.mark.parametrize("digits", [10, 19, 400, 5000])
def test_a_number_that_no_database_holds_is_no_page(an: Visitor, digits: int) -> None:
    assert an.get(f"/coach/dossier/{'9' * digits}").status_code == 404
    assert an.send(f"{an.home}/notities/{'9' * digits}/weg", {}, page=an.home).status_code == 404


def test_the_preparation_sheet_on_the_page_and_as_a_tagged_pdf(an: Visitor) -> None:
    page = an.get(f"{an.home}/voorbereiding").text
    assert 5 <= len(re.findall(r"<li><p>", page.split('class="asks"')[1].split("</ol>")[0])) <= 8
    assert "weet het nog niet" in page and "Punten voor doorverwijzing" in page
    pdf = an.get(f"{an.home}/voorbereiding.pdf")
    assert pdf.headers["content-type"] == "application/pdf" and pdf.content.startswith(b"%PDF-")
    assert b"pdfuaid:part" in pdf.content and pdf.content.count(b"/Type /Page\n") <= 2


def test_the_dossier_as_word_json_and_pdf_without_the_notes(an: Visitor) -> None:
    an.send(f"{an.home}/notities", {"kind": "note", "text": "Geheime indruk"}, page=an.home)
    data = an.get(f"{an.home}/dossier.json")
    assert data.json()["request"]["text"] == f"Wat nu? {NASTY}" and "Geheime indruk" not in data.text
    word = Document(io.BytesIO(an.get(f"{an.home}/dossier.docx").content))
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "Wat nu?" in said and "Vragen voor het gesprek" in said and "Geheime indruk" not in said
    assert an.get(f"{an.home}/dossier.pdf").content.startswith(b"%PDF-")
    for name in ("dossier.exe", "dossier.ics", "dossier.", "dossier.pdf%2f..%2f..%2fpeople.db"):
        assert an.get(f"{an.home}/{name}").status_code == 404


def test_the_list_as_a_spreadsheet_has_no_formulas(an: Visitor) -> None:
    answer = an.get("/coach/dossiers.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="dossiers.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "Wie" and any(row[0].startswith("'=Nora") for row in rows[1:])
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\r=1"])
def test_formulas_are_defused(cell: str) -> None:
    assert defused(cell) == f"'{cell}" and defused("gewoon") == "gewoon"


def test_the_list_searches_filters_and_survives_nonsense(an: Visitor) -> None:
    assert "Nora" in an.get("/coach?zoek=nora&status=done&volgorde=due").text
    assert "Geen enkel dossier" in an.get("/coach?zoek=zzzz").text
    for query in ("pagina=999999", "pagina=-1", "pagina=²", "status=x&fase=y&volgorde=z", "zoek=%00%ff", "door=1"):
        assert an.get(f"/coach?{query}").status_code == 200, query


def test_the_client_sees_who_opened_and_took_along_the_dossier(an: Visitor) -> None:
    service = intake(an.client.app.state.services.settings)
    an.get(f"{an.home}/voorbereiding.pdf")
    an.get("/coach/dossiers.csv")
    done = {(line.get("name"), line["action"]) for line in service.everything("sender-an", NOW)["audit"]}
    wanted = {"share_opened", "dossier_read", "sheet_exported", "list_exported"}
    assert {("An", action) for action in wanted} <= done


def test_when_a_client_stops_sharing_the_door_closes_at_once(an: Visitor) -> None:
    client, code = client_of(an.client, "sender-leaves")
    page = an.send("/coach/toevoegen", {"code": code, "label": "Gaat weg"})
    assert "Gaat weg" in an.get("/coach").text
    client.say("deelcode intrekken")
    assert an.get(str(page.url.path)).status_code == 404 and "Gaat weg" not in an.get("/coach").text


def test_a_dossier_that_is_being_changed_says_so(an: Visitor) -> None:
    client, code = client_of(an.client, "sender-changes")
    page = an.send("/coach/toevoegen", {"code": code, "label": "Verandert"})
    client.say("wijzig mijn doel")
    said = an.get(str(page.url.path)).text
    assert "werkt nu aan de antwoorden" in said and USUAL["request"] not in said
    assert "Wordt aangepast" in an.get("/coach?zoek=verandert").text


def test_two_moments_side_by_side(an: Visitor) -> None:
    client, code = client_of(an.client, "sender-twice")
    page = an.send("/coach/toevoegen", {"code": code, "label": "Tweemaal"})
    home = str(page.url.path)
    assert "maar één moment" in an.get(f"{home}/vergelijk").text
    client.say("wijzig mijn doel")
    client.say("Minder uren")
    client.say("ja")
    said = an.get(f"{home}/vergelijk").text
    assert "Minder uren" in said and USUAL["goal"] in said
    ids = re.findall(r"option value=\"(\d+)\"", said)
    assert "Kies eerst een vroeger" in an.get(f"{home}/vergelijk?van={ids[1]}&tot={ids[0]}").text
    assert an.get(f"{home}/vergelijk?van=x&tot=999999").status_code == 200
