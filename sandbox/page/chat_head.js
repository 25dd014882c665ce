/** What frames a chat: its header, the welcome in an empty one, and the bar of a blocked one. */

import { rolesOf } from "./account.js";
import { avatar, el, icon, iconButton, nameOf } from "./dom.js";
import { menu, under } from "./overlay.js";
import { say } from "./words.js";

export function chatHead(chat) {
  const { desk, subject } = chat;
  const back = iconButton("back", say("Kembali ke daftar"), () => desk.leave(), { class: "back" });
  back.append(chat.backBadge);
  const name = el("b", { class: "chat-name", dir: "auto" }, nameOf(subject));
  const title = el(
    "button",
    {
      type: "button",
      class: "chat-title",
      title: chat.titleHint ?? say("Ganti orang"),
      onclick: () => (chat.ownTitle ? chat.ownTitle(title) : desk.choose(chat, title)),
    },
    avatar(subject),
    el("span", { class: "chat-words" }, name, chat.status),
  );
  const more = iconButton("dots", say("Pilihan lain"), () =>
    menu(under(more), (chat.choices ?? choices)(chat, title), say("Pilihan lain")),
  );
  const close = iconButton("close", say("Tutup kolom"), () => desk.close(chat.id), { class: "close-column" });
  return el("header", { class: "chat-head" }, back, title, more, close);
}

function choices(chat, title) {
  const { blocked } = chat.data();
  return [
    { icon: "switch", label: say("Ganti orang"), act: () => chat.desk.choose(chat, title) },
    chat.desk.canAdd() && { icon: "column-more", label: say("Tambah kolom"), act: () => chat.desk.add() },
    chat.store.office && { icon: "key", label: say("Peran dan akun"), act: () => rolesOf(chat) },
    blocked
      ? { icon: "block", label: say("Buka blokir bot"), act: () => chat.block(false) }
      : { icon: "block", label: say("Blokir bot"), danger: true, act: () => chat.block(true) },
  ];
}

export function unblockButton(chat) {
  const onclick = () => chat.block(false);
  return el("button", { type: "button", class: "unblock", onclick }, say("Buka blokir"));
}

export function welcome(chat) {
  const { bot } = chat.store;
  const onclick = () => chat.composer.send("/start");
  return el(
    "div",
    { class: "welcome" },
    el("span", { class: "avatar bot-face", "aria-hidden": "true" }, icon("send")),
    el("b", {}, bot.first_name),
    el("p", {}, bot.description || say("Belum ada percakapan. Tekan MULAI untuk memulai.")),
    el("button", { type: "button", class: "start", onclick }, say("Mulai")),
  );
}
