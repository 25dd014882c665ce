/** The line where a persona writes: text, commands, files, replies and edits; nothing typed is ever lost. */

import { acceptDrops, arePictures, offerFiles } from "./attachments.js";
import { el, icon, iconButton } from "./dom.js";
import { FilePickers } from "./file_pickers.js";
import { reason } from "./link.js";
import { pieces } from "./long_text.js";
import { summary } from "./message.js";
import { serviceText } from "./rows.js";
import { Suggestions } from "./suggestions.js";
import { say } from "./words.js";

const touch = matchMedia("(pointer: coarse)");

export class Composer {
  #purpose = null;
  #queue = Promise.resolve();

  constructor(chat) {
    this.chat = chat;
    this.draftKey = `draf ${chat.id}`;
    this.suggestions = new Suggestions({
      commands: () => chat.commands(),
      onPick: (command) => this.#pick(command),
    });
    this.text = el("textarea", {
      "aria-label": say("Tulis pesan"),
      placeholder: say("Tulis pesan"),
      rows: 1,
      dir: "auto",
      enterkeyhint: touch.matches ? "enter" : "send",
    });
    this.text.value = sessionStorage.getItem(this.draftKey) ?? "";
    this.pickers = new FilePickers((files, asPhoto) => this.#offer(files, asPhoto));
    this.menuButton = el(
      "button",
      {
        type: "button",
        class: "menu-button",
        "aria-label": say("Menu perintah"),
        onclick: () => this.suggestions.toggle(),
      },
      icon("menu"),
      el("span", {}, "Menu"),
    );
    this.sendButton = iconButton("send", say("Kirim"), () => this.#submit(), { class: "send" });
    this.notice = el("div", { class: "notice", hidden: true });
    this.element = el(
      "div",
      { class: "composer" },
      this.suggestions.element,
      this.notice,
      el(
        "div",
        { class: "composer-line" },
        this.menuButton,
        this.text,
        iconButton("attach", say("Lampirkan"), (event) => this.pickers.open(event.currentTarget)),
        this.sendButton,
      ),
      this.pickers.inputs,
    );
    this.#listen();
    acceptDrops(chat.element, (files, asPhoto) => this.#offer(files, asPhoto));
    this.refresh();
  }

  get draft() {
    return this.#purpose?.kind === "edit" ? "" : this.text.value;
  }

  refresh() {
    this.menuButton.hidden = !this.chat.commands().length;
    this.#grown();
  }

  focus() {
    this.text.focus({ preventScroll: true });
  }

  reply(message) {
    this.#leave();
    this.#enter({ kind: "reply", message }, "reply", say("Balas pesan {name}", { name: this.chat.senderOf(message) }));
  }

  edit(message) {
    this.#leave();
    this.#enter({ kind: "edit", message, before: this.text.value }, "edit", say("Ubah pesan"));
    this.text.value = message.text;
    this.#grown();
  }

  /** Sends texts one after the other, in the order they were written. */
  send(text, reply = null) {
    const parts = pieces(text);
    this.#queue = this.#queue
      .then(async () => {
        while (parts.length) {
          await this.chat.post("text", { text: parts[0], ...(reply && { reply_to: reply }) });
          parts.shift();
        }
      })
      .catch((error) => this.#failed(parts.join(""), error));
  }

  #listen() {
    this.text.addEventListener("input", () => {
      this.#grown();
      this.suggestions.typed(this.text.value);
    });
    this.text.addEventListener("keydown", (event) => this.#key(event));
    this.text.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      this.#offer(event.clipboardData.files, arePictures(event.clipboardData.files));
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.suggestions.open ? this.suggestions.close() : this.#leave();
    });
    this.element.addEventListener(
      "focusout",
      ({ relatedTarget }) => !this.element.contains(relatedTarget) && this.suggestions.close(),
    );
  }

  #key(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.suggestions.open) {
      event.preventDefault();
      this.suggestions.move(step);
    } else if (step && (event.ctrlKey || event.metaKey) && this.#purpose?.kind !== "edit") {
      event.preventDefault();
      this.#replyNext(step);
    } else if (event.key === "ArrowUp" && !this.text.value && !this.#purpose) {
      const own = this.chat.messages().findLast((message) => message.out && message.text && this.chat.isHere(message));
      if (own) this.edit(own);
      event.preventDefault();
    } else if (event.key === "Tab" && this.suggestions.open) {
      event.preventDefault();
      this.text.value = `${this.suggestions.chosen(true)} `;
      this.suggestions.close();
      this.#grown();
    } else if (event.key === "Enter" && !event.shiftKey && !touch.matches) {
      event.preventDefault();
      const command = this.suggestions.chosen();
      if (command) this.#pick(command);
      else this.#submit();
    }
  }

  /** Goes to the message before or after the one that is replied to; past the newest one, to none. */
  #replyNext(step) {
    const messages = this.chat
      .messages()
      .filter((message) => serviceText(message) === null && this.chat.isHere(message));
    const at = messages.findIndex(({ message_id: id }) => id === this.#purpose?.message.message_id);
    if (at < 0 && step > 0) return;
    const next = messages[at < 0 ? messages.length - 1 : Math.max(0, at + step)];
    if (!next) {
      this.#leave();
      return;
    }
    this.reply(next);
    this.chat.log.reveal(next.message_id);
  }

  #pick(command) {
    this.suggestions.close();
    if (this.text.value.startsWith("/")) this.#clear();
    this.send(command);
    this.focus();
  }

  #submit() {
    const text = this.text.value.trim();
    const purpose = this.#purpose;
    if (!text) return;
    this.suggestions.close();
    if (purpose?.kind === "edit") {
      if (text === purpose.message.text) this.#leave();
      else
        this.chat.post("edit", { message_id: purpose.message.message_id, text }).then(
          () => this.#leave(),
          (error) => this.#tell(error),
        );
      return;
    }
    this.#clear();
    this.#leave();
    this.send(text, purpose?.message.message_id);
    if (!touch.matches) this.focus();
  }

  #failed(text, error) {
    this.text.value = [text, this.text.value].filter(Boolean).join("\n");
    this.#grown();
    this.#tell(error);
  }

  #tell(error) {
    this.chat.toast(say("Pesan belum terkirim: {reason}", { reason: reason(error) }));
  }

  #enter(purpose, name, title) {
    this.#purpose = purpose;
    this.notice.replaceChildren(
      icon(name),
      el("span", {}, el("b", {}, title), el("span", { dir: "auto" }, summary(purpose.message))),
      iconButton("close", say("Batalkan"), () => this.#leave()),
    );
    this.notice.hidden = false;
    this.focus();
  }

  #leave() {
    if (!this.#purpose) return;
    if (this.#purpose.kind === "edit") this.text.value = this.#purpose.before;
    this.#purpose = null;
    this.notice.hidden = true;
    this.#grown();
  }

  #clear() {
    this.text.value = "";
    this.#grown();
  }

  #grown() {
    this.text.style.height = "0";
    this.text.style.height = `${Math.max(this.text.scrollHeight, 24)}px`;
    this.sendButton.disabled = !this.text.value.trim();
    sessionStorage.setItem(this.draftKey, this.draft);
    this.chat.drafted();
  }

  #offer(files, asPhoto) {
    const caption = this.draft;
    offerFiles(this.chat, files, {
      asPhoto: asPhoto && arePictures(files),
      caption,
      onSent: () => {
        if (this.text.value === caption) this.#clear();
      },
    });
  }
}
