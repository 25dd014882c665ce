"""Test that every text for people in Python is marked for translation, as a whole."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.cases import for_each
from tests.laws.source_tree import ROOT, Module, build, hold, in_rooms
from tests.laws.words import bare_words

# Words from which a text is more than a label.
SENTENCE = 4
# Texts that look as if they were for people and are not: (path, how the text begins): why.
NOT_FOR_PEOPLE: dict[tuple[str, str], str] = {}

# Modules of bot that write to people; the others write to operators, in English.
TO_PEOPLE = {"bot/updates/transaction.py", "bot/sending/command_menu.py", "bot/sending/descriptions.py"}


def findings(root: Path, allowed: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Yield bare texts, texts glued before translation, and exceptions that nothing uses."""
    unused = set(allowed)
    for module in in_rooms(root, "conversations", "handlers", "bot", "core"):
        for finding in bare_words(module.tree, raises_are_for_operators=module.room == "bot"):
            if _may_have_bare_texts(module) and not finding.in_marker:
                continue
            uses = {key for key in allowed if key[0] == module.path and finding.text.startswith(key[1])}
            unused -= uses
            if not uses:
                yield f"{module.path}:{finding.line}: {finding.fault}: {finding.text!r}"
    for path, start in sorted(unused):
        yield f"{path}: {start!r} stands in NOT_FOR_PEOPLE, but is not found there any more"


def _may_have_bare_texts(module: Module) -> bool:
    """Return whether bare texts are allowed: core only marks names, and most of bot is for operators."""
    return module.room == "core" or (module.room == "bot" and module.path not in TO_PEOPLE)


def repeated(root: Path) -> Iterator[str]:
    """Yield every sentence that is marked for translation in more than one place, with the places."""
    places: dict[str, list[str]] = {}
    for module in in_rooms(root, "conversations", "handlers", "bot", "core"):
        for node in module.nodes_of(ast.Call):
            match node:
                case ast.Call(func=ast.Name("_"), args=[ast.Constant(str(text)), *_others]):
                    places.setdefault(text, []).append(f"{module.path}:{node.lineno}")
    for text, found in places.items():
        if len(found) > 1 and len(text.split()) >= SENTENCE:
            yield f"{', '.join(found)}: {text!r}"


def test_no_sentence_is_typed_twice() -> None:
    hold("A sentence for people is typed in one place; labels may be words that others have.", repeated(ROOT))


def test_a_sentence_typed_twice_is_found(tmp_path: Path) -> None:
    sentence = "_('Draf itu sudah tidak ada.')"
    tree = build(tmp_path, core__a=f"A = {sentence}", bot__b=f"_('Menu')\n_('Menu')\nf({sentence})")
    assert list(repeated(tree)) == ["bot/b.py:3, core/a.py:1: 'Draf itu sudah tidak ada.'"]


def test_no_bare_word_for_people() -> None:
    law = "Words for people are marked for translation, whole, in conversations, handlers and bot."
    hold(law, findings(ROOT, NOT_FOR_PEOPLE))


def test_the_modules_that_write_to_people_are_where_the_law_looks() -> None:
    assert [path for path in TO_PEOPLE if not (ROOT / path).exists()] == []


@for_each(
    "text",
    [
        "title = 'Tiket Saya'",
        "title = '<b>Judul</b> <i>tiket</i>'",
        "Button('Kembali', go)",
        "Button(label='Kembali')",
        "Button('Ya' if sure else _('Tidak'))",
        "await message.answer('Selesai')",
        "BotCommand(command='buat', description='Buat')",
        "say(f'Tiket {number} tersimpan')",
        "say(f'{name} dari {lpse}')",
        "say('Halo, ' + name + ' yang baik')",
        "say(_('Halo') + ' Bapak dan Ibu')",
        "def ask(words='Apa judul tiketnya?'): ...",
        "raise ValueError('judul terlalu panjang')",
        "raise Refused('tiket sudah diambil')",
        "TITLES = {'mine': 'Tiket Saya'}",
        "_(f'Tiket {number}')",
        "_('Tiket %s' % number)",
        "_('Tiket ' + number)",
        "_('Tiket {}'.format(number))",
        "words.ngettext('satu tiket', f'{n} tiket', n)",
        "_('Halo %(name)s') % {'name': 'Bapak dan Ibu'}",
    ],
)
def test_a_bare_word_is_found(tmp_path: Path, text: str) -> None:
    assert len(list(findings(build(tmp_path, conversations__filing=text), {}))) == 1


@for_each(
    "text",
    [
        '"""What the module is for."""\nclass A:\n    """What it is."""\n    x = 1\n    """What x is."""',
        "Button(_('Buat Tiket'), 'filing:begin')",
        "Button(label=words.gettext('Kembali'), style='danger')",
        "say(_('Halo %(name)s, selamat datang') % {'name': name})",
        "say(_('Tiket {number} tersimpan').format(number=number))",
        "ngettext('%(n)d tiket', '%(n)d tiket', n)",
        "_('Satu kalimat yang '\n  'panjang sekali')",
        "_(label)",
        "self.log.warning('an update could not be read', update_id=1)",
        "logger.bind(step='a b').info('the draft is gone')",
        "assert draft, 'the runner gives every step a draft'",
        "raise LookupError(f'no step named {name}')",
        "PATTERN = re.compile(r'tiket nomor (\\w+)')",
        "query = 'SELECT number FROM tickets'",
        "kind = f'ticket:{number}:take'",
        "def f(draft: 'Draft | None of it') -> 'Draft or not': ...",
        "at = moment.strftime('%d %B %Y')",
        "template = 'filing/review.j2'",
    ],
)
def test_a_marked_or_technical_text_is_welcome(tmp_path: Path, text: str) -> None:
    assert list(findings(build(tmp_path, conversations__filing=text), {})) == []


def test_only_the_process_itself_may_raise_sentences_for_its_operator(tmp_path: Path) -> None:
    text = "raise Misconfigured('BOT_TOKEN is not a token')"
    found = list(findings(build(tmp_path, bot__settings=text, handlers__menu=text), {}))
    assert [finding.split(":")[0] for finding in found] == ["handlers/menu.py"]


def test_what_core_and_storage_write_is_their_affair(tmp_path: Path) -> None:
    tree = build(tmp_path, core__ticket="x = 'two words'", storage__tickets="x = 'two words'")
    assert list(findings(tree, {})) == []


def test_core_glues_no_names_together_either(tmp_path: Path) -> None:
    tree = build(tmp_path, core__roles="NAMES = [_('Helpdesk LPSE'), _('Helpdesk ' + place)]")
    assert ["core/roles.py:1: glued" in finding for finding in findings(tree, {})] == [True]


def test_a_permission_holds_while_it_is_used(tmp_path: Path) -> None:
    permission = {("handlers/page.py", "User-agent"): "robots.txt is read by machines."}
    used = build(tmp_path / "used", handlers__page="x = 'User-agent: everybody please'")
    unused = build(tmp_path / "unused", handlers__page="x = 1")
    assert list(findings(used, permission)) == []
    assert list(findings(unused, permission)) == [
        "handlers/page.py: 'User-agent' stands in NOT_FOR_PEOPLE, but is not found there any more"
    ]
