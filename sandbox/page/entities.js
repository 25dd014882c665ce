/** Turns a text and its entities into nodes; offsets are UTF-16 units, which is how JavaScript counts too. */

import { el, icon } from "./dom.js";
import { dateTime, fullMoment } from "./times.js";
import { say } from "./words.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = new Set(["http:", "https:", "tg:", "mailto:"]);
const SIMPLE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };

export function safeUrl(text) {
  const candidate = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]*:\d/.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(candidate);
    return SAFE.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export function formatted(text, entities = [], context) {
  const spans = entities
    .map((entity) => ({
      entity,
      from: entity.offset,
      to: Math.min(entity.offset + entity.length, text.length),
    }))
    .filter(({ from, to }) => from >= 0 && from < to);
  const whole = document.createDocumentFragment();
  whole.append(...paint(text, 0, text.length, spans, context));
  return whole;
}

/**
 * The nodes of one stretch. The outermost span becomes an element, what remains of the others is painted inside it
 * and, where they reach further, again after it: so overlapping entities come out whole without crossing tags.
 */
function paint(text, from, to, spans, context) {
  const nodes = [];
  let at = from;
  while (at < to) {
    const outer = outermost(spans, at, to);
    if (!outer) {
      nodes.push(text.slice(at, to));
      break;
    }
    const others = spans.filter((span) => span !== outer);
    const start = Math.max(outer.from, at);
    const end = Math.min(outer.to, to);
    if (start > at) nodes.push(...paint(text, at, start, others, context));
    nodes.push(
      element(outer.entity, text.slice(start, end), paint(text, start, end, others, context), context),
    );
    at = end;
    spans = others;
    // A block ends its line by itself; Telegram doesn't show the newline after it a second time.
    if (BLOCKS.has(outer.entity.type) && text[at] === "\n") at += 1;
  }
  return nodes;
}

function outermost(spans, from, to) {
  const here = spans.filter((span) => span.from < to && span.to > from);
  const block = ({ entity }) => (BLOCKS.has(entity.type) ? 0 : 1);
  here.sort((a, b) => block(a) - block(b) || Math.max(a.from, from) - Math.max(b.from, from) || b.to - a.to);
  return here[0];
}

function element(entity, text, children, context) {
  switch (entity.type) {
    case "bold":
    case "italic":
    case "underline":
    case "strikethrough":
      return el(SIMPLE[entity.type], {}, children);
    case "code":
      return el("code", { title: say("Klik untuk menyalin"), onclick: () => context.copy(text) }, children);
    case "pre":
      return pre(entity, text, children, context);
    case "blockquote":
      return el("blockquote", {}, children, icon("quote"));
    case "expandable_blockquote":
      return expandable(entity, children, context);
    case "spoiler":
      return spoiler(entity, children, context);
    case "url":
    case "text_link":
      return link(entity.url ?? text, children, context);
    case "email":
      return link(`mailto:${text}`, children, context);
    case "bot_command":
      return el("button", { type: "button", class: "link", onclick: () => context.send(text) }, children);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
    case "phone_number":
      return el("span", { class: "link-like" }, children);
    case "date_time":
      return moment(entity, children, context);
    default:
      return el("span", {}, children);
  }
}

function link(target, children, context) {
  const href = safeUrl(target);
  if (!href) return el("span", {}, children);
  const onclick = (event) => {
    if (context.follows(href)) event.preventDefault();
  };
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", title: href, onclick }, children);
}

function pre(entity, text, children, context) {
  const head = el("span", { class: "pre-head" }, entity.language ?? "kode");
  const copy = el(
    "button",
    { type: "button", class: "pre-copy", "aria-label": say("Salin kode"), onclick: () => context.copy(text) },
    icon("copy"),
  );
  return el("pre", { dir: "ltr" }, head, copy, el("code", {}, children));
}

function spoiler(entity, children, context) {
  const key = `spoiler ${context.key} ${entity.offset}`;
  if (context.opened.has(key)) return el("span", { class: "spoiler revealed" }, children);
  const node = el(
    "span",
    {
      class: "spoiler",
      role: "button",
      tabindex: "0",
      "aria-label": say("Teks tersembunyi, tekan untuk membuka"),
    },
    el("span", {}, children),
  );
  const reveal = (event) => {
    if (node.classList.contains("revealed")) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    context.opened.add(key);
    node.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", reveal);
  return node;
}

// A quote that is short anyway has nothing to expand: only its laid-out height tells.
const heights = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.closest(".open") || !target.clientHeight) continue;
    target.parentElement.classList.toggle("long", target.scrollHeight > target.clientHeight + 2);
  }
});

function expandable(entity, children, context) {
  const key = `quote ${context.key} ${entity.offset}`;
  const body = el("div", { class: "quote-body" }, children);
  const toggle = el("button", { type: "button", class: "quote-toggle" }, icon("down"));
  const quote = el("blockquote", { class: "expandable" }, body, icon("quote"), toggle);
  const show = (open) => {
    quote.classList.toggle("open", open);
    if (open) quote.classList.add("long");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", open ? say("Ciutkan kutipan") : say("Bentangkan kutipan"));
  };
  quote.addEventListener("click", (event) => {
    const open = quote.classList.contains("open");
    if (
      !quote.classList.contains("long") ||
      event.target.closest("a") ||
      (open && !toggle.contains(event.target))
    )
      return;
    context.opened[open ? "delete" : "add"](key);
    context.steady(quote, () => show(!open));
  });
  show(context.opened.has(key));
  heights.observe(body);
  return quote;
}

function moment(entity, children, { language }) {
  const { unix_time: unix, date_time_format: format } = entity;
  const shown = dateTime(unix, format, language);
  const node = el("time", {
    class: "date-time",
    datetime: new Date(unix * 1000).toISOString(),
    title: fullMoment(unix, language),
  });
  node.append(...(shown === null ? children : [shown]));
  if (format?.includes("r")) Object.assign(node.dataset, { unix, format, language });
  return node;
}

/** Relative times grow old on the screen; this says them again. */
export function refreshMoments(root) {
  for (const node of root.querySelectorAll("time[data-unix]")) {
    const shown = dateTime(Number(node.dataset.unix), node.dataset.format, node.dataset.language);
    if (node.textContent !== shown) node.textContent = shown;
  }
}
