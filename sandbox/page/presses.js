/** Presses of inline buttons that still wait for the bot's answer. */

import { reason } from "./link.js";
import { say } from "./words.js";

const ANSWER_MS = 8000;

export class Presses {
  #waiting = new Map();
  // An answer may overtake the reply that says which query it belongs to.
  #early = new Set();

  constructor(chat) {
    this.chat = chat;
  }

  has(key) {
    return this.#waiting.has(key);
  }

  async press(message, key, data) {
    if (this.has(key)) return;
    const waiting = { query: null, timer: setTimeout(() => this.#release(key), ANSWER_MS) };
    this.#waiting.set(key, waiting);
    this.#mark(key, true);
    try {
      const pressed = await this.chat.press(message, data);
      waiting.query = String(pressed.query_id);
      if (this.#early.delete(waiting.query)) this.#release(key);
    } catch (error) {
      this.#release(key);
      this.chat.toast(say("Tombol belum terkirim: {reason}", { reason: reason(error) }));
    }
  }

  answered(query) {
    const key = [...this.#waiting].find(([, waiting]) => waiting.query === query)?.[0];
    if (key) this.#release(key);
    else this.#early.add(query);
  }

  #release(key) {
    clearTimeout(this.#waiting.get(key)?.timer);
    this.#waiting.delete(key);
    this.#mark(key, false);
  }

  #mark(key, busy) {
    for (const button of this.chat.log.rows.querySelectorAll(".key")) {
      if (button.dataset.press === key) button.classList.toggle("busy", busy);
    }
  }
}
