/** What appears above the page for a moment: toasts, pop-up menus, dialogs, and copying with its notice. */

import { el, icon, iconButton } from "./dom.js";
import { reason } from "./link.js";
import { say } from "./words.js";

const TOAST_MS = 2600;
const TOAST_MS_PER_SIGN = 45;

/** One toast at a time in its place; a new one replaces it. */
export function toast(place, text) {
  place.querySelector(":scope > .toast")?.remove();
  const note = el("div", { class: "toast", role: "status", dir: "auto" }, text);
  place.append(note);
  setTimeout(() => note.remove(), TOAST_MS + text.length * TOAST_MS_PER_SIGN);
}

export async function copy(place, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without permission for the clipboard the old way still works.
    const area = el("textarea", { class: "off-screen", "aria-hidden": "true" });
    area.value = text;
    place.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(place, say("Disalin"));
}

/** A notice that has to be confirmed; it covers only its chat, so that the others stay usable. */
export function alertIn(place, title, text) {
  place.querySelector(":scope > .alert-veil")?.remove();
  const back = document.activeElement;
  const close = () => {
    veil.remove();
    if (back?.isConnected) back.focus({ preventScroll: true });
  };
  const ok = el("button", { type: "button", class: "flat-button", onclick: close }, "OK");
  const box = el(
    "div",
    { class: "box alert", role: "alertdialog", "aria-label": title, "aria-describedby": "alert-text" },
    el("h2", {}, title),
    el("p", { id: "alert-text", dir: "auto" }, text),
    el("div", { class: "box-buttons" }, ok),
  );
  const veil = el("div", { class: "alert-veil", onclick: ({ target }) => target === veil && close() }, box);
  veil.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  place.append(veil);
  ok.focus();
}

/** items: {label, icon, act, danger, note}; opens at a point, closes by choice, Escape or a press elsewhere. */
export function menu({ x, y, above = false }, items, label) {
  document.querySelector(".menu")?.dispatchEvent(new Event("dismiss"));
  const back = document.activeElement;
  const list = el(
    "div",
    { class: "menu", role: "menu", "aria-label": label },
    items.filter(Boolean).map((item) =>
      el(
        "button",
        {
          type: "button",
          role: "menuitem",
          class: item.danger ? "danger" : "",
          onclick: () => {
            close();
            item.act();
          },
        },
        item.face ?? (item.icon && icon(item.icon)),
        el("span", {}, item.label, item.note && el("small", {}, item.note)),
      ),
    ),
  );
  const outside = ({ target }) => !list.contains(target) && close();
  const close = () => {
    list.remove();
    document.removeEventListener("pointerdown", outside, true);
    if (back?.isConnected) back.focus({ preventScroll: true });
  };
  list.addEventListener("dismiss", close);
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
    if (event.key === "Escape" || event.key === "Tab") close();
    if (step || event.key === "Escape" || event.key === "Tab") event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(list);
  const { width, height } = list.getBoundingClientRect();
  const top = above ? y - height : y;
  list.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  list.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
  document.addEventListener("pointerdown", outside, true);
  list.firstElementChild?.focus();
}

export function under(button) {
  const { left, bottom } = button.getBoundingClientRect();
  return { x: left, y: bottom + 4 };
}

/** A modal box with a form; `send` may be asynchronous, and the box stays with its entries when it fails. */
export function dialog(title, content, { confirm, send, wide = false }) {
  const problem = el("p", { class: "problem", role: "alert" });
  const submit = confirm && el("button", { type: "submit", class: "flat-button strong" }, confirm);
  const form = el(
    "form",
    {},
    el(
      "header",
      {},
      el("h2", {}, title),
      iconButton("close", say("Tutup"), () => box.close()),
    ),
    content,
    problem,
    el(
      "div",
      { class: "box-buttons" },
      el("button", { type: "button", class: "flat-button", onclick: () => box.close() }, say("Batal")),
      submit,
    ),
  );
  const box = el("dialog", { class: wide ? "box wide" : "box", "aria-label": title }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!submit || submit.disabled) return;
    submit.disabled = true;
    try {
      await send();
      box.close();
    } catch (error) {
      problem.textContent = say("Belum berhasil: {reason}", { reason: reason(error) });
    }
    submit.disabled = false;
  });
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}
