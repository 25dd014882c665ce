/** Draws one letter: its head, its text with links, and its HTML in a frame where nothing of it can run. */

import { el, icon, nameOf } from "./dom.js";
import { safeUrl } from "./entities.js";
import { fullMoment } from "./times.js";
import { language, say } from "./words.js";

const LINE_SIGNS = 38;
const LINE_PX = 23;
const FRAME_PX = { least: 170, most: 520, head: 80 };
const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

export function letterView(letter, { persona, code, open, follow }) {
  const plain = el("div", { class: "letter-text", dir: "auto" }, linked(letter.text, follow));
  return el(
    "article",
    { class: "letter" },
    el(
      "dl",
      { class: "letter-head" },
      line(say("Dari"), letter.sender),
      line(say("Untuk"), letter.to),
      line(say("Waktu"), fullMoment(letter.at, language)),
    ),
    el(
      "div",
      { class: "letter-acts" },
      code,
      persona &&
        el(
          "button",
          { type: "button", class: "letter-code", onclick: open },
          icon("reply"),
          say("Buka chat {name}", { name: nameOf(persona) }),
        ),
    ),
    letter.html ? ways(letter, plain, follow) : plain,
  );
}

function line(name, value) {
  return [el("dt", {}, name), el("dd", { dir: "auto" }, value)];
}

/** A letter with HTML is shown as mail programs do; its text, and its links, stand beside that. */
function ways(letter, plain, follow) {
  const frame = el("iframe", {
    class: "letter-frame",
    title: say("Isi surat"),
    sandbox: "",
    referrerpolicy: "no-referrer",
    src: `/sandbox/letters/${letter.id}/html`,
  });
  frame.style.height = `${frameHeight(letter.text)}px`;
  const links = [...new Set(letter.text.match(LINK) ?? [])];
  const seen = el(
    "div",
    {},
    frame,
    links.length > 0 &&
      el(
        "ul",
        { class: "letter-links" },
        links.map((href) => el("li", {}, link(href, follow))),
      ),
  );
  plain.hidden = true;
  const tab = (label, panel, other, chosen) =>
    el(
      "button",
      {
        type: "button",
        "aria-pressed": String(chosen),
        onclick: ({ currentTarget }) => {
          panel.hidden = false;
          other.hidden = true;
          for (const button of currentTarget.parentElement.children)
            button.setAttribute("aria-pressed", String(button === currentTarget));
        },
      },
      label,
    );
  return [
    el(
      "div",
      { class: "letter-ways", role: "group", "aria-label": say("Cara melihat surat") },
      tab(say("Tampilan"), seen, plain, true),
      tab(say("Teks"), plain, seen, false),
    ),
    seen,
    plain,
  ];
}

/** What is in the frame can't be measured from outside: guess by its text, and let the rest be scrolled. */
function frameHeight(text) {
  const lines = text.split("\n").reduce((sum, one) => sum + Math.max(1, Math.ceil(one.length / LINE_SIGNS)), 0);
  return Math.min(FRAME_PX.most, Math.max(FRAME_PX.least, lines * LINE_PX + FRAME_PX.head));
}

function linked(text, follow) {
  const parts = [];
  let at = 0;
  for (const { 0: href, index } of text.matchAll(LINK)) {
    parts.push(text.slice(at, index), link(href, follow));
    at = index + href.length;
  }
  return [...parts, text.slice(at)];
}

function link(href, follow) {
  const url = safeUrl(href);
  if (!url) return href;
  return el(
    "a",
    {
      href: url,
      target: "_blank",
      rel: "noopener noreferrer",
      onclick: (event) => follow(url) && event.preventDefault(),
    },
    href,
  );
}
