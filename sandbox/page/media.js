/** Draws photos, albums and documents of a message, and shows a photo large. */

import { el, icon, iconButton } from "./dom.js";
import { language, say } from "./words.js";

const INLINE = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);
const OTHERS = ["video", "animation", "audio", "voice", "video_note", "sticker"];
const PHOTO_PX = 340;
const ALBUM_ROWS = {
  2: [2],
  3: [1, 2],
  4: [2, 2],
  5: [2, 3],
  6: [3, 3],
  7: [2, 2, 3],
  8: [2, 3, 3],
  9: [3, 3, 3],
  10: [2, 2, 3, 3],
};

export function fileUrl(file, name) {
  return `/sandbox/files/${encodeURIComponent(file.file_id)}${name ? `/${encodeURIComponent(name)}` : ""}`;
}

export function fileSize(bytes) {
  if (!Number.isFinite(bytes)) return "";
  const units = ["B", "KB", "MB", "GB"];
  const power = Math.min(3, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)));
  return `${(bytes / 1024 ** power).toLocaleString(language, { maximumFractionDigits: power ? 1 : 0 })} ${units[power]}`;
}

export function attachedFile(message) {
  const kind = ["document", ...OTHERS].find((name) => message[name]);
  return kind ? { kind, ...message[kind] } : null;
}

export function photos(messages) {
  const shown = messages.filter((message) => message.photo?.length);
  if (!shown.length) return null;
  const rows = ALBUM_ROWS[shown.length] ?? [1];
  const many = shown.length > 1;
  const spans = rows.flatMap((count) => Array(count).fill(6 / count));
  return el(
    "div",
    { class: many ? "photos album" : "photos" },
    shown.map((message, index) => photo(message, many ? spans[index] : null)),
  );
}

function photo(message, span) {
  const sizes = [...message.photo].sort((a, b) => a.width - b.width);
  const large = sizes.at(-1);
  const size = sizes.find(({ width }) => width >= PHOTO_PX * 2) ?? large;
  const image = el("img", {
    src: fileUrl(size),
    alt: message.caption ?? say("Foto"),
    loading: "lazy",
    decoding: "async",
  });
  image.addEventListener("error", () => image.closest(".photo")?.classList.add("broken"));
  const button = el(
    "button",
    {
      type: "button",
      class: "photo",
      "aria-label": say("Buka foto"),
      "data-message-id": message.message_id,
      "data-full": fileUrl(large),
    },
    image,
  );
  button.addEventListener("click", () => showLarge(button));
  if (span) {
    button.style.gridColumn = `span ${span}`;
    button.style.aspectRatio = span === 6 ? "16 / 10" : "1";
  } else {
    const scale = Math.min(1, PHOTO_PX / large.width, 420 / large.height);
    button.style.width = `${Math.max(140, Math.round(large.width * scale))}px`;
    button.style.aspectRatio = `${Math.max(large.width, 1)} / ${Math.max(large.height, 1)}`;
  }
  return button;
}

export function documents(messages) {
  return messages
    .map((message) => ({ message, file: attachedFile(message) }))
    .filter(({ file }) => file)
    .map(({ message, file }) => documentRow(message, file));
}

function documentRow(message, file) {
  const name =
    file.file_name ??
    { voice: say("Pesan suara"), sticker: say("Stiker"), video: "Video", audio: "Audio" }[file.kind] ??
    say("Berkas");
  const ending = /\.([^.]{1,5})$/.exec(name)?.[1].toLowerCase() ?? "";
  const preview = INLINE.has(file.mime_type) && file.file_size < 10_000_000;
  const face = preview
    ? el("img", { class: "document-face", src: fileUrl(file), alt: "", loading: "lazy" })
    : el("span", { class: "document-face", "data-ending": ending }, ending || icon("file"));
  return el(
    "a",
    {
      class: "document",
      href: fileUrl(file, name),
      download: name,
      title: say("Unduh {name}", { name }),
      "data-message-id": message.message_id,
    },
    face,
    el(
      "span",
      { class: "document-words" },
      el("span", { class: "document-name", dir: "auto" }, name),
      el(
        "span",
        { class: "document-size" },
        fileSize(file.file_size),
        " · ",
        el("span", { class: "document-load" }, say("Unduh")),
      ),
    ),
  );
}

/** A full-size view; the arrows walk through all photos of the same chat. */
function showLarge(button) {
  const all = [...button.closest(".rows").querySelectorAll(".photo")];
  let index = all.indexOf(button);
  const image = el("img", { alt: "" });
  const load = el(
    "a",
    { class: "icon-button", download: "", "aria-label": say("Unduh foto"), title: say("Unduh foto") },
    icon("download"),
  );
  const count = el("span", { class: "lightbox-count" });
  const show = (step) => {
    index = (index + step + all.length) % all.length;
    image.src = all[index].dataset.full;
    image.alt = all[index].firstChild.alt;
    load.href = image.src;
    count.textContent = all.length > 1 ? say("Foto {n} dari {all}", { n: index + 1, all: all.length }) : say("Foto");
  };
  const box = el(
    "dialog",
    { class: "lightbox", "aria-label": say("Foto") },
    el(
      "div",
      { class: "lightbox-bar" },
      count,
      load,
      iconButton("close", say("Tutup"), () => box.close()),
    ),
    image,
  );
  box.addEventListener("click", ({ target }) => target === box && box.close());
  box.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") show(-1);
    if (key === "ArrowRight") show(1);
  });
  box.addEventListener("close", () => box.remove());
  show(0);
  document.body.append(box);
  box.showModal();
}
