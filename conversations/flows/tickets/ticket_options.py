"""Options of a new ticket: applications, versions, categories and sub-categories of the catalogue."""

from __future__ import annotations

from conversations.context import ConversationContext
from conversations.conversation import Draft
from conversations.flows.tickets.known_errors import category_of_error, error_in_title
from conversations.steps import Option


def applications(draft: Draft, context: ConversationContext) -> list[Option]:
    """Return the applications, that of the message in the title first."""
    proposed = category_of_error(error_in_title(draft, context), context)
    options = [Option(a.code, a.name) for a in context.catalogue.offered]
    return sorted(options, key=lambda option: not proposed or option.value != proposed[0].code)


def versions(draft: Draft, context: ConversationContext) -> list[Option]:
    """Return the versions of the chosen application."""
    return [Option(v, v) for v in context.catalogue.application(draft["application"]).versions]


def categories(draft: Draft, context: ConversationContext) -> list[Option]:
    """Return the categories, that of the message in the title first."""
    proposed = category_of_error(error_in_title(draft, context), context)
    options = [Option(c.code, c.name) for c in context.catalogue.application(draft["application"]).offered]
    return sorted(options, key=lambda option: not proposed or option.value != proposed[1].code)


def subcategories(draft: Draft, context: ConversationContext) -> list[Option]:
    """Return the sub-categories of the chosen category."""
    category = context.catalogue.category(draft["application"], draft["category"])
    return [Option(name, name) for name in category.subcategories]


def has_help_centre(draft: Draft, context: ConversationContext) -> bool:
    """Return whether complaints about the chosen application get numbers at the Pusat Bantuan."""
    return "application" in draft and context.catalogue.application(draft["application"]).help_centre
