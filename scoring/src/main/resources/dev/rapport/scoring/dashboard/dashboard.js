// Polls the JSON API, listens to the event stream, paints. Nothing is computed here that the API gives.
import { count, plural, percent, points, signed, money, elapsed } from "./format.js";

const REFRESH_MS = 2000;
const FEED_LENGTH = 20;
const MINUTES_SHOWN = 30;
const ORDERS = "Order Completed";
const $ = (id) => document.getElementById(id);

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(path + " answered " + response.status);
  return response.json();
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function status(live, text) {
  $("status-dot").className = "dot " + (live ? "live" : "down");
  $("status-text").textContent = text;
}

// ---- totals -------------------------------------------------------------------------------------------------------

const sum = (rows, name) => rows.reduce((total, row) => total + (row.counts[name] ?? 0), 0);

function paintTotals(rows) {
  const shop = rows.filter((row) => row.campaign === "");
  const treated = rows.filter((row) => row.campaign !== "" && row.arm !== "holdout");
  const sent = sum(treated, "sent");
  $("kpi-events").textContent = count(sum(shop, "events"));
  $("kpi-replies").textContent = count(sent);
  $("kpi-replies-note").textContent = count(sum(treated, "generated")) + " written, " + count(sum(treated, "fallback")) + " fallback";
  $("kpi-opened").textContent = count(sum(treated, "opened"));
  $("kpi-opened-note").textContent = percent(sum(treated, "opened"), sent) + " of replies";
  $("kpi-clicked").textContent = count(sum(treated, "clicked"));
  $("kpi-clicked-note").textContent = percent(sum(treated, "clicked"), sent) + " of replies";
  $("kpi-converted").textContent = count(sum(treated, "converted"));
  $("kpi-converted-note").textContent = percent(sum(treated, "converted"), sum(treated, "customers")) + " of customers";
  const revenue = {};
  shop.forEach((row) => Object.entries(row.revenueMinor ?? {}).forEach(([c, v]) => { revenue[c] = (revenue[c] ?? 0) + v; }));
  $("kpi-revenue").textContent = money(revenue);
  $("kpi-revenue-note").textContent = plural(sum(shop, "purchases"), "order") + ", whole shop";
}

// ---- experiments --------------------------------------------------------------------------------------------------

function paintCampaigns(experiments) {
  const select = $("campaign");
  const ids = experiments.map((experiment) => experiment.experiment);
  if ([...select.options].map((option) => option.value).join("\n") !== ids.join("\n")) {
    const chosen = select.value;
    select.replaceChildren(...ids.map((id) => new Option(id, id)));
    if (ids.includes(chosen)) select.value = chosen;
  }
}

/** A difference of rates lies within one: what an interval says beyond that says nothing. Null where it says nothing at all. */
function possible({ low, high }) {
  return low === null || high === null || (low <= -1 && high >= 1) ? null : { low: Math.max(-1, low), high: Math.min(1, high) };
}

function intervalBar(interval, point, scale) {
  const bar = element("div", "interval");
  const at = (value) => 50 + 50 * Math.max(-1, Math.min(1, value / scale)) + "%";
  const zero = element("span", "zero");
  zero.style.left = at(0);
  const range = element("span", "range");
  range.style.left = at(interval.low);
  range.style.width = `calc(${at(interval.high)} - ${at(interval.low)})`;
  const dot = element("span", "point");
  dot.style.left = at(point);
  bar.append(zero, range, dot);
  return bar;
}

/** Orders first; a campaign without orders shows the goal that it has. */
function goalOf(experiment) {
  const names = Object.keys(experiment.arms[0]?.goals ?? {});
  return names.includes(ORDERS) ? ORDERS : names[0];
}

/** The API reports revenue in the currency that earns the campaign most; it is not converted. */
function currencyOf(campaign, rows) {
  const total = {};
  rows.filter((row) => row.campaign === campaign)
    .forEach((row) => Object.entries(row.revenueMinor).forEach(([c, v]) => { total[c] = (total[c] ?? 0) + v; }));
  return Object.keys(total).sort((a, b) => total[b] - total[a])[0];
}

function paintExperiment(experiment, rows) {
  const body = $("arms").tBodies[0];
  if (!experiment) return body.replaceChildren();
  const goalName = goalOf(experiment);
  const currency = currencyOf(experiment.experiment, rows);
  const lifts = experiment.lifts.filter((lift) => lift.metric === "conversion" && lift.goal === goalName);
  const scale = Math.max(0.01, ...lifts.map((lift) => possible(lift.alwaysValid)).filter(Boolean).flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  const isControl = (arm) => arm.arm === experiment.control;
  body.replaceChildren(...[...experiment.arms].sort((a, b) => isControl(a) - isControl(b)).map((arm) => {
    const goal = arm.goals[goalName] ?? { customers: 0, revenueMinor: 0 };
    const lift = lifts.find((candidate) => candidate.arm === arm.arm);
    const row = element("tr");
    const name = element("td", "arm", arm.arm);
    if (isControl(arm)) name.append(element("span", "tag", "control"));
    row.append(name, element("td", "num", count(arm.customers)), element("td", "num", count(goal.customers)),
      element("td", "num", percent(goal.customers, arm.customers)),
      element("td", "num", currency ? money({ [currency]: goal.revenueMinor }) : "–"));
    row.append(...(lift ? liftCells(lift, scale) : [element("td", "num", "–"), element("td"), element("td"), element("td", "num", "–")]));
    return row;
  }));
  $("verdict").textContent = verdict(experiment, lifts);
  $("goal").textContent = goalName ?? "";
}

function liftCells(lift, scale) {
  const interval = possible(lift.alwaysValid);
  if (!interval) return [element("td", "num", points(lift.absolute)), element("td"), element("td", "range-text", "too few customers"), element("td", "num", "–")];
  const { low, high } = interval;
  const bar = element("td");
  bar.append(intervalBar(interval, lift.absolute, scale));
  return [element("td", "num " + (low > 0 ? "up" : high < 0 ? "down" : ""), points(lift.absolute)), bar,
    element("td", "range-text", `${points(low)} to ${points(high)}`), element("td", "num", signed(lift.incremental))];
}

function verdict(experiment, lifts) {
  if (experiment.sampleRatio?.alarm) return "Sample ratio alarm: customers did not reach the arms in the planned shares, so do not trust the lift yet.";
  if (lifts.length === 0) return "Waiting for customers in both a treated arm and the control.";
  const sure = lifts.filter(({ alwaysValid: { low, high } }) => low !== null && high !== null && (low > 0 || high < 0));
  if (sure.length === 0) return "Too early to tell: every interval still includes zero.";
  return sure.map((lift) => `“${lift.arm}” ${lift.absolute > 0 ? "raises" : "lowers"} conversion by ${span(lift.alwaysValid)} points`).join("; ") + ".";
}

/** Sizes without sign, the smaller first. */
const span = ({ low, high }) => [low, high].map((value) => Math.abs(100 * value)).sort((a, b) => a - b).map((value) => value.toFixed(1)).join(" to ");

// ---- chart --------------------------------------------------------------------------------------------------------

let chart;

const LEAST_MINUTES_SHOWN = 10;
const minute = (time) => new Date(Math.floor(time / 60_000) * 60_000).toISOString().slice(0, 16) + ":00Z";
const minutesAgo = (n) => minute(Date.now() - n * 60_000);

/** The last minutes by the clock; one without events is a zero, not a gap. A young pipeline shows fewer. */
function paintChart(rows) {
  const all = Array.from({ length: MINUTES_SHOWN }, (_, i) => minutesAgo(MINUTES_SHOWN - 1 - i));
  const seen = new Set(rows.map((row) => row.windowStart));
  const first = all.findIndex((start) => seen.has(start));
  const recent = all.slice(Math.min(first < 0 ? MINUTES_SHOWN : first, MINUTES_SHOWN - LEAST_MINUTES_SHOWN));
  const series = (name, keep) => recent.map((start) => sum(rows.filter((row) => row.windowStart === start && keep(row)), name));
  const campaign = (row) => row.campaign !== "";
  const data = [series("sent", campaign), series("clicked", campaign), series("purchases", (row) => row.campaign === "")];
  const labels = recent.map((start) => new Date(start).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }));
  if (!chart) {
    const set = (label, color) => ({ label, borderColor: color, backgroundColor: color, data: [], cubicInterpolationMode: "monotone", borderWidth: 2, pointRadius: 2,
      segment: { borderDash: (at) => (at.p1DataIndex === at.chart.data.labels.length - 1 ? [4, 4] : undefined) } });
    chart = new Chart($("chart"), {
      type: "line",
      data: { labels: [], datasets: [set("Replies", "#6d66f0"), set("Clicks", "#e0891f"), set("Purchases", "#12996f")] },
      options: {
        animation: false, maintainAspectRatio: false, interaction: { mode: "index", intersect: false },
        scales: {
          x: { grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 16 } },
          y: { beginAtZero: true, suggestedMax: 5, border: { display: false }, grid: { color: "#8888a022" }, ticks: { precision: 0 } },
        },
        plugins: { legend: { position: "bottom", labels: { usePointStyle: true, boxHeight: 6 } } },
      },
    });
  }
  chart.data.labels = labels;
  data.forEach((values, i) => { chart.data.datasets[i].data = values; });
  chart.update();
}

// ---- replies ------------------------------------------------------------------------------------------------------

const OUTCOMES = { GENERATED: "written", FALLBACK: "fallback", REFUSED: "refused" };

function replyItem(reply) {
  const item = element("li", "fresh");
  const open = element("button");
  open.type = "button";
  const meta = element("p", "meta", [reply.campaignId, reply.arm, reply.channel, elapsed(reply.triggerReceivedAt, reply.generatedAt)].filter(Boolean).join(" · "));
  meta.prepend(element("span", "tag " + reply.outcome.toLowerCase(), OUTCOMES[reply.outcome] ?? reply.outcome.toLowerCase()));
  open.append(element("p", "text", reply.text ?? "(refused: " + reply.refusal + ")"), meta);
  open.addEventListener("click", () => showProvenance(reply.promptId));
  item.dataset.prompt = reply.promptId;
  item.append(open);
  return item;
}

function addReply(reply) {
  const list = $("replies");
  if (list.querySelector(`[data-prompt="${CSS.escape(reply.promptId)}"]`)) return;
  list.querySelector(".empty")?.remove();
  list.prepend(replyItem(reply));
  while (list.children.length > FEED_LENGTH) list.lastElementChild.remove();
}

function candidateItem(candidate) {
  const item = element("li", "", candidate.text);
  const meta = element("p", "meta", candidate.scored === false ? "not scored" : "score " + candidate.score.toFixed(2));
  if (candidate.attempt > 1) meta.append(" · attempt " + candidate.attempt + " ");
  candidate.verdicts.forEach((verdict) => meta.append(element("span", "tag refused", verdict)));
  item.append(meta);
  return item;
}

async function showProvenance(promptId) {
  const list = element("dl");
  const add = (name, value, look = "") => { if (value !== undefined && value !== null && value !== "") list.append(element("dt", "", name), element("dd", look, String(value))); };
  const shown = [list];
  try {
    const reply = await get("/api/v1/replies/" + encodeURIComponent(promptId));
    const made = reply.provenance ?? {};
    add("Reply", reply.text ?? "refused: " + reply.refusal);
    add("Customer", reply.customerId);
    add("Campaign", `${reply.campaignId} v${reply.campaignVersion}, arm ${reply.arm}`);
    add("Model", made.modelId && `${made.modelId}, ${made.precision}, ${made.engine}`);
    add("Weights (SHA-256)", made.modelSha256, "hash");
    add("Prompt (SHA-256)", made.promptSha256, "hash");
    add("Template (SHA-256)", made.templateSha256, "hash");
    add("Seed", made.attemptSeeds?.length > 1 ? made.attemptSeeds.join(", then ") : made.seed);
    add("Tokens left out", made.droppedPromptTokens || undefined);
    add("Order", made.ranking?.toLowerCase().replaceAll("_", " "));
    add("Sampling", made.sampling && Object.entries(made.sampling).map(([key, value]) => key + " " + value).join(", "));
    if (reply.candidates.length > 0) {
      const candidates = element("ol", "candidates");
      candidates.append(...reply.candidates.map(candidateItem));
      shown.push(element("h3", "", "Candidates, best first"), candidates);
    }
  } catch (error) {
    add("Not available", error.message);
  }
  $("provenance-body").replaceChildren(...shown);
  $("provenance").showModal();
}

// ---- decisions ----------------------------------------------------------------------------------------------------

/** Every trigger ends in one decision: how many were sent, and why the others were not. */
function paintDecisions(campaign, rows) {
  const totals = {};
  rows.filter((row) => row.campaign === campaign).forEach((row) => Object.entries(row.counts).forEach(([name, n]) => {
    if (name.startsWith("decisions.")) totals[name.slice(10)] = (totals[name.slice(10)] ?? 0) + n;
  }));
  const sorted = Object.entries(totals).sort((a, b) => b[1] - a[1]);
  const all = sorted.reduce((total, [, n]) => total + n, 0);
  $("decisions").replaceChildren(...sorted.map(([reason, n]) => {
    const item = element("li");
    const bar = element("span", "bar" + (reason === "SENT" ? " sent" : ""));
    bar.style.width = 100 * n / sorted[0][1] + "%";
    const track = element("span", "track");
    track.append(bar);
    item.append(element("span", "reason", reason.toLowerCase().replaceAll("_", " ")), track, element("span", "num", count(n)), element("span", "num muted", percent(n, all)));
    return item;
  }));
}

// ---- start --------------------------------------------------------------------------------------------------------

let latest = { experiments: [], rows: [] };

function paintChosen() {
  const chosen = $("campaign").value;
  paintExperiment(latest.experiments.find((experiment) => experiment.experiment === chosen), latest.rows);
  paintDecisions(chosen, latest.rows);
}

async function refresh() {
  try {
    const [totals, minutes, all] = await Promise.all([
      get("/api/v1/metrics?window=all"), get("/api/v1/metrics?window=1m&from=" + minutesAgo(MINUTES_SHOWN - 1)), get("/api/v1/experiments")]);
    latest = { experiments: all.experiments, rows: totals.rows };
    paintTotals(totals.rows);
    paintChart(minutes.rows);
    paintCampaigns(all.experiments);
    paintChosen();
    status(true, "live");
  } catch (error) {
    status(false, "not ready: " + error.message);
  } finally {
    setTimeout(refresh, REFRESH_MS);
  }
}

async function start() {
  refresh();
  $("campaign").addEventListener("change", paintChosen);
  $("provenance-close").addEventListener("click", () => $("provenance").close());
  new EventSource("/api/v1/stream").addEventListener("reply", (event) => addReply(JSON.parse(event.data)));
  const earlier = await get("/api/v1/replies?limit=" + FEED_LENGTH).catch(() => ({ replies: [] }));
  [...earlier.replies].reverse().forEach(addReply);
}

start();
