// What the page says, in the reader's language, and how that language writes times and numbers.

let words = {};
let language = "en";
let locale = "en";

/** @param spoken Locales of the reader, the better one first: of the right language one says how days and times are written. */
export async function speak(code, ...spoken) {
  const answer = await fetch(`/tab/words/${encodeURIComponent(code)}`);
  if (answer.ok) {
    words = await answer.json();
    language = code;
    locale = spoken.filter(Boolean).find((one) => one.toLowerCase().split("-")[0] === code) ?? code;
    document.documentElement.lang = code;
  }
}

export const speaks = () => language;

/** The words of a key, with values in their places. */
export function say(key, ...values) {
  return (words[key] ?? key).replace(/\{(\d)\}/g, (_, i) => values[Number(i)] ?? "");
}

const steps = [["day", 86_400], ["hour", 3_600], ["minute", 60]];

/** "in 3 hours", "yesterday". */
export function fromNow(at) {
  const seconds = (new Date(at) - Date.now()) / 1000;
  const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? steps[2];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.trunc(seconds / length), unit);
}

/** In the zone of whoever sits here. */
export function moment(at) {
  const when = new Date(at);
  const year = when.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", year, hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(when);
}

export const day = (date) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(date));

export const number = (value, digits = 0) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);

/** A value of any size in few letters. */
export const short = (value) => new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 }).format(value);

/** An amount; what is no code of a currency stands beside it as it was written. */
export function money(amount, currency) {
  if (/^[A-Z]{3}$/.test(currency ?? "")) {
    return new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 }).format(amount);
  }
  return `${number(amount)} ${currency ?? ""}`.trim();
}

/** Hours by the clock, as short as they can be said. */
export function length(hours) {
  if (hours === null || hours === undefined) return "–";
  if (hours < 1) return say("minutes", number(hours * 60));
  return hours < 48 ? say("hours", number(hours, hours < 10 ? 1 : 0)) : say("days", number(hours / 24, 1));
}
