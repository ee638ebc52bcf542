// Numbers as people read them. Pure functions.

const whole = new Intl.NumberFormat("en");

/** 12,345 */
export const count = (n) => whole.format(n ?? 0);

/** 1 order, 2 orders */
export const plural = (n, noun) => count(n) + " " + noun + (n === 1 ? "" : "s");

/** A share as a percentage with one decimal; a dash when there is nothing to divide by. */
export const percent = (part, all) => (all > 0 ? (100 * part / all).toFixed(1) + " %" : "–");

/** A difference of rates in percentage points, signed. */
export const points = (difference) => (difference >= 0 ? "+" : "−") + Math.abs(100 * difference).toFixed(1);

/** A whole number that always says its direction. */
export const signed = (n) => (Math.round(n) > 0 ? "+" : Math.round(n) < 0 ? "−" : "") + count(Math.abs(Math.round(n)));

/** Minor units by currency as one text; currencies are never added up. */
export function money(minorByCurrency) {
  const entries = Object.entries(minorByCurrency ?? {}).sort((a, b) => b[1] - a[1]);
  if (entries.length === 0) return "–";
  return entries.slice(0, 2).map(([currency, minor]) => {
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
