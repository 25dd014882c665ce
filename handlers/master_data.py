"""Applications, categories and LPSEs, as administrators open them and begin to change them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.addresses import number_in
from conversations.screens import catalogue as catalogue_screens
from conversations.screens import offices as office_screens
from conversations.talks import application, category, office
from conversations.talks.retire import KINDS, retiring
from core.errors import Refusal
from core.lpse import Lpse
from handlers import talking
from handlers.drafts import park
from handlers.visit import Visit


def _applications(visit: Visit, _what: str) -> None:
    park(visit)
    visit.show(catalogue_screens.applications(visit.unit.master.catalogue))


def _application(visit: Visit, code: str) -> None:
    park(visit)
    visit.show(catalogue_screens.application(visit.unit.master.catalogue.application(code)))


def _category(visit: Visit, code: str) -> None:
    park(visit)
    visit.show(catalogue_screens.category(*visit.unit.master.catalogue.with_category(code)))


def _new_application(visit: Visit, _what: str) -> None:
    application.may_add(visit.world())
    talking.begin(visit, "application", draft=application.ADDING)


def _change_application(visit: Visit, code: str) -> None:
    found = visit.unit.master.catalogue.application(code)
    talking.begin(visit, "application", draft=application.changing(found))


def _new_category(visit: Visit, code: str) -> None:
    found = visit.unit.master.catalogue.application(code)
    talking.begin(visit, "category", draft=category.adding(found))


def _change_category(visit: Visit, code: str) -> None:
    found = visit.unit.master.catalogue.with_category(code)
    talking.begin(visit, "category", draft=category.changing(*found))


def _offices(visit: Visit, _what: str) -> None:
    talking.begin(visit, "offices")


def _office(visit: Visit, number: str) -> None:
    park(visit)
    lpse = _lpse(visit, number)
    visit.show(office_screens.office(lpse, visit.unit.offices.serving(lpse.id)))


def _new_office(visit: Visit, _what: str) -> None:
    talking.begin(visit, "office", draft=office.ADDING)


def _change_office(visit: Visit, number: str) -> None:
    talking.begin(visit, "office", draft=office.changing(_lpse(visit, number)))


def _retire(visit: Visit, what: str) -> None:
    _switch(visit, what, retired=True)


def _offer(visit: Visit, what: str) -> None:
    _switch(visit, what, retired=False)


def _switch(visit: Visit, what: str, *, retired: bool) -> None:
    kind, _colon, key = what.partition(":")
    if kind not in KINDS:
        raise Refusal("application_unknown")
    talking.begin(visit, "retire", draft=retiring(kind, key, visit.world(), retired=retired))


def _lpse(visit: Visit, number: str) -> Lpse:
    lpse = visit.unit.offices.get(number_in(number) or 0)
    if lpse is None:
        raise Refusal("lpse_unknown")
    return lpse


PLACES: Mapping[str, Callable[[Visit, str], None]] = {
    "apps": _applications,
    "app": _application,
    "newapp": _new_application,
    "editapp": _change_application,
    "cat": _category,
    "newcat": _new_category,
    "editcat": _change_category,
    "lpses": _offices,
    "lpse": _office,
    "newlpse": _new_office,
    "editlpse": _change_office,
    "retire": _retire,
    "offer": _offer,
}
