/** A persona's account: a bar that brings back who signed out, and the box with their roles. */

import { el, icon, nameOf } from "./dom.js";
import { post, reason } from "./link.js";
import { copy, dialog } from "./overlay.js";
import { failure, RoleForm } from "./roles.js";
import { say } from "./words.js";

const LOOK_MS = 400;

export class AccountBar {
  #timer = null;
  #words = el("span", { class: "account-words" });
  #button = el("button", { type: "button", class: "flat-button strong" });

  constructor(chat) {
    this.chat = chat;
    this.element = el("div", { class: "account-bar", role: "status", hidden: true }, this.#words, this.#button);
  }

  /** Looks soon whether the persona is signed in: something has happened in their chat. */
  look() {
    if (!this.chat.store.office) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), LOOK_MS);
  }

  async #ask() {
    const { chat } = this;
    try {
      const { account } = await post(`office/people/${chat.id}/account`);
      this.#draw(account);
    } catch {
      // The next message asks again.
    }
  }

  #draw(account) {
    const { persona, messages } = { persona: this.chat.persona, messages: this.chat.messages() };
    this.element.hidden = Boolean(account?.signed_in) || (Boolean(account) && !messages.length);
    if (this.element.hidden) return;
    const name = persona.first_name;
    if (account) {
      const address = el(
        "button",
        {
          type: "button",
          class: "link-button",
          title: say("Salin {code}", { code: account.email }),
          onclick: () => copy(this.chat.element, account.email),
        },
        account.email,
      );
      const letters = el(
        "button",
        { type: "button", class: "link-button", onclick: () => this.chat.desk.letters() },
        say("Kotak surat"),
      );
      this.#words.replaceChildren(
        el("b", {}, say("{name} sudah keluar.", { name })),
        el("small", {}, say("Atau ketik"), " ", address, say("; kodenya tiba di"), " ", letters, "."),
      );
      this.#set("key", say("Masuk lagi"), () => this.#signIn());
    } else {
      this.#words.replaceChildren(
        el("b", {}, say("{name} belum punya akun.", { name })),
        el("small", {}, say("Beri peran agar dapat memakai bot.")),
      );
      this.#set("person-more", say("Beri peran"), () => rolesOf(this.chat));
    }
  }

  #set(name, label, onclick) {
    this.#button.replaceChildren(icon(name), label);
    this.#button.onclick = onclick;
  }

  /** Follows an invitation, as a link in a letter would be. */
  async #signIn() {
    try {
      const { start } = await post(`office/people/${this.chat.id}/invitation`);
      this.chat.composer.send(`/start ${start}`);
    } catch (error) {
      this.chat.toast(failure(error));
    }
  }
}

/** The box in which a persona's account is seen, and a role is added to it. */
export async function rolesOf(chat) {
  let account = null;
  try {
    account = (await post(`office/people/${chat.id}/account`)).account;
  } catch (error) {
    chat.toast(reason(error));
    return;
  }
  const form = new RoleForm({ optional: false });
  const content = el(
    "div",
    { class: "fields" },
    account &&
      el(
        "dl",
        { class: "letter-head" },
        [el("dt", {}, say("Peran")), el("dd", {}, account.label || "–")],
        [el("dt", {}, say("E-mail")), el("dd", {}, account.email)],
      ),
    form.element,
  );
  dialog(say("Peran {name}", { name: nameOf(chat.persona) }), content, {
    confirm: account ? say("Tambah peran") : say("Beri peran"),
    send: async () => {
      await form.give(chat.id);
      chat.account.look();
      if (!chat.messages().length) chat.composer.send("/start");
    },
  });
  form.focus();
}
