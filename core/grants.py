"""Which role may do what to tickets: one table, asked by every button and by every guard."""

from __future__ import annotations

from core.lifecycle import Action
from core.roles import Role

REPORTING = frozenset(
    {Action.FILE, Action.GIVE_FEEDBACK, Action.CONFIRM, Action.REJECT, Action.CLOSE, Action.RATE}
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
    """Whether this role may ever do this."""
    return action in GRANTS[role]
