/** Says moments as Telegram does, always in the zone of whoever looks at the page. */

import { language, say } from "./words.js";

const DAY_MS = 86_400_000;

const two = (number) => String(number).padStart(2, "0");

export function clock(unix, withSeconds = false) {
  const date = new Date(unix * 1000);
  const short = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return withSeconds ? `${short}:${two(date.getSeconds())}` : short;
}

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

export function dayKey(unix) {
  return midnight(new Date(unix * 1000));
}

function daysAgo(unix) {
  return Math.round((midnight(new Date()) - dayKey(unix)) / DAY_MS);
}

/** The separator between days: "Hari ini", "Kemarin", "17 Maret", and the year when it is another one. */
export function dayName(unix) {
  const date = new Date(unix * 1000);
  const ago = daysAgo(unix);
  if (ago === 0) return say("Hari ini");
  if (ago === 1) return say("Kemarin");
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString(language, { day: "numeric", month: "long", year });
}

/** The right upper corner of a list entry: time today, weekday this week, else the date. */
export function listTime(unix) {
  const ago = daysAgo(unix);
  const date = new Date(unix * 1000);
  if (ago <= 0) return clock(unix);
  if (ago < 7) return date.toLocaleDateString(language, { weekday: "short" });
  return `${two(date.getDate())}.${two(date.getMonth() + 1)}.${two(date.getFullYear() % 100)}`;
}

export function fullMoment(unix, spoken = language) {
  const date = new Date(unix * 1000);
  return `${date.toLocaleDateString(spoken, { dateStyle: "full" })} ${clock(unix, true)}`;
}

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

function relative(unix, language) {
  const seconds = unix - Date.now() / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** A date_time entity by its format: r, or any of w, d or D, t or T. Null where the format asks for nothing. */
export function dateTime(unix, format, language) {
  if (format?.includes("r")) return relative(unix, language);
  const date = new Date(unix * 1000);
  const words = [];
  if (format?.includes("w")) words.push(date.toLocaleDateString(language, { weekday: "long" }));
  if (format?.includes("D")) words.push(date.toLocaleDateString(language, { dateStyle: "long" }));
  else if (format?.includes("d"))
    words.push(date.toLocaleDateString(language, { day: "2-digit", month: "2-digit", year: "2-digit" }));
  const day = words.join(", ");
  const time = /t/i.test(format ?? "") ? clock(unix, format.includes("T")) : "";
  if (!day && !time) return null;
  const between = language.startsWith("en") ? " at " : " pukul ";
  return day && time ? day + between + time : day || time;
}
