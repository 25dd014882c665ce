/** A group: what its members write, seen by the one of them as whom one acts, in a forum one topic at a time. */

import { Chat } from "./chat.js";
import { avatar, el, icon, nameOf } from "./dom.js";
import { chooseActor, groupChoices, membersMenu, newTopic } from "./group_menus.js";
import { say } from "./words.js";

export class GroupChat extends Chat {
  get group() {
    return this.store.groups.get(this.id);
  }

  /** The member as whom one writes and presses here: the one chosen last, else who made the group. */
  get persona() {
    const { id, moved_from: before, members } = this.group;
    const chosen = sessionStorage.getItem(`sebagai ${id}`) ?? sessionStorage.getItem(`sebagai ${before}`);
    const acting = members.includes(Number(chosen)) ? chosen : members[0];
    return this.store.personas.get(String(acting));
  }

  get topic() {
    return this.opened ?? 0;
  }

  get isAdmin() {
    return this.rankOf(this.persona.id) !== "";
  }

  parts() {
    this.topics = el("nav", { class: "topics", "aria-label": say("Topik"), hidden: true });
    this.actor = el("button", { type: "button", class: "actor", onclick: () => chooseActor(this) });
    this.composer.element.querySelector(".composer-line").prepend(this.actor);
    // Instead of the menu of a private chat, groups have a slash.
    this.composer.menuButton.classList.add("slash");
    this.composer.menuButton.replaceChildren("/");
    this.drawActor();
    this.log.rows.classList.add("grouped");
    const [head, ...rest] = super.parts();
    return [head, this.topics, ...rest];
  }

  /** Accounts are looked after in private chats. */
  accountBar() {
    return { element: el("span", { hidden: true }), look() {} };
  }

  whenEmpty() {
    return [];
  }

  /** What was said here, and before in the group that this supergroup was; each as the acting member sees it. */
  messages() {
    const { moved_from: before, forum } = this.group;
    const all = [...(before ? this.store.chat(before).messages : []), ...this.data().messages];
    return all
      .filter((message) => message.migrate_from_chat_id === undefined)
      .filter(({ message_thread_id: topic }) => !forum || (topic ?? 0) === this.topic)
      .map((message) => this.seen(message));
  }

  commands() {
    if (this.data().blocked) return [];
    const { username } = this.store.bot;
    return this.store
      .commandsIn(this.group)
      .map((one) => ({ ...one, command: `${one.command}@${username}` }));
  }

  who() {
    return { as_user: this.persona.id, ...(this.topic && { topic: this.topic }) };
  }

  isUsable() {
    return true;
  }

  isOwn({ author, from, sender_chat: named }) {
    return (author ?? (named ? 0 : from.id)) === this.persona.id;
  }

  /** A supergroup also shows what was said in the group that it was. */
  isHere(message) {
    return message.chat.id === this.group.id;
  }

  mayDelete(message) {
    return message.out || this.isAdmin;
  }

  unread() {
    const { unread, unreadIn } = this.data();
    return this.group.forum ? (unreadIn[this.topic] ?? 0) : unread;
  }

  markRead() {
    const { unread, unreadIn } = this.data();
    const { [this.topic]: here = unread, ...others } = unreadIn;
    this.store.apply({ type: "read", chat: this.id, unread: unread - here, unread_in: others });
  }

  senderOf({ from, sender_chat: named }) {
    if (named) return named.title;
    return from?.id === this.store.bot.id ? this.store.bot.first_name : nameOf(from);
  }

  rankOf(id) {
    const { members, admins, bot } = this.group;
    if (id === members[0]) return say("pemilik");
    const isAdmin = admins.includes(id) || (id === this.store.bot.id && bot === "administrator");
    return isAdmin ? say("admin") : "";
  }

  about() {
    const { members, bot } = this.group;
    const people = say("{n} orang", { n: members.length });
    const what = { member: say("bot anggota"), administrator: say("bot admin") }[bot] ?? say("tanpa bot");
    return `${people}, ${what}`;
  }

  /** An answer to a press is for who pressed. */
  answered(event) {
    if (event.person === this.persona.id) super.answered(event);
  }

  starts(command) {
    this.desk.visit(String(this.persona.id), command);
  }

  changed(arrived) {
    super.changed(arrived);
    this.drawTopics();
  }

  /** The group is another than before: its members, what the bot may, its topics. */
  regrouped() {
    this.subject = this.group;
    this.views = null;
    this.drawActor();
    this.acted();
    this.composer.refresh();
    this.changed(null);
  }

  actAs(id) {
    sessionStorage.setItem(`sebagai ${this.id}`, id);
    this.regrouped();
    this.composer.focus();
  }

  openTopic(id) {
    this.opened = id;
    this.log.atBottom = true;
    this.log.opened(this.messages(), this.unread());
    this.changed(null);
    this.composer.focus();
  }

  get titleHint() {
    return say("Anggota grup");
  }

  ownTitle(title) {
    membersMenu(this, title);
  }

  choices(chat, title) {
    return groupChoices(chat, title);
  }

  /** The same object for the same message, so that nothing is drawn again that is the same. */
  seen(message) {
    this.views ??= new WeakMap();
    if (!this.views.has(message)) {
      const sender = message.sender_chat ?? message.from;
      const out = this.isOwn(message);
      const rank = message.sender_chat ? say("admin") : this.rankOf(sender.id);
      this.views.set(message, { ...message, out, sender: out ? null : { ...sender, rank } });
    }
    return this.views.get(message);
  }

  drawActor() {
    const name = nameOf(this.persona);
    const label = say("Menulis sebagai {name}. Ganti", { name });
    this.actor.replaceChildren(avatar(this.persona));
    this.actor.title = label;
    this.actor.setAttribute("aria-label", label);
  }

  drawTopics() {
    const { forum, topics } = this.group;
    this.topics.hidden = !forum;
    if (!forum) return;
    const focused = document.activeElement?.dataset.topic;
    const { unreadIn } = this.data();
    const chip = ({ id, name, closed }) =>
      el(
        "button",
        {
          type: "button",
          class: "topic",
          "data-topic": id,
          "aria-current": String(id === this.topic),
          onclick: () => this.openTopic(id),
        },
        closed && icon("block"),
        el("span", { dir: "auto" }, name),
        closed && el("span", { class: "unseen" }, say("(ditutup)")),
        unreadIn[id] > 0 && el("span", { class: "badge" }, unreadIn[id]),
      );
    const more = el(
      "button",
      { type: "button", class: "topic", "data-topic": "new", onclick: () => newTopic(this) },
      say("+ Topik"),
    );
    this.topics.replaceChildren(...[{ id: 0, name: "General" }, ...topics].map(chip), more);
    if (focused) this.topics.querySelector(`[data-topic="${focused}"]`)?.focus();
  }
}
