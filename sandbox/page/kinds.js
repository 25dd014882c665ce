/** Draws polls, places and stickers: what a message can be beside words, photos and files. */

import { el } from "./dom.js";
import { fileUrl } from "./media.js";

/** Names a poll, a place or a sticker in one line; null for all other messages. */
export function kindName({ poll, location, sticker }) {
  if (poll) return `Jajak pendapat: ${poll.question}`;
  if (location) return "Lokasi";
  return sticker ? `${sticker.emoji ?? ""} Stiker`.trim() : null;
}

export function kindOf({ poll, location, sticker }) {
  if (poll) return drawnPoll(poll);
  if (location) return drawnPlace(location);
  return isPicture(sticker) ? drawnSticker(sticker) : null;
}

/** A browser shows a still sticker; the moving kinds are offered as files. */
export function isPicture(sticker) {
  return Boolean(sticker) && !sticker.is_animated && !sticker.is_video;
}

function drawnPoll({ question, options, type, is_anonymous: anonymous }) {
  const kind = type === "quiz" ? "Kuis" : "Jajak pendapat";
  return el(
    "div",
    { class: "poll" },
    el("b", { dir: "auto" }, question),
    el("small", {}, anonymous ? `${kind} anonim` : kind),
    el(
      "ul",
      {},
      options.map(({ text }) => el("li", { dir: "auto" }, text)),
    ),
  );
}

function drawnPlace({ latitude, longitude }) {
  const shown = [latitude, longitude].map((degrees) => degrees.toFixed(5)).join(", ");
  return el("div", { class: "place" }, "📍 ", shown);
}

function drawnSticker(sticker) {
  return el("img", { class: "sticker", src: fileUrl(sticker), alt: sticker.emoji ?? "Stiker", loading: "lazy" });
}
