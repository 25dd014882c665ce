"""Options of a new ticket: applications, versions, categories and sub-categories of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.answers import Answer
from conversations.context import ConversationContext
from conversations.conversation import Draft
from conversations.flows.tickets.known_errors import category_of_error, error_in_title
from conversations.steps import ChoiceStep, Option
from core.master_data.catalogue import Application
from core.master_data.known_errors import KnownError
from core.words import _

NOT_KNOWN = _("Tidak tahu")
# The value of an option for who does not know the category.
UNKNOWN = "?"
# The name of the category for all that belongs to no other one.
OTHER_CATEGORY = "Lainnya"


def applications(draft: Draft, context: ConversationContext) -> list[Option]:
    """Return the applications, that of the message in the title first."""
    proposed = category_of_error(error_in_title(draft, context), context)
    options = [Option(a.code, a.name) for a in context.catalogue.offered]
    return sorted(options, key=lambda option: not proposed or option.value != proposed[0].code)


def versions(draft: Draft, context: ConversationContext) -> list[Option]:
    """Return the versions of the chosen application; of several, somebody may not know theirs."""
    options = [Option(v, v) for v in context.catalogue.application(draft["application"]).versions]
    return [*options, Option("", NOT_KNOWN)] if len(options) > 1 else options


def categories(draft: Draft, context: ConversationContext) -> list[Option]:
    """Return the categories, that of the message in the title first; who knows none has “Lainnya”."""
    application = context.catalogue.application(draft["application"])
    options = category_options(application, error_in_title(draft, context), context)
    return [*options, Option(UNKNOWN, NOT_KNOWN)] if _other_category(draft, context) else options


def category_options(
    application: Application, error: KnownError | None, context: ConversationContext
) -> list[Option]:
    """Return the categories that a ticket about the application may be given, as they are offered.

    That of the recognised error stands first. Those that an administrator has ordered follow in that order,
    others by how often they were chosen lately, and “Lainnya” last.
    """
    offered = list(application.offered)
    if not application.hand_ordered:
        uses = context.category_uses(context.now)
        offered.sort(key=lambda c: (c.name == OTHER_CATEGORY, -uses.get(c.code, 0)))
    proposed = category_of_error(error, context)
    offered.sort(key=lambda c: not proposed or c.code != proposed[1].code)
    return [Option(c.code, c.name) for c in offered]


def _other_category(draft: Draft, context: ConversationContext) -> str:
    """Return the code of “Lainnya” of the chosen application; "" where it has none."""
    offered = context.catalogue.application(draft["application"]).offered
    return next((c.code for c in offered if c.name == OTHER_CATEGORY), "")


@dataclass(frozen=True, kw_only=True)
class CategoryStep(ChoiceStep):
    """Ask for the category; who does not know it gets “Lainnya”, which the helpdesk changes."""

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        answered = super().handle(draft, answer, context)
        if answered[self.name] != UNKNOWN:
            return answered
        return self.with_answer(draft, _other_category(draft, context))


def subcategories(draft: Draft, context: ConversationContext) -> list[Option]:
    """Return the sub-categories of the chosen category."""
    category = context.catalogue.category(draft["application"], draft["category"])
    return [Option(name, name) for name in category.subcategories]


def has_help_centre(draft: Draft, context: ConversationContext) -> bool:
    """Return whether complaints about the chosen application get numbers at the Pusat Bantuan."""
    return "application" in draft and context.catalogue.application(draft["application"]).help_centre
