// What the parts of the page share.

export const $ = (id) => document.getElementById(id);

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** A count, added up over rows of metrics. */
export const sum = (rows, name) => rows.reduce((total, row) => total + (row.counts[name] ?? 0), 0);

/** Minor units by currency, added up over rows of metrics. */
export function revenueOf(rows) {
  const revenue = {};
  rows.forEach((row) => Object.entries(row.revenueMinor).forEach(([c, v]) => { revenue[c] = (revenue[c] ?? 0) + v; }));
  return revenue;
}

/** True for rows of our own campaigns: those of the whole shop and of experiments that others assign have no channel. */
export const ofCampaigns = (row) => row.campaign !== "" && row.channel !== "";
