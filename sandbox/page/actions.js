/** What can be done with a message from its context menu. */

import { avatar, el, nameOf } from "./dom.js";
import { post, reason } from "./link.js";
import { copy, dialog, menu } from "./overlay.js";
import { say } from "./words.js";

export function messageMenu(event, chat) {
  const node = event.target.closest(".message");
  // Over a link or selected words the browser's own menu is the more useful one.
  if (!node || event.target.closest("a") || String(getSelection())) return;
  const id = Number(event.target.closest("[data-message-id]").dataset.messageId);
  const message = chat.messages().find(({ message_id: other }) => other === id);
  if (!message) return;
  event.preventDefault();
  const text = message.text ?? message.caption;
  const isHere = chat.isHere(message);
  const failed = (error) => chat.toast(reason(error));
  menu(
    { x: event.clientX, y: event.clientY },
    [
      isHere && { icon: "reply", label: say("Balas"), act: () => chat.composer.reply(message) },
      isHere && message.out && message.text && { icon: "edit", label: say("Ubah"), act: () => chat.composer.edit(message) },
      text && { icon: "copy", label: say("Salin teks"), act: () => copy(chat.element, text) },
      { icon: "forward", label: say("Teruskan"), act: () => forward(chat, message) },
      chat.mayDelete(message) && {
        icon: "delete",
        label: say("Hapus"),
        danger: true,
        act: () => chat.post("delete", { message_ids: [id] }, `chats/${message.chat?.id ?? chat.id}`).catch(failed),
      },
    ],
    say("Pesan"),
  );
}

function forward(chat, message) {
  const album = message.media_group_id;
  const ids = chat
    .messages()
    .filter((other) => other === message || (album && other.media_group_id === album))
    .map((other) => other.message_id);
  const send = (persona) => async () => {
    box.close();
    await post(`chats/${persona.id}/forward`, { from_chat: message.chat?.id ?? Number(chat.id), message_ids: ids }).catch(
      (error) => chat.toast(reason(error)),
    );
  };
  const people = [...chat.store.personas.values()].map((persona) =>
    el(
      "button",
      { type: "button", class: "choice", onclick: send(persona) },
      avatar(persona),
      el("span", {}, el("b", {}, nameOf(persona)), el("small", {}, persona.label)),
    ),
  );
  const box = dialog(say("Teruskan ke bot sebagai…"), el("div", { class: "choices" }, people), {});
}
