"""All talks, by name."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.talk import Talk
from conversations.talks.account import SIGN_IN, SIGN_OUT
from conversations.talks.account_form import ACCOUNT
from conversations.talks.account_import import ACCOUNT_IMPORT
from conversations.talks.account_roles import ROLE_GIVE, ROLE_TAKE
from conversations.talks.account_search import ACCOUNT_SEARCH
from conversations.talks.account_standing import ACCOUNT_STANDING
from conversations.talks.application import APPLICATION
from conversations.talks.category import CATEGORY
from conversations.talks.change_email import CHANGE_EMAIL
from conversations.talks.confirm import CONFIRM
from conversations.talks.faq import FAQ
from conversations.talks.import_file import IMPORT
from conversations.talks.new_ticket import NEW_TICKET
from conversations.talks.office import OFFICE
from conversations.talks.offices import OFFICES
from conversations.talks.profile import PROFILE
from conversations.talks.question import QUESTION, QUESTION_REMOVED
from conversations.talks.rate import RATE
from conversations.talks.remarks import REMARK_TALKS
from conversations.talks.retire import RETIRE
from conversations.talks.rule import RULE
from conversations.talks.search import SEARCH
from conversations.talks.take import TAKE
from conversations.talks.trail import TRAIL

TALKS: Mapping[str, Talk] = {
    talk.name: talk
    for talk in (
        NEW_TICKET,
        TAKE,
        CONFIRM,
        RATE,
        PROFILE,
        CHANGE_EMAIL,
        SEARCH,
        FAQ,
        SIGN_IN,
        SIGN_OUT,
        RULE,
        QUESTION,
        QUESTION_REMOVED,
        IMPORT,
        TRAIL,
        APPLICATION,
        CATEGORY,
        OFFICE,
        OFFICES,
        RETIRE,
        ACCOUNT_SEARCH,
        ACCOUNT,
        ROLE_GIVE,
        ROLE_TAKE,
        ACCOUNT_STANDING,
        ACCOUNT_IMPORT,
        *REMARK_TALKS,
    )
}
