"""Entities that carry more than their place: links, mentions, custom emoji and times."""

import re

from .errors import Json

TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
WEB_LINK = re.compile(r"(?P<scheme>https?://)?(?P<host>[^\s/?#]+)(?P<rest>[^\s]*)", re.IGNORECASE)
USER_LINK = re.compile(r"tg:(?://)?user\?id=(\d+)")


class Unparsable(Exception):
    """Raised for markup that can't be read; the text says why as Telegram does, without its first words."""


def link_entity(url: str) -> Json | None:
    """Return a text_link, or a text_mention for tg://user?id=…; None when Telegram drops the link."""
    url = url.strip()
    if user := USER_LINK.fullmatch(url):
        return {"type": "text_mention", "user": {"id": int(user.group(1))}}
    if re.match(r"(?:tg|ton):", url, re.IGNORECASE):
        return {"type": "text_link", "url": url}
    match = WEB_LINK.fullmatch(url)
    if not match or not ("." in match["host"] or match["host"] == "localhost"):
        return None
    scheme = (match["scheme"] or "http://").lower()
    rest = match["rest"] if match["rest"].startswith("/") else "/" + match["rest"]
    return {"type": "text_link", "url": scheme + match["host"].lower() + rest}


def emoji_entity(identifier: str) -> Json:
    """Return a custom_emoji entity for the emoji's number."""
    if not re.fullmatch(r"[1-9]\d{0,18}", identifier, re.ASCII):
        raise Unparsable("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": identifier}


def time_entity(unix: str, form: str) -> Json:
    """Return a date_time entity for a Unix time in seconds and a format such as "wDT" or "r"."""
    if not re.fullmatch(r"\d{1,12}", unix, re.ASCII):
        raise Unparsable("Invalid date-time specified")
    if not TIME_FORMAT.fullmatch(form):
        raise Unparsable("Invalid date-time format specified")
    entity: Json = {"type": "date_time", "unix_time": int(unix)}
    if form:
        entity["date_time_format"] = form
    return entity
