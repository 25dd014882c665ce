"""Keyboards: what Telegram takes, and in which words it refuses the rest."""

from .errors import Json, bad_request
from .params import Params
from .utf16 import units

ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
)  # fmt: skip
SHOWN = ("text", "icon_custom_emoji_id")
# Read without regard to case; "default" is a button without a style.
STYLES = {"danger", "success", "primary"}
NO_STYLE = "default"
ROW_LIMIT = 8
BUTTON_LIMIT = 100
DATA_LIMIT = 64
COPY_LIMIT = 256


def read_markup(params: Params) -> tuple[Json | None, Json | None]:
    """Return the inline keyboard and, apart from it, the other kind of keyboard; at most one is there."""
    tree = params.tree("reply_markup", "reply keyboard markup")
    if tree is None:
        return None, None
    if not isinstance(tree, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in tree:
        return inline_keyboard(tree), None
    if tree.get("keyboard"):
        return None, reply_keyboard(tree)
    return None, tree if tree.get("force_reply") or tree.get("remove_keyboard") else None


def inline_keyboard(tree: Json) -> Json | None:
    """Return the keyboard as it is kept, None without a button. More than 8 in a row aren't shown."""
    rows = []
    for row in _rows(tree["inline_keyboard"]):
        buttons = [inline_button(button) for button in row][:ROW_LIMIT]
        if buttons:
            rows.append(buttons)
    if sum(len(row) for row in rows) > BUTTON_LIMIT:
        raise bad_request("reply markup is too long")
    if not rows:
        return None
    return {"inline_keyboard": rows, **({"force_reply": True} if tree.get("force_reply") else {})}


def _rows(rows: object) -> list[list[Json]]:
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if not all(isinstance(button, dict) for row in rows for button in row):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    return rows


def inline_button(button: Json) -> Json:
    """Return one button with exactly one action."""
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    # Empty data is no data, so the button has no action.
    actions = [action for action in ACTIONS if button.get(action) not in (None, False, "")]
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    action = actions[0]
    style = style_of(button, "inline keyboard button")
    _check_action(action, button[action])
    return {name: button[name] for name in (*SHOWN, action) if button.get(name) is not None} | style


def style_of(button: Json, called: str) -> Json:
    """Return the style of a button as a field; none for the default one."""
    style = str(button.get("style") or NO_STYLE).lower()
    if style == NO_STYLE:
        return {}
    if style not in STYLES:
        raise bad_request(f"can't parse {called}: invalid button style specified")
    return {"style": style}


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
    """Return the keyboard below the input line; plain strings become buttons."""
    given = tree["keyboard"]
    if not isinstance(given, list):
        raise bad_request('field "keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in given):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    return {**tree, "keyboard": [[_reply_button(button) for button in row] for row in given]}


def _reply_button(button: object) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not button.get("text"):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    shown = {name: value for name, value in button.items() if name != "style"}
    return shown | style_of(button, "keyboard button")
