/** The box that adds a person who has never talked to the bot. */

import { el } from "./dom.js";
import { post } from "./link.js";
import { dialog } from "./overlay.js";

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

export function addNewcomer(onAdded) {
  const first = field("Nama depan", { required: true });
  const last = field("Nama belakang (opsional)", {});
  const role = field("Peran (opsional)", { placeholder: "mis. Pokja Pemilihan, Kota Surabaya" });
  const language = el(
    "select",
    { class: "field" },
    el("option", { value: "id" }, "Indonesia"),
    el("option", { value: "en" }, "Inggris"),
  );
  const content = el(
    "div",
    { class: "fields" },
    first.line,
    last.line,
    role.line,
    el("label", { class: "labelled" }, el("span", {}, "Bahasa Telegram"), language),
  );
  dialog("Orang baru", content, {
    confirm: "Tambah",
    send: async () =>
      onAdded(
        await post("personas", {
          first_name: first.input.value.trim(),
          last_name: last.input.value.trim(),
          label: role.input.value.trim(),
          language_code: language.value,
        }),
      ),
  });
  first.input.focus();
}
