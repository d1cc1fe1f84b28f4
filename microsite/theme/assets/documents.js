// The table of documents: narrowed by words, kind and language, and sorted by a column. What is chosen stands in the address.
import { all, fill, words } from "./page.js";

const form = document.querySelector("[data-library]");
const body = document.querySelector(".library tbody");
const rows = [...body.rows];
/** The column to sort by, where there are no heads to press. */
const sorting = form.querySelector("[data-sorting]");
const order = new Intl.Collator(words.locale, { numeric: true });
/** What is looked for in each row, folded as the search folds it; once the reader has chosen something. */
let searched;

const isOfKind = (row, kind) => row.querySelector("[data-kind]").textContent.trim() === kind;
const isIn = (row, language) => row.dataset.languages.split(" ").includes(language);

function matches(row, { words: given = "", kind, language }, fold) {
  if (kind && !isOfKind(row, kind)) return false;
  if (language && !isIn(row, language)) return false;
  return fold(given).split(/\s+/).every((word) => searched.get(row).includes(word));
}

async function narrow() {
  const { fold } = await import("./search-words.js");
  searched ??= new Map(rows.map((row) => [row, fold(`${row.cells[0].textContent} ${row.querySelector("th").textContent}`)]));
  const chosen = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
  const isChosen = Object.keys(chosen).length > 0;
  for (const row of rows) row.hidden = isChosen && !matches(row, chosen, fold);
  form.querySelector("[data-found]").textContent = isChosen ? fill(words.found, rows.filter((row) => row.checkVisibility()).length) : "";
  const address = new URL(location);
  address.search = new URLSearchParams(chosen);
  history.replaceState(history.state, "", address);
}

/** A kind or a language that only documents have which are not there yet is not offered: it would find nothing. */
function offer() {
  const there = rows.filter((row) => document.documentElement.dataset.stage === "over" || !row.matches(".only-over"));
  for (const [name, fits] of [["kind", isOfKind], ["language", isIn]]) {
    for (const option of form.elements[name]?.options ?? []) {
      option.hidden = option.disabled = option.value !== "" && !there.some((row) => fits(row, option.value));
    }
  }
}

/** What a row is sorted by in a column: a date by its ISO form; nothing comes last. */
function keyOf(row, column) {
  const cell = row.cells[column];
  return cell.querySelector("time")?.dateTime ?? cell.querySelector("[data-result-title]")?.textContent ?? cell.textContent.trim();
}

function sort(head, descending = false) {
  for (const other of all(".library [aria-sort]")) other.removeAttribute("aria-sort");
  head.ariaSort = descending ? "descending" : "ascending";
  sorting.value = head.dataset.sort;
  const keyed = rows.map((row) => [row, keyOf(row, head.cellIndex)]);
  keyed.sort(([, one], [, other]) => !one - !other || (descending ? -1 : 1) * order.compare(one, other));
  body.append(...keyed.map(([row]) => row));
}

/** By the name of a column; without one, in the order that the page came in. */
function sortBy(name) {
  if (name) return sort(document.querySelector(`.library [data-sort="${name}"]`));
  for (const head of all(".library [aria-sort]")) head.removeAttribute("aria-sort");
  body.append(...rows);
}

for (const head of all(".library [data-sort]")) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: head.textContent });
  button.addEventListener("click", () => sort(head, head.ariaSort === "ascending"));
  head.replaceChildren(button);
}
for (const [name, value] of new URLSearchParams(location.search)) {
  if (form.elements[name]) form.elements[name].value = value;
}
offer();
form.addEventListener("focusin", offer); // the session may have ended since
form.addEventListener("input", ({ target }) => (target === sorting ? sortBy(sorting.value) : narrow()));
form.addEventListener("submit", (event) => event.preventDefault());
if ([...new FormData(form).values()].some(Boolean)) narrow(); // by the address, or typed before the script was there
