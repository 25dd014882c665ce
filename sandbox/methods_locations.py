"""Bot API: places on the map."""

import math

from .errors import Json, bad_request
from .params import Params
from .sending import chat_id_of, send
from .world import World

LATEST = 90.0
FARTHEST = 180.0
# Seconds for which a live location is followed; the last one stands for ever.
LIVE_FOR = range(60, 86_401)
FOR_EVER = 0x7FFFFFFF
ACCURACY_LIMIT = 1500.0


def send_location(world: World, params: Params) -> Json:
    """Send a place, by latitude and longitude in degrees (sendLocation)."""
    chat = world.open_chat(chat_id_of(params))
    return send(world, chat, params, {"location": _location(params)})


def _location(params: Params) -> Json:
    latitude, longitude = _degrees(params, "latitude"), _degrees(params, "longitude")
    if abs(latitude) > LATEST or abs(longitude) > FARTHEST:
        raise bad_request("invalid location specified")
    location: Json = {"latitude": latitude, "longitude": longitude}
    if accuracy := _number(params.text("horizontal_accuracy")):
        location["horizontal_accuracy"] = min(max(accuracy, 0.0), ACCURACY_LIMIT)
    if period := params.integer("live_period"):
        if period not in LIVE_FOR and period != FOR_EVER:
            raise bad_request("wrong live location period specified")
        location["live_period"] = period
    return location


def _degrees(params: Params, name: str) -> float:
    text = params.text(name).strip()
    if not text:
        raise bad_request(f"{name} is empty")
    return _number(text)


def _number(text: str) -> float:
    """Return the number that a text is, 0 where it is none, as the server reads it."""
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0
