"""The table of Bot API methods that this Telegram knows."""

from collections.abc import Callable
from functools import partial

from . import methods_chats as chats
from . import methods_edits as edits
from . import methods_locations as locations
from . import methods_media as media
from . import methods_messages as messages
from . import methods_polls as polls
from . import methods_profile as profile
from .params import Params
from .world import World

Method = Callable[[World, Params], object]


def _yes(world: World, params: Params) -> bool:
    return True


NAMED: dict[str, Method] = {
    "getMe": profile.get_me,
    "logOut": _yes,
    "close": _yes,
    "sendMessage": messages.send_message,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "sendVideo": media.send_video,
    "sendSticker": media.send_sticker,
    "sendPoll": polls.send_poll,
    "sendLocation": locations.send_location,
    "sendMediaGroup": media.send_media_group,
    "sendChatAction": messages.send_chat_action,
    "copyMessage": messages.copy_message,
    "copyMessages": messages.copy_messages,
    "forwardMessage": messages.forward_message,
    "forwardMessages": messages.forward_messages,
    "editMessageText": edits.edit_message_text,
    "editMessageCaption": edits.edit_message_caption,
    "editMessageMedia": edits.edit_message_media,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "answerCallbackQuery": messages.answer_callback_query,
    "getFile": media.get_file,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": partial(profile.set_text, kind="name"),
    "getMyName": partial(profile.get_text, kind="name"),
    "setMyDescription": partial(profile.set_text, kind="description"),
    "getMyDescription": partial(profile.get_text, kind="description"),
    "setMyShortDescription": partial(profile.set_text, kind="short_description"),
    "getMyShortDescription": partial(profile.get_text, kind="short_description"),
    "setChatMenuButton": profile.set_menu_button,
    "getChatMenuButton": profile.get_menu_button,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMemberCount": chats.get_chat_member_count,
    "leaveChat": chats.leave_chat,
    "setMessageReaction": chats.set_message_reaction,
    "pinChatMessage": chats.pin_chat_message,
    "unpinChatMessage": chats.unpin_chat_message,
}
# Telegram reads method names without regard to case.
METHODS: dict[str, Method] = {name.lower(): method for name, method in NAMED.items()}
