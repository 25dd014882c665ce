/** The box that adds a person who has never talked to the bot, with a role or without an account. */

import { el } from "./dom.js";
import { post } from "./link.js";
import { dialog } from "./overlay.js";
import { RoleForm } from "./roles.js";
import { say } from "./words.js";

const field = (label, attributes) => {
  const input = el("input", {
    class: "field",
    type: "text",
    maxlength: 64,
    autocomplete: "off",
    ...attributes,
  });
  return { input, line: el("label", { class: "labelled" }, el("span", {}, label), input) };
};

export function addNewcomer(store, onAdded) {
  const first = field(say("Nama depan"), { required: true });
  const last = field(say("Nama belakang (opsional)"), {});
  const label = field(say("Peran (opsional)"), { placeholder: say("mis. Pokja Pemilihan, Kota Surabaya") });
  const roles = store.office ? new RoleForm({ optional: true }) : null;
  const language = el(
    "select",
    { class: "field" },
    el("option", { value: "id" }, say("Indonesia")),
    el("option", { value: "en" }, say("Inggris")),
  );
  const content = el(
    "div",
    { class: "fields" },
    first.line,
    last.line,
    roles?.element ?? label.line,
    el("label", { class: "labelled" }, el("span", {}, say("Bahasa Telegram")), language),
  );
  // Kept when only the role is refused: the person is there already, and the next try is about the role.
  let added = null;
  dialog(say("Orang baru"), content, {
    confirm: say("Tambah"),
    send: async () => {
      added ??= await post("personas", {
        first_name: first.input.value.trim(),
        last_name: last.input.value.trim(),
        label: label.input.value.trim(),
        language_code: language.value,
      });
      first.input.readOnly = last.input.readOnly = true;
      if (roles?.wanted) await roles.give(added.id);
      onAdded(store.personas.get(String(added.id)) ?? added);
    },
  });
  first.input.focus();
}
