// Search in the page's language, by Pagefind; nothing of it is loaded before the reader opens it.
const root = new URL("../", import.meta.url);
const dialog = document.getElementById("_search");
const field = document.getElementById("_query");
const status = dialog.querySelector(".search-status");
const list = dialog.querySelector(".results");
const MOST = 12;
let engine;
let turn = 0;

export function open(words) {
  dialog.showModal();
  field.focus();
  engine ??= import(new URL("pagefind/pagefind.js", root)).then(async (pagefind) => {
    await pagefind.options({ excerptLength: 24 });
    await pagefind.init();
    return pagefind;
  });
  field.oninput = () => search(words);
  field.onkeydown = (event) => { if (event.key === "Enter") event.preventDefault(); };
  search(words);
}

async function search(words) {
  const mine = ++turn;
  const query = field.value.trim();
  if (!query) return show("", []);
  status.textContent = words.searching;
  try {
    const pagefind = await engine;
    const found = await pagefind.debouncedSearch(query, {}, 150);
    if (!found || mine !== turn) return;
    const pages = await Promise.all(found.results.slice(0, MOST).map((result) => result.data()));
    if (mine !== turn) return;
    const places = pages.flatMap((page) => (page.sub_results.length ? page.sub_results.map((place) => ({ ...place, page: page.meta.title })) : [page]));
    const said = places.length ? words.results.replace("{count}", places.length.toLocaleString(words.locale)) : words.noResults.replace("{query}", () => query);
    show(said, places.slice(0, 2 * MOST));
  } catch {
    engine = undefined;
    if (mine === turn) show(words.searchFailed, []);
  }
}

function show(said, places) {
  status.textContent = said;
  list.replaceChildren(
    ...places.map((place) => {
      const link = Object.assign(document.createElement("a"), { href: place.url, textContent: place.title ?? place.meta.title });
      link.addEventListener("click", () => dialog.close());
      const excerpt = document.createElement("p");
      excerpt.append(...marked(place.excerpt));
      const item = document.createElement("li");
      item.append(link, excerpt);
      return item;
    }),
  );
}

/** Pagefind's excerpt is HTML with <mark>; its text is taken over, never its markup. */
function marked(excerpt) {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
  return [...parsed.childNodes].map((node) => (node.nodeName === "MARK" ? Object.assign(document.createElement("mark"), { textContent: node.textContent }) : node.textContent));
}
