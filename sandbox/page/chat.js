/** One persona's chat with the bot: header, history and composer, kept while the page lives. */

import { AccountBar } from "./account.js";
import { messageMenu } from "./actions.js";
import { chatHead, unblockButton, welcome } from "./chat_head.js";
import { Composer } from "./composer.js";
import { deepLink } from "./deeplink.js";
import { el, nameOf } from "./dom.js";
import { post, reason } from "./link.js";
import { Log } from "./log.js";
import { alertIn, copy, toast } from "./overlay.js";
import { Presses } from "./presses.js";
import { ReplyKeyboard } from "./reply_keyboard.js";
import { say } from "./words.js";

const ACTIONS = {
  typing: say("bot mengetik…"),
  upload_document: say("bot mengirim berkas…"),
  upload_photo: say("bot mengirim foto…"),
};

export class Chat {
  shown = false;

  constructor(persona, store, desk) {
    Object.assign(this, { persona, store, desk, id: String(persona.id) });
    this.element = el("section", {
      class: "chat",
      "data-persona": this.id,
      "aria-label": `Chat ${nameOf(persona)}`,
    });
    this.presses = new Presses(this);
    this.log = new Log(this.#context(), { label: `Pesan ${nameOf(persona)}`, onBottom: () => this.#read() });
    this.composer = new Composer(this);
    this.replyKeyboard = new ReplyKeyboard({
      send: (text) => this.composer.send(text),
      toast: (text) => this.toast(text),
    });
    this.composer.element.append(this.replyKeyboard.element);
    this.account = new AccountBar(this);
    this.status = el("span", { class: "chat-status" });
    this.backBadge = el("span", { class: "badge" });
    this.element.prepend(
      chatHead(this),
      this.log.element,
      this.account.element,
      this.composer.element,
      unblockButton(this),
    );
    this.log.rows.addEventListener("contextmenu", (event) => messageMenu(event, this));
    this.log.rows.addEventListener("dblclick", (event) => this.#replyTo(event));
    this.acted();
    this.changed(null);
  }

  data() {
    return this.store.chat(this.id);
  }

  messages() {
    return this.data().messages;
  }

  commands() {
    return this.store.commandsFor(this.persona);
  }

  drafted() {
    this.desk.drafted?.(this.id);
  }

  toast(text) {
    toast(this.element, text);
  }

  /** The chat has come on screen, or left it. */
  show(shown) {
    if (shown && !this.shown) {
      this.shown = true;
      this.log.opened(this.messages(), this.data().unread);
      this.composer.refresh();
      this.account.look();
    }
    this.shown = shown;
    this.#read();
  }

  changed(arrived) {
    const { messages, unread, blocked } = this.data();
    this.log.show(messages, { unread: this.#sees() ? 0 : unread, follow: Boolean(arrived?.out) });
    this.log.before.replaceChildren(...(messages.length ? [] : [welcome(this)]));
    this.replyKeyboard.show(messages);
    this.element.classList.toggle("blocked", blocked);
    if (this.shown) this.account.look();
    this.#read();
  }

  /** The persona has another label, as after getting a role. */
  renamed(persona) {
    this.persona = persona;
    this.acted();
  }

  acted() {
    const { action } = this.data();
    this.status.textContent = action
      ? (ACTIONS[action] ?? say("bot sedang bekerja…"))
      : this.persona.label || say("Pengguna");
    this.status.classList.toggle("busy", Boolean(action));
  }

  unreadElsewhere(count) {
    this.backBadge.textContent = count || "";
    this.backBadge.hidden = !count;
  }

  answered({ query_id: query, text, show_alert: alert }) {
    this.presses.answered(String(query));
    if (!text) return;
    if (alert) alertIn(this.element, this.store.bot.first_name, text);
    else this.toast(text);
  }

  async block(blocked) {
    try {
      await post(`chats/${this.id}/block`, { blocked });
      this.data().blocked = blocked;
      this.changed(null);
    } catch (error) {
      this.toast(reason(error));
    }
  }

  #context() {
    return {
      language: this.persona.language_code || "id",
      opened: new Set(),
      pressing: this.presses,
      botName: () => this.store.bot.first_name,
      ownName: () => nameOf(this.persona),
      send: (text) => this.composer.send(text),
      copy: (text) => copy(this.element, text),
      toast: (text) => this.toast(text),
      press: (message, key, data) => this.presses.press(message, key, data),
      jump: (messageId) => this.log.reveal(messageId),
      steady: (node, change) => this.log.steady(node, change),
      follows: (href) => {
        const start = deepLink(href, this.store.bot.username);
        if (start !== null) this.composer.send(start ? `/start ${start}` : "/start");
        return start !== null;
      },
    };
  }

  #sees() {
    return this.shown && this.log.atBottom && document.visibilityState === "visible";
  }

  #read() {
    if (!this.#sees() || !this.data().unread) return;
    this.store.apply({ type: "read", chat: this.id, unread: 0 });
    post(`chats/${this.id}/read`).catch(() => {});
  }

  #replyTo({ target }) {
    if (target.closest("button, a, .keyboard")) return;
    const id = Number(target.closest(".message")?.dataset.messageId);
    const message = this.messages().find(({ message_id: other }) => other === id);
    if (!message) return;
    getSelection()?.removeAllRanges();
    this.composer.reply(message);
  }
}
