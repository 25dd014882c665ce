/** The tools in the bar on top: columns, troubles, and new people. */

import { el, icon } from "./dom.js";
import { addNewcomer } from "./newcomer.js";
import { offerTroubles } from "./trouble.js";

export class Bar {
  constructor(place, { split, add, welcome }) {
    this.more = tool("column-more", "Tambah kolom", add, { class: "tool desktop-only" });
    this.split = tool("columns", "Berdampingan", split, { class: "tool desktop-only" });
    const trouble = tool("bolt", "Gangguan", () => offerTroubles(trouble), { class: "tool desktop-only" });
    const newcomer = tool("person-more", "Orang baru", () => addNewcomer(welcome), { class: "tool" });
    place.append(this.more, this.split, trouble, newcomer);
  }

  draw({ beside, canAdd }) {
    this.split.setAttribute("aria-pressed", String(beside));
    this.more.hidden = !beside || !canAdd;
  }
}

function tool(name, label, onclick, more) {
  const words = el("span", {}, label);
  return el(
    "button",
    { type: "button", title: label, "aria-label": label, onclick, ...more },
    icon(name),
    words,
  );
}
