/** Arranges a chat's messages into what is drawn: day separators, albums as one, neighbours of a sender as a group. */

import { dayKey } from "./times.js";
import { say } from "./words.js";

const GROUP_S = 900;

const SERVICE = {
  pinned_message: () => say("Pesan disematkan"),
  new_chat_members: () => say("Anggota baru bergabung"),
  left_chat_member: () => say("Anggota keluar"),
  new_chat_title: (title) => say("Nama grup diubah menjadi “{title}”", { title }),
  migrate_to_chat_id: () => say("Grup ini menjadi supergrup"),
};

export function serviceText(message) {
  const kind = Object.keys(SERVICE).find((name) => message[name] !== undefined);
  return kind ? SERVICE[kind](message[kind]) : null;
}

/** Rows with a key that stays while their content changes; unreadFrom is the first message not yet read, or null. */
export function rowsOf(messages, unreadFrom) {
  const rows = [];
  let day = null;
  for (const message of messages) {
    if (dayKey(message.date) !== day) {
      day = dayKey(message.date);
      rows.push({ key: `day ${day}`, kind: "day", messages: [], unix: message.date });
    }
    if (message.message_id === unreadFrom) rows.push({ key: "unread", kind: "unread", messages: [] });
    const last = rows.at(-1);
    const service = serviceText(message) !== null;
    if (
      !service &&
      last.kind === "message" &&
      message.media_group_id &&
      last.messages[0].media_group_id === message.media_group_id
    ) {
      last.messages.push(message);
      continue;
    }
    const joined = !service && last.kind === "message" && goesOn(last.messages.at(-1), message);
    if (joined) last.last = false;
    rows.push({
      key: `message ${message.message_id}`,
      kind: service ? "service" : "message",
      messages: [message],
      first: !joined,
      last: true,
    });
  }
  return rows;
}

function goesOn(before, message) {
  return Boolean(before.out) === Boolean(message.out) && message.date - before.date < GROUP_S;
}

export function sameRow(a, b) {
  return (
    a.kind === b.kind &&
    a.first === b.first &&
    a.last === b.last &&
    a.messages.length === b.messages.length &&
    a.messages.every((message, index) => message === b.messages[index])
  );
}
