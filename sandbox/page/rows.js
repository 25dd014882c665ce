/** Arranges a chat's messages into what is drawn: day separators, albums as one, neighbours of a sender as a group. */

import { nameOf } from "./dom.js";
import { dayKey } from "./times.js";
import { say } from "./words.js";

const GROUP_S = 900;

const SERVICE = {
  pinned_message: () => say("Pesan disematkan"),
  group_chat_created: (_, who) => say("{who} membuat grup", { who }),
  new_chat_members: (people, who) => say("{who} menambahkan {whom}", { who, whom: people.map(nameOf).join(", ") }),
  left_chat_member: (person, who, by) =>
    person.id === by.id ? say("{who} keluar", { who }) : say("{who} mengeluarkan {whom}", { who, whom: nameOf(person) }),
  new_chat_title: (title) => say("Nama grup diubah menjadi “{title}”", { title }),
  migrate_to_chat_id: () => say("Grup ini menjadi supergrup"),
  migrate_from_chat_id: () => say("Grup ini menjadi supergrup"),
  forum_topic_created: ({ name }) => say("Topik “{name}” dibuat", { name }),
  forum_topic_closed: () => say("Topik ditutup"),
  forum_topic_reopened: () => say("Topik dibuka kembali"),
};

export function serviceText(message) {
  const kind = Object.keys(SERVICE).find((name) => message[name] !== undefined);
  const by = message.sender_chat ?? message.from ?? {};
  return kind ? SERVICE[kind](message[kind], nameOf(by), by) : null;
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
  const isSame = Boolean(before.out) === Boolean(message.out) && before.sender?.id === message.sender?.id;
  return isSame && message.date - before.date < GROUP_S;
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
