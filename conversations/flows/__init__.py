"""All conversations, by name."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.conversation import Conversation
from conversations.flows.admin.account_access import ACCOUNT_ACCESS
from conversations.flows.admin.account_form import ACCOUNT_FORM
from conversations.flows.admin.account_import import ACCOUNT_IMPORT
from conversations.flows.admin.account_roles import GIVE_ROLE, TAKE_ROLE
from conversations.flows.admin.account_search import ACCOUNT_SEARCH
from conversations.flows.admin.application import APPLICATION_FORM
from conversations.flows.admin.category import CATEGORY_FORM
from conversations.flows.admin.drop_group import DROP_GROUP
from conversations.flows.admin.faq_question import QUESTION_FORM, REMOVE_QUESTION
from conversations.flows.admin.import_file import FILE_IMPORT
from conversations.flows.admin.lpse import LPSE_FORM
from conversations.flows.admin.lpse_list import LPSE_LIST
from conversations.flows.admin.retire import RETIRE_RECORD
from conversations.flows.admin.sends_trail import SENDS_TRAIL
from conversations.flows.admin.setting import SETTING_FORM
from conversations.flows.admin.trail import AUDIT_DAYS, AUDIT_SEARCH
from conversations.flows.own_account.change_email import CHANGE_EMAIL
from conversations.flows.own_account.profile import PROFILE_FORM
from conversations.flows.own_account.sign_in import INVITATION, RENEW_SESSION, SIGN_IN, SIGN_OUT
from conversations.flows.tickets.confirm import CONFIRM_SOLUTION
from conversations.flows.tickets.days import REPORT_DAYS
from conversations.flows.tickets.faq import FAQ_SEARCH
from conversations.flows.tickets.new_ticket import NEW_TICKET
from conversations.flows.tickets.rate import CHOOSE_CHIPS, RATE_TICKET, WRITE_MESSAGE
from conversations.flows.tickets.replies import LOOSE_WORDS, REPLY_TO_TICKET
from conversations.flows.tickets.search import TICKET_SEARCH
from conversations.flows.tickets.staff_group import CLAIM_GROUP
from conversations.flows.tickets.take import TAKE_TICKET
from conversations.flows.tickets.ticket_actions import ACTION_CONVERSATIONS

CONVERSATIONS: Mapping[str, Conversation] = {
    conversation.name: conversation
    for conversation in (
        NEW_TICKET,
        TAKE_TICKET,
        CONFIRM_SOLUTION,
        RATE_TICKET,
        CHOOSE_CHIPS,
        WRITE_MESSAGE,
        PROFILE_FORM,
        CHANGE_EMAIL,
        REPLY_TO_TICKET,
        LOOSE_WORDS,
        TICKET_SEARCH,
        FAQ_SEARCH,
        SIGN_IN,
        SIGN_OUT,
        INVITATION,
        RENEW_SESSION,
        SETTING_FORM,
        QUESTION_FORM,
        REMOVE_QUESTION,
        FILE_IMPORT,
        AUDIT_SEARCH,
        AUDIT_DAYS,
        REPORT_DAYS,
        SENDS_TRAIL,
        APPLICATION_FORM,
        CATEGORY_FORM,
        LPSE_FORM,
        LPSE_LIST,
        RETIRE_RECORD,
        ACCOUNT_SEARCH,
        ACCOUNT_FORM,
        GIVE_ROLE,
        TAKE_ROLE,
        ACCOUNT_ACCESS,
        ACCOUNT_IMPORT,
        CLAIM_GROUP,
        DROP_GROUP,
        *ACTION_CONVERSATIONS,
    )
}
