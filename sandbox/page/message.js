/** Draws one row of a chat: a bubble with its parts, or a separator. */

import { avatar, el, icon, nameOf } from "./dom.js";
import { formatted } from "./entities.js";
import { keyboard } from "./keyboard.js";
import { isPicture, kindName, kindOf } from "./kinds.js";
import { attachedFile, documents, photos } from "./media.js";
import { serviceText } from "./rows.js";
import { clock, dayName, fullMoment } from "./times.js";
import { say } from "./words.js";

const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u;
const BIG_EMOJI = 3;

/** A message in one line, for lists, replies and notices. */
export function summary(message) {
  const text = (message.text ?? message.caption ?? "").replace(/\s+/g, " ").trim();
  if (text) return text;
  if (message.photo) return say("Foto");
  const kind = kindName(message);
  if (kind) return kind;
  return attachedFile(message)?.file_name ?? serviceText(message) ?? say("Pesan");
}

export function drawn(row, context) {
  if (row.kind === "day") return el("div", { class: "separator day" }, el("span", {}, dayName(row.unix)));
  if (row.kind === "unread")
    return el("div", { class: "separator unread" }, el("span", {}, say("Pesan belum dibaca")));
  if (row.kind === "service")
    return el("div", { class: "separator" }, el("span", {}, serviceText(row.messages[0])));
  return message(row, context);
}

function message({ messages, first, last }, given) {
  const head = messages[0];
  const worded = messages.find(({ text, caption }) => text || caption) ?? head;
  const text = worded.text ?? worded.caption ?? "";
  const context = { ...given, key: worded.message_id };
  const pictures = photos(messages);
  const kind = kindOf(head);
  const files = documents(messages.filter(({ sticker }) => !isPicture(sticker)));
  const keys = keyboard(head, context);
  const emoji = !pictures && !files.length && onlyEmoji(text, worded.entities);
  const words = text
    ? el(
        "div",
        { class: "text", dir: "auto" },
        formatted(text, worded.entities ?? worded.caption_entities, context),
        meta(messages),
      )
    : meta(messages);
  const known = pictures || files.length || text || kind;
  const bubble = el(
    "div",
    { class: "bubble" },
    head.sender && first && senderLine(head.sender),
    head.forward_origin && forwarded(head.forward_origin),
    head.reply_to_message && !head.reply_to_message.forum_topic_created && replied(head.reply_to_message, head.quote, context),
    pictures,
    files,
    kind,
    !known && el("div", { class: "text unknown" }, say("Jenis pesan ini tidak ditampilkan di sandbox."), " "),
    words,
    head.sender && last && avatar(head.sender),
    head.reactions?.length &&
      el(
        "div",
        { class: "reactions" },
        head.reactions.map(({ emoji }) => el("span", {}, emoji)),
      ),
  );
  const kinds = [
    "message",
    head.out ? "own" : "theirs",
    first && "first",
    last && "last",
    keys && "keyed",
    emoji && "emoji",
    pictures && "pictured",
    pictures && !text && "bare",
    files.length && "filed",
  ];
  return el(
    "article",
    {
      class: kinds.filter(Boolean).join(" "),
      "data-message-id": head.message_id,
      "aria-label": `${head.out ? say("Anda") : given.senderOf(head)}, ${clock(head.date)}`,
      tabindex: "-1",
    },
    bubble,
    keys,
  );
}

function senderLine(sender) {
  const name = el("b", { class: `sender-name ink-${Math.abs(sender.id) % 7}`, dir: "auto" }, nameOf(sender));
  return el("div", { class: "sender" }, name, sender.rank && el("span", { class: "rank" }, sender.rank));
}

function meta(messages) {
  const { date, edit_date: edited, out } = messages.at(-1);
  const title = fullMoment(date) + (edited ? `\n${say("diubah")} ${fullMoment(edited)}` : "");
  return el(
    "span",
    { class: "meta", title },
    edited && el("span", { class: "edited" }, say("diubah")),
    el("time", {}, clock(date)),
    out && icon("ticks"),
  );
}

function forwarded(origin) {
  const name = origin.sender_user
    ? nameOf(origin.sender_user)
    : (origin.sender_user_name ?? origin.sender_chat?.title ?? origin.chat?.title ?? "");
  return el("div", { class: "forwarded" }, say("Diteruskan dari"), " ", el("b", { dir: "auto" }, name));
}

function replied(to, quote, context) {
  const name = context.senderOf(to);
  return el(
    "button",
    {
      type: "button",
      class: "replied",
      "aria-label": say("Buka pesan yang dibalas dari {name}", { name }),
      onclick: () => context.jump(to.message_id),
    },
    el("b", { dir: "auto" }, name),
    el("span", { dir: "auto" }, quote?.text ?? summary(to)),
  );
}

function onlyEmoji(text, entities) {
  if (!text || text.length > 40 || entities?.some(({ type }) => type !== "custom_emoji")) return false;
  const signs = [...new Intl.Segmenter().segment(text.trim())];
  return signs.length > 0 && signs.length <= BIG_EMOJI && signs.every(({ segment }) => EMOJI.test(segment));
}
