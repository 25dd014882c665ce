/** The page's words: Indonesian as they stand in the code, or English where the visitor has chosen it. */

import { ENGLISH } from "./english.js";
import { keep, kept } from "./kept.js";

const KEPT = "sandbox-language";

export const language = kept(KEPT) === "en" ? "en" : "id";

/** The text in the page's language, with values in the place of their names in braces. */
export function say(text, values = {}) {
  const words = language === "en" ? (ENGLISH[text] ?? text) : text;
  return words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** Changes to the other language; the page begins anew, where it was. */
export function changeLanguage() {
  keep(KEPT, language === "en" ? "id" : "en");
  location.reload();
}
