/** Choosing, dropping and pasting files, and the box in which they get a caption before they are sent. */

import { el, icon, iconButton } from "./dom.js";
import { upload } from "./link.js";
import { fileSize } from "./media.js";
import { dialog } from "./overlay.js";
import { say } from "./words.js";

const ALBUM = 10;
const CAPTION = 1024;

export const arePictures = (files) =>
  [...files].every(({ type }) => /^image\/(jpeg|png|webp|gif)$/.test(type));

/** Opens the box; onSent is called once everything was sent. */
export function offerFiles(chat, files, { asPhoto, caption = "", onSent }) {
  let chosen = [...files];
  const list = el("ul", { class: "tray" });
  const words = el("textarea", {
    class: "field",
    rows: 2,
    placeholder: say("Tambahkan keterangan…"),
    "aria-label": say("Keterangan"),
    maxlength: CAPTION,
  });
  words.value = caption;
  const squeeze = el("input", { type: "checkbox" });
  squeeze.checked = asPhoto;
  const squeezeLine = el("label", { class: "check" }, squeeze, say("Kirim sebagai foto"));
  const more = el("input", { type: "file", multiple: true, hidden: true });
  more.addEventListener("change", () => {
    chosen.push(...more.files);
    more.value = "";
    redraw();
  });

  function redraw() {
    list.replaceChildren(
      ...chosen.map((file, index) =>
        el(
          "li",
          {},
          face(file),
          el("span", {}, el("b", {}, file.name || say("Gambar tempelan")), el("small", {}, fileSize(file.size))),
          iconButton("close", say("Buang {name}", { name: file.name }), () => {
            chosen.splice(index, 1);
            if (chosen.length) redraw();
            else box.close();
          }),
        ),
      ),
    );
    squeezeLine.hidden = !arePictures(chosen);
  }

  async function send() {
    const photo = squeeze.checked && arePictures(chosen);
    let first = true;
    while (chosen.length) {
      const part = chosen.slice(0, ALBUM);
      await upload(`${chat.path}/files`, part, {
        caption: first ? words.value.trim() : "",
        as: photo ? "photo" : "document",
        ...chat.who(),
      });
      chosen = chosen.slice(ALBUM);
      first = false;
    }
    onSent();
  }

  const box = dialog(
    say("Kirim berkas"),
    el(
      "div",
      { class: "tray-frame" },
      list,
      el(
        "button",
        { type: "button", class: "add", onclick: () => more.click() },
        icon("attach"),
        say("Tambah berkas"),
      ),
      more,
      squeezeLine,
      words,
    ),
    { confirm: say("Kirim"), send, wide: true },
  );
  redraw();
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    words.form.requestSubmit();
  });
  words.focus();
}

function face(file) {
  if (!arePictures([file])) return el("span", { class: "tray-face" }, icon("file"));
  const url = URL.createObjectURL(file);
  const image = el("img", { class: "tray-face", src: url, alt: "" });
  image.addEventListener("load", () => URL.revokeObjectURL(url));
  return image;
}

/** Lets files be dropped on a chat: above as files, below as photos where all of them are pictures. */
export function acceptDrops(target, take) {
  const zones = [
    ["document", say("sebagai berkas"), "file"],
    ["photo", say("sebagai foto"), "image"],
  ].map(([kind, words, name]) =>
    el(
      "div",
      { class: "drop-zone", "data-as": kind },
      icon(name),
      el("span", {}, say("Lepaskan di sini untuk mengirim"), " ", el("b", {}, words)),
    ),
  );
  const veil = el("div", { class: "drop-veil", hidden: true }, zones);
  target.append(veil);
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  target.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    veil.hidden = false;
    zones[1].hidden = ![...event.dataTransfer.items].every(({ type }) => type.startsWith("image/"));
  });
  target.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    for (const zone of zones) zone.classList.toggle("over", zone.contains(event.target));
  });
  target.addEventListener("dragleave", (event) => {
    if (!target.contains(event.relatedTarget)) veil.hidden = true;
  });
  target.addEventListener("drop", (event) => {
    veil.hidden = true;
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const asPhoto = zones[1].contains(event.target);
    if (event.dataTransfer.files.length) take(event.dataTransfer.files, asPhoto);
  });
}
