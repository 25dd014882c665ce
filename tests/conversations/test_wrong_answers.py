"""Whatever a question can't take gets a sentence of its own that says how to mend it, at every step."""

from dataclasses import asdict
from typing import Any

import pytest

from conversations.refusals import note_of
from conversations.talk import PICK, State
from conversations.talks import TALKS
from conversations.talks.search import ADVANCED
from core.attachments import Upload
from core.catalogue import Directorate
from core.lifecycle import Action
from core.package import Package
from core.packages import Checked
from core.people import Person
from core.roles import Level
from tests.conversations.fakes import BRIDGE, RENDERER, ROAD, RUNNER, Chat, upload
from tests.conversations.sampled_faq import FORGOTTEN
from tests.conversations.sampled_talks import answers
from tests.conversations.samples import Words
from tests.conversations.wrong_admin import ADMIN_DRAFTS, ADMIN_TABLE
from tests.core.fakes import ADMIN_PPE, ADMINISTRATOR, HELPDESK, PPK, TIM_SPSE, House, person

SEVERAL_ROLES = person(1, "Budi", *PPK.assignments, *HELPDESK.assignments)
MEGA = 1024 * 1024

SHORT = "terlalu pendek"
TABLE: list[tuple[str, str, str | Upload, str]] = [
    ("new", "title", " \u200b\n", "title_empty"),
    ("new", "title", "a" * 101, "title_too_long"),
    ("new", "answers", "entahlah", "choice_expected"),
    ("new", "answers", upload("a.png"), "kept"),
    ("new", "lpse", "Antah Berantah", "nothing_found"),
    ("new", "lpse", upload("a.png"), "kept"),
    ("new", "role", "raja", "choice_expected"),
    ("new", "application", "Windows", "choice_expected"),
    ("new", "application", "99", "choice_expected"),
    ("new", "version", "9.9", "choice_expected"),
    ("new", "category", "cuaca", "choice_expected"),
    ("new", "subcategory", "hujan", "choice_expected"),
    ("new", "package", "dua belas", "package_code"),
    ("new", "package", "1" * 600, "package_code"),
    ("new", "package_found", "entahlah", "choice_expected"),
    ("new", "package_lpse", "entahlah", "choice_expected"),
    ("new", "manual_build", "4.3", "spse_build"),
    ("new", "manual_year", "19", "budget_year"),
    ("new", "manual_year", "2099", "budget_year"),
    ("new", "manual_hps", "banyak", "hps"),
    ("new", "manual_hps", "0", "hps"),
    ("new", "manual_category", "sewa", "choice_expected"),
    ("new", "error_code", "\u200b", "error_code_empty"),
    ("new", "error_code", "E" * 51, "error_code_too_long"),
    ("new", "description", SHORT, "text_too_short"),
    ("new", "description", "a" * 8001, "text_too_long"),
    ("new", "files", "di mana?", "file_expected"),
    ("new", "files", upload("virus.exe"), "file_type"),
    ("new", "files", upload("tanpa-akhiran"), "file_type"),
    ("new", "files", upload("kosong.png", 0), "file_empty"),
    ("new", "files", upload("besar.zip", 50 * MEGA + 1), "file_too_large"),
    ("new", "email", "budi@", "email"),
    ("new", "review", "entahlah", "choice_expected"),
    ("new", "confirm", "entahlah", "choice_expected"),
    ("new", PICK, "entahlah", "choice_expected"),
    ("take", "confirm", "entahlah", "choice_expected"),
    ("ask", "whom", "siapa saja", "choice_expected"),
    ("ask", "text", SHORT, "text_too_short"),
    ("ask", "files", "di mana?", "file_expected"),
    ("ask", "confirm", "entahlah", "choice_expected"),
    ("answer", "text", SHORT, "text_too_short"),
    ("answer", "text", "a" * 8001, "text_too_long"),
    ("answer", "files", upload("besar.zip", 50 * MEGA + 1), "file_too_large"),
    ("answer", "confirm", "entahlah", "choice_expected"),
    ("escalate", "directorate", "semua", "choice_expected"),
    ("escalate", "text", SHORT, "text_too_short"),
    ("escalate", "files", upload("virus.exe"), "file_type"),
    ("escalate", "confirm", "entahlah", "choice_expected"),
    ("solve", "text", SHORT, "text_too_short"),
    ("solve", "files", upload("besar.zip", 500 * MEGA + 1), "file_too_large"),
    ("solve", "confirm", "entahlah", "choice_expected"),
    ("recategorise", "category", "cuaca", "choice_expected"),
    ("recategorise", "subcategory", "hujan", "choice_expected"),
    ("recategorise", "text", SHORT, "text_too_short"),
    ("recategorise", "files", "di mana?", "file_expected"),
    ("recategorise", "confirm", "entahlah", "choice_expected"),
    ("hand_back", "text", SHORT, "text_too_short"),
    ("hand_back", "files", "di mana?", "file_expected"),
    ("hand_back", "confirm", "entahlah", "choice_expected"),
    ("close", "text", SHORT, "text_too_short"),
    ("close", "files", "di mana?", "file_expected"),
    ("close", "confirm", "entahlah", "choice_expected"),
    ("confirm", "verdict", "mungkin", "choice_expected"),
    ("confirm", "text", SHORT, "text_too_short"),
    ("confirm", "files", "di mana?", "file_expected"),
    ("confirm", "confirm", "entahlah", "choice_expected"),
    ("rate", "stars", "enam", "choice_expected"),
    ("rate", "stars", "6", "choice_expected"),
    ("rate", "chips", "bagus", "choice_expected"),
    ("rate", "message", "a" * 1001, "rating_message_too_long"),
    ("search", "text", " \n", "text_expected"),
    ("search", "text", upload("a.png"), "text_expected"),
    ("search", "status", "cuaca", "choice_expected"),
    ("search", "status", upload("a.png"), "choice_expected"),
    ("search", "application", "Windows", "choice_expected"),
    ("search", "version", "9.9", "choice_expected"),
    ("search", "lpse", "Antah Berantah", "nothing_found"),
    ("search", "priority", "segera", "choice_expected"),
    ("search", "since", "minggu lalu", "date"),
    ("search", "since", "31-02-2020", "date"),
    ("search", "since", upload("a.png"), "date"),
    ("search", "until", "16-06-2020", "date"),
    ("search", "until", "31-12-2007", "date"),
    ("search", "sort", "acak", "choice_expected"),
    ("search", "size", "5", "choice_expected"),
    ("search", "review", "entahlah", "choice_expected"),
    ("search", PICK, "entahlah", "choice_expected"),
    ("search", PICK, upload("a.png"), "choice_expected"),
    ("profile", "name", "\u200b", "name"),
    ("profile", "name", "a" * 101, "name"),
    ("profile", "phone", "nol delapan", "phone"),
    ("profile", "office", "a" * 151, "office"),
    ("profile", "review", "entahlah", "choice_expected"),
    ("profile", "confirm", "entahlah", "choice_expected"),
    ("email", "email", "budi", "email"),
    ("email", "email", "BUDI@lpse.go.id", "same_email"),
    ("email", "confirm", "entahlah", "choice_expected"),
    ("email", "code", "lupa", "code_expected"),
    ("email", "code", "654321", "code_wrong"),
    ("sign_in", "email", "budi", "email"),
    ("sign_in", "code", "lupa", "code_expected"),
    ("sign_in", "code", "654321", "code_wrong"),
    ("faq", "words", " \n", "text_expected"),
    ("faq", "words", upload("a.png"), "text_expected"),
    ("sign_out", "confirm", "entahlah", "choice_expected"),
    *ADMIN_TABLE,
]
# What can't be answered wrongly: every text will do.
TAKES_ANYTHING = {("new", "manual_code")}

FILLED: dict[str, Any] = {
    **answers(Words()),
    "manual_code": BRIDGE.code,
    "text": "Sejak pagi tidak bisa masuk.",
    "verdict": "again",
    "stars": "4",
    "name": "Budi",
    "phone": "08123456",
    "office": "Dinas",
    ADVANCED: True,
}


def before(talk: str, step: str) -> dict[str, Any]:
    """What was answered up to this step; all of it where an answer is picked for change."""
    names = [one.name for one in TALKS[talk].steps]
    earlier = {*(names if step == PICK else names[: names.index(step)]), "files_done"}
    if talk in ADMIN_DRAFTS:
        asked_later = {*names} - earlier
        drafted = {name: value for name, value in ADMIN_DRAFTS[talk].items() if name not in asked_later}
        return drafted | ({"role": "tim_teknis"} if step == "directorate" else {})
    filled = dict(FILLED)
    if step.startswith("manual") or step == "package_lpse":
        filled["package"] = Package(Checked.MANUAL).to_dict()
    if talk == "recategorise":
        filled["category"] = "spse-login"
    if (talk, step) == ("new", "answers"):
        filled["title"] = FORGOTTEN
    if talk == "search":
        earlier.add(ADVANCED)
    return {name: value for name, value in filled.items() if name in earlier}


def who_and_where(talk: str, step: str) -> tuple[Person, House]:
    """Somebody who may have this talk now, with a ticket for it."""
    house = House()
    match talk:
        case _ if talk in ADMIN_DRAFTS:
            return ADMINISTRATOR, house
        case "new" if step == "role":
            return SEVERAL_ROLES, house
        case "take":
            house.file()
            return HELPDESK, house
        case "answer":
            house.file()
            house.does(HELPDESK, Action.TAKE)
            house.does(HELPDESK, Action.ASK_FEEDBACK)
        case "close":
            house.file()
        case "confirm" | "rate":
            house.file()
            house.does(HELPDESK, Action.TAKE)
            house.does(HELPDESK, Action.SOLVE)
            if talk == "rate":
                house.does(PPK, Action.CONFIRM)
        case "ask" | "escalate" | "solve" | "recategorise" | "hand_back":
            house.file()
            level, who = (Level.TIM_TEKNIS, TIM_SPSE) if talk == "escalate" else (Level.LPSE_2, ADMIN_PPE)
            house.climbs_to(level)
            house.does(who, Action.TAKE)
            return who, house
    return PPK, house


def at(talk: str, step: str) -> Chat:
    """Somebody who is being asked this."""
    who, house = who_and_where(talk, step)
    about = 1 if house.tickets.kept else None
    chat = Chat(talk, None if talk == "sign_in" else who, house, about, ADMIN_DRAFTS.get(talk))
    chat.state = State(talk, step, before(talk, step), about)
    chat._look(RUNNER.screen(chat.state, chat.world))
    return chat.is_asked(step)


def gives(chat: Chat, answer: str | Upload) -> Chat:
    return chat.types(answer) if isinstance(answer, str) else chat.sends(answer)


@pytest.mark.parametrize(("talk", "step", "answer", "code"), TABLE)
def test_a_wrong_answer_gets_its_own_sentence(talk: str, step: str, answer: str | Upload, code: str) -> None:
    chat = at(talk, step)
    before_it = chat.state
    gives(chat, answer)
    if code == "kept":
        chat.is_asked(step).sees("Berkas itu sudah kami simpan.")
        return
    assert chat.wrong == code
    assert chat.state == before_it, "nothing that was entered is lost"
    assert chat.turn is not None
    assert chat.turn.wrong is not None
    chat.sees(f"⚠️ {RENDERER.sentence(note_of(chat.turn.wrong), 'id')}")


def test_the_table_knows_every_step_of_every_talk() -> None:
    asked = {(talk.name, step.name) for talk in TALKS.values() for step in talk.steps}
    assert asked == {(talk, step) for talk, step, _answer, _code in TABLE if step != PICK} | TAKES_ANYTHING


def test_the_twenty_first_file_is_one_too_many() -> None:
    chat = at("new", "files")
    draft = {**before("new", "files"), "files": [asdict(upload(f"{n}.png")) for n in range(20)]}
    chat.state = State("new", "files", draft)
    assert chat.sends("21.png").sees("Maksimal 20 berkas").wrong == "too_many_files"
    assert len(chat.state.draft["files"]) == 20


def test_a_code_that_has_expired_says_so() -> None:
    chat = at("sign_in", "code")
    chat.sign_in.expired = True
    assert chat.types("123456").sees("Tekan Kirim Ulang Kode").wrong == "code_expired"


def test_directorates_are_those_of_the_table() -> None:
    assert at("escalate", "directorate").labels[:2] == [
        d.label for d in Directorate if d is not Directorate.SPSE
    ]


def test_a_package_that_is_found_is_shown_before_anything_can_go_wrong() -> None:
    at("new", "package").types(ROAD.code).is_asked("package_found").sees("Tervalidasi")
