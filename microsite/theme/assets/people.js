// The page of many people narrows as a reader types; what is typed stands in the address, so that a link shows the same.
import { all, fill, words } from "./page.js";

const form = document.querySelector("[data-people-finder]");
const field = form.elements.words;
const status = form.querySelector("[data-found]");
const people = all(".profile");

async function apply() {
  const query = field.value.trim();
  const address = new URL(location);
  if (query) address.searchParams.set("words", query);
  else address.searchParams.delete("words");
  history.replaceState(null, "", address);
  const found = query ? await import("./narrow.js").then(({ having }) => having(query, people)).catch(() => undefined) : null;
  if (field.value.trim() !== query) return; // another `apply` is on its way
  for (const person of people) person.hidden = Boolean(found && !found.has(person));
  const number = found ? found.size : people.length;
  const said = number ? fill(words.results, number) : fill(words.noResults, query);
  status.textContent = !query ? "" : found === undefined ? words.searchFailed : said;
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", apply);
field.value = new URLSearchParams(location.search).get("words") ?? field.value; // or what was typed before the script was there
apply();
