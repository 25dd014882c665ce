"""The steps of a ticket's package: a code that is looked up, or what is filled in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from conversations.answers import Answer, Pressed, Typed
from conversations.screen import Button, Screen, Style
from conversations.steps import ChoiceStep, Option, TextStep
from conversations.steps.text import SKIP
from conversations.talk import Draft, Goto, Step
from conversations.world import World
from core.errors import Refusal
from core.lpse import Lpse
from core.package import Package
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
from core.words import _

BY_HAND = Button(_("Isi Manual"), says="manual")


def kind_of(draft: Draft, world: World) -> PackageKind:
    """Which kind of code the chosen application has."""
    return world.catalogue.application(draft["application"]).package_kind


def package_in(draft: Draft, world: World) -> Package:
    """The package as the draft has it, with what was filled in by hand."""
    package = Package.from_dict(draft["package"])
    if package.checked is not Checked.MANUAL:
        return package
    code = draft.get("manual_code") or ""
    hps = draft.get("manual_hps")
    facts = PackageFacts(
        kind_of(draft, world),
        code,
        budget_year=draft.get("manual_year") or None,
        hps=Decimal(hps) if hps else None,
        category=draft.get("manual_category") or None,
        build=draft.get("manual_build") or None,
    )
    return replace(package, code=code, facts=facts)


@dataclass(frozen=True, kw_only=True)
class CodeStep(Step):
    """A code, looked up as soon as it is typed; or none, or what is known filled in by hand."""

    def ask(self, draft: Draft, world: World) -> Screen:
        data = {
            "kind": kind_of(draft, world),
            "unknown": draft.get("?unknown", ""),
            "down": "?down" in draft,
            "current": _current(draft),
        }
        return Screen("new_ticket/package.html", data, ((BY_HAND, SKIP),))

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        match answer:
            case Pressed(says="skip"):
                return self.keep(draft, Package().to_dict())
            case Pressed(says="manual"):
                return self._by_hand(draft)
            case Typed(text=text):
                return self._look_up(draft, text, world)
            case _:
                raise Refusal("choice_expected")

    def answered(self, draft: Draft) -> bool:
        return self.name in draft and "?unknown" not in draft

    def _by_hand(self, draft: Draft) -> Draft:
        code = draft.get("?unknown")
        kept = self.keep(draft, Package(Checked.MANUAL).to_dict())
        if not code or code == kept.get("manual_code"):
            return kept
        return {**{k: v for k, v in kept.items() if k != "package_lpse"}, "manual_code": code}

    def _look_up(self, draft: Draft, text: str, world: World) -> Draft:
        kind = kind_of(draft, world)
        code = read_code(kind, text)
        try:
            facts = world.packages.find(kind, code)
        except Refusal as no:
            if no.code != "packages_down":
                raise
            return {**draft, "?unknown": code, "?down": True}
        if facts is None:
            return {**{k: v for k, v in draft.items() if k != "?down"}, "?unknown": code}
        return self.keep(draft, Package(Checked.VALIDATED, code, facts).to_dict())


@dataclass(frozen=True, kw_only=True)
class FoundStep(Step):
    """What was found under the code, to go on with or to try another."""

    def ask(self, draft: Draft, world: World) -> Screen:
        package = package_in(draft, world)
        stage = package.facts.current_stage(world.now) if package.facts else None
        row = (Button(_("Ganti Kode"), says="other"), Button(_("Lanjut"), says="on", style=Style.MAIN))
        return Screen("new_ticket/package_found.html", {"package": package, "stage": stage}, (row,))

    def hear(self, draft: Draft, answer: Answer, _world: World) -> Draft | Goto:
        match answer:
            case Pressed(says="on"):
                return self.keep(draft, True)
            case Pressed(says="other"):
                return Goto("package", draft)
            case _:
                raise Refusal("choice_expected")


@dataclass(frozen=True, kw_only=True)
class OtherLpseStep(Step):
    """The code belongs to another LPSE than the chosen one: pointed out, never refused."""

    def ask(self, draft: Draft, world: World) -> Screen:
        owners = owners_of_code(draft, world)
        change = _("Ganti LPSE") if len(owners) == 1 else ""
        rows = [(Button(change or owner.name, says=f"v{owner.id}", style=Style.MAIN),) for owner in owners]
        data = {"owners": owners, "chosen": world.offices.get(int(draft["lpse"])), "code": _code(draft)}
        return Screen("new_ticket/package_lpse.html", data, (*rows, (Button(_("Tetap"), says="stay"),)))

    def hear(self, draft: Draft, answer: Answer, _world: World) -> Draft:
        match answer:
            case Pressed(says="stay"):
                return self.keep(draft, "stay")
            case Pressed(says=token):
                kept = {k: v for k, v in self.keep(draft, "changed").items() if k != "role"}
                return {**kept, "lpse": token[1:]}
            case _:
                raise Refusal("choice_expected")


def owners_of_code(draft: Draft, world: World) -> Sequence[Lpse]:
    """The LPSEs whose repository number the code ends in, where the chosen LPSE is none of them."""
    code = _code(draft)
    if not code or kind_of(draft, world) is not PackageKind.TENDER:
        return ()
    repository, chosen = repository_number(code), world.offices.get(int(draft["lpse"]))
    if repository is None or chosen is None or belongs_to(code, chosen) is not False:
        return ()
    return [lpse for lpse in world.offices.by_repository(repository) if not lpse.retired]


def _code(draft: Draft) -> str:
    kept = draft.get("package", {})
    return str(draft.get("manual_code") or kept.get("code") or "")


def _current(draft: Draft) -> str:
    checked = draft.get("package", {}).get("checked")
    return _code(draft) if checked in {Checked.VALIDATED, Checked.MANUAL} else ""


def _checked_is(checked: Checked, draft: Draft) -> bool:
    return bool(draft.get("package", {}).get("checked") == checked)


def _by_hand(draft: Draft, _world: World) -> bool:
    return _checked_is(Checked.MANUAL, draft)


def _tender_by_hand(draft: Draft, world: World) -> bool:
    return _by_hand(draft, world) and kind_of(draft, world) is PackageKind.TENDER


def _skippable(options: Sequence[str]) -> list[Option]:
    return [*(Option(name, name) for name in options), Option("", SKIP.label)]


MANUAL = ("manual_code", "manual_build", "manual_year", "manual_hps", "manual_category")

PACKAGE_STEPS: tuple[Step, ...] = (
    CodeStep(name="package", title=_("Kode Paket"), clears=("package_found", "package_lpse", *MANUAL)),
    FoundStep(
        name="package_found",
        title=_("Paket"),
        when=lambda draft, _world: _checked_is(Checked.VALIDATED, draft),
        editable=False,
    ),
    TextStep(
        name="manual_code",
        title=_("Kode (manual)"),
        template="new_ticket/manual_code.html",
        read=lambda text, _world: " ".join(text.split())[:60],
        when=_by_hand,
        clears=("package_lpse",),
        skips=True,
    ),
    OtherLpseStep(
        name="package_lpse",
        title=_("LPSE Paket"),
        when=lambda draft, world: bool(owners_of_code(draft, world)),
        editable=False,
    ),
    TextStep(
        name="manual_build",
        title=_("Build SPSE"),
        template="new_ticket/manual_build.html",
        read=lambda text, _world: read_build(text),
        when=_tender_by_hand,
        skips=True,
    ),
    TextStep(
        name="manual_year",
        title=_("Tahun Anggaran"),
        template="new_ticket/manual_year.html",
        read=lambda text, world: read_year(text, world.now),
        when=_by_hand,
        skips=True,
    ),
    TextStep(
        name="manual_hps",
        title=_("Nilai HPS"),
        template="new_ticket/manual_hps.html",
        read=lambda text, _world: str(read_hps(text)),
        when=_by_hand,
        skips=True,
    ),
    ChoiceStep(
        name="manual_category",
        title=_("Jenis Pengadaan"),
        template="new_ticket/manual_category.html",
        options=lambda _draft, _world: _skippable(PROCUREMENT_CATEGORIES),
        when=_by_hand,
    ),
)
