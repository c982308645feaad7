"""The dossier as a file. What a person typed is text in every one of them."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from xml.etree import ElementTree

import icalendar
import pytest
from docx import Document
from docx.oxml.ns import qn

from bot.intake.export import FORMATS, to_docx, to_ics, to_json, to_pdf, to_svg
from bot.intake.export.sections import document
from tests.intake.client import Client

NASTY = '<script>alert(1)</script> #let x = 1 $math$ *vet* _x_ @ref [link](javascript:1) =1+1 \\u{7f} {goal} "quote" & \x07 einde'


@pytest.fixture(scope="module")
def data(library, tmp_path_factory):
    from tests.intake.conftest import open_service

    folder = tmp_path_factory.mktemp("people")
    service = open_service(library, f"sqlite:///{folder / 'people.db'}", folder)
    client = Client(service)
    client.go({"request": NASTY, "why_now": NASTY, "action.1": NASTY, "another.1": "ja", "action.2": "Ik lees 2 boeken",
               "deadline.2": "1 maart", "fit.2": "ja", "another.2": "nee"})  # fmt: skip
    return service.dossier("sender-1")


def test_json_is_stable_and_readable(data):
    assert json.loads(to_json(data)) == data
    assert to_json(data) == to_json(json.loads(to_json(data)))


def test_the_calendar_has_each_dated_action_with_two_reminders(data):
    calendar = icalendar.Calendar.from_ical(to_ics(data))
    events = calendar.walk("VEVENT")
    assert [event.decoded("dtstart").isoformat() for event in events] == ["2027-01-15", "2027-03-01"]
    assert [len(event.walk("VALARM")) for event in events] == [2, 2]
    assert len({event["uid"] for event in events}) == 2
    assert to_ics(data) == to_ics(data)
    lines = to_ics(data).decode().split("\r\n")
    assert all(re.match(r"^( |[A-Z-]+[;:])", line) for line in lines if line)


def test_the_picture_says_in_words_what_it_shows(data):
    root = ElementTree.fromstring(to_svg(data))
    texts = [element.text for element in root.iter() if element.text]
    assert root.attrib["role"] == "img"
    assert any("Kwaliteitenreflectie: 2,5" in text for text in texts)
    colours = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', to_svg(data)))
    assert colours == {"#1a1a1a", "#ffffff"}
    without = {**data, "career": [{**data["career"][0], "score": None}]}
    assert "geen score" in to_svg(without)


def test_the_pdf_is_tagged_and_has_a_language(data):
    for coach in (False, True):
        pdf = to_pdf(data, coach)
        assert pdf.startswith(b"%PDF-")
        assert b"/StructTreeRoot" in pdf and b"/Lang" in pdf and b"pdfuaid" in pdf


@pytest.mark.parametrize("text", ["Ik wil 😀 en 🦄", "أريد عملاً", "我要工作", "İş arıyorum, żółć"])
def test_signs_that_no_font_has_do_not_stop_the_document(data, text):
    strange = {**data, "request": {**data["request"], "text": text}}
    assert b"/StructTreeRoot" in to_pdf(strange)
    assert text in "".join(paragraph.text for paragraph in Document(io.BytesIO(to_docx(strange))).paragraphs)


@pytest.mark.parametrize("coach", [False, True])
def test_word_opens_in_libreoffice_with_every_word(data, tmp_path, coach):
    (tmp_path / "dossier.docx").write_bytes(to_docx(data, coach))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "dossier.docx")], check=True, timeout=120, capture_output=True)
    shown = " ".join((tmp_path / "dossier.txt").read_text("utf-8-sig").split())
    told = [" ".join(paragraph.text.split()) for paragraph in Document(io.BytesIO(to_docx(data, coach))).paragraphs]
    assert [text for text in told if text not in shown] == []


def test_word_has_headings_tables_and_a_described_picture(data):
    file = Document(io.BytesIO(to_docx(data, coach=True)))
    headings = [paragraph.text for paragraph in file.paragraphs if paragraph.style.name.startswith("Heading")]
    assert "Loopbaanvraag" in headings and "Vragen voor het gesprek" in headings
    assert file.inline_shapes[0]._inline.docPr.get("descr").startswith("Kwaliteitenreflectie")
    assert "w:tblHeader" in zipfile.ZipFile(io.BytesIO(to_docx(data))).read("word/document.xml").decode()
    assert [language.get(qn("w:val")) for language in file.styles.element.iter(qn("w:lang"))] == ["nl-BE"]
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert "<script>alert(1)</script> #let x = 1 $math$ *vet*" in text


def test_only_the_coach_gets_the_questions_for_the_conversation(data):
    own = [section["heading"] for section in document(data)["sections"]]
    coach = [section["heading"] for section in document(data, coach=True)["sections"]]
    assert "Vragen voor het gesprek" not in own and "Vragen voor het gesprek" in coach
    assert "Persoonlijk ontwikkelingsplan (POP)" in own and "Samenvatting" in own


def test_every_table_says_how_wide_its_columns_are(data):
    tables = [b for section in document(data, coach=True)["sections"] for b in section["blocks"] if "table" in b]
    assert tables
    for table in tables:
        assert len(table["widths"]) == len(table["columns"]) == len(table["table"][0])


def test_a_scan_shows_its_evidence_what_to_learn_first_the_distances_and_the_advice(kb, data):
    from tests.intake.test_dossier import scan_of

    sections = document({**data, "scans": [scan_of(kb)]})["sections"]
    text = str(next(section for section in sections if section["heading"] == "Competentiescan"))
    for part in (
        "Bewijs: een map",
        "Begin hiermee",
        "Kennis die daarbij hoort",
        "supported employment coach: ",
        "portfolio",
    ):
        assert part in text, part


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_survives_everything_unanswered(kb, library, name, tmp_path):
    from tests.intake.conftest import open_service

    service = open_service(library, f"sqlite:///{tmp_path / 'people.db'}", tmp_path)
    client = Client(service)
    turn = client.say("start intake")
    turn = client.say("ja")
    while turn.active:
        turn = client.say("overslaan" if turn.question not in ("confirmed", "outside_frame") else "ja")
    content, media_type = service.file("sender-1", name)
    assert content and "/" in media_type
