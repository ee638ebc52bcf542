// Polls the JSON API, listens to the event stream, paints. Sums and choices come from the API.
import { $, element, status } from "./page.js";
import { count, plural, percent, money, elapsed } from "./format.js";
import { paintChoices, paintExperiment } from "./experiment.js";

const REFRESH_MS = 2000;
const FEED_LENGTH = 20;

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(path + " answered " + response.status);
  return response.json();
}

// ---- totals -------------------------------------------------------------------------------------------------------

function paintTotals({ shop, replies, rejections }) {
  $("kpi-events").textContent = count(shop.events);
  $("kpi-events-note").textContent = rejections.total > 0 ? count(rejections.total) + " more rejected" : "counted once each";
  $("kpi-replies").textContent = count(replies.sent);
  $("kpi-replies-note").textContent = count(replies.generated) + " written, " + count(replies.fallback) + " fallback";
  $("kpi-opened").textContent = count(replies.opened);
  $("kpi-opened-note").textContent = percent(replies.opened, replies.sent) + " of replies";
  $("kpi-clicked").textContent = count(replies.clicked);
  $("kpi-clicked-note").textContent = percent(replies.clicked, replies.sent) + " of replies";
  $("kpi-converted").textContent = count(replies.converted);
  $("kpi-converted-note").textContent = percent(replies.converted, replies.customers) + " of customers";
  $("kpi-revenue").textContent = money(shop.revenueMinor);
  $("kpi-revenue").classList.toggle("many", Object.keys(shop.revenueMinor).length > 1);
  $("kpi-revenue-note").textContent = plural(shop.purchases, "order") + ", whole shop";
}

// ---- chart --------------------------------------------------------------------------------------------------------

let chart;

const MIN_MINUTES_SHOWN = 10;

/** Texts of the chart in the colour of the page's notes, which a chart does not inherit. */
function paintChartText() {
  Chart.defaults.color = getComputedStyle(document.documentElement).getPropertyValue("--muted").trim();
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  paintChartText();
  chart?.destroy();
  chart = undefined;
});

/** The latest minutes; a young pipeline shows fewer. */
function paintChart(minutes) {
  const first = minutes.findIndex(({ sent, clicked, purchases }) => sent + clicked + purchases > 0);
  const recent = minutes.slice(Math.min(first < 0 ? minutes.length : first, minutes.length - MIN_MINUTES_SHOWN));
  const data = ["sent", "clicked", "purchases"].map((name) => recent.map((minute) => minute[name]));
  const labels = recent.map(({ start }) => new Date(start).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }));
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
    add("Customer", reply.userId ?? reply.anonymousId ?? reply.customerId);
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

// ---- decisions and rejections -------------------------------------------------------------------------------------

/** Counts by reason as bars, the most frequent first. */
function paintReasons(list, { total, byReason }) {
  const sorted = Object.entries(byReason);
  list.replaceChildren(...sorted.map(([reason, n]) => {
    const item = element("li");
    const bar = element("span", "bar" + (reason === "SENT" ? " sent" : ""));
    bar.style.width = 100 * n / sorted[0][1] + "%";
    const track = element("span", "track");
    track.append(bar);
    item.append(element("span", "reason", reason.toLowerCase().replaceAll("_", " ")), track, element("span", "num", count(n)), element("span", "num muted", percent(n, total)));
    return item;
  }));
}

// ---- start --------------------------------------------------------------------------------------------------------

let choices = [];

function paintChosen() {
  const chosen = choices[$("campaign").selectedIndex];
  paintExperiment(chosen);
  paintReasons($("decisions"), chosen?.decisions ?? { total: 0, byReason: {} });
}

async function refresh() {
  try {
    const [overview, { experiments }] = await Promise.all([get("/api/v1/overview"), get("/api/v1/experiments")]);
    choices = paintChoices(overview.experiments, experiments);
    paintTotals(overview);
    paintChart(overview.minutes);
    paintReasons($("rejections"), overview.rejections);
    $("rejections-panel").hidden = overview.rejections.total === 0;
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

// Ingestion serves that page: it is here only where both share one port.
const letters = document.getElementById("all-letters");
fetch("/dead-letters").then(answer => {
  if (answer.ok) {
    letters.href = "/dead-letters";
    letters.hidden = false;
  }
}, () => {});
