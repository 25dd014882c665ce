/** The tools in the bar on top: guide, letters, columns, troubles, new people, and the page's language. */

import { el, icon } from "./dom.js";
import { addNewcomer } from "./newcomer.js";
import { offerTroubles } from "./trouble.js";
import { changeLanguage, language, say } from "./words.js";

export class Bar {
  constructor(place, store, { split, add, welcome, gather, guide, letters }) {
    this.store = store;
    this.more = tool("column-more", say("Tambah kolom"), add, { class: "tool desktop-only" });
    this.split = tool("columns", say("Berdampingan"), split, { class: "tool desktop-only" });
    const trouble = tool("bolt", say("Gangguan"), () => offerTroubles(trouble), { class: "tool desktop-only" });
    const newcomer = tool("person-more", say("Orang baru"), () => addNewcomer(store, welcome), {
      class: "tool",
    });
    const group = tool("group", say("Grup baru"), gather, { class: "tool" });
    this.badge = el("span", { class: "badge", "aria-hidden": "true", hidden: true });
    this.letters = tool("mail", say("Kotak surat"), letters, { class: "tool", "aria-controls": "letters" });
    this.letters.append(this.badge);
    this.guide = tool("help", say("Petunjuk"), guide, {
      class: "tool icon-only",
      "aria-controls": "tour",
      hidden: true,
    });
    const other = el(
      "button",
      {
        type: "button",
        class: "tool",
        lang: language === "en" ? "id" : "en",
        title: language === "en" ? "Bahasa Indonesia" : "English",
        "aria-label": language === "en" ? "Bahasa Indonesia" : "English",
        onclick: changeLanguage,
      },
      language === "en" ? "ID" : "EN",
    );
    place.append(this.more, this.split, trouble, newcomer, group, this.letters, other, this.guide);
  }

  draw({ beside, canAdd, guided, mailing }) {
    this.split.setAttribute("aria-pressed", String(beside));
    this.more.hidden = !beside || !canAdd;
    this.guide.hidden = !this.store.office;
    this.guide.setAttribute("aria-expanded", String(guided));
    this.letters.setAttribute("aria-expanded", String(mailing));
    const unread = this.store.unreadLetters();
    this.badge.textContent = unread || "";
    this.badge.hidden = !unread;
    const label = unread ? say("Kotak surat, {n} belum dibaca", { n: unread }) : say("Kotak surat");
    this.letters.setAttribute("aria-label", label);
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
