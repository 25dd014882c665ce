/** The strip that shows a newcomer a first ticket in three steps; it ticks itself off, and can be put away. */

import { el, icon, iconButton } from "./dom.js";
import { keep, kept } from "./kept.js";
import { post } from "./link.js";
import { say } from "./words.js";

const KEPT = "sandbox-tour";
const LOOK_MS = 400;
const STATES = ["filed", "taken", "solved", "confirmed", "rated"];

// `done` is the state with which a step is over; `half` one at which it says what is left.
const STEPS = [
  {
    who: "reporter",
    done: "filed",
    title: "Buat tiket sebagai PPK",
    hint: (code) => say("tekan Buat Tiket, pakai kode tender {code}", { code }),
  },
  {
    who: "helpdesk",
    done: "solved",
    half: "taken",
    title: "Ambil sebagai Helpdesk",
    hint: () => say("tekan Ambil Tiket, lalu selesaikan"),
    left: () => say("sudah diambil; tekan Selesaikan Masalah"),
  },
  {
    who: "reporter",
    done: "rated",
    half: "confirmed",
    title: "Konfirmasi dan beri nilai",
    hint: () => say("tekan Konfirmasi, lalu pilih bintang"),
    left: () => say("sudah dikonfirmasi; pilih jumlah bintang"),
  },
];

export class Tour {
  #kept = { away: false, past: [], ...kept(KEPT) };
  #seen = null;
  #reached = 0;
  #timer = null;

  constructor(store, { open, copy, changed }) {
    Object.assign(this, { store, open, copy, changed });
    this.news = el("p", { class: "unseen", role: "status" });
    this.title = el("b", { class: "tour-title", id: "tour-title" });
    this.list = el("ol", { class: "tour-steps" });
    this.again = el(
      "button",
      { type: "button", class: "flat-button tour-again", onclick: () => this.#restart() },
      say("Ulangi"),
    );
    this.away = iconButton("close", say("Simpan petunjuk"), () => this.toggle());
    this.element = el(
      "section",
      { class: "tour", id: "tour", "aria-labelledby": "tour-title", hidden: true },
      this.title,
      this.list,
      el("div", { class: "tour-buttons" }, this.again, this.away),
    );
  }

  get shown() {
    return Boolean(this.#seen) && !this.#kept.away;
  }

  /** Looks again soon: something has happened in a chat. */
  look() {
    const isNeeded = !this.#seen || (this.shown && this.#reached < STATES.length);
    if (!this.store.office || !isNeeded) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), LOOK_MS);
  }

  /** Puts the strip away, or brings it back; the focus goes where the strip can be had again. */
  toggle() {
    this.#keep({ away: !this.#kept.away });
    this.#draw();
    if (this.shown) this.look();
    this.changed({ byHand: true });
  }

  async #ask() {
    try {
      this.#seen = await post("office/tour");
    } catch {
      return; // The next thing that happens asks again.
    }
    const tickets = this.#seen.tickets.filter(({ number }) => !this.#kept.past.includes(number));
    const before = this.#reached;
    this.#reached = Math.max(0, ...tickets.map(({ state }) => STATES.indexOf(state) + 1));
    this.#draw();
    if (this.#reached > before) this.#tell();
    this.changed({});
  }

  #restart() {
    this.#keep({ past: this.#seen.tickets.map(({ number }) => number) });
    this.#reached = 0;
    this.#draw();
    this.list.querySelector(".tour-step")?.focus();
  }

  #keep(change) {
    Object.assign(this.#kept, change);
    keep(KEPT, this.#kept);
  }

  #isOver(step) {
    return this.#reached > STATES.indexOf(step.done);
  }

  #tell() {
    const next = STEPS.find((step) => !this.#isOver(step));
    this.news.textContent = next
      ? say("Langkah {n} dari 3: {title}", { n: STEPS.indexOf(next) + 1, title: say(next.title) })
      : say("Tiga langkah selesai.");
  }

  #draw() {
    this.element.hidden = !this.shown;
    if (!this.shown) return;
    const current = STEPS.find((step) => !this.#isOver(step));
    this.element.classList.toggle("over", !current);
    this.again.hidden = Boolean(current);
    this.title.textContent = current ? say("Coba dalam tiga langkah") : say("Selesai. Anda sudah mencoba satu tiket penuh.");
    // Someone who went by keyboard stays where they are while the steps are drawn anew.
    const focused = [...this.list.children].findIndex((item) => item.contains(document.activeElement));
    this.list.replaceChildren(...STEPS.map((step, index) => this.#step(step, index, step === current)));
    if (focused >= 0) this.list.children[focused].querySelector(".tour-step").focus();
  }

  #step(step, index, isCurrent) {
    const { code } = this.#seen;
    const over = this.#isOver(step);
    const persona = this.store.personas.get(String(this.#seen[step.who]));
    const half = step.half && !over && this.#reached > STATES.indexOf(step.half);
    return el(
      "li",
      { class: over ? "over" : "", "aria-current": isCurrent ? "step" : null },
      el(
        "button",
        { type: "button", class: "tour-step", onclick: () => persona && this.open(String(persona.id)) },
        el("span", { class: "tour-mark", "aria-hidden": "true" }, over ? icon("check") : index + 1),
        el(
          "span",
          { class: "tour-words" },
          el(
            "b",
            {},
            say(step.title),
            over && el("span", { class: "unseen" }, ` (${say("sudah")})`),
          ),
          el(
            "small",
            {},
            persona && el("span", { class: "tour-who" }, `${persona.first_name}: `),
            half ? step.left() : step.hint(code),
          ),
        ),
      ),
      index === 0 &&
        !over &&
        iconButton("copy", say("Salin {code}", { code }), () => this.copy(code), { class: "tour-copy" }),
    );
  }
}
