/** The list of commands above the composer: the bot's menu, or what fits the slash that is being typed. */

import { el } from "./dom.js";
import { say } from "./words.js";

export class Suggestions {
  #at = -1;
  #asked = false;

  constructor({ commands, onPick }) {
    this.commands = commands;
    this.onPick = onPick;
    this.element = el("div", {
      class: "suggestions",
      role: "listbox",
      "aria-label": say("Perintah bot"),
      hidden: true,
    });
  }

  get open() {
    return !this.element.hidden;
  }

  toggle() {
    this.#asked = !this.open;
    this.#fill(this.#asked ? this.commands() : []);
  }

  typed(text) {
    this.#asked = false;
    const start = /^\/\w*$/.test(text) ? text.slice(1).toLowerCase() : null;
    this.#fill(start === null ? [] : this.commands().filter(({ command }) => command.startsWith(start)));
  }

  close() {
    this.#fill([]);
  }

  /** The command that Tab or Enter would take: Enter only takes what the arrows chose. */
  chosen(orFirst = false) {
    return this.element.children[this.#at === -1 && orFirst ? 0 : this.#at]?.dataset.command ?? null;
  }

  move(step) {
    const items = [...this.element.children];
    if (!items.length) return;
    this.#at = (this.#at + step + items.length + (this.#at === -1 && step < 0 ? 1 : 0)) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === this.#at)));
    items[this.#at].scrollIntoView({ block: "nearest" });
  }

  #fill(commands) {
    this.#at = -1;
    this.element.replaceChildren(
      ...commands.map(({ command, description }) =>
        el(
          "button",
          {
            type: "button",
            role: "option",
            "aria-selected": "false",
            tabindex: this.#asked ? "0" : "-1",
            "data-command": `/${command}`,
            // Keeps the writer's focus in the text while they pick.
            onpointerdown: (event) => event.preventDefault(),
            onclick: () => this.onPick(`/${command}`),
          },
          el("b", {}, `/${command}`),
          el("span", {}, description),
        ),
      ),
    );
    this.element.hidden = !commands.length;
  }
}
