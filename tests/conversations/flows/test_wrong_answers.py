"""Wrong answers at every step: each gets its own sentence that says how to correct it."""

from dataclasses import asdict, replace
from typing import Any

from conversations.conversation import PICK, ConversationState
from conversations.flows import CONVERSATIONS
from conversations.flows.admin.editions import ConflictStep
from conversations.flows.tickets.search import ADVANCED
from conversations.rendering.refusals import refusal_note
from core.master_data.ports import MasterDataKind
from core.organisation.directorates import Directorate
from core.organisation.roles import Level
from core.packages import Checked
from core.packages.package import Package
from core.people.people import Person
from core.tickets.attachments import Upload
from core.tickets.lifecycle import Action
from core.tickets.rating import Rating
from tests.cases import for_each
from tests.conversations.fakes import RENDERER, ROAD, RUNNER, Chat, upload
from tests.conversations.filled_draft import FILLED
from tests.conversations.sample_faq_screens import FORGOTTEN
from tests.conversations.wrong_admin_answers import ADMIN_DRAFTS, ADMIN_WRONG_ANSWERS
from tests.conversations.wrong_answers import WRONG_ANSWERS
from tests.core.fakes import ADMIN_PPE, ADMINISTRATOR, HELPDESK, PPK, TIM_SPSE, FakeHelpdesk, person

SEVERAL_ROLES = person(1, "Budi", *PPK.assignments, *HELPDESK.assignments)
TABLE = [*WRONG_ANSWERS, *ADMIN_WRONG_ANSWERS]
SEVERAL_DESKS = replace(HELPDESK, assignments=(*HELPDESK.assignments, *ADMIN_PPE.assignments))
# Steps without a wrong answer: they accept every text, or are never asked.
TAKES_ANYTHING = {
    ("new", "manual_code"),
    ("reply", "files"),
    ("loose", "files"),
    ("rate", "message"),
    ("search", "review"),
}


def before(conversation: str, step: str) -> dict[str, Any]:
    """Return the answers up to this step; all of them if an answer is picked for change."""
    names = [one.name for one in CONVERSATIONS[conversation].steps]
    earlier = {*(names if step == PICK else names[: names.index(step)]), "files_done"}
    if conversation in ADMIN_DRAFTS:
        asked_later = {*names} - earlier
        drafted = {
            name: value for name, value in ADMIN_DRAFTS[conversation].items() if name not in asked_later
        }
        return drafted | ({"role": "tim_teknis"} if step == "directorate" else {})
    filled = dict(FILLED)
    if step.startswith("manual") or step == "package_lpse":
        filled["package"] = Package(Checked.MANUAL).to_dict()
    if conversation == "recategorise":
        filled["category"] = "spse-login"
    if (conversation, step) == ("new", "known_error"):
        filled["description"] = "Muncul data tidak tersinkronisasi"
    if (conversation, step) == ("new", "help_number"):
        filled |= {"application": "sirup", "category": "sirup-paket", "package": Package().to_dict()}
        filled |= {"subcategory": "Umumkan", "version": "3.x"}
    if (conversation, step) == ("new", "answers"):
        filled["title"] = FORGOTTEN
    if conversation == "search":
        earlier.add(ADVANCED)
    return {name: value for name, value in filled.items() if name in earlier}


RATED = (Action.CONFIRM, Action.RATE)
AFTER_SOLVING = {"rate": (Action.CONFIRM,), "rate_chips": RATED, "rate_message": RATED}


def who_and_where(conversation: str, step: str) -> tuple[Person, FakeHelpdesk]:
    """Return a person who may begin this conversation now, and a helpdesk with a ticket for it."""
    house = FakeHelpdesk()
    match conversation:
        case "group" | "report_days":
            return SEVERAL_DESKS, house
        case _ if conversation in ADMIN_DRAFTS or conversation == "sends":
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
        case "close" | "remark" | "reply":
            house.file()
        case "confirm" | "rate" | "rate_chips" | "rate_message":
            house.file()
            house.does(HELPDESK, Action.TAKE)
            house.does(HELPDESK, Action.SOLVE)
            for action in AFTER_SOLVING.get(conversation, ()):
                house.does(PPK, action, rating=Rating(4))
        case "ask" | "escalate" | "solve" | "recategorise" | "hand_back":
            house.file()
            level, who = (
                (Level.TIM_TEKNIS, TIM_SPSE) if conversation == "escalate" else (Level.LPSE_2, ADMIN_PPE)
            )
            house.climbs_to(level)
            house.does(who, Action.TAKE)
            return who, house
    return PPK, house


def at(conversation: str, step: str) -> Chat:
    """Return the conversation at this step."""
    who, house = who_and_where(conversation, step)
    if step == "kind":
        house.master.put(MasterDataKind.RULES, {"ask_kind": 1})
    about = 1 if house.tickets.kept else None
    begun_with = {"reply": {"asked": [1]}, "loose": {"asked": [1]}}.get(conversation)
    chat = Chat(
        conversation,
        None if conversation == "sign_in" else who,
        house,
        about,
        ADMIN_DRAFTS.get(conversation, begun_with),
    )
    chat.state = ConversationState(conversation, step, before(conversation, step), about)
    chat.look(RUNNER.screen(chat.state, chat.context))
    return chat.is_asked(step)


def gives(chat: Chat, answer: str | Upload) -> Chat:
    """Type a text or send a file."""
    return chat.types(answer) if isinstance(answer, str) else chat.sends(answer)


@for_each(("conversation", "step", "answer", "code"), TABLE)
def test_a_wrong_answer_gets_its_own_sentence(
    conversation: str, step: str, answer: str | Upload, code: str
) -> None:
    chat = at(conversation, step)
    before_it = chat.state
    gives(chat, answer)
    if code == "kept":
        chat.is_asked(step).sees("Berkas itu sudah kami simpan.")
        return
    assert chat.wrong == code
    assert chat.state == before_it, "nothing that was entered is lost"
    assert chat.result is not None
    assert chat.result.refusal is not None
    chat.sees(f"⚠️ {RENDERER.sentence(refusal_note(chat.result.refusal), 'id')}")


def test_the_table_knows_every_step_of_every_conversation() -> None:
    asked = {
        (conversation.name, step.name)
        for conversation in CONVERSATIONS.values()
        for step in conversation.steps
        # Asked only where two change one record: see `test_editions`.
        if not isinstance(step, ConflictStep)
    }
    assert (
        asked
        == {(conversation, step) for conversation, step, _answer, _code in TABLE if step != PICK}
        | TAKES_ANYTHING
    )


def test_the_twenty_first_file_is_one_too_many() -> None:
    chat = at("new", "files")
    draft = {**before("new", "files"), "files": [asdict(upload(f"{n}.png")) for n in range(20)]}
    chat.state = ConversationState("new", "files", draft)
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
    at("new", "package").types(ROAD.code).sees("Tervalidasi")
