/** The left column: groups and personas with the newest words of each chat. */

import { avatar, el, icon, nameOf } from "./dom.js";
import { summary } from "./message.js";
import { serviceText } from "./rows.js";
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
    const items = this.store.ids().map((id) => {
      if (!this.#entries.has(id)) this.#entries.set(id, this.#entry(id, this.store.entry(id)));
      this.refresh(id);
      return this.#entries.get(id).item;
    });
    const isSame = items.length === this.list.children.length;
    if (!isSame || items.some((item, index) => item !== this.list.children[index])) this.list.replaceChildren(...items);
    if (moved) this.#entries.get(active)?.item.scrollIntoView({ block: "nearest" });
  }

  refresh(id) {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const { label, members } = this.store.entry(id);
    const { messages, unread, action } = this.store.chat(id);
    const last = messages.at(-1);
    const own = !members && last?.out;
    const draft = this.shown.includes(id) ? "" : this.draftOf(id);
    entry.label.textContent = members ? say("Grup, {n} orang", { n: members.length }) : label || say("Pengguna");
    entry.button.classList.toggle("current", id === this.active);
    entry.button.classList.toggle("shown", this.shown.includes(id));
    entry.button.setAttribute("aria-current", String(id === this.active));
    entry.time.replaceChildren(...(own ? [icon("ticks")] : []), last ? listTime(last.date) : "");
    entry.badge.textContent = unread || "";
    entry.badge.hidden = !unread;
    entry.badge.setAttribute("aria-label", say("{n} belum dibaca", { n: unread }));
    entry.preview.classList.toggle("busy", Boolean(action));
    entry.preview.replaceChildren(...this.#preview(last, action, draft, Boolean(members)));
  }

  #preview(last, action, draft, isGroup) {
    if (action) return [say("mengetik…")];
    if (draft.trim()) return [el("span", { class: "draft" }, `${say("Draf")}: `), draft.trim()];
    if (!last) return [say("Belum ada percakapan")];
    const by = isGroup && last.out && serviceText(last) === null && (last.sender_chat ?? last.from);
    const media = last.photo || last.document;
    return [by ? `${by.first_name ?? by.title}: ` : "", el("span", { class: media && !last.caption ? "media-words" : "" }, summary(last))];
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
