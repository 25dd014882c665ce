"""Keyboards: what Telegram takes, and in which words it refuses the rest."""

from .errors import Json, bad_request
from .params import Params
from .utf16 import units

ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
)  # fmt: skip
SHOWN = ("text", "icon_custom_emoji_id", "style")
STYLES = {"danger", "success", "primary"}
ROW_LIMIT = 8
BUTTON_LIMIT = 100
DATA_LIMIT = 64
COPY_LIMIT = 256


def read_markup(params: Params) -> tuple[Json | None, Json | None]:
    """The inline keyboard and, apart from it, the other kind of keyboard; at most one is there."""
    tree = params.tree("reply_markup", "reply keyboard markup")
    if not tree:
        return None, None
    if not isinstance(tree, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in tree:
        return inline_keyboard(tree), None
    if tree.get("keyboard"):
        return None, reply_keyboard(tree)
    return None, tree if tree.get("force_reply") or tree.get("remove_keyboard") else None


def inline_keyboard(tree: Json) -> Json | None:
    """The keyboard as it is kept; None when it has no button. More than 8 in a row aren't shown."""
    rows = []
    for row in _rows(tree["inline_keyboard"]):
        buttons = [inline_button(button) for button in row][:ROW_LIMIT]
        if buttons:
            rows.append(buttons)
    if sum(len(row) for row in rows) > BUTTON_LIMIT:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if not rows:
        return None
    return {"inline_keyboard": rows, **({"force_reply": True} if tree.get("force_reply") else {})}


def _rows(rows: object) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('Field "inline_keyboard" must be of type Array of Arrays')
    if not all(isinstance(button, dict) for row in rows for button in row):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    return rows


def inline_button(button: Json) -> Json:
    """One button with exactly one action."""
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [action for action in ACTIONS if button.get(action) not in (None, False)]
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    action = actions[0]
    _check_action(action, button[action])
    if button.get("style") and str(button["style"]) not in STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    return {name: button[name] for name in (*SHOWN, action) if button.get(name) is not None}


def _check_action(action: str, value: object) -> None:
    match action:
        case "callback_data":
            if not isinstance(value, str) or not 1 <= len(value.encode()) <= DATA_LIMIT:
                raise bad_request("BUTTON_DATA_INVALID")
        case "copy_text":
            text = value.get("text") if isinstance(value, dict) else None
            if not isinstance(text, str) or not 1 <= units(text) <= COPY_LIMIT:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "url":
            url = str(value)
            if not url.startswith(("http://", "https://", "tg://", "ton://")) and "." not in url:
                raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        case "disabled":
            if not isinstance(value, dict):
                raise bad_request(
                    'can\'t parse inline keyboard button: Field "disabled" must be of type Object'
                )


def reply_keyboard(tree: Json) -> Json:
    """The keyboard below the input line; plain strings become buttons."""
    given = tree["keyboard"]
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request('Field "keyboard" must be of type Array of Arrays')
    rows = []
    for row in given:
        buttons = [{"text": button} if isinstance(button, str) else button for button in row]
        if not all(isinstance(button, dict) and button.get("text") for button in buttons):
            raise bad_request("can't parse keyboard button: Can't find field \"text\"")
        rows.append(buttons)
    return {**tree, "keyboard": rows}
