/** Lets a visitor make this Telegram misbehave towards the bot, to see that nothing is lost or done twice. */

import { post, reason } from "./link.js";
import { menu, toast, under } from "./overlay.js";
import { say } from "./words.js";

const TROUBLES = [
  {
    label: say("Terlalu cepat (429)"),
    note: say("tiga kiriman bot ditolak, tunggu 3 detik"),
    asks: { method: "sendMessage", error: 429, retry_after: 3, times: 3 },
  },
  {
    label: say("Galat server (500)"),
    note: say("tiga panggilan bot gagal"),
    asks: { method: "*", error: 500, times: 3 },
  },
  {
    label: say("Sambungan putus"),
    note: say("dua pesan bot sampai, tetapi bot tidak tahu"),
    asks: { method: "sendMessage", error: "drop", times: 2 },
  },
  {
    label: say("Lambat"),
    note: say("lima kiriman bot tertunda 3 detik"),
    asks: { method: "sendMessage", delay: 3, times: 5 },
  },
];

export function offerTroubles(button) {
  const tell = (text) => toast(document.body, text);
  const failed = (error) => tell(say("Belum berhasil: {reason}", { reason: reason(error) }));
  const items = TROUBLES.map(({ label, note, asks }) => ({
    label,
    note,
    act: () => post("misbehave", asks).then(() => tell(say("Gangguan dipasang: {label}", { label })), failed),
  }));
  const end = () =>
    fetch("/sandbox/misbehave", { method: "DELETE", headers: { "X-Sandbox": "1" } }).then(
      () => tell(say("Semua gangguan dihentikan")),
      failed,
    );
  menu(under(button), [...items, { label: say("Hentikan semua gangguan"), act: end }], say("Gangguan"));
}
