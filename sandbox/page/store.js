/** What the page knows: personas, groups, their chats and the bot's commands, told to listeners as it changes. */

const TYPING_MS = 6000;
const MOST_LETTERS = 300;

export class Store extends EventTarget {
  bot = { id: 0, first_name: "Bot", username: "" };
  personas = new Map();
  groups = new Map();
  commands = {};
  groupCommands = {};
  chatCommands = {};
  letters = new Map();
  /** Whether the bot's side answers about accounts. */
  office = false;
  #chats = new Map();

  on(kind, listener) {
    this.addEventListener(kind, ({ detail }) => listener(detail));
  }

  chat(id) {
    const key = String(id);
    if (!this.#chats.has(key))
      this.#chats.set(key, { messages: [], unread: 0, unreadIn: {}, action: null, blocked: false });
    return this.#chats.get(key);
  }

  /** The ids of all that can be opened, groups first; one that has become a supergroup is that from then on. */
  ids() {
    const groups = [...this.groups].filter(([, { moved_to: moved }]) => !moved);
    return [...groups.map(([id]) => id), ...this.personas.keys()];
  }

  /** The person or the group of this id. */
  entry(id) {
    return this.personas.get(id) ?? this.groups.get(id);
  }

  unread(except = []) {
    return this.ids()
      .filter((id) => !except.includes(id))
      .reduce((sum, id) => sum + this.chat(id).unread, 0);
  }

  unreadLetters() {
    return [...this.letters.values()].filter(({ read }) => !read).length;
  }

  commandsFor(persona) {
    const own = this.chatCommands[persona.id] ?? {};
    const { language_code: language } = persona;
    return own[language] ?? own[""] ?? this.commands[language] ?? this.commands[""] ?? [];
  }

  commandsIn(group) {
    return this.chatCommands[group.id]?.[""] ?? this.groupCommands[""] ?? [];
  }

  load(state) {
    this.bot = state.bot;
    this.commands = state.commands ?? {};
    this.groupCommands = state.group_commands ?? {};
    this.chatCommands = state.chat_commands ?? {};
    this.groups = new Map((state.groups ?? []).map((group) => [String(group.id), group]));
    this.office = state.office ?? false;
    this.letters = new Map((state.letters ?? []).map((letter) => [letter.id, letter]));
    this.personas = new Map(state.personas.map((persona) => [String(persona.id), persona]));
    for (const id of new Set([...this.#chats.keys(), ...Object.keys(state.chats)])) {
      const fresh = state.chats[id] ?? { messages: [], unread: 0 };
      const chat = this.chat(id);
      const known = new Map(chat.messages.map((message) => [message.message_id, message]));
      chat.messages = fresh.messages.map((message) => this.#kept(known.get(message.message_id), message));
      chat.unread = fresh.unread;
      chat.unreadIn = fresh.unread_in ?? {};
      chat.blocked = fresh.blocked ?? chat.blocked;
    }
    this.#tell("loaded", {});
  }

  apply(event) {
    const take = this[`_${event.type}`];
    if (take) take.call(this, event, event.chat === undefined ? null : this.chat(event.chat));
  }

  _message(event, chat) {
    const arrived = this.#put(chat.messages, event.message);
    chat.unread = event.unread ?? chat.unread;
    chat.unreadIn = event.unread_in ?? {};
    if (!event.message.out) this.#act(event.chat, null);
    this.#tell("chat", { id: String(event.chat), arrived: arrived ? event.message : null });
  }

  _edited(event, chat) {
    this.#put(chat.messages, event.message);
    this.#tell("chat", { id: String(event.chat), arrived: null });
  }

  _deleted(event, chat) {
    chat.messages = chat.messages.filter((message) => !event.message_ids.includes(message.message_id));
    this.#tell("chat", { id: String(event.chat), arrived: null });
  }

  _read(event, chat) {
    chat.unread = event.unread ?? 0;
    chat.unreadIn = event.unread_in ?? {};
    this.#tell("unread", { id: String(event.chat) });
  }

  _action(event) {
    this.#act(event.chat, event.action);
  }

  _answer(event) {
    this.#tell("answer", { ...event, id: String(event.chat) });
  }

  _commands(event) {
    this.commands = event.commands;
    this.groupCommands = event.group_commands ?? this.groupCommands;
    this.chatCommands = event.chat_commands ?? this.chatCommands;
    this.#tell("commands", {});
  }

  _persona(event) {
    this.personas.set(String(event.persona.id), event.persona);
    this.#tell("personas", { id: String(event.persona.id) });
  }

  _group(event) {
    const id = String(event.group.id);
    this.groups.set(id, event.group);
    this.chat(id).blocked = ["left", "kicked"].includes(event.group.bot);
    this.#tell("groups", { id });
  }

  _letter(event) {
    const isNew = !this.letters.has(event.letter.id);
    this.letters.set(event.letter.id, event.letter);
    if (this.letters.size > MOST_LETTERS) this.letters.delete(this.letters.keys().next().value);
    this.#tell("letter", { letter: event.letter, isNew });
  }

  _letters_read() {
    for (const [id, letter] of this.letters) this.letters.set(id, { ...letter, read: true });
    this.#tell("letter", { isNew: false });
  }

  _office() {
    this.office = true;
    this.#tell("office", {});
  }

  #act(id, action) {
    const chat = this.chat(id);
    clearTimeout(chat.timer);
    if (action) chat.timer = setTimeout(() => this.#act(id, null), TYPING_MS);
    if (chat.action === action) return;
    chat.action = action;
    this.#tell("action", { id: String(id) });
  }

  /** The same object for an unchanged message, so that nothing on screen is built again after a reconnect. */
  #kept(old, message) {
    return old && JSON.stringify(old) === JSON.stringify(message) ? old : message;
  }

  #put(messages, message) {
    let place = messages.length;
    while (place > 0 && messages[place - 1].message_id >= message.message_id) place -= 1;
    const known = messages[place]?.message_id === message.message_id;
    messages.splice(place, known ? 1 : 0, message);
    return !known;
  }

  #tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}
