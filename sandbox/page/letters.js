/** The mailbox: letters that the bot sent, in place of the list of people; one is read at a time. */

import { el, icon, iconButton, nameOf } from "./dom.js";
import { letterView } from "./letter.js";
import { post, reason } from "./link.js";
import { copy, toast } from "./overlay.js";
import { listTime } from "./times.js";
import { say } from "./words.js";

const MOST_SHOWN = 100;

export class Letters {
  #reading = null;
  #back = null;
  #owners = new Map();

  constructor(store, { open, leave, changed, follow }) {
    Object.assign(this, { store, open, leave, changed, follow });
    this.news = el("p", { class: "unseen", role: "status" });
    this.head = el("h2", { tabindex: "-1" });
    this.toList = iconButton("back", say("Kembali ke daftar surat"), () => this.#leave());
    this.allRead = el(
      "button",
      { type: "button", class: "flat-button", onclick: () => this.#readAll() },
      say("Tandai dibaca"),
    );
    this.body = el("div", { class: "letters-body" });
    this.element = el(
      "section",
      { class: "letters", id: "letters", "aria-label": say("Kotak surat"), hidden: true },
      el(
        "header",
        {},
        this.toList,
        this.head,
        this.allRead,
        iconButton("close", say("Tutup kotak surat"), () => this.leave()),
      ),
      this.body,
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      if (this.#reading) this.#leave();
      else this.leave();
    });
  }

  get shown() {
    return !this.element.hidden;
  }

  toggle() {
    if (!this.shown) this.#back = document.activeElement;
    this.element.hidden = this.shown;
    this.#reading = null;
    document.body.classList.toggle("mailing", this.shown);
    this.changed();
    if (this.shown) {
      this.draw();
      this.head.focus();
    } else if (this.#back?.isConnected) this.#back.focus();
  }

  async arrived(letter) {
    if (!letter.read) {
      await this.#findOwner(addressOf(letter.to));
      const values = { to: this.#named(letter.to), subject: letter.subject };
      this.news.textContent = say("Surat baru untuk {to}: {subject}", values);
    }
    this.draw();
  }

  draw() {
    if (!this.shown || this.#reading) return;
    const letters = [...this.store.letters.values()].reverse().slice(0, MOST_SHOWN);
    for (const address of new Set(letters.map(({ to }) => addressOf(to))))
      this.#findOwner(address).then((found) => found && this.draw());
    this.head.textContent = say("Kotak surat");
    this.toList.hidden = true;
    this.allRead.hidden = !this.store.unreadLetters();
    const focused = document.activeElement?.closest?.("[data-letter]")?.dataset.letter;
    this.body.replaceChildren(
      letters.length
        ? el("ul", {}, letters.map((letter) => this.#entry(letter)))
        : el(
            "p",
            { class: "letters-empty" },
            icon("mail"),
            say("Belum ada surat. Semua surat dari bot, juga kode masuk, muncul di sini."),
          ),
    );
    if (focused) this.body.querySelector(`[data-letter="${focused}"] button`)?.focus();
  }

  #entry(letter) {
    return el(
      "li",
      { "data-letter": letter.id, class: letter.read ? "" : "new" },
      el(
        "button",
        { type: "button", class: "letter-line", onclick: () => this.#read(letter.id) },
        el(
          "span",
          { class: "person-line" },
          el("b", { class: "person-name" }, this.#named(letter.to)),
          el("span", { class: "person-time" }, listTime(letter.at)),
        ),
        el(
          "span",
          { class: "person-line" },
          el("span", { class: "letter-subject", dir: "auto" }, letter.subject),
          !letter.read && el("span", { class: "letter-dot", role: "img", "aria-label": say("belum dibaca") }),
        ),
        el("span", { class: "person-preview", dir: "auto" }, letter.preview),
      ),
      letter.code && this.#codeButton(letter.code),
    );
  }

  #codeButton(code) {
    return el(
      "button",
      { type: "button", class: "letter-code", onclick: () => copy(document.body, code) },
      icon("copy"),
      say("Salin kode {code}", { code }),
    );
  }

  async #read(id) {
    try {
      const letter = await post(`letters/${id}/open`);
      await this.#findOwner(addressOf(letter.to));
      this.#show(letter, this.#owner(letter.to));
    } catch (error) {
      toast(document.body, say("Belum berhasil: {reason}", { reason: reason(error) }));
    }
  }

  #owner(to) {
    return this.store.personas.get(this.#owners.get(addressOf(to)));
  }

  /** Learns whose address it is, once; letters of one person are many. True where it is news. */
  async #findOwner(address) {
    if (!this.store.office || this.#owners.has(address)) return false;
    const { chat } = await post("office/owner", { address }).catch(() => ({ chat: null }));
    if (chat === null || this.#owners.has(address)) return false;
    this.#owners.set(address, String(chat));
    return true;
  }

  #show(letter, persona) {
    this.#reading = letter.id;
    this.toList.hidden = false;
    this.allRead.hidden = true;
    this.head.textContent = letter.subject;
    this.body.replaceChildren(
      letterView(letter, {
        persona,
        code: letter.code && this.#codeButton(letter.code),
        open: () => this.open(String(persona.id)),
        follow: (href) => this.follow(href, persona),
      }),
    );
    this.body.scrollTop = 0;
    this.head.focus();
  }

  #leave() {
    const id = this.#reading;
    this.#reading = null;
    this.draw();
    (this.body.querySelector(`[data-letter="${id}"] button`) ?? this.head).focus();
  }

  async #readAll() {
    await post("letters/read").catch((error) => toast(document.body, reason(error)));
    this.head.focus();
  }

  /** The name of whom it is for, where they are here; else the address. */
  #named(to) {
    const persona = this.#owner(to);
    return persona ? nameOf(persona) : addressOf(to);
  }
}

export function addressOf(header) {
  return (/<([^>]*)>\s*$/.exec(header)?.[1] ?? header).trim().toLowerCase();
}
