// One campaign, or one experiment that others assign: its arms, and whether one does better than the control.
import { $, element } from "./page.js";
import { count, percent, points, pointSize, signed, money } from "./format.js";

const COLUMNS = ["Arm", "Customers", "Converted", "Rate", "Revenue", "Lift in points", "", "Always-valid interval", "Extra conversions"];

/**
 * Every campaign, with customers or without, and every experiment that others assign, in the order of the list of choices. Until
 * one is chosen, that with the most customers is shown.
 */
export function paintChoices(totals, reports) {
  const choices = totals.map((total) => ({ ...total, report: reports.find((report) => report.experiment === total.id && report.source === total.source) }));
  const select = $("campaign");
  const texts = choices.map(label);
  if ([...select.options].map((option) => option.text).join("\n") !== texts.join("\n")) {
    select.replaceChildren(...choices.map((choice, i) => new Option(texts[i], choice.source + ":" + choice.id)));
    const again = [...select.options].findIndex((option) => option.value === select.dataset.chosen);
    const largest = choices.reduce((best, choice, i) => (choice.customers > choices[best].customers ? i : best), 0);
    select.selectedIndex = again >= 0 ? again : choices.length > 0 ? largest : -1;
  }
  return choices;
}

const label = ({ id, source, report }) => id + (source === "outside" ? " (assigned elsewhere)" : report ? "" : " (no customers yet)");

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

export function paintExperiment(chosen) {
  const body = $("arms").tBodies[0];
  const experiment = chosen?.report;
  if (!experiment) {
    body.replaceChildren();
    $("verdict").textContent = chosen ? "No customer has had a message of this campaign, or would have had one, yet; the decisions below say why." : "Waiting for the first customers.";
    return;
  }
  const goalName = experiment.goal;
  const lifts = experiment.lifts.filter((lift) => lift.metric === "conversion" && lift.goal === goalName);
  const scale = Math.max(...lifts.map((lift) => possible(lift.alwaysValid)).filter(Boolean).flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]), 1e-6);
  const isControl = (arm) => arm.arm === experiment.control;
  body.replaceChildren(...[...experiment.arms].sort((a, b) => isControl(a) - isControl(b)).map((arm) => {
    const goal = arm.goals[goalName] ?? { customers: 0 };
    const lift = lifts.find((candidate) => candidate.arm === arm.arm);
    const row = element("tr");
    const name = element("td", "arm", arm.arm);
    if (isControl(arm)) name.append(element("span", "tag", "control"));
    row.append(name, element("td", "num", count(arm.customers)), element("td", "num", count(goal.customers)),
      element("td", "num", percent(goal.customers, arm.customers)),
      element("td", "num", money(chosen.revenueMinor[arm.arm])));
    row.append(...(lift ? liftCells(lift, scale) : [element("td", "num", "–"), element("td"), element("td", "range-text", "–"), element("td", "num", "–")]));
    [...row.cells].forEach((cell, i) => { cell.dataset.label = COLUMNS[i]; });
    return row;
  }));
  $("verdict").textContent = verdict(experiment, lifts);
  $("goal").textContent = goalName;
}

function liftCells(lift, scale) {
  const interval = possible(lift.alwaysValid);
  if (!interval) return [element("td", "num", points(lift.absolute)), element("td"), element("td", "range-text", "too few customers to tell"), element("td", "num", "–")];
  const { low, high } = interval;
  const bar = element("td");
  bar.append(intervalBar(interval, lift.absolute, scale));
  return [element("td", "num " + (low > 0 ? "up" : high < 0 ? "down" : ""), points(lift.absolute)), bar,
    element("td", "range-text", `${points(low)} to ${points(high)}`), element("td", "num", signed(lift.incremental))];
}

function verdict(experiment, lifts) {
  if (experiment.sampleRatio?.alarm) return "Sample ratio alarm: customers did not reach the arms in the planned shares, so do not trust the lift yet.";
  if (experiment.control === null) return "No arm of this experiment is named as its control, so there is nothing to compare with.";
  if (lifts.length === 0) return "Waiting for customers in both a treated arm and the control.";
  const known = lifts.filter((lift) => possible(lift.alwaysValid));
  if (known.length === 0) return "Too few customers to tell.";
  const sure = known.filter(({ alwaysValid: { low, high } }) => low > 0 || high < 0);
  if (sure.length === 0) return "Too early to tell: every interval still includes zero.";
  return sure.map((lift) => `“${lift.arm}” ${lift.absolute > 0 ? "raises" : "lowers"} conversion by ${span(lift.alwaysValid)} points`).join("; ") + ".";
}

/** Sizes without sign, the smaller first. */
const span = ({ low, high }) => [low, high].sort((a, b) => Math.abs(a) - Math.abs(b)).map(pointSize).join(" to ");
