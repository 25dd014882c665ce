/** Draws the inline keyboard under a bubble and says what a press of each kind of button does. */

import { el, icon } from "./dom.js";
import { safeUrl } from "./entities.js";
import { say } from "./words.js";

const STYLES = new Set(["success", "danger", "primary"]);

export function keyboard(message, context) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return el(
    "div",
    { class: "keyboard" },
    rows.map((row, r) =>
      el(
        "div",
        { class: "keyboard-row" },
        row.map((button, c) => key(message, button, `${r}.${c}`, context)),
      ),
    ),
  );
}

function key(message, button, place, context) {
  const { act, mark } = meaning(message, button, place, context);
  const busy = context.pressing.has(pressKey(message, place, button));
  const style = STYLES.has(button.style) ? ` style-${button.style}` : "";
  return el(
    "button",
    {
      type: "button",
      class: `key${style}${busy ? " busy" : ""}`,
      title: button.text,
      disabled: Boolean(button.disabled),
      "data-place": place,
      "data-press": pressKey(message, place, button),
      onclick: act,
    },
    el("span", { class: "key-text" }, button.text),
    mark && icon(mark),
  );
}

function pressKey(message, place, button) {
  return `${message.message_id} ${place} ${button.callback_data ?? ""}`;
}

function meaning(message, button, place, context) {
  if (button.callback_data !== undefined) {
    return { act: () => context.press(message, pressKey(message, place, button), button.callback_data) };
  }
  if (button.copy_text) return { act: () => context.copy(button.copy_text.text), mark: "copy" };
  const url = safeUrl(button.url ?? button.web_app?.url ?? button.login_url?.url ?? "");
  if (url)
    return {
      act: () => context.follows(url) || window.open(url, "_blank", "noopener,noreferrer"),
      mark: "out",
    };
  return { act: () => context.toast(say("Tombol ini tidak dapat dipakai di sandbox.")) };
}
