// Numbers as people read them. Pure functions.

const whole = new Intl.NumberFormat("en");

/** 12,345 */
export const count = (n) => whole.format(n ?? 0);

/** 1 order, 2 orders */
export const plural = (n, noun) => count(n) + " " + noun + (n === 1 ? "" : "s");

/** A size with as many decimals as say something: 12.3, 4.00, 0.12, 0.0012. */
function significant(size) {
  const digits = size < 1 ? 2 : 3;
  return size === 0 ? "0" : size.toLocaleString("en", { minimumSignificantDigits: digits, maximumSignificantDigits: digits });
}

/** A share as a percentage; a dash when there is nothing to divide by. */
export const percent = (part, all) => (all > 0 ? significant(100 * part / all) + "\u00a0%" : "–");

/** The size of a difference of rates in percentage points. */
export const pointSize = (difference) => significant(Math.abs(100 * difference));

/** A difference of rates in percentage points, signed; none has no sign. */
export const points = (difference) => (difference > 0 ? "+" : difference < 0 ? "−" : "") + pointSize(difference);

/** A whole number that always says its direction. */
export const signed = (n) => (Math.round(n) > 0 ? "+" : Math.round(n) < 0 ? "−" : "") + count(Math.abs(Math.round(n)));

/** Minor units by currency as one text, all of them; currencies are never added up. */
export function money(minorByCurrency) {
  const entries = Object.entries(minorByCurrency ?? {}).sort((a, b) => b[1] - a[1]);
  if (entries.length === 0) return "–";
  return entries.map(([currency, minor]) => {
    const format = new Intl.NumberFormat("en", { style: "currency", currency, maximumFractionDigits: 0 });
    const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
    return format.format(minor / 10 ** digits);
  }).join(" · ");
}

/** Milliseconds between two ISO times as a short text. */
export function elapsed(from, to) {
  const ms = Date.parse(to) - Date.parse(from);
  return !Number.isFinite(ms) || ms < 0 ? "" : ms < 1000 ? ms + " ms" : (ms / 1000).toFixed(1) + " s";
}

/** One amount with its minor units: €12.50. */
export function exactMoney({ amountMinor, currency }) {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.format(amountMinor / 10 ** format.resolvedOptions().maximumFractionDigits);
}

const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];

/** Seconds as how long ago that is, in the largest unit that fits. */
export function age(seconds) {
  const unit = UNITS.find(([, size]) => seconds >= size);
  return unit ? plural(Math.floor(seconds / unit[1]), unit[0]) + " ago" : "just now";
}
