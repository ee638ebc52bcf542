// The catalogue with its ages, a page at a time.
import { $, element, status } from "./page.js";
import { age, exactMoney } from "./format.js";

const PAGE = 50;
const PAUSE_MS = 250;

let asked = 0;
let next = null;

/** A link only to what is http or https. */
function nameCell(product) {
  const cell = element("td");
  const isLink = /^https?:\/\//i.test(product.url ?? "");
  const name = element(isLink ? "a" : "span", "arm", product.name);
  if (isLink) {
    name.href = product.url;
    name.rel = "noreferrer noopener";
  }
  cell.append(name, element("p", "note", [product.productId, product.brand].filter(Boolean).join(" · ")));
  return cell;
}

function priceCell({ price, sale }) {
  const cell = element("td", "num", price ? exactMoney(price) : "no price");
  if (sale) cell.append(element("p", "note", "sale " + exactMoney(sale.price)));
  return cell;
}

function stockCell({ available, stock }) {
  const cell = element("td", "", stock === null || stock === undefined ? "" : stock + " ");
  cell.append(element("span", "tag" + (available ? "" : " refused"), available ? "in stock" : "out of stock"));
  return cell;
}

function row(product) {
  const line = element("tr");
  const confirmed = element("td", "num", product.updatedAt ? age(product.ageSeconds) : "does not age");
  if (product.updatedAt) confirmed.title = product.updatedAt;
  line.append(nameCell(product), element("td", "", product.category), priceCell(product), stockCell(product), element("td", "", product.source), confirmed);
  return line;
}

/** The first page of what is searched for, or one more; an answer that came too late is dropped. */
async function load(after) {
  const mine = ++asked;
  const query = new URLSearchParams({ limit: PAGE, q: $("search").value.trim() });
  if (after) query.set("after", after);
  try {
    const response = await fetch("/api/v1/products?" + query);
    if (!response.ok) throw new Error("answered " + response.status);
    const page = await response.json();
    if (mine !== asked) return;
    const rows = page.products.map(row);
    const body = document.querySelector("#products tbody");
    if (after) body.append(...rows);
    else body.replaceChildren(...rows);
    next = page.next;
    $("more").hidden = !next;
    $("none").hidden = body.children.length > 0;
    status(true, "live");
  } catch (error) {
    status(false, "not ready: " + error.message);
  }
}

let pause;
$("search").addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(load, PAUSE_MS);
});
$("more").addEventListener("click", () => load(next));
load();
