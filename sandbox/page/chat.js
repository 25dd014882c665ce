/** One chat, a persona's with the bot or a group: header, history and composer, kept while the page lives. */

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

  constructor(subject, store, desk) {
    Object.assign(this, { subject, store, desk, id: String(subject.id) });
    this.path = `chats/${this.id}`;
    this.element = el("section", {
      class: "chat",
      "data-persona": this.id,
      "aria-label": `Chat ${nameOf(this.subject)}`,
    });
    this.presses = new Presses(this);
    this.log = new Log(this.#context(), { label: `Pesan ${nameOf(subject)}`, onBottom: () => this.#read() });
    this.composer = new Composer(this);
    this.replyKeyboard = new ReplyKeyboard({
      send: (text) => this.composer.send(text),
      toast: (text) => this.toast(text),
    });
    this.composer.element.append(this.replyKeyboard.element);
    this.account = this.accountBar();
    this.status = el("span", { class: "chat-status" });
    this.backBadge = el("span", { class: "badge" });
    this.element.prepend(...this.parts());
    this.log.rows.addEventListener("contextmenu", (event) => messageMenu(event, this));
    this.log.rows.addEventListener("dblclick", (event) => this.#replyTo(event));
    this.acted();
    this.changed(null);
  }

  /** Who writes here. */
  get persona() {
    return this.subject;
  }

  parts() {
    return [
      chatHead(this),
      this.log.element,
      this.account.element,
      this.composer.element,
      unblockButton(this),
    ];
  }

  accountBar() {
    return new AccountBar(this);
  }

  data() {
    return this.store.chat(this.id);
  }

  whenEmpty() {
    return [welcome(this)];
  }

  /** What says of an act who does it, where the chat does not say it already. */
  who() {
    return {};
  }

  post(act, body = {}, path = this.path) {
    return post(`${path}/${act}`, { ...body, ...this.who() });
  }

  /** Presses in the chat where the message is: a supergroup also shows those of the group that it was. */
  press({ message_id: id, chat }, data) {
    return this.post("press", { message_id: id, data }, `chats/${chat?.id ?? this.id}`);
  }

  /** Only what is of this very chat can be replied to and edited. */
  isHere() {
    return true;
  }

  /** In a private chat everything can be deleted, for both. */
  mayDelete() {
    return true;
  }

  isUsable() {
    return !this.data().blocked;
  }

  unread() {
    return this.data().unread;
  }

  markRead() {
    this.store.apply({ type: "read", chat: this.id, unread: 0 });
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
      this.log.opened(this.messages(), this.unread());
      this.composer.refresh();
      this.account.look();
    }
    this.shown = shown;
    this.#read();
  }

  changed(arrived) {
    const messages = this.messages();
    const unread = this.#sees() ? 0 : this.unread();
    this.log.show(messages, { unread, follow: Boolean(arrived) && this.isOwn(arrived) });
    this.log.before.replaceChildren(...(messages.length ? [] : this.whenEmpty()));
    this.replyKeyboard.show(messages);
    this.element.classList.toggle("blocked", !this.isUsable());
    if (this.shown) this.account.look();
    this.#read();
  }

  isOwn(message) {
    return Boolean(message.out);
  }

  /** Who a message is from, in words. */
  senderOf(message) {
    const isPerson = message.out || message.from?.is_bot === false;
    return isPerson ? nameOf(this.persona) : this.store.bot.first_name;
  }

  /** The persona has another label, as after getting a role. */
  renamed(subject) {
    this.subject = subject;
    this.acted();
  }

  about() {
    return this.persona.label || say("Pengguna");
  }

  acted() {
    const { action } = this.data();
    this.status.textContent = action
      ? (ACTIONS[action] ?? say("bot sedang bekerja…"))
      : this.about();
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
      await this.post("block", { blocked });
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
      senderOf: (message) => this.senderOf(message),
      send: (text) => this.composer.send(text),
      copy: (text) => copy(this.element, text),
      toast: (text) => this.toast(text),
      press: (message, key, data) => this.presses.press(message, key, data),
      jump: (messageId) => this.log.reveal(messageId),
      steady: (node, change) => this.log.steady(node, change),
      follows: (href) => {
        const start = deepLink(href, this.store.bot.username);
        if (start !== null) this.starts(start ? `/start ${start}` : "/start");
        return start !== null;
      },
    };
  }

  /** Follows a link to the bot, which opens their own chat with it. */
  starts(command) {
    this.composer.send(command);
  }

  #sees() {
    return this.shown && this.log.atBottom && document.visibilityState === "visible";
  }

  #read() {
    if (!this.#sees() || !this.unread()) return;
    this.markRead();
    this.post("read").catch(() => {});
  }

  #replyTo({ target }) {
    if (target.closest("button, a, .keyboard")) return;
    const id = Number(target.closest(".message")?.dataset.messageId);
    const message = this.messages().find(({ message_id: other }) => other === id);
    if (!message || !this.isHere(message)) return;
    getSelection()?.removeAllRanges();
    this.composer.reply(message);
  }
}
