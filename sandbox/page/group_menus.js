/** What members can do with their group: act as another, change who is in it and what the bot may, open topics. */

import { avatar, el, icon, nameOf } from "./dom.js";
import { reason } from "./link.js";
import { dialog, menu, under } from "./overlay.js";
import { say } from "./words.js";

const people = (chat, wanted) => [...chat.store.personas.values()].filter(({ id }) => wanted(id));

/** Does something to the group as the acting member; what is refused is told. */
function act(chat, name, body = {}) {
  return chat.post(name, body).then(
    (group) => group.members && chat.store.apply({ type: "group", group }),
    (error) => chat.toast(say("Belum berhasil: {reason}", { reason: reason(error) })),
  );
}

/** An item of a menu for each member of the group, which does something with them. */
const memberItems = (chat, choose) =>
  people(chat, (id) => chat.group.members.includes(id)).map((persona) => ({
    face: avatar(persona),
    label: nameOf(persona),
    note: [persona.label, chat.rankOf(persona.id)].filter(Boolean).join(" · "),
    act: () => choose(persona),
  }));

export function chooseActor(chat) {
  const { left, top } = chat.actor.getBoundingClientRect();
  const items = memberItems(chat, ({ id }) => chat.actAs(id));
  menu({ x: left, y: top - 8, above: true }, items, say("Menulis sebagai…"));
}

export function membersMenu(chat, button) {
  const items = memberItems(chat, (persona) => memberMenu(chat, button, persona));
  menu(under(button), [...items, adding(chat, button)], say("Anggota grup"));
}

function memberMenu(chat, button, { id, first_name: name }) {
  const { members, admins, anonymous } = chat.group;
  const [isOwner, isSelf] = [id === members[0], id === chat.persona.id];
  const [isAdmin, isAnonymous] = [isOwner || admins.includes(id), anonymous.includes(id)];
  const become = (wanted) => () => act(chat, "admin", { user_id: id, ...wanted });
  menu(
    under(button),
    [
      { icon: "switch", label: say("Menulis sebagai {name}", { name }), act: () => chat.actAs(id) },
      !isAdmin && chat.isAdmin && { icon: "key", label: say("Jadikan admin"), act: become({ admin: true }) },
      isAdmin &&
        chat.isAdmin && {
          icon: "block",
          label: isAnonymous ? say("Matikan Tetap Anonim") : say("Nyalakan Tetap Anonim"),
          act: become({ admin: !isOwner, anonymous: !isAnonymous }),
        },
      isAdmin && !isOwner && chat.isAdmin && { icon: "key", label: say("Cabut hak admin"), act: become({}) },
      !isOwner &&
        (chat.isAdmin || isSelf) && {
          icon: "delete",
          danger: true,
          label: isSelf ? say("Keluar dari grup") : say("Keluarkan dari grup"),
          act: () => act(chat, "remove-member", { user_id: id }),
        },
    ],
    name,
  );
}

function adding(chat, button) {
  const others = people(chat, (id) => !chat.group.members.includes(id)).map((persona) => ({
    face: avatar(persona),
    label: nameOf(persona),
    note: persona.label,
    act: () => act(chat, "add-member", { user_id: persona.id }),
  }));
  const label = say("Tambah anggota");
  return others.length > 0 && { icon: "person-more", label, act: () => menu(under(button), others, label) };
}

/** The choices behind the dots; what only administrators may do is offered to them alone. */
export function groupChoices(chat, title) {
  const { forum, topics, bot } = chat.group;
  const topic = topics.find(({ id }) => id === chat.topic);
  const isOut = ["left", "kicked"].includes(bot);
  const setBot = (status) => () => act(chat, "bot", { status });
  const close = () => act(chat, "close-topic", { topic_id: topic.id, closed: !topic.closed });
  return [
    { icon: "group", label: say("Anggota grup"), act: () => membersMenu(chat, title) },
    { icon: "switch", label: say("Ganti orang"), act: () => chat.desk.choose(chat, title) },
    adding(chat, title),
    forum && { icon: "quote", label: say("Topik baru"), act: () => newTopic(chat) },
    topic &&
      chat.isAdmin && {
        icon: "block",
        label: topic.closed ? say("Buka kembali topik") : say("Tutup topik"),
        act: close,
      },
    !forum && chat.isAdmin && { icon: "quote", label: say("Nyalakan topik"), act: () => act(chat, "topics") },
    isOut && { icon: "send", label: say("Tambahkan bot"), act: setBot("member") },
    bot === "member" &&
      chat.isAdmin && { icon: "key", label: say("Jadikan bot admin"), act: setBot("administrator") },
    bot === "administrator" &&
      chat.isAdmin && { icon: "key", label: say("Cabut hak admin bot"), act: setBot("member") },
    !isOut && chat.isAdmin && { icon: "delete", danger: true, label: say("Keluarkan bot"), act: setBot("out") },
  ];
}

export function newTopic(chat) {
  const name = el("input", { class: "field", type: "text", maxlength: 128, required: true, autocomplete: "off" });
  const line = el("label", { class: "labelled" }, el("span", {}, say("Nama topik")), name);
  dialog(say("Topik baru"), el("div", { class: "fields" }, line), {
    confirm: say("Buat"),
    send: async () => chat.openTopic((await chat.post("add-topic", { name: name.value.trim() })).id),
  });
  name.focus();
}

/** The box that makes a group of people, with the bot in it. */
export function newGroup(store, post, { first, onMade }) {
  const title = el("input", { class: "field", type: "text", maxlength: 128, required: true, autocomplete: "off" });
  const all = [...store.personas.values()];
  const maker = el(
    "select",
    { class: "field" },
    all.map((persona) =>
      el("option", { value: persona.id, selected: String(persona.id) === first }, nameOf(persona)),
    ),
  );
  const ticks = all.map((persona) => el("input", { type: "checkbox", value: persona.id }));
  const members = el(
    "fieldset",
    { class: "member-ticks" },
    el("legend", {}, say("Anggota")),
    all.map((persona, index) =>
      el(
        "label",
        { class: "check" },
        ticks[index],
        avatar(persona),
        el("span", {}, nameOf(persona), el("small", {}, persona.label)),
      ),
    ),
  );
  const withBot = el("input", { type: "checkbox", checked: true });
  const labelled = (label, field) => el("label", { class: "labelled" }, el("span", {}, label), field);
  const shape = () =>
    ticks.forEach((tick, index) => {
      tick.disabled = tick.value === maker.value;
      members.querySelectorAll(".check")[index].hidden = tick.disabled;
    });
  maker.addEventListener("change", shape);
  shape();
  const content = el(
    "div",
    { class: "fields" },
    labelled(say("Nama grup"), title),
    labelled(say("Dibuat oleh"), maker),
    members,
    el("label", { class: "check" }, withBot, icon("send"), say("Dengan {name}", { name: store.bot.first_name })),
  );
  dialog(say("Grup baru"), content, {
    confirm: say("Buat"),
    send: async () => {
      const chosen = ticks.filter(({ checked, disabled }) => checked && !disabled).map(({ value }) => Number(value));
      const group = await post("groups", {
        title: title.value.trim(),
        as_user: Number(maker.value),
        members: chosen,
        with_bot: withBot.checked,
      });
      store.apply({ type: "group", group });
      onMade(String(group.id));
    },
  });
  title.focus();
}
