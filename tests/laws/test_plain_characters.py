"""Test that nothing people write is compared before it went through the gate for characters."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.cases import for_each
from tests.laws.source_tree import ROOT, Module, build, hold, in_rooms

ROOMS = ("core", "conversations", "handlers", "storage", "bot")
# Methods by which a text is brought into the form in which it is compared.
FOLDING = {"lower", "casefold", "upper"}
# Readers that go through `core.input.characters.plain` themselves.
GATES = {
    *"plain _plain comparable slug read_email extension_of normalised_question heading_names".split(),
    *"clean_word named_by_type plain_command".split(),
}
# Functions that fold what no person wrote, or what another function has read before.
EXCEPTIONS: Mapping[tuple[str, str], str] = {
    ("bot/documents/bundle.py", "_with_names"): "names of a zip that the bot makes",
    ("bot/documents/bundle.py", "_safe_name"): "compares with the devices of Windows, as Windows does",
    ("bot/documents/glyph_fallback.py", "_named"): "names of Unicode",
    ("storage/messaging/sends.py", "add"): "an address of a letter, which `read_email` has read",
    ("storage/messaging/sends.py", "of_person"): "compares with such addresses",
    ("bot/imports/package_cells.py", "_offset"): "a part of what `moment` has read",
    ("bot/imports/package_files.py", "_without_title"): "looks for `sep=`, which a program writes",
    ("bot/imports/package_files.py", "_is_json"): "a path at the shell",
    ("bot/imports/sandbox_people.py", "email"): "made-up people",
    ("bot/packages/replies.py", "read_term"): "a header of HTTP",
    ("bot/process/misspelt.py", "misspelt"): "names of settings",
    ("bot/process/secret_files.py", "read_secret_files"): "names of settings",
    ("bot/process/settings.py", "_lines"): "names of settings",
    ("bot/sandbox_run.py", "unused_settings"): "names of settings",
    ("core/master_data/merging.py", "_application"): "names that have been read before",
    ("core/master_data/merging.py", "_with_new"): "names that have been read before",
    ("bot/sending/bot_api.py", "download"): "an answer of the Bot API",
    ("bot/sending/tolerant_calls.py", "says"): "an answer of the Bot API",
    ("conversations/flows/admin/faq_question.py", "_topic"): "`read_topic` has read it",
    ("core/files/examination.py", "_look_at"): "names of parts that Office writes",
    ("core/input/file_types.py", "agrees_with_content"): "an ending that `extension_of` has read",
    ("core/input/word_forms.py", "_plain"): "words for the index; a search is read before it",
    ("core/languages.py", "find_language"): "a tag of Telegram",
    ("core/master_data/priority.py", "labelled"): "labels of the code",
    ("core/packages/codes.py", "_catalogue"): "a part of what `read_code` has read",
    ("core/packages/records.py", "_rup"): "a word of the warehouse's own codes",
    ("core/use_cases/own_account/sign_in_secrets.py", "address_digest"): "`read_email` has read it",
    ("handlers/router.py", "command_was_sent"): "`plain_command` has read it before",
    ("storage/master_data/lpse_search.py", "by_name"): "sorts names",
    ("storage/privacy/erasure.py", "_identifiers"): "an address that is stored",
    ("storage/privacy/subject.py", "find_identifiers"): "an address that is stored",
    ("storage/privacy/subject.py", "is_sent_to"): "an address that is stored",
    ("storage/privacy/subject.py", "is_about"): "a line of the trail that the bot wrote",
    ("storage/people/accounts.py", "id_of"): "`read_email` has read it",
    ("storage/people/accounts.py", "create"): "`read_email` has read it",
    ("storage/people/people.py", "by_email"): "`read_email` has read it",
    ("storage/people/people.py", "add"): "`read_email` has read it",
    ("storage/people/people.py", "change_email"): "`read_email` has read it",
    ("storage/queries/index_query.py", "_term"): "a part of what `read_query` has read",
    ("storage/tickets/tickets.py", "redirect"): "`read_email` has read it",
}


def findings(root: Path) -> Iterator[str]:
    """Yield every function that folds a text without the gate, and is no exception."""
    for module in in_rooms(root, *ROOMS):
        for line, name in folding_functions(module):
            if (module.path, name) not in EXCEPTIONS:
                yield f"{module.path}:{line}: {name}"


def folding_functions(module: Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of each function that folds a text and calls no gate."""
    if not any(_folds(call) for call in module.nodes_of(ast.Call)):
        return
    functions: Iterator[ast.FunctionDef | ast.AsyncFunctionDef]
    functions = module.nodes_of(ast.FunctionDef, ast.AsyncFunctionDef)
    for node in functions:
        calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
        if any(map(_folds, calls)) and not any(_name(call) in GATES for call in calls):
            yield node.lineno, node.name


def _folds(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in FOLDING and not call.args


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def test_what_people_write_is_compared_in_plain_characters() -> None:
    hold("A text is folded only behind core.input.characters.plain.", findings(ROOT))


def test_every_exception_is_needed() -> None:
    found = {
        (module.path, name) for module in in_rooms(ROOT, *ROOMS) for _line, name in folding_functions(module)
    }
    assert set(EXCEPTIONS) <= found


@for_each("method", sorted(FOLDING))
def test_a_reader_that_forgets_the_gate_is_found(tmp_path: Path, method: str) -> None:
    text = f"def read(text):\n    return text.{method}()\ndef good(text):\n    return plain(text).{method}()"
    assert list(findings(build(tmp_path, core__input__words=text))) == ["core/input/words.py:1: read"]
