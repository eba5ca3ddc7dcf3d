"""What each kind of finding is and is not, known names, and how a page shows findings."""

import ast
from itertools import pairwise
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from smallwins import privacycheck
from smallwins.privacycheck import Finding, Kind, blocks, check, mark

PEOPLE = ["Samira Oulad", "Joost van der Wiel", "Portiek & Plein", "Buurtteam Kerkstraat", "GGZ Laagwater"]


def found(text, **kwargs):
    return [(finding.kind, text[finding.start : finding.end]) for finding in check(text, **kwargs)]


@pytest.mark.parametrize(
    "number", ["999990019", "999 990 019", "9999.90.019", "99-99-90-019", "999.990.019", "9 9 9 9 9 0 0 1 9"]
)
def test_bsn_blocks_however_it_is_grouped(number):
    text = f"Nummer {number}, zei hij"

    assert check(text) == [Finding(Kind.BSN, 7, 7 + len(number), blocks=True)]


@pytest.mark.parametrize("number", ["099905486", "99905486"])
def test_bsn_of_eight_digits_blocks_with_and_without_its_zero(number):
    assert blocks(check(f"Het was {number}."))


@pytest.mark.parametrize(
    "text",
    [
        "Nummer 999990018 dus",  # fails the eleven test
        "Nummer 9999900190 is langer",
        "Nummer 000000000",
        "Op 20270409 en 09042027",
        "De begroting is € 999.990.019",
        "Van 13-6-2027 10.30 uur",
    ],
)
def test_other_numbers_are_no_bsn(text):
    assert check(text) == []


def test_number_called_bsn_that_fails_the_eleven_test_warns_without_blocking():
    findings = check("Zijn BSN is 999990018.")

    assert [(finding.kind, finding.blocks) for finding in findings] == [(Kind.BSN, False)]
    assert not blocks(findings)


def test_bsn_beside_other_numbers_blocks_still():
    assert blocks(check("Op 3 mei 2027 999990019 en 2 keer"))
    assert blocks(check("Hij noemde 099905486 2 keer"))


def test_digits_of_a_phone_number_or_bank_account_do_not_block():
    assert found("Bel +31 612345676 dan") == [
        (Kind.PHONE, "+31 612345676")
    ]  # 612345676 passes the eleven test
    assert found("Naar BE89 9999 9999 9999 dan") == [(Kind.IBAN, "BE89 9999 9999 9999")]


def test_bank_account_needs_right_check_digits_and_length():
    assert found("NL56DEMO0000012345") == [(Kind.IBAN, "NL56DEMO0000012345")]
    assert found("NL57DEMO0000012345") == []
    assert found("NL56DEMO00000123450") == []


@pytest.mark.parametrize(
    "text",
    ["Bel 112", "Bel 0900-8844", "Bel 0800 1234567 of 0900 123456", "Bel 14 020", "Op 06-12-2027 14.00 uur",
     "Van 2026-2027", "Het kost € 1.250.000,00", "Eén 06-nummer", "Op 01-02-2027 10:30"],
)  # fmt: skip
def test_services_dates_and_amounts_are_no_phone_number(text):
    assert check(text) == []


def test_email_address_needs_a_domain():
    assert found("Mail a.b+c@post.voorbeeld.nl.") == [(Kind.EMAIL, "a.b+c@post.voorbeeld.nl")]
    assert found("Mail naam [at] voorbeeld.nl") == [(Kind.EMAIL, "naam [at] voorbeeld.nl")]
    assert found("Wie is er @ de borrel? Vraag @buurt.") == []


def test_postcode_needs_a_house_number():
    assert found("Op 1234 AB 12") == [(Kind.POSTCODE, "1234 AB 12")]
    assert found("Op 1234 ab 12") == [(Kind.POSTCODE, "1234 ab 12")]
    assert found("In 1234 AB wonen 12 mensen") == []
    assert found("In 1998 en 12 keer daarna") == []


def test_address_is_marked_as_a_whole():
    assert found("Kerkstraat 12, 1234 AB") == [(Kind.STREET, "Kerkstraat 12"), (Kind.POSTCODE, "1234 AB")]


def test_bsn_inside_another_finding_wins():
    assert found("Mail x999990019y@voorbeeld.nl") == [(Kind.BSN, "999990019")]


def test_birth_date_is_told_from_the_date_of_a_meeting():
    assert found("Hij is geboren op 3-4-2011.") == [(Kind.BIRTH_DATE, "3-4-2011")]
    assert found("Bij 12 mei 1984 stond niets.") == [(Kind.BIRTH_DATE, "12 mei 1984")]
    assert found("Wij zien elkaar op 3-4-2027, 12 mei en 3 juni 2027.") == []
    assert found("De flat staat er sinds 1 juni 1972.") == []


def test_title_needs_a_name():
    assert found("Ik zag mevr. De Vries-van der Meer.") == [(Kind.TITLED_NAME, "mevr. De Vries-van der Meer")]
    assert found("dhr. bakker kwam") == [(Kind.TITLED_NAME, "dhr. bakker")]
    assert found("De heer en mevrouw kwamen. Dank u meneer. Daarna ging mevrouw weg.") == []
    assert found("Mevrouw de Voorzitter opende, en een bewoner GGZ sprak.") == []


def test_street_is_told_from_a_street_word():
    assert found("Hij woont op Kerkstraat 12-hs.") == [(Kind.STREET, "Kerkstraat 12-hs")]
    assert found("Wij gingen langs de Kerkstraat.") == [(Kind.STREET, "Kerkstraat")]
    assert (
        found("Onderweg 3 buren gezien, op straat en in de weg. Het gerechtshof, anderhalf. Portiek & Plein")
        == []
    )


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Toen zag ik Roos.", "Een roos."),
        ("Wil belde.", "Wil je mee?"),
        ("Ik belde Mark.", "Mark je agenda."),
    ],
)
def test_name_that_is_also_a_word_counts_where_the_sentence_shows_it(name, word):
    assert [kind for kind, _ in found(name)] == [Kind.FIRST_NAME]
    assert found(word) == []


def test_first_name_is_marked_with_its_surname_and_without_regard_to_accents():
    assert found("Toen kwam Ayse el Idrissi.") == [(Kind.FIRST_NAME, "Ayse el Idrissi")]
    assert found("Toen kwam AYŞE.") == found("Toen kwam AYS\u0327E.".replace("S\u0327", "Ş"))
    assert found("toen kwam fatima in jan. en Sint Nicolaas") == []


def test_diagnosis_is_a_whole_word():
    assert found("Zij is licht verstandelijk beperkt.") == [(Kind.DIAGNOSIS, "licht verstandelijk beperkt")]
    assert found("Hij heeft ADD.") == [(Kind.DIAGNOSIS, "ADD")]
    assert found("De verslavingszorg en de psychiatrie: as, add, autismevriendelijk.") == []


def test_known_names_are_never_found():
    text = "Samira en Joost van der Wiel belden mevrouw Oulad en meneer Van der Wiel, in de Kerkstraat."

    assert len(check(text)) == 5
    assert check(text, known_names=PEOPLE) == []


def test_unknown_name_beside_a_known_one_is_found():
    assert found("Toen kwam Samira Bakker.", known_names=PEOPLE) == [(Kind.FIRST_NAME, "Samira Bakker")]
    assert found("Op Kerkstraat 12.", known_names=PEOPLE) == [(Kind.STREET, "Kerkstraat 12")]


def test_pieces_are_the_text_again():
    text = "Bel Fatima op 06-12345678."

    pieces = mark(text, check(text))

    assert [(part, found and found.kind) for part, found in pieces] == [
        ("Bel ", None), ("Fatima", Kind.FIRST_NAME), (" op ", None), ("06-12345678", Kind.PHONE), (".", None),
    ]  # fmt: skip
    assert mark("", []) == []


def test_labels_are_translatable():
    with translation.override("en"):
        assert str(Kind.BSN.label) == "citizen service number (BSN)"
    assert not isinstance(Kind.__dict__["BSN"]._label_, str)


def test_finding_holds_no_text():
    assert "Fatima" not in repr(check("Toen kwam Fatima."))


def test_nothing_is_logged_or_printed(caplog, capsys):
    with caplog.at_level(0):
        check("Fatima, 999990019, 06-12345678, Kerkstraat 12")
    modules = sorted(Path(privacycheck.__file__).parent.glob("*.py"))
    names = {
        node.id if isinstance(node, ast.Name) else getattr(node, "module", None) or alias
        for module in modules
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.Import | ast.ImportFrom)
        for alias in [node.names[0].name if isinstance(node, ast.Import) else ""]
    }

    assert len(modules) > 5
    assert "re" in names
    assert not names & {"logging", "structlog", "print", "warnings", "sys"}
    assert (caplog.records, *capsys.readouterr()) == ([], "", "")


PIECES = st.sampled_from(
    [
        *(
            "999990019",
            "06-",
            "12345678",
            "1234 AB ",
            "NL64",
            "XXXX",
            "0123456789",
            "3-4-1961",
            "12",
            "-",
            "٣",
        ),
        *("mevr. ", "mevrouw ", "Van der ", "Jan", "'t ", "Kerkstraat ", "op de ", "geboren op ", "ADHD "),
        *("a@b.nl", "@", "\n", ". ", "İ", "ß"),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)), st.lists(st.text(), max_size=3))
def test_any_text_gives_sorted_findings_that_do_not_overlap(text, known):
    findings = check(text, known_names=known)

    assert all(finding.start < finding.end <= len(text) for finding in findings)
    assert all(left.end <= right.start for left, right in pairwise(findings))
    assert "".join(part for part, _ in mark(text, findings)) == text
