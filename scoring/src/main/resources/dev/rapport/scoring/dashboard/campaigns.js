// The campaigns, and the switch of each: what is clicked is written to Kafka, and shown once the read model has it.
import { $, element, status } from "./page.js";

const PATH = "/api/v1/campaigns";
const POLL_MS = 1000;

function say(text) {
  $("done").textContent = text;
  $("done").hidden = !text;
}

function button(campaign) {
  const made = element("button", "", campaign.paused ? "Resume" : "Pause");
  made.type = "button";
  made.setAttribute("aria-label", made.textContent + " " + campaign.id);
  made.addEventListener("click", () => turn("/" + encodeURIComponent(campaign.id), campaign.id, !campaign.paused));
  return made;
}

function row(campaign) {
  const line = element("tr");
  const name = element("td");
  name.append(element("span", "arm", campaign.id), element("p", "note", campaign.kind ?? ""));
  const published = element("td", "", new Date(campaign.publishedAt).toLocaleString());
  published.append(element("p", "note", campaign.publishedBy));
  const state = element("td");
  state.append(element("span", "tag" + (campaign.paused ? " refused" : ""), campaign.paused ? "paused" : "running"));
  const action = element("td", "num");
  action.append(button(campaign));
  line.append(name, element("td", "", campaign.channel), element("td", "", campaign.goal), element("td", "num", campaign.version), published, state, action);
  return line;
}

/** Redrawn only when it changed, so that a button keeps the focus. */
let shown = "";
async function load() {
  try {
    const response = await fetch(PATH);
    if (!response.ok) throw new Error("answered " + response.status);
    const text = await response.text();
    if (text !== shown) {
      const { campaigns } = JSON.parse(text);
      document.querySelector("#campaigns tbody").replaceChildren(...campaigns.map(row));
      $("none").hidden = campaigns.length > 0;
      $("pause-all").hidden = campaigns.every((campaign) => campaign.paused);
      $("resume-all").hidden = !campaigns.some((campaign) => campaign.paused);
      shown = text;
    }
    status(true, "live");
  } catch (error) {
    status(false, "not ready: " + error.message);
  }
}

/** @param path of one campaign, or empty for all */
async function turn(path, what, paused) {
  const verb = paused ? "pause" : "resume";
  say("");
  try {
    const response = await fetch(PATH + path + "/" + verb, { method: "POST" });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(answer.error ?? "the server answered " + response.status);
    const changed = answer.campaigns.filter((campaign) => campaign.changed).length;
    say(changed ? what + (paused ? " is paused" : " runs again") : what + (paused ? " was paused already" : " was running already"));
  } catch (error) {
    say("Could not " + verb + " " + what + ": " + error.message);
  }
  await load();
}

$("pause-all").addEventListener("click", () => {
  if (confirm("Pause all campaigns?")) turn("", "every campaign", true);
});
$("resume-all").addEventListener("click", () => {
  if (confirm("Resume all campaigns?")) turn("", "every campaign", false);
});
load();
setInterval(() => document.hidden || load(), POLL_MS);
