// Polls the JSON API, listens to the event stream, paints. Nothing is computed here that the API gives.
import { count, percent, points, money, elapsed } from "./format.js";

const REFRESH_MS = 2000;
const FEED_LENGTH = 20;
const MINUTES_SHOWN = 30;
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
  $("kpi-revenue-note").textContent = count(sum(shop, "purchases")) + " purchases, whole shop";
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
  bar.title = `${points(interval.low)} to ${points(interval.high)} points`;
  return bar;
}

function paintExperiment(experiment) {
  const lifts = (experiment?.lifts ?? []).filter((lift) => lift.metric === "conversion");
  const body = $("arms").tBodies[0];
  if (!experiment) return body.replaceChildren();
  const scale = Math.max(0.01, ...lifts.flatMap((l) => [Math.abs(l.alwaysValid.low), Math.abs(l.alwaysValid.high)]).filter(Number.isFinite));
  body.replaceChildren(...experiment.arms.map((arm) => {
    const goal = Object.values(arm.goals ?? {})[0] ?? { customers: 0, rate: 0 };
    const lift = lifts.find((candidate) => candidate.arm === arm.arm);
    const row = element("tr");
    const name = element("td", "arm", arm.arm);
    if (arm.arm === experiment.control) name.append(element("span", "tag", "control"));
    row.append(name, element("td", "num", count(arm.customers)), element("td", "num", count(goal.customers)),
      element("td", "num", percent(goal.customers, arm.customers)), element("td", "num", money(goal.revenueMinorByCurrency)),
      element("td", "num " + (lift ? (lift.absolute >= 0 ? "up" : "down") : ""), lift ? points(lift.absolute) : "–"));
    const cell = element("td");
    if (lift) cell.append(intervalBar(lift.alwaysValid, lift.absolute, scale));
    row.append(cell, element("td", "num", lift ? count(Math.round(lift.incremental)) : "–"));
    return row;
  }));
  $("verdict").textContent = verdict(experiment, lifts);
}

function verdict(experiment, lifts) {
  if (experiment.sampleRatio?.alarm) return "Sample ratio alarm: customers did not reach the arms in the planned shares, so do not trust the lift yet.";
  const sure = lifts.filter((lift) => lift.alwaysValid.low > 0 || lift.alwaysValid.high < 0);
  if (lifts.length === 0) return "Waiting for customers in both a treated arm and the control.";
  if (sure.length === 0) return "Too early to tell: every interval still includes zero.";
  return sure.map((lift) => `${lift.arm} ${lift.absolute > 0 ? "raises" : "lowers"} conversion by ${points(lift.alwaysValid.low)} to ${points(lift.alwaysValid.high)} points`).join("; ") + ".";
}

// ---- chart --------------------------------------------------------------------------------------------------------

let chart;

function paintChart(rows) {
  const recent = [...new Set(rows.map((row) => row.windowStart))].sort().slice(-MINUTES_SHOWN);
  const series = (name, keep) => recent.map((start) => sum(rows.filter((row) => row.windowStart === start && keep(row)), name));
  const campaign = (row) => row.campaign !== "";
  const data = [series("sent", campaign), series("clicked", campaign), series("purchases", (row) => row.campaign === "")];
  const labels = recent.map((start) => start.slice(11, 16));
  if (!chart) {
    const set = (label, color) => ({ label, borderColor: color, backgroundColor: color + "33", data: [], tension: .3, pointRadius: 2, fill: true });
    chart = new Chart($("chart"), {
      type: "line",
      data: { labels: [], datasets: [set("Replies", "#6d66f0"), set("Clicks", "#e0891f"), set("Purchases", "#12996f")] },
      options: { animation: false, maintainAspectRatio: false, scales: { y: { beginAtZero: true, ticks: { precision: 0 } } }, plugins: { legend: { position: "bottom" } } },
    });
  }
  chart.data.labels = labels;
  data.forEach((values, i) => { chart.data.datasets[i].data = values; });
  chart.update();
}

// ---- replies ------------------------------------------------------------------------------------------------------

function replyItem(reply, fresh) {
  const item = element("li", fresh ? "fresh" : "");
  const open = element("button");
  open.type = "button";
  open.append(element("p", "text", reply.text ?? "(refused: " + reply.refusal + ")"),
    element("p", "meta", [reply.campaignId, reply.arm, reply.outcome.toLowerCase(), elapsed(reply.triggerReceivedAt, reply.generatedAt)].filter(Boolean).join(" · ")));
  open.addEventListener("click", () => showProvenance(reply.promptId));
  item.dataset.prompt = reply.promptId;
  item.append(open);
  return item;
}

function addReply(reply) {
  const list = $("replies");
  if (list.querySelector(`[data-prompt="${CSS.escape(reply.promptId)}"]`)) return;
  list.querySelector(".empty")?.remove();
  list.prepend(replyItem(reply, true));
  while (list.children.length > FEED_LENGTH) list.lastElementChild.remove();
}

async function showProvenance(promptId) {
  const reply = await get("/api/v1/replies/" + encodeURIComponent(promptId));
  const list = element("dl");
  const add = (name, value) => { if (value !== undefined && value !== null && value !== "") list.append(element("dt", "", name), element("dd", "", String(value))); };
  const made = reply.provenance ?? {};
  add("Reply", reply.text);
  add("Customer", reply.customerId);
  add("Campaign", `${reply.campaignId} v${reply.campaignVersion}, arm ${reply.arm}`);
  add("Model", made.modelId && `${made.modelId}, ${made.precision}`);
  add("Weights", made.modelSha256);
  add("Prompt hash", made.promptSha256);
  add("Template hash", made.templateSha256);
  add("Seed", made.seed);
  add("Sampling", made.sampling && Object.entries(made.sampling).map(([key, value]) => key + " " + value).join(", "));
  (reply.candidates ?? []).forEach((candidate, i) => add("Candidate " + (i + 1), `${candidate.text}  (score ${candidate.score.toFixed(2)}${candidate.verdicts.length ? ", " + candidate.verdicts.join(", ") : ""})`));
  $("provenance-body").replaceChildren(list);
  $("provenance").showModal();
}

// ---- start --------------------------------------------------------------------------------------------------------

async function refresh() {
  try {
    const [totals, minutes, experiments] = await Promise.all([
      get("/api/v1/metrics?window=all"), get("/api/v1/metrics?window=1m"), get("/api/v1/experiments")]);
    paintTotals(totals.rows);
    paintChart(minutes.rows);
    paintCampaigns(experiments.experiments);
    paintExperiment(experiments.experiments.find((experiment) => experiment.experiment === $("campaign").value));
    status(true, "live");
  } catch (error) {
    status(false, "not ready: " + error.message);
  } finally {
    setTimeout(refresh, REFRESH_MS);
  }
}

async function start() {
  refresh();
  $("campaign").addEventListener("change", () => get("/api/v1/experiments").then((all) => paintExperiment(all.experiments.find((e) => e.experiment === $("campaign").value))));
  $("provenance-close").addEventListener("click", () => $("provenance").close());
  new EventSource("/api/v1/stream").addEventListener("reply", (event) => addReply(JSON.parse(event.data)));
  const latest = await get("/api/v1/replies?limit=" + FEED_LENGTH).catch(() => ({ replies: [] }));
  [...latest.replies].reverse().forEach(addReply);
}

start();
