"""Topics of a group that is a forum: which one a message goes into, and who may write there."""

from .errors import Json, bad_request
from .people import Chat


def in_topic(chat: Chat, content: Json, topic_id: int, *, is_admin: bool) -> Json:
    """Return the content with the fields that put it into the topic.

    0 is the topic of what is replied to, or else General. What replies to nothing in a topic replies to the
    first message there, as in Telegram. Refuse an unknown topic, any in a chat without topics, and a closed
    one for all but administrators.
    """
    topic_id = topic_id or content.get("reply_to_message", {}).get("message_thread_id", 0)
    if not topic_id:
        return content
    topic = chat.topics.get(topic_id)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed and not is_admin:
        raise bad_request("TOPIC_CLOSED")
    first = chat.messages.get(topic_id)
    root: Json = {"reply_to_message": without_reply(first.message)} if first else {}
    return {**root, **content, "message_thread_id": topic_id, "is_topic_message": True}


def without_reply(message: Json) -> Json:
    """Return a message as it is shown in a reply to it: without what it replied to itself."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}
