/** Recognises links that open this very bot, as a Telegram client does instead of opening a browser. */

/** The start parameter ("" when there is none), or null for any other link. */
export function deepLink(href, username) {
  const url = new URL(href);
  const same = (name) => Boolean(name) && name.toLowerCase() === username.toLowerCase();
  const bot =
    url.protocol === "tg:" && url.hostname === "resolve"
      ? url.searchParams.get("domain")
      : ["t.me", "telegram.me"].includes(url.hostname)
        ? url.pathname.slice(1)
        : null;
  return same(bot) ? (url.searchParams.get("start") ?? "") : null;
}
