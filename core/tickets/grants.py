"""The table of which role may ever do which action, asked where rights on a ticket are decided."""

from __future__ import annotations

from core.organisation.roles import Role
from core.tickets.lifecycle import Action

REPORTING = frozenset(
    {
        Action.FILE,
        Action.GIVE_FEEDBACK,
        Action.CONFIRM,
        Action.REJECT,
        Action.CLOSE,
        Action.RATE,
        Action.ADD_REMARK,
    }
)
WORKING = frozenset(
    {Action.TAKE, Action.ASK_FEEDBACK, Action.ESCALATE, Action.SOLVE, Action.RECATEGORISE, Action.HAND_BACK}
)

GRANTS: dict[Role, frozenset[Action]] = {
    Role.PPK: REPORTING,
    Role.POKJA: REPORTING,
    Role.PP: REPORTING,
    Role.PELAKU_USAHA: REPORTING,
    Role.KUPPBJ: REPORTING,
    Role.PA_KPA: REPORTING,
    Role.ADMIN_PPE_SIRUP: REPORTING,
    Role.HELPDESK_LPSE: REPORTING | WORKING,
    Role.VERIFIKATOR_LPSE: REPORTING | WORKING,
    Role.ADMIN_AGENCY: REPORTING | WORKING,
    Role.ADMIN_PPE: REPORTING | WORKING,
    Role.HELPDESK_LKPP_NON_TEKNIS: REPORTING | WORKING,
    Role.HELPDESK_LKPP_TEKNIS: REPORTING | WORKING,
    Role.TIM_TEKNIS: REPORTING | WORKING,
    Role.ADMINISTRATOR: frozenset(),
}


def granted(role: Role, action: Action) -> bool:
    """Return whether this role may ever do this action."""
    return action in GRANTS[role]
