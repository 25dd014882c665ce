/** Draws polls, places and stickers: what a message can be beside words, photos and files. */

import { el } from "./dom.js";
import { fileUrl } from "./media.js";
import { say } from "./words.js";

/** Names a poll, a place or a sticker in one line; null for all other messages. */
export function kindName({ poll, location, sticker }) {
  if (poll) return say("Jajak pendapat: {question}", { question: poll.question });
  if (location) return say("Lokasi");
  return sticker ? `${sticker.emoji ?? ""} ${say("Stiker")}`.trim() : null;
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
  const kind = type === "quiz" ? say("Kuis") : say("Jajak pendapat");
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
  return el("img", { class: "sticker", src: fileUrl(sticker), alt: sticker.emoji ?? say("Stiker"), loading: "lazy" });
}
