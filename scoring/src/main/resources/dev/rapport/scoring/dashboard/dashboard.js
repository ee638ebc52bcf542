// Polls the JSON API, listens to the event stream, paints. Nothing is computed here that the API gives.
import { $, element, sum, revenueOf, ofCampaigns } from "./page.js";
import { count, plural, percent, money, elapsed } from "./format.js";
import { paintChoices, paintExperiment, isOf } from "./experiment.js";

const REFRESH_MS = 2000;
const FEED_LENGTH = 20;
const MINUTES_SHOWN = 30;

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(path + " answered " + response.status);
  return response.json();
}

function status(live, text) {
  $("status-dot").className = "dot " + (live ? "live" : "down");
  $("status-text").textContent = text;
}

// ---- totals -------------------------------------------------------------------------------------------------------

function paintTotals(rows) {
  const shop = rows.filter((row) => row.campaign === "");
  const treated = rows.filter((row) => ofCampaigns(row) && row.arm !== "holdout");
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
  const revenue = revenueOf(shop);
  $("kpi-revenue").textContent = money(revenue);
  $("kpi-revenue").classList.toggle("many", Object.keys(revenue).length > 1);
  $("kpi-revenue-note").textContent = plural(sum(shop, "purchases"), "order") + ", whole shop";
}

// ---- chart --------------------------------------------------------------------------------------------------------

let chart;

const LEAST_MINUTES_SHOWN = 10;
const minute = (time) => new Date(Math.floor(time / 60_000) * 60_000).toISOString().slice(0, 16) + ":00Z";
const minutesAgo = (n) => minute(Date.now() - n * 60_000);

/** Texts of the chart in the colour of the page's notes, which a chart does not inherit. */
function paintChartText() {
  Chart.defaults.color = getComputedStyle(document.documentElement).getPropertyValue("--muted").trim();
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  paintChartText();
  chart?.destroy();
  chart = undefined;
});

/** The last minutes by the clock; one without events is a zero, not a gap. A young pipeline shows fewer. */
function paintChart(rows) {
  const all = Array.from({ length: MINUTES_SHOWN }, (_, i) => minutesAgo(MINUTES_SHOWN - 1 - i));
  const seen = new Set(rows.map((row) => row.windowStart));
  const first = all.findIndex((start) => seen.has(start));
  const recent = all.slice(Math.min(first < 0 ? MINUTES_SHOWN : first, MINUTES_SHOWN - LEAST_MINUTES_SHOWN));
  const series = (name, keep) => recent.map((start) => sum(rows.filter((row) => row.windowStart === start && keep(row)), name));
  const data = [series("sent", ofCampaigns), series("clicked", ofCampaigns), series("purchases", (row) => row.campaign === "")];
  const labels = recent.map((start) => new Date(start).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }));
  if (!chart) {
    paintChartText();
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
function paintDecisions(chosen, rows) {
  const totals = {};
  rows.filter((row) => isOf(chosen, row)).forEach((row) => Object.entries(row.counts).forEach(([name, n]) => {
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

let latest = { choices: [], rows: [] };

function paintChosen() {
  const chosen = latest.choices[$("campaign").selectedIndex];
  paintExperiment(chosen, latest.rows);
  paintDecisions(chosen, latest.rows);
}

async function refresh() {
  try {
    const [totals, minutes, all, defined] = await Promise.all([
      get("/api/v1/metrics?window=all"), get("/api/v1/metrics?window=1m&from=" + minutesAgo(MINUTES_SHOWN - 1)),
      get("/api/v1/experiments"), get("/api/v1/campaigns")]);
    latest = { choices: paintChoices(all.experiments, defined.campaigns), rows: totals.rows };
    paintTotals(totals.rows);
    paintChart(minutes.rows);
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
  $("campaign").addEventListener("change", ({ target }) => {
    target.dataset.chosen = target.value;
    paintChosen();
  });
  $("provenance-close").addEventListener("click", () => $("provenance").close());
  new EventSource("/api/v1/stream").addEventListener("reply", (event) => addReply(JSON.parse(event.data)));
  const earlier = await get("/api/v1/replies?limit=" + FEED_LENGTH).catch(() => ({ replies: [] }));
  [...earlier.replies].reverse().forEach(addReply);
}

start();
