"""All talks, by name."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.talk import Talk
from conversations.talks.account import SIGN_IN, SIGN_OUT
from conversations.talks.confirm import CONFIRM
from conversations.talks.faq import FAQ
from conversations.talks.new_ticket import NEW_TICKET
from conversations.talks.profile import PROFILE
from conversations.talks.rate import RATE
from conversations.talks.remarks import REMARK_TALKS
from conversations.talks.search import SEARCH
from conversations.talks.take import TAKE

TALKS: Mapping[str, Talk] = {
    talk.name: talk
    for talk in (
        NEW_TICKET,
        TAKE,
        CONFIRM,
        RATE,
        PROFILE,
        SEARCH,
        FAQ,
        SIGN_IN,
        SIGN_OUT,
        *REMARK_TALKS,
    )
}
