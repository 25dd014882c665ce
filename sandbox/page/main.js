/** Puts the page together: who is on screen, in how many columns, and what each change of the store redraws. */

import { Bar } from "./bar.js";
import { Chat } from "./chat.js";
import { avatar, nameOf } from "./dom.js";
import { refreshMoments } from "./entities.js";
import { deepLink } from "./deeplink.js";
import { Letters } from "./letters.js";
import { GroupChat } from "./group_chat.js";
import { newGroup } from "./group_menus.js";
import { connect, post } from "./link.js";
import { copy, menu, under } from "./overlay.js";
import { People } from "./people.js";
import { Store } from "./store.js";
import { Tour } from "./tour.js";
import { language, say } from "./words.js";

const MOST_COLUMNS = 3;
const COLUMN_PX = 340;
const LIST_PX = 330;
const TWO_BY_DEFAULT_PX = 1200;
const MOMENT_MS = 20_000;
const TITLE = document.title;
document.documentElement.lang = language;
document.querySelector(".people").setAttribute("aria-label", say("Orang"));
for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.textContent);

const phone = matchMedia("(max-width: 899.98px)");
const columns = document.querySelector(".columns");
const store = new Store();
const chats = new Map();
let shown = [];
let active = null;
let ready = false;

const people = new People(document.querySelector(".people"), store, {
  open: (id, beside) => (beside && !phone.matches ? add(id) : open(id)),
  draftOf: (id) => chats.get(id)?.composer.draft ?? sessionStorage.getItem(`draf ${id}`) ?? "",
});
const desk = {
  leave,
  close,
  choose,
  canAdd,
  add: () => add(),
  visit: (id, command) => {
    goTo(id);
    chatOf(id).composer.send(command);
  },
  drafted: (id) => ready && people.refresh(id),
  letters: () => letters.shown || mail(),
};
const tour = new Tour(store, {
  open: (id) => goTo(id),
  copy: (text) => copy(document.body, text),
  changed: ({ byHand }) => {
    redrawList();
    if (byHand) (tour.shown ? tour.element.querySelector(".tour-step") : bar.guide)?.focus();
  },
});
document.querySelector(".desk").before(tour.element, tour.news);
const letters = new Letters(store, {
  open: (id) => goTo(id),
  follow: (href, persona) => {
    const start = deepLink(href, store.bot.username);
    if (start === null || !persona) return false;
    desk.visit(String(persona.id), start ? `/start ${start}` : "/start");
    return true;
  },
  leave: () => mail(),
  changed: () => redrawList(),
});
document.querySelector(".people").after(letters.element, letters.news);

function chatOf(id) {
  if (!chats.has(id)) {
    const chat = new (store.groups.has(id) ? GroupChat : Chat)(store.entry(id), store, desk);
    chat.element.addEventListener("focusin", () => activate(id));
    chat.element.addEventListener("pointerdown", () => activate(id));
    chats.set(id, chat);
  }
  return chats.get(id);
}

function room() {
  return phone.matches
    ? 1
    : Math.max(1, Math.min(MOST_COLUMNS, Math.floor((innerWidth - LIST_PX) / COLUMN_PX)));
}

function canAdd() {
  return !phone.matches && shown.length < Math.min(room(), store.ids().length);
}

/** A reporter and a helpdesk to begin with, told by their labels, else the first two. */
function pair() {
  const all = [...store.personas.values()];
  const helpdesk = all.find(({ label }) => /helpdesk/i.test(label)) ?? all[1];
  const reporter = all.find((persona) => persona !== helpdesk) ?? all[0];
  return [reporter, helpdesk].filter(Boolean).map(({ id }) => String(id));
}

/** The address names who is shown, so that reloading and the back button of a phone do what one expects. */
function addressed() {
  const ids = location.hash
    .replace(/^#\/?/, "")
    .split("+")
    .filter((id) => store.ids().includes(id));
  if (phone.matches) return ids.slice(0, 1);
  if (ids.length) return [...new Set(ids)].slice(0, room());
  return pair().slice(0, innerWidth >= TWO_BY_DEFAULT_PX ? 2 : 1);
}

function put(ids, { walk = false } = {}) {
  const address = `#/${ids.join("+")}`;
  if (walk) history.pushState({ walked: true }, "", address);
  else history.replaceState(history.state, "", address);
  show(ids);
}

function show(ids) {
  shown = ids;
  if (!shown.includes(active)) active = shown[0] ?? null;
  document.body.classList.toggle("reading", shown.length > 0);
  columns.dataset.count = shown.length;
  const wanted = shown.map(chatOf);
  for (const chat of chats.values()) if (!wanted.includes(chat)) chat.show(false);
  // A column that stays is not touched: taken out and put back, it would be scrolled to its beginning.
  const elements = wanted.map(({ element }) => element);
  for (const element of [...columns.children]) if (!elements.includes(element)) element.remove();
  elements.forEach((element, index) => {
    if (columns.children[index] !== element) columns.insertBefore(element, columns.children[index] ?? null);
  });
  for (const chat of wanted) chat.show(true);
  redrawList();
}

function open(id) {
  if (shown.includes(id)) {
    active = id;
    redrawList();
  } else if (shown.length > 1) {
    const place = shown.indexOf(active);
    active = id;
    put(shown.with(place, id));
  } else {
    active = id;
    put([id], { walk: phone.matches });
  }
  if (!phone.matches) chatOf(id).composer.focus();
}

/** Opens a chat from outside of the list; on a phone the letters would cover it. */
function goTo(id) {
  if (phone.matches && letters.shown) {
    if (shown.includes(id)) {
      mail();
      return;
    }
    letters.toggle();
  }
  open(id);
}

/** Opens the mailbox, or closes it; on a phone it is a place of its own, left by the back button too. */
function mail() {
  if (letters.shown && history.state?.mailing) {
    history.back();
    return;
  }
  letters.toggle();
  if (letters.shown && phone.matches)
    history.pushState({ walked: true, mailing: true }, "", location.hash || "#/");
}

function add(id = [...pair(), ...store.personas.keys()].find((other) => !shown.includes(other))) {
  if (!id || shown.includes(id)) return;
  active = id;
  put(canAdd() ? [...shown, id] : [...shown.slice(0, -1), id]);
}

function close(id) {
  if (shown.length > 1) put(shown.filter((other) => other !== id));
}

function leave() {
  if (history.state?.walked) history.back();
  else put([]);
}

function choose(chat, button) {
  const others = store.ids().filter((id) => !shown.includes(id)).map((id) => store.entry(id));
  menu(
    under(button),
    others.map((persona) => ({
      face: avatar(persona),
      label: nameOf(persona),
      note: persona.label,
      act: () => {
        active = String(persona.id);
        put(shown.map((id) => (id === chat.id ? active : id)));
      },
    })),
    say("Ganti orang"),
  );
}

function activate(id) {
  if (active === id) return;
  active = id;
  redrawList();
}

function redrawList() {
  people.draw(shown, active);
  for (const [id, { element }] of chats) element.classList.toggle("active", id === active);
  const total = store.unread();
  document.title = total ? `(${total}) ${TITLE}` : TITLE;
  for (const id of shown) chatOf(id).unreadElsewhere(store.unread([id]));
  bar.draw({ beside: shown.length > 1, canAdd: canAdd(), guided: tour.shown, mailing: letters.shown });
}

function nameBot() {
  const { first_name: name, username } = store.bot;
  document.querySelector(".bar-bot").textContent = name;
  document.querySelector(".bar-user").textContent = username && `@${username}`;
}

const bar = new Bar(document.querySelector(".bar-tools"), store, {
  split: () => (shown.length > 1 ? put([active]) : add()),
  add: () => add(),
  welcome: (persona) => {
    store.apply({ type: "persona", persona });
    open(String(persona.id));
    chatOf(String(persona.id)).account.look();
  },
  gather: () => newGroup(store, post, { first: pair()[1], onMade: open }),
  guide: () => tour.toggle(),
  letters: () => mail(),
});

store.on("loaded", () => {
  nameBot();
  letters.draw();
  tour.look();
  for (const chat of chats.values()) {
    chat.regrouped?.();
    chat.changed(null);
    chat.acted();
    chat.composer.refresh();
  }
  if (ready) {
    redrawList();
    return;
  }
  ready = true;
  show(addressed());
  columns.classList.add("ready");
});
store.on("chat", ({ id, arrived }) => {
  chats.get(id)?.changed(arrived);
  const moved = store.groups.get(id)?.moved_to;
  if (moved) chats.get(String(moved))?.changed(null);
  tour.look();
  redrawList();
});
store.on("unread", ({ id }) => {
  chats.get(id)?.log.counted(store.chat(id).unread);
  redrawList();
});
store.on("action", ({ id }) => {
  chats.get(id)?.acted();
  people.refresh(id);
});
store.on("answer", (event) => shown.includes(event.id) && chats.get(event.id).answered(event));
store.on("commands", () => chats.forEach((chat) => chat.composer.refresh()));
store.on("personas", ({ id }) => {
  chats.get(id)?.renamed(store.personas.get(id));
  redrawList();
});
store.on("groups", ({ id }) => {
  const { moved_to: moved } = store.groups.get(id);
  if (!moved) chats.get(id)?.regrouped();
  // A group that has become a supergroup is that from now on, also where it is on screen.
  else if (shown.includes(id) && store.groups.has(String(moved))) {
    active = active === id ? String(moved) : active;
    put(shown.map((other) => (other === id ? String(moved) : other)));
  }
  redrawList();
});
store.on("letter", ({ letter, isNew }) => {
  if (isNew) letters.arrived(letter);
  else letters.draw();
  redrawList();
});
store.on("office", () => {
  tour.look();
  shown.forEach((id) => chats.get(id).account.look());
  redrawList();
});

const readdress = () => ready && show(addressed());
phone.addEventListener("change", readdress);
addEventListener("popstate", () => {
  if (letters.shown !== Boolean(history.state?.mailing)) letters.toggle();
  readdress();
});
addEventListener(
  "resize",
  () => ready && (shown.length > room() ? show(shown.slice(0, room())) : redrawList()),
);
document.addEventListener("visibilitychange", () => shown.forEach((id) => chats.get(id).show(true)));
setInterval(() => refreshMoments(columns), MOMENT_MS);

connect({
  onState: (state) => store.load(state),
  onEvent: (event) => store.apply(event),
  onStatus: (online) => {
    document.querySelector(".offline").hidden = online;
  },
});
