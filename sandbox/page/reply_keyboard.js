/** The keyboard below the input line, should the bot ask for one: its buttons send their own words. */

import { el } from "./dom.js";
import { say } from "./words.js";

export class ReplyKeyboard {
  #usedUp = null;

  constructor({ send, toast }) {
    Object.assign(this, { send, toast });
    this.element = el("div", { class: "reply-keyboard", hidden: true });
  }

  /** The newest message that sets or removes such a keyboard decides. */
  show(messages) {
    const deciding = messages.findLast(
      ({ out, reply_markup: markup }) => !out && (markup?.keyboard || markup?.remove_keyboard),
    );
    const rows = deciding && deciding.message_id !== this.#usedUp ? deciding.reply_markup.keyboard : null;
    this.element.hidden = !rows;
    if (this.shown === deciding) return;
    this.shown = deciding;
    this.element.replaceChildren(
      ...(rows ?? []).map((row) =>
        el(
          "div",
          { class: "keyboard-row" },
          row.map((button) => this.#key(button, deciding)),
        ),
      ),
    );
  }

  #key(button, { message_id: id, reply_markup: markup }) {
    const plain = Object.keys(button).every((name) =>
      ["text", "style", "icon_custom_emoji_id"].includes(name),
    );
    const press = () => {
      if (!plain) {
        this.toast(say("Tombol ini tidak dapat dipakai di sandbox."));
        return;
      }
      if (markup.one_time_keyboard) {
        this.#usedUp = id;
        this.element.hidden = true;
      }
      this.send(button.text);
    };
    return el(
      "button",
      { type: "button", title: button.text, onclick: press },
      el("span", { class: "key-text" }, button.text),
    );
  }
}
