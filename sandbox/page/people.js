/** The left column: every persona with the newest words of their chat. */

import { avatar, el, icon, nameOf } from "./dom.js";
import { summary } from "./message.js";
import { listTime } from "./times.js";
import { say } from "./words.js";

export class People {
  #entries = new Map();

  constructor(element, store, { open, draftOf }) {
    Object.assign(this, { element, store, open, draftOf });
    this.list = el("ul", {});
    element.append(this.list);
  }

  /** Draws the list anew: who is there, who is shown, and in which chat one works. */
  draw(shown, active) {
    const moved = active !== this.active;
    this.shown = shown;
    this.active = active;
    const items = [...this.store.personas.values()].map((persona) => {
      const id = String(persona.id);
      if (!this.#entries.has(id)) this.#entries.set(id, this.#entry(id, persona));
      this.refresh(id);
      return this.#entries.get(id).item;
    });
    if (items.length !== this.list.children.length) this.list.replaceChildren(...items);
    if (moved) this.#entries.get(active)?.item.scrollIntoView({ block: "nearest" });
  }

  refresh(id) {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const { messages, unread, action } = this.store.chat(id);
    const last = messages.at(-1);
    const draft = this.shown.includes(id) ? "" : this.draftOf(id);
    entry.label.textContent = this.store.personas.get(id).label || say("Pengguna");
    entry.button.classList.toggle("current", id === this.active);
    entry.button.classList.toggle("shown", this.shown.includes(id));
    entry.button.setAttribute("aria-current", String(id === this.active));
    entry.time.replaceChildren(...(last?.out ? [icon("ticks")] : []), last ? listTime(last.date) : "");
    entry.badge.textContent = unread || "";
    entry.badge.hidden = !unread;
    entry.badge.setAttribute("aria-label", say("{n} belum dibaca", { n: unread }));
    entry.preview.classList.toggle("busy", Boolean(action));
    entry.preview.replaceChildren(...this.#preview(last, action, draft));
  }

  #preview(last, action, draft) {
    if (action) return [say("mengetik…")];
    if (draft.trim()) return [el("span", { class: "draft" }, `${say("Draf")}: `), draft.trim()];
    if (!last) return [say("Belum ada percakapan")];
    const media = last.photo || last.document;
    return [el("span", { class: media && !last.caption ? "media-words" : "" }, summary(last))];
  }

  #entry(id, persona) {
    const parts = {
      label: el("span", { class: "person-label" }),
      time: el("span", { class: "person-time" }),
      preview: el("span", { class: "person-preview", dir: "auto" }),
      badge: el("span", { class: "badge" }),
    };
    const button = el(
      "button",
      {
        type: "button",
        class: "person",
        "data-persona": id,
        onclick: (event) => this.open(id, event.ctrlKey || event.metaKey),
      },
      avatar(persona),
      el(
        "span",
        { class: "person-words" },
        el(
          "span",
          { class: "person-line" },
          el("b", { class: "person-name", dir: "auto" }, nameOf(persona)),
          parts.time,
        ),
        parts.label,
        el("span", { class: "person-line" }, parts.preview, parts.badge),
      ),
    );
    return { ...parts, button, item: el("li", {}, button) };
  }
}
