/** The fields with which a person gets a role: which one, and at which LPSE or directorate. */

import { el } from "./dom.js";
import { post, reason } from "./link.js";
import { say } from "./words.js";

const SEARCH_MS = 200;
const FIRST_LPSE = "LPSE Kota Surabaya";

const REFUSED = {
  lpse_unknown: "Pilih LPSE dari daftar.",
  directorate_unknown: "Pilih direktorat.",
  role_unknown: "Pilih peran.",
  too_many_roles: "Orang ini sudah punya terlalu banyak peran.",
  account_disabled: "Akun ini dinonaktifkan. Aktifkan dulu sebagai Administrator.",
  account_unknown: "Akun ini tidak aktif lagi. Beri peran untuk membuat akun baru.",
  name: "Nama itu tidak dapat dipakai. Tulis nama dengan huruf.",
};

/** Why the office did not do it, in words for the page. */
export function failure(error) {
  return say(REFUSED[error.message] ?? reason(error));
}

export class RoleForm {
  #forms = { roles: [], directorates: [] };
  #found = new Map();
  #timer = null;

  constructor({ optional }) {
    this.optional = optional;
    this.role = el("select", { class: "field", name: "role", onchange: () => this.#shape() });
    this.lpse = el("input", {
      class: "field",
      type: "text",
      name: "lpse",
      list: "lpse-names",
      maxlength: 100,
      autocomplete: "off",
      value: FIRST_LPSE,
      oninput: () => this.#typed(),
      onfocus: () => this.lpse.select(),
    });
    this.names = el("datalist", { id: "lpse-names" });
    this.directorate = el("select", { class: "field", name: "directorate" });
    this.atLpse = labelled("LPSE", this.lpse, this.names);
    this.inDirectorate = labelled(say("Direktorat"), this.directorate);
    this.element = el(
      "div",
      { class: "role-fields" },
      labelled(say("Peran"), this.role),
      this.atLpse,
      this.inDirectorate,
    );
    this.#shape();
    this.#load();
  }

  focus() {
    this.role.focus();
  }

  get wanted() {
    return Boolean(this.role.value);
  }

  /** Gives the chosen role to the person; throws with words for the page. */
  async give(id) {
    const needs = this.#needs();
    try {
      const lpse = needs === "lpse" ? await this.#chosenLpse() : "";
      await post(`office/people/${id}/role`, {
        role: this.role.value,
        lpse_id: lpse,
        directorate: needs === "directorate" ? this.directorate.value : "",
      });
    } catch (error) {
      throw new Error(failure(error));
    }
  }

  async #load() {
    try {
      this.#forms = await post("office/forms");
    } catch {
      return; // Giving the role will say what is wrong.
    }
    this.role.replaceChildren(
      ...(this.optional ? [el("option", { value: "" }, say("Tanpa peran (belum punya akun)"))] : []),
      ...this.#forms.roles.map(({ value, label }) => el("option", { value }, label)),
    );
    this.directorate.replaceChildren(
      ...this.#forms.directorates.map(({ value, label }) => el("option", { value }, label)),
    );
    this.#shape();
  }

  #needs() {
    return this.#forms.roles.find(({ value }) => value === this.role.value)?.needs ?? "";
  }

  #shape() {
    this.atLpse.hidden = this.#needs() !== "lpse";
    this.inDirectorate.hidden = this.#needs() !== "directorate";
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find().catch(() => {}), SEARCH_MS);
  }

  async #chosenLpse() {
    await this.#find();
    const chosen = this.#found.get(this.lpse.value.trim());
    if (!chosen) throw new Error("lpse_unknown");
    return chosen;
  }

  /** Offers LPSEs that fit; where only one does, it is the one that is meant. */
  async #find() {
    const text = this.lpse.value.trim();
    if (this.#found.has(text)) return;
    const { lpses } = await post("office/lpses", { text });
    this.#found = new Map(lpses.map(({ id, name }) => [name, id]));
    this.names.replaceChildren(...lpses.map(({ name }) => el("option", { value: name })));
    if (lpses.length === 1) this.#found.set(text, lpses[0].id);
  }
}

function labelled(label, ...fields) {
  return el("label", { class: "labelled" }, el("span", {}, label), fields);
}
