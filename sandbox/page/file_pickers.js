/** The two ways to choose files, "Foto" and "Berkas", behind the paper clip. */

import { el } from "./dom.js";
import { menu } from "./overlay.js";
import { say } from "./words.js";

const PICTURES = "image/jpeg,image/png,image/webp";

export class FilePickers {
  constructor(onChosen) {
    this.onChosen = onChosen;
    this.inputs = [this.#input("photo", PICTURES), this.#input("document", null)];
  }

  open(button) {
    const { left, top } = button.getBoundingClientRect();
    const items = [
      { icon: "image", label: say("Foto"), act: () => this.inputs[0].click() },
      { icon: "file", label: say("Berkas"), act: () => this.inputs[1].click() },
    ];
    menu({ x: left - 90, y: top - 8, above: true }, items, say("Lampirkan"));
  }

  #input(kind, accept) {
    const input = el("input", { type: "file", multiple: true, hidden: true, "data-as": kind, accept });
    input.addEventListener("change", () => {
      if (input.files.length) this.onChosen([...input.files], kind === "photo");
      input.value = "";
    });
    return input;
  }
}
