"""Show what people have searched for, once they have chosen how."""

from __future__ import annotations

from conversations.conversation import ConversationEnd
from handlers.context.request_context import RequestContext
from handlers.screens import audit, navigation, reports
from handlers.screens.accounts import open_accounts


def show_found(context: RequestContext, finished: ConversationEnd) -> None:
    """Keep the filters that were chosen, and show what they find; do nothing where none were."""
    if finished.search_filters is not None:
        context.chat.searched_at = context.now
        context.chat.memo = {**context.chat.memo, "search": dict(finished.search_filters)}
        navigation.open_search(context)
    if finished.report_days is not None:
        reports.open_report(context, finished.report_days)
    if finished.audit_filters is not None:
        audit.search_trail(context, finished.audit_filters)
    if finished.account_filters is not None:
        context.chat.searched_at = context.now
        context.chat.memo = {**context.chat.memo, "accounts": dict(finished.account_filters)}
        open_accounts(context, open_exact=True)
