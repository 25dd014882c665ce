"""“Buat Tiket”: everything that is asked of a reporter, one thing at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conversations.addresses import card, menu
from conversations.screen import Button, Screen
from conversations.screens import faq
from conversations.steps import (
    ChoiceStep,
    ConfirmStep,
    FilesStep,
    Option,
    ReviewStep,
    SearchStep,
    TextStep,
    uploads_in,
)
from conversations.talk import Draft, Finished, Talk
from conversations.talks.faq import AnswersStep, helped_by
from conversations.talks.packages import MANUAL, PACKAGE_STEPS, package_in
from conversations.world import World
from core.emails import read_email
from core.errors import Refusal
from core.grants import granted
from core.lifecycle import Action
from core.people import Assignment
from core.priority import compute
from core.roles import Role
from core.texts import read_error_code, read_text, read_title
from core.use_cases.file_ticket import FileTicket, Report, filing_role
from core.words import _

MOST_MATCHES = 8


def _filing(world: World) -> list[Assignment]:
    return [a for a in world.me.assignments if granted(a.role, Action.FILE)]


def _opens(world: World) -> None:
    if not _filing(world):
        raise Refusal("may_not_file")


def _own_lpses(world: World) -> list[Option]:
    own = (world.offices.get(lpse_id) for lpse_id in world.me.lpse_ids[:MOST_MATCHES])
    return [Option(str(lpse.id), lpse.name) for lpse in own if lpse and not lpse.retired]


def _find_lpses(text: str, world: World) -> list[Option]:
    return [Option(str(lpse.id), lpse.name) for lpse in world.offices.find(text, MOST_MATCHES)]


def _check_offered(text: str, world: World) -> None:
    """Whoever names an LPSE that is retired is told so, and gets no other that is merely a little like it."""
    best = next(iter(world.offices.find(text, 1, retired=True)), None)
    if best is None or not best.retired:
        return
    offered = world.offices.find(text, MOST_MATCHES)
    if len(offered) <= 1 and best.name not in {lpse.name for lpse in offered}:
        raise Refusal("lpse_retired", name=best.name)


def _lpse_name(value: str, world: World) -> str:
    lpse = world.offices.get(int(value))
    return lpse.name if lpse else ""


def _roles(draft: Draft, world: World) -> list[Role]:
    """The roles to choose from: those held at the chosen LPSE, or all where none is."""
    filing = _filing(world)
    there = [a.role for a in filing if str(a.lpse_id) == draft.get("lpse")]
    return list(dict.fromkeys(there or [a.role for a in filing]))


def _applications(_draft: Draft, world: World) -> list[Option]:
    return [Option(a.code, a.name) for a in world.catalogue.offered]


def _versions(draft: Draft, world: World) -> list[Option]:
    return [Option(v, v) for v in world.catalogue.application(draft["application"]).versions]


def _categories(draft: Draft, world: World) -> list[Option]:
    return [Option(c.code, c.name) for c in world.catalogue.application(draft["application"]).offered]


def _subcategories(draft: Draft, world: World) -> list[Option]:
    category = world.catalogue.category(draft["application"], draft["category"])
    return [Option(name, name) for name in category.subcategories]


def _current(draft: Draft, world: World) -> Draft:
    """Without the LPSE, application, category, sub-category or version that is offered no longer."""
    kept = draft
    if "lpse" in draft and ((lpse := world.offices.get(int(draft["lpse"]))) is None or lpse.retired):
        kept = _without(kept, "lpse")
    if "application" not in kept:
        return kept
    application = world.catalogue.application(kept["application"])
    if application.retired:
        return _without(kept, "application")
    if kept.get("version") and kept["version"] not in application.versions:
        kept = _without(kept, "version")
    if "category" in kept:
        category = application.category(kept["category"])
        if category.retired:
            kept = _without(kept, "category")
        elif kept.get("subcategory") and kept["subcategory"] not in category.subcategories:
            kept = _without(kept, "subcategory")
    return kept


def _without(draft: Draft, name: str) -> Draft:
    """The draft without this answer, and what depended on it; it is looked over again."""
    step = NEW_TICKET.step(name)
    gone = {name, "review", "confirm", *(step.clears if step else ())}
    return {k: v for k, v in draft.items() if k not in gone}


def _several(options: Sequence[object]) -> bool:
    return len(options) > 1


def _report(draft: Draft, world: World) -> Report:
    application = world.catalogue.application(draft["application"])
    version = draft.get("version") or (application.versions[0] if len(application.versions) == 1 else "")
    return Report(
        title=draft["title"],
        lpse_id=int(draft["lpse"]),
        application=application.code,
        version=version,
        category=draft["category"],
        subcategory=draft.get("subcategory", ""),
        package=package_in(draft, world),
        error_code=draft["error_code"],
        description=draft["description"],
        uploads=uploads_in(draft),
        email=draft["email"],
        role=Role(draft["role"]) if draft.get("role") else None,
    )


def _summary(draft: Draft, world: World) -> Mapping[str, object]:
    report = _report(draft, world)
    application = world.catalogue.application(report.application)
    category = world.catalogue.category(application, report.category)
    assessed = compute(category, report.subcategory or None, report.package.facts, world.now, world.rules)
    return {
        "report": report,
        "lpse": world.offices.get(report.lpse_id),
        "role": filing_role(world.me, report.lpse_id, report.role).role,
        "application": application,
        "category": category,
        "priority": assessed.priority,
    }


def _finish(draft: Draft, world: World) -> Finished:
    if code := helped_by(draft):
        world.faq_counts.helped(code, world.now)
        return Finished(faq.helped())
    file_ticket = FileTicket(world.tickets, world.numbers, world.offices, world.catalogue, world.rules)
    ticket = file_ticket(world.me, _report(draft, world), world.now)
    rows = (
        (Button(ticket.number, copy=ticket.number, icon="📋"),),
        (Button(_("Detail"), to=card(ticket.id)), Button(_("Menu"), to=menu())),
    )
    return Finished(Screen("new_ticket/filed.html", {"ticket": ticket}, rows), ticket)


NEW_TICKET = Talk(
    name="new",
    title=_("Buat Tiket"),
    opens=_opens,
    finish=_finish,
    about_ticket=False,
    current=_current,
    overtaken=_(
        "Salah satu pilihan Anda sudah tidak tersedia. Silakan pilih yang lain; isian lain tetap ada."
    ),
    steps=(
        TextStep(
            name="title",
            title=_("Judul"),
            template="new_ticket/title.html",
            read=lambda text, _world: read_title(text),
            clears=("answers",),
        ),
        AnswersStep(),
        SearchStep(
            name="lpse",
            title=_("LPSE"),
            template="new_ticket/lpse.html",
            own=_own_lpses,
            find=_find_lpses,
            label=_lpse_name,
            check=_check_offered,
            clears=("role", "package_lpse"),
        ),
        ChoiceStep(
            name="role",
            title=_("Peran"),
            template="new_ticket/role.html",
            options=lambda draft, world: [Option(role.value, role.label) for role in _roles(draft, world)],
            when=lambda draft, world: _several(_roles(draft, world)),
        ),
        ChoiceStep(
            name="application",
            title=_("Aplikasi"),
            template="new_ticket/application.html",
            options=_applications,
            width=2,
            clears=(
                "version",
                "category",
                "subcategory",
                "package",
                "package_found",
                "package_lpse",
                *MANUAL,
            ),
        ),
        ChoiceStep(
            name="version",
            title=_("Versi"),
            template="new_ticket/version.html",
            options=_versions,
            width=3,
            when=lambda draft, world: "application" in draft and _several(_versions(draft, world)),
        ),
        ChoiceStep(
            name="category",
            title=_("Kategori"),
            template="new_ticket/category.html",
            options=_categories,
            clears=("subcategory",),
        ),
        ChoiceStep(
            name="subcategory",
            title=_("Sub Kategori"),
            template="new_ticket/subcategory.html",
            options=_subcategories,
            when=lambda draft, world: "category" in draft and bool(_subcategories(draft, world)),
        ),
        *PACKAGE_STEPS,
        TextStep(
            name="error_code",
            title=_("Kode Error"),
            template="new_ticket/error_code.html",
            read=lambda text, _world: read_error_code(text),
            skips=True,
        ),
        TextStep(
            name="description",
            title=_("Deskripsi"),
            template="new_ticket/description.html",
            read=lambda text, _world: read_text(text),
            joins=True,
        ),
        FilesStep(template="files.html"),
        TextStep(
            name="email",
            title=_("E-mail"),
            template="new_ticket/email.html",
            read=lambda text, _world: read_email(text),
            offer=lambda _draft, world: world.me.email,
            offer_label=_("Pakai Alamat Ini"),
        ),
        ReviewStep(template="new_ticket/review.html", send=_("Kirim Tiket"), summary=_summary),
        ConfirmStep(template="new_ticket/confirm.html", summary=_summary, back_to="review"),
    ),
)
