"""Steps for a ticket's package: look up a code, or fill in the facts by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import ASKS, KEPT_WORDS, Draft, Step
from conversations.rendering.screen import Button, Rows, Screen, Style
from conversations.steps import ChoiceStep, Option, TextStep
from conversations.steps.text import SKIP
from core.errors import Refusal
from core.input.small_talk import is_no_package
from core.organisation.lpse import Lpse
from core.packages import (
    PROCUREMENT_CATEGORIES,
    Checked,
    PackageFacts,
    PackageKind,
    belongs_to,
    read_build,
    read_code,
    read_hps,
    read_year,
    repository_number,
)
from core.packages.package import Package
from core.words import _

MANUAL_ENTRY = Button(_("Isi Manual"), says="manual")
CHANGE_CODE = Button(_("Ganti Kode"), says=f"{ASKS}package")
# Says of a button for a code that was found in what the person wrote.
WRITTEN_CODE = "written"


def package_kind(draft: Draft, context: ConversationContext) -> PackageKind:
    """Return the kind of package that the chosen application has."""
    return context.catalogue.application(draft["application"]).package_kind


def own_stages(draft: Draft, context: ConversationContext) -> tuple[str, ...]:
    """Return the names of the stages that the chosen category is about; none where it is not chosen yet."""
    if "category" not in draft:
        return ()
    return context.catalogue.category(draft["application"], draft["category"]).stages


def package_from(draft: Draft, context: ConversationContext) -> Package:
    """Return the package of a draft, with the facts that were filled in by hand."""
    package = Package.from_dict(draft["package"])
    if package.checked is not Checked.MANUAL:
        return package
    code = draft.get("manual_code") or ""
    hps = draft.get("manual_hps")
    facts = PackageFacts(
        package_kind(draft, context),
        code,
        budget_year=draft.get("manual_year") or None,
        hps=Decimal(hps) if hps else None,
        category=draft.get("manual_category") or None,
        build=draft.get("manual_build") or None,
    )
    return replace(package, code=code, facts=facts)


@dataclass(frozen=True, kw_only=True)
class CodeStep(Step):
    """Ask for a code and look it up at once; it can be skipped or filled in by hand."""

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        data = {
            "kind": package_kind(draft, context),
            "unknown": draft.get("?unknown", ""),
            "down": "?down" in draft,
            "current": _current(draft),
        }
        written = self._written_code(draft, context)
        use = ((Button(written, says=WRITTEN_CODE, style=Style.MAIN, icon="🔎"),),) if written else ()
        return Screen("new_ticket/package.html", data, (*use, (MANUAL_ENTRY, SKIP)))

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        match answer:
            case PressAnswer(says="skip"):
                return self.with_answer(draft, Package().to_dict())
            case PressAnswer(says="manual"):
                return self._by_hand(draft)
            case PressAnswer(says=token) if token == WRITTEN_CODE:
                return self._look_up(draft, self._written_code(draft, context), context)
            case TextAnswer(text=text) if is_no_package(text):
                return self.with_answer(draft, Package().to_dict())
            case TextAnswer(text=text):
                return self._look_up(draft, text, context)
            case _:
                raise Refusal("choice_expected")

    def answered(self, draft: Draft) -> bool:
        return self.name in draft and "?unknown" not in draft

    def _written_code(self, draft: Draft, context: ConversationContext) -> str:
        """Return the only code in what was written so far; "" for none, and for one that was tried."""
        for name in ("title", KEPT_WORDS, "description"):
            try:
                code = read_code(package_kind(draft, context), str(draft.get(name, "")))
            except Refusal:
                continue
            return "" if code in (draft.get("?unknown"), _code(draft)) else code
        return ""

    def _by_hand(self, draft: Draft) -> Draft:
        code = draft.get("?unknown")
        kept = self.with_answer(draft, Package(Checked.MANUAL).to_dict())
        if not code or code == kept.get("manual_code"):
            return kept
        return {**{k: v for k, v in kept.items() if k != "package_lpse"}, "manual_code": code}

    def _look_up(self, draft: Draft, text: str, context: ConversationContext) -> Draft:
        kind = package_kind(draft, context)
        code = read_code(kind, text)
        try:
            facts = context.packages.find(kind, code, urgent=bool(own_stages(draft, context)))
        except Refusal as refusal:
            if refusal.code != "packages_down":
                raise
            return {**draft, "?unknown": code, "?down": True}
        if facts is None:
            return {**{k: v for k, v in draft.items() if k != "?down"}, "?unknown": code}
        return self.with_answer(draft, Package(Checked.VALIDATED, code, facts).to_dict())


def found_package(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    """Return the data of the template that shows a package that was found; nothing where none was."""
    if not _checked_is(Checked.VALIDATED, draft):
        return {}
    package = package_from(draft, context)
    stage = package.facts.current_stage(context.now, own_stages(draft, context)) if package.facts else None
    return {"package": package, "stage": stage}


def change_code_row(draft: Draft) -> Rows:
    """Return the row with the button for another code, where a package was found."""
    return ((CHANGE_CODE,),) if _checked_is(Checked.VALIDATED, draft) else ()


@dataclass(frozen=True, kw_only=True)
class DescriptionStep(TextStep):
    """Ask for the description, below the package that was found, with a button for another code."""

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        screen = super().ask(draft, context)
        data = {**screen.data, **found_package(draft, context)}
        return replace(screen, data=data, rows=(*screen.rows, *change_code_row(draft)))


@dataclass(frozen=True, kw_only=True)
class OtherLpseStep(Step):
    """Point out that the code belongs to another LPSE than the chosen one; either can be kept."""

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        owners = owners_of_code(draft, context)
        change = _("Ganti LPSE") if len(owners) == 1 else ""
        rows = [(Button(change or owner.name, says=f"v{owner.id}", style=Style.MAIN),) for owner in owners]
        data = {
            "owners": owners,
            "chosen": context.lpses.get(int(draft["lpse"])),
            "code": _code(draft),
            **found_package(draft, context),
        }
        stay = (Button(_("Tetap"), says="stay"),)
        return Screen("new_ticket/package_lpse.html", data, (*rows, stay, *change_code_row(draft)))

    def handle(self, draft: Draft, answer: Answer, _context: ConversationContext) -> Draft:
        match answer:
            case PressAnswer(says="stay"):
                return self.with_answer(draft, "stay")
            case PressAnswer(says=token):
                kept = {k: v for k, v in self.with_answer(draft, "changed").items() if k != "role"}
                return {**kept, "lpse": token[1:]}
            case _:
                raise Refusal("choice_expected")


def owners_of_code(draft: Draft, context: ConversationContext) -> Sequence[Lpse]:
    """Return the LPSEs that the code belongs to; none if it is the chosen one's, or where nothing tells.

    A code of eleven digits names no LPSE; the record that was found for it may.
    """
    code = _code(draft)
    if not code or package_kind(draft, context) is not PackageKind.TENDER:
        return ()
    chosen = context.lpses.get(int(draft["lpse"]))
    if chosen is None:
        return ()
    repository = repository_number(code)
    if repository is None:
        return _owners_of_record(draft, chosen, context)
    if belongs_to(code, chosen) is not False:
        return ()
    return [lpse for lpse in context.lpses.by_repository(repository) if not lpse.retired]


def _owners_of_record(draft: Draft, chosen: Lpse, context: ConversationContext) -> Sequence[Lpse]:
    """Return the LPSEs that the found record names, by id or by repository; none if the chosen one is."""
    facts = Package.from_dict(draft["package"]).facts if "package" in draft else None
    if facts is None or facts.repository is None or facts.repository in (chosen.id, chosen.repository):
        return ()
    named = context.lpses.get(facts.repository)
    owners = [named] if named else context.lpses.by_repository(facts.repository)
    return [lpse for lpse in owners if not lpse.retired]


def _code(draft: Draft) -> str:
    package = draft.get("package", {})
    return str(draft.get("manual_code") or package.get("code") or "")


def _current(draft: Draft) -> str:
    checked = draft.get("package", {}).get("checked")
    return _code(draft) if checked in {Checked.VALIDATED, Checked.MANUAL} else ""


def _checked_is(checked: Checked, draft: Draft) -> bool:
    return bool(draft.get("package", {}).get("checked") == checked)


def _is_manual(draft: Draft, _context: ConversationContext) -> bool:
    return _checked_is(Checked.MANUAL, draft)


def _is_manual_tender(draft: Draft, context: ConversationContext) -> bool:
    return _is_manual(draft, context) and package_kind(draft, context) is PackageKind.TENDER


def _skippable(options: Sequence[str]) -> list[Option]:
    return [*(Option(name, name) for name in options), Option("", SKIP.label)]


MANUAL_STEPS = ("manual_code", "manual_build", "manual_year", "manual_hps", "manual_category")

PACKAGE_STEPS: tuple[Step, ...] = (
    CodeStep(name="package", title=_("Kode Paket"), clears=("package_lpse", *MANUAL_STEPS)),
    TextStep(
        name="manual_code",
        title=_("Kode (manual)"),
        prompt=_("Ketik kodenya seperti yang Anda ketahui, atau lewati."),
        read=lambda text, _context: " ".join(text.split())[:60],
        when=_is_manual,
        clears=("package_lpse",),
        skippable=True,
    ),
    OtherLpseStep(
        name="package_lpse",
        title=_("LPSE Paket"),
        when=lambda draft, context: bool(owners_of_code(draft, context)),
        editable=False,
    ),
    TextStep(
        name="manual_build",
        title=_("Build SPSE"),
        prompt=_("Build SPSE, tertulis di bagian bawah halaman SPSE. Contoh: SPSE v4.3u20190904"),
        read=lambda text, _context: read_build(text),
        when=_is_manual_tender,
        skippable=True,
    ),
    TextStep(
        name="manual_year",
        title=_("Tahun Anggaran"),
        prompt=_("Tahun anggaran, misalnya 2026."),
        read=lambda text, context: read_year(text, context.now),
        when=_is_manual,
        skippable=True,
    ),
    TextStep(
        name="manual_hps",
        title=_("Nilai HPS"),
        prompt=_("Nilai HPS dalam rupiah, misalnya 1.250.000.000 atau 1,25 miliar."),
        template="new_ticket/manual_hps.html",
        read=lambda text, _context: str(read_hps(text)),
        when=_is_manual,
        skippable=True,
    ),
    ChoiceStep(
        name="manual_category",
        title=_("Jenis Pengadaan"),
        prompt=_("Apa jenis pengadaannya?"),
        options=lambda _draft, _context: _skippable(PROCUREMENT_CATEGORIES),
        when=_is_manual,
    ),
)
