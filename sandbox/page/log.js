/** The scrolling history of one chat: draws only what changed and never lets the reader's place jump. */

import { el, icon } from "./dom.js";
import { drawn } from "./message.js";
import { rowsOf, sameRow } from "./rows.js";
import { say } from "./words.js";

const NEAR_PX = 30;
const DAY_TOP_PX = 8;
const UNREAD_TOP_PX = 40;
const STILL_MS = 1500;

export class Log {
  #drawn = new Map();
  #context;
  #saved = 0;
  #unreadFrom = null;
  #stilling = null;
  atBottom = true;

  constructor(context, { label, onBottom }) {
    this.#context = context;
    this.onBottom = onBottom;
    this.rows = el("div", { class: "rows" });
    this.before = el("div", { class: "before" });
    this.scroller = el(
      "div",
      { class: "log still", role: "log", "aria-live": "polite", "aria-label": label, tabindex: "0" },
      this.before,
      this.rows,
    );
    this.count = el("span", { class: "badge" });
    this.jump = el(
      "button",
      { type: "button", class: "jump", "aria-label": say("Ke pesan terbaru"), onclick: () => this.toBottom(true) },
      icon("down"),
      this.count,
    );
    this.element = el("div", { class: "log-frame" }, this.scroller, this.jump);
    this.jump.hidden = true;
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const sizes = new ResizeObserver(() => (this.atBottom ? this.toBottom() : this.#look()));
    sizes.observe(this.scroller);
    sizes.observe(this.rows);
  }

  /** Draws these messages; with `follow` the newest is shown wherever the reader was. */
  show(messages, { unread, follow = false }) {
    const anchor = this.atBottom ? null : this.#anchor();
    const rows = rowsOf(messages, this.#unreadFrom);
    const first = this.#drawn.size === 0;
    let cursor = this.rows.firstChild;
    const kept = new Map();
    for (const row of rows) {
      const known = this.#drawn.get(row.key);
      let node = known?.node;
      if (!known || !sameRow(known.row, row)) {
        node = drawn(row, this.#context);
        if (known) {
          if (cursor === known.node) cursor = node;
          this.#swap(known.node, node);
        } else if (!first) node.classList.add("fresh");
      }
      kept.set(row.key, { row, node });
      if (node === cursor) cursor = cursor.nextSibling;
      else this.rows.insertBefore(node, cursor);
    }
    while (cursor) {
      const next = cursor.nextSibling;
      cursor.remove();
      cursor = next;
    }
    this.#drawn = kept;
    if (follow || this.atBottom) this.toBottom();
    else this.#restore(anchor);
    this.counted(unread);
  }

  counted(unread) {
    this.count.textContent = unread || "";
    this.count.hidden = !unread;
    this.#offerJump();
  }

  /** Called when the chat comes into view: at the first unread message if there is one, else where it was left. */
  opened(messages, unread) {
    const waiting = messages.filter(({ out }) => !out).slice(-unread);
    this.#unreadFrom = unread ? (waiting[0]?.message_id ?? null) : null;
    this.show(messages, { unread });
    const mark = this.rows.querySelector(".unread");
    this.scroller.scrollTop = this.atBottom ? this.scroller.scrollHeight : this.#saved;
    if (mark && this.atBottom) {
      const above = mark.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
      if (above < UNREAD_TOP_PX) this.scroller.scrollTop += above - UNREAD_TOP_PX;
    }
    this.#look();
  }

  toBottom(smooth = false) {
    this.atBottom = true;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.#offerJump();
  }

  /** Runs a change of height so that this node stays where it is on the screen. */
  steady(node, change) {
    const top = node.getBoundingClientRect().top;
    change();
    this.scroller.scrollTop += node.getBoundingClientRect().top - top;
    this.#look();
  }

  reveal(messageId) {
    const node = this.rows.querySelector(`[data-message-id="${Number(messageId)}"]`);
    if (!node) return;
    this.atBottom = false;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.add("found");
    setTimeout(() => node.classList.remove("found"), 1600);
  }

  #look() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (!clientHeight) return;
    this.#saved = scrollTop;
    this.#pinDay();
    this.atBottom = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    this.#offerJump();
    if (this.atBottom) this.onBottom();
  }

  /** The date floats over the messages while one scrolls, and fades when one reads. */
  #scrolled() {
    this.scroller.classList.remove("still");
    clearTimeout(this.#stilling);
    this.#stilling = setTimeout(() => this.scroller.classList.add("still"), STILL_MS);
    this.#look();
  }

  /** The date of what is in sight stays on top; the dates before it would shine through behind it. */
  #pinDay() {
    const top = this.scroller.getBoundingClientRect().top + DAY_TOP_PX;
    const days = [...this.rows.querySelectorAll(":scope > .day")];
    const pinned = days.findLastIndex((day) => day.getBoundingClientRect().top <= top);
    days.forEach((day, index) => {
      day.classList.toggle("past", index < pinned);
      const covers = day.nextElementSibling?.getBoundingClientRect().top < day.getBoundingClientRect().bottom;
      day.classList.toggle("floating", index === pinned && covers);
    });
  }

  #offerJump() {
    this.jump.hidden = this.atBottom;
  }

  /** The first message in sight and where it stands; a row's key outlives an edit, and dates stick to the top. */
  #anchor() {
    const top = this.scroller.getBoundingClientRect().top;
    for (const [key, { row, node }] of this.#drawn) {
      if (row.kind === "day") continue;
      const box = node.getBoundingClientRect();
      if (box.bottom > top) return { key, offset: box.top - top };
    }
    return null;
  }

  #restore(anchor) {
    const node = anchor && this.#drawn.get(anchor.key)?.node;
    if (!node?.isConnected) return;
    const now = node.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    this.scroller.scrollTop += now - anchor.offset;
  }

  /** Replaces a drawn message; a keyboard user keeps the button, or at least the message, they were on. */
  #swap(old, fresh) {
    const place = old.contains(document.activeElement) ? (document.activeElement.dataset.place ?? "") : null;
    old.replaceWith(fresh);
    if (place !== null)
      (fresh.querySelector(`[data-place="${place}"]:enabled`) ?? fresh).focus({ preventScroll: true });
  }
}
