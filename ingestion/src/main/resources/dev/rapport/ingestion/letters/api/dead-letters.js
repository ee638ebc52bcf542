"use strict";

// Lists dead letters, shows one, sends them again. Everything is put in as text, never as markup.
const api = "/api/v1/dead-letters";
const byId = id => document.getElementById(id);
let next = null;
let shown = null;

function filters() {
  const values = {};
  for (const [name, value] of new FormData(byId("filter"))) {
    if (name === "waiting") {
      values.redriven = "false";
    } else if (value.trim()) {
      values[name] = value.trim();
    }
  }
  return values;
}

async function ask(path, options) {
  const answer = await fetch(api + path, options);
  const body = await answer.json().catch(() => ({error: "the answer " + answer.status + " is not from Rapport"}));
  if (!answer.ok) {
    throw new Error(body.error || answer.statusText);
  }
  return body;
}

function say(text) {
  byId("message").textContent = text;
}

function row(letter) {
  const line = document.createElement("tr");
  line.tabIndex = 0;
  const again = letter.redriven ? (letter.redriven.outcome || "sent") + " " + (letter.redriven.at || "") : "";
  for (const text of [letter.at, letter.application, letter.stage, letter.reason, letter.rule, letter.source, again]) {
    line.insertCell().textContent = text || "";
  }
  line.onclick = () => guarded(() => show(letter.id));
  line.onkeydown = event => { if (event.key === "Enter") { line.onclick(); } };
  return line;
}

async function list(more) {
  const query = new URLSearchParams(filters());
  query.set("limit", "100");
  if (more && next) {
    query.set("cursor", next);
  } else {
    byId("letters").replaceChildren();
  }
  const page = await ask("?" + query);
  page.letters.forEach(letter => byId("letters").append(row(letter)));
  next = page.next;
  byId("more").hidden = !next;
  const shownRows = byId("letters").rows.length;
  say(shownRows === 0 && !next ? "no dead letters match" : shownRows + " shown" + (next ? ", there may be more" : ""));
}

async function show(id) {
  const one = await ask("/" + encodeURIComponent(id));
  shown = id;
  byId("detail-id").textContent = id;
  byId("detail-text").textContent = brief(one);
  byId("redrive-one").disabled = Boolean(one.redrive.rule);
  byId("redrive-rule").textContent = one.redrive.rule ? "It cannot be sent again: " + one.redrive.rule : "";
  byId("detail").hidden = false;
  byId("detail").scrollIntoView();
}

// A page with a megabyte of text in it answers slowly.
function brief(one) {
  const text = JSON.stringify(one, null, 2);
  const max = 100000;
  return text.length <= max ? text : text.slice(0, max) + "\n… " + (text.length - max) + " more characters: "
    + "./rapport dead-letters show " + one.letter.id + " --json";
}

async function redrive(body) {
  const counts = {};
  let cursor = null;
  do {
    const batch = await ask("/redrive", {
      method: "POST",
      headers: {"Content-Type": "application/json"},
      body: JSON.stringify(cursor ? {...body, cursor} : body)
    });
    for (const [outcome, count] of Object.entries(batch.counts)) {
      counts[outcome] = (counts[outcome] || 0) + count;
    }
    cursor = batch.next;
    say(Object.entries(counts).map(([outcome, count]) => count + " " + outcome).join(", ") || "no letters");
  } while (cursor);
}

function guarded(work) {
  return work().catch(error => say(error.message));
}

byId("filter").onsubmit = event => { event.preventDefault(); guarded(() => list(false)); };
byId("more").onclick = () => guarded(() => list(true));
byId("redrive").onclick = () => {
  if (confirm("Send all that match again?")) {
    guarded(() => redrive(filters()));
  }
};
byId("redrive-one").onclick = () => guarded(() => redrive({ids: [shown]}));
guarded(() => list(false));
