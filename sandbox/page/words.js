/** The page's words: Indonesian as they stand in the code, or English where the visitor has chosen it. */

import { ENGLISH } from "./english.js";

const KEPT = "sandbox-language";

export const language = localStorage.getItem(KEPT) === "en" ? "en" : "id";

/** The text in the page's language, with values in the place of their names in braces. */
export function say(text, values = {}) {
  const words = language === "en" ? (ENGLISH[text] ?? text) : text;
  return words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** Changes to the other language; the page begins anew, where it was. */
export function changeLanguage() {
  localStorage.setItem(KEPT, language === "en" ? "id" : "en");
  location.reload();
}
