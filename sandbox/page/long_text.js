/** Splits what is longer than a message may be, at a line or a word where it can, as Telegram's clients do. */

const LONGEST = 4096;

export function pieces(text) {
  const parts = [];
  let rest = text;
  while (rest.length > LONGEST) {
    const head = rest.slice(0, LONGEST);
    const cut = Math.max(head.lastIndexOf("\n"), head.lastIndexOf(" "));
    parts.push(rest.slice(0, cut > LONGEST / 2 ? cut : LONGEST));
    rest = rest.slice(parts.at(-1).length);
  }
  return [...parts, rest];
}
