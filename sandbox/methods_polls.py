"""Bot API: polls and quizzes, which nobody can vote in here."""

import secrets

from .entities import Limit, formatted
from .errors import Json, bad_request
from .params import Params
from .sending import chat_id_of, send
from .world import World

QUESTION = Limit(300, "poll question length must not exceed 300")
OPTION = Limit(100, "poll options length must not exceed 100")
EXPLANATION = Limit(200, "poll explanation length must not exceed 200")
OPTIONS_LIMIT = 12


def send_poll(world: World, params: Params) -> Json:
    """Send a poll or a quiz (sendPoll)."""
    chat = world.open_chat(chat_id_of(params))
    question = _words(params, "question", QUESTION)
    if not question["question"]:
        raise bad_request("poll question must be non-empty")
    poll: Json = {
        "id": str(secrets.randbits(62)),
        **question,
        "options": _options(params),
        "total_voter_count": 0,
        "is_closed": params.flag("is_closed"),
        "is_anonymous": params.flag("is_anonymous") or "is_anonymous" not in params,
        "type": params.text("type").lower() or "regular",
        "allows_multiple_answers": params.flag("allows_multiple_answers"),
        "allows_revoting": params.flag("allows_revoting"),
        "members_only": params.flag("members_only"),
    }
    poll |= {name: params.integer(name) for name in ("open_period", "close_date") if params.integer(name)}
    return send(world, chat, params, {"poll": poll | _of_kind(params, poll)})


def _options(params: Params) -> list[Json]:
    given = params.tree("options", "options")
    if not isinstance(given, list):
        raise bad_request("expected an Array of InputPollOption")
    if not given:
        raise bad_request("poll must have at least 1 option")
    if len(given) > OPTIONS_LIMIT:
        raise bad_request(f"poll can't have more than {OPTIONS_LIMIT} options")
    return [_option(number, option) for number, option in enumerate(given)]


def _option(number: int, given: object) -> Json:
    # Plain strings are options as well, as in the first polls.
    if not isinstance(given, str | dict):
        raise bad_request("can't parse InputPollOption: InputPollOption must be an Object")
    words = _words(Params({"text": given} if isinstance(given, str) else given), "text", OPTION)
    if not words["text"]:
        raise bad_request("poll options must be non-empty")
    return {"persistent_id": str(number), **words, "voter_count": 0}


def _of_kind(params: Params, poll: Json) -> Json:
    """Return what only a quiz has."""
    if poll["type"] == "regular":
        return {}
    if poll["type"] != "quiz":
        raise bad_request("unsupported poll type specified")
    right = params.tree("correct_option_ids") if "correct_option_ids" in params else None
    if right is None and params.text("correct_option_id"):
        right = [params.integer("correct_option_id", -1)]
    numbers = range(len(poll["options"]))
    if not isinstance(right, list) or not right or not all(number in numbers for number in right):
        raise bad_request("wrong correct option ID specified")
    quiz: Json = {"correct_option_ids": right, "correct_option_id": right[0]}
    return quiz | (_words(params, "explanation", EXPLANATION) if params.text("explanation") else {})


def _words(params: Params, name: str, limit: Limit) -> Json:
    """Return a text of the poll as a field, and its formatting as another one."""
    mode, entities = params.text(f"{name}_parse_mode"), params.readable_tree(f"{name}_entities")
    shown = formatted(params.text(name), mode, entities, limit)
    return {name: shown.text, **({f"{name}_entities": shown.entities} if shown.entities else {})}
