// The dialog in which readers search the pages of their language. The pages are read when it is opened first, and not before.

import { SearchIndex, excerpt } from "./search-index.js";

const root = new URL("../", import.meta.url);
const dialog = document.getElementById("_search");
const field = document.getElementById("_query");
const status = dialog.querySelector(".search-status");
const list = dialog.querySelector(".results");
const more = dialog.querySelector("[data-earlier]"); // where there are archived sessions
const MOST = 40;
const ROOM = 180; // letters of an excerpt
let index;
let earlier; // read when a reader asks for it, and not before

export function open(words) {
  dialog.showModal();
  field.focus();
  if (more) more.onclick = () => {
    earlier = SearchIndex.loadEarlier(root, document.documentElement.lang, words.colon);
    more.hidden = true;
    field.focus();
    search(words);
  };
  field.oninput = () => search(words);
  field.onkeydown = (event) => { if (event.key === "Enter") event.preventDefault(); };
  search(words);
}

async function search(words) {
  index ??= SearchIndex.load(root, document.documentElement.lang, words.colon);
  if (field.value.trim()) status.textContent = words.searching;
  try {
    const loaded = [await index, ...(earlier ? [await earlier] : [])];
    const query = field.value.trim(); // what is there now
    if (!query) return show("", []);
    const found = loaded.flatMap((each) => each.search(query)); // this session's first
    const count = words.results.replace("{count}", found.length.toLocaleString(words.locale));
    show(found.length > 0 ? count : words.noResults.replace("{query}", () => query), found.slice(0, MOST));
  } catch (error) {
    console.error(error);
    index = undefined;
    earlier = undefined;
    if (more) more.hidden = false;
    show(words.searchFailed, []);
  }
}

function show(said, found) {
  status.textContent = said;
  list.replaceChildren(...found.map(item));
}

/** A result: its title, which leads to it; its page, day and time; and what it says around what was found. */
function item({ result, places }) {
  const of = (name) => places.filter((place) => place.field === name);
  const link = spoken(Object.assign(document.createElement("a"), { href: result.url }), result.title);
  link.append(...marked(excerpt(result.title, of("title"))));
  link.addEventListener("click", () => dialog.close());
  const where = Object.assign(document.createElement("p"), { className: "where" });
  const said = new Set([result.session, result.page, result.day.text, result.time.text]);
  where.textContent = [...said].filter((each) => each && each !== result.title.text).join(" · ");
  const text = spoken(document.createElement("p"), result.text);
  text.append(...marked(excerpt(result.text, of("text"), ROOM)));
  const found = document.createElement("li");
  found.append(link, ...[where, text].filter((each) => each.textContent));
  return found;
}

/** Marks an element whose text is in another language than the page, as a whole. */
function spoken(element, { spans }) {
  const [language, ...others] = new Set(spans.map((span) => span.language));
  const other = language && others.length === 0 && language !== document.documentElement.lang;
  if (other) Object.assign(element, { lang: language, dir: "auto" });
  return element;
}

/** Pieces of a text, with marks around what was found. */
function marked(pieces) {
  return pieces.map(({ text, found }) => 
    found ? Object.assign(document.createElement("mark"), { textContent: text }) : text);
}
