"""What administrators look after: each place checks anew that an administrator is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.screens import administration as screens
from conversations.talks.import_file import import_called
from core.audit import require_administrator
from core.errors import Refusal
from core.house_rules import BOUNDS
from handlers import admin_accounts, audit, faq_keeping, master_data, navigation, talking
from handlers.drafts import park
from handlers.visit import Visit


def go(visit: Visit, rest: str) -> None:
    """Follow a button of an administrator's; refuses `not_administrator`."""
    require_administrator(visit.me)
    place, _colon, what = rest.partition(":")
    follow = PLACES.get(place)
    if follow is None:
        navigation.open_menu(visit)
    else:
        follow(visit, what)


def _rules(visit: Visit, _what: str) -> None:
    park(visit)
    visit.show(screens.house_rules(visit.unit.master.rules))


def _rule(visit: Visit, name: str) -> None:
    if name not in BOUNDS:
        raise Refusal("rule_unknown")
    talking.begin(visit, "rule", draft={"rule": name})


def _import(visit: Visit, what: str) -> None:
    import_called(what)
    talking.begin(visit, "import", draft={"what": what})


PLACES: Mapping[str, Callable[[Visit, str], None]] = {
    "rules": _rules,
    "rule": _rule,
    "trail": audit.open_trail,
    "trail_file": audit.order_trail,
    "faq_add": faq_keeping.add,
    "faq_change": faq_keeping.change,
    "faq_drop": faq_keeping.remove,
    "faq_up": faq_keeping.move_up,
    "faq_down": faq_keeping.move_down,
    "faq_file": faq_keeping.order_file,
    "import": _import,
    **master_data.PLACES,
    **admin_accounts.PLACES,
}
